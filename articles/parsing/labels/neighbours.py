"""What stands around a piece: names below it, blank lines, captions, short pieces alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.parsing.labels.label import Label
from articles.parsing.labels.line_features import LineFeatures, uses_gaps

_LONGEST_LABEL = 9  # characters
_FEWEST_VERSES = 4
_LONGEST_VERSE = 16  # characters
_NEAR = 16  # pieces on either side among which a like one is looked for
_NUMERALS = frozenset("一二三四五六七八九十两")
_PARTICLES = frozenset("了”")
_FAR = 40  # pieces below a headline that may belong to it


class Neighbours:
    """The pieces inside the articles of a page, each asked for by its number among them.

    `parts` holds the part of every piece that stands outside, None for the others; `inside` the
    numbers of the others. `shorts` says which may be headlines, `signed` below which names follow.
    """

    def __init__(
        self, looks: Sequence[LineFeatures], parts: Sequence[Label | None], inside: Sequence[int]
    ) -> None:
        self._parts, self._inside, self._page_length = parts, inside, len(looks)
        self.looks = [looks[index] for index in inside]
        self.gaps = uses_gaps(looks)
        self.shorts = [_may_be_head(look) for look in self.looks]
        self.signed = [self._is_signed(index) for index in range(len(self.looks))]
        self.signs = self._how_signed()
        self.verses = self._find_verses()

    def _how_signed(self) -> float:
        """From 0 to 1: whether reports are signed on this page, by the headlines that are plain to see."""
        heads = [index for index, short in enumerate(self.shorts) if short]
        signed = sum(self.signed[index] for index in heads)
        unsigned = sum(
            self.after_boundary(index) and not self.signed[index] and not self.shorts[index + 1]
            for index in heads
            if index + 1 < len(self.shorts)
        )
        return min(signed, 6) / 4 * (signed / (signed + unsigned)) ** 2 if signed else 0.0

    def _is_signed(self, index: int) -> bool:
        """Whether a byline or an opening follows, perhaps behind a subtitle or a column mark."""
        for look in self.looks[index + 1 : index + 4]:
            if look.opening or (look.byline and look.byline.credits):
                return True
            tight = self.gaps and not look.piece.gap and look.short
            if not (look.text.startswith("—") or look.series_mark or look.column_word or tight):
                return False
        return False

    def after_boundary(self, index: int) -> bool:
        """Whether nothing of an open article stands above: page head, section line, or a closing."""
        if index == 0:
            return True
        if Label.SECTION in self._parts[self._inside[index - 1] + 1 : self._inside[index]]:
            return True
        look = self.looks[index - 1]
        if look.byline is not None:  # a name below a text closes it
            return index > 1 and not self.looks[index - 2].short
        return look.tail is not None or bool(look.source)

    def is_label(self, index: int) -> bool:
        """Whether it says whose word the headline below is, or where it happened: 水利部门:"""
        look, following = self.looks[index], self.look(index + 1)
        if look.length > _LONGEST_LABEL or not look.text.endswith(":") or following is None:
            return False
        return self.shorts[index + 1] and following.byline is None

    def signed_at_end(self, index: int) -> bool:
        """Whether the text below ends with the names of its writers, as briefs do."""
        below = index + 1
        while (
            below < len(self.looks) and not self.shorts[below] and self.looks[below].opening is None
        ):
            if self.looks[below].tail is not None:
                return True
            below += 1
        return False

    def signed_above(self) -> list[int | None]:
        """For each piece the nearest signed headline not far above it."""
        found: list[int | None] = []
        title = None
        for index, (short, signed) in enumerate(zip(self.shorts, self.signed, strict=True)):
            found.append(title if title is not None and index - title < _FAR else None)
            title = index if short and signed else title
        return found

    def caption_below(self, index: int) -> bool:
        """Whether a caption stands between this piece and the next one of an article."""
        below = self._inside[index + 1] if index + 1 < len(self._inside) else self._page_length
        return Label.CAPTION in self._parts[self._inside[index] + 1 : below]

    def two_lines(self, index: int) -> bool:
        """Whether the next piece is printed tight below, short too, and no byline."""
        following = self.look(index + 1)
        if not self.gaps or following is None or not self.shorts[index + 1]:
            return False
        return (
            not following.piece.gap
            and following.byline is None
            and not following.text.startswith("—")
        )

    def tight_above_text(self, index: int, look: LineFeatures) -> bool:
        """Printed right above its text, without the blank line the page puts between pieces."""
        following = self.look(index + 1)
        if not self.gaps or not look.piece.gap or following is None:
            return False
        return not following.piece.gap and not following.byline and following.opening is None

    def siblings(self, index: int, look: LineFeatures) -> int:
        """How many short pieces nearby, in text unbroken by a byline, are of its length and shape."""
        found = 0
        for step in (-1, 1):
            k = index + step
            while 0 <= k < len(self.looks) and found < 3 and abs(k - index) < 14:
                other = self.looks[k]
                if other.opening or other.byline or (other.tail and step < 0):
                    break
                found += self.shorts[k] and _alike(look, other)
                k += step
        return found

    def parallel(self, index: int) -> bool:
        """Whether a short piece not far off is built like it: 一本账,算清家底 and 一张证,盘活资源."""
        around = range(max(0, index - _NEAR), min(len(self.looks), index + _NEAR))
        shape = _shape(self.looks[index])
        return any(
            k != index
            and self.shorts[k]
            and not self.signed[k]
            and _parallel(shape, _shape(self.looks[k]))
            for k in around
        )

    def beside_a_row(self, index: int) -> bool:
        return any(
            look is not None and look.row for look in (self.look(index - 1), self.look(index + 1))
        )

    def _find_verses(self) -> list[float]:
        """For each piece 1 where it stands among short lines that no mark ends, as those of a poem or a list do."""
        found = [0.0] * len(self.looks)
        run: list[int] = []
        for index, look in enumerate([*self.looks, None]):
            if (
                look is not None
                and self.shorts[index]
                and look.length <= _LONGEST_VERSE
                and not look.byline
            ):
                run.append(index)
                continue
            if len(run) >= _FEWEST_VERSES and (
                not self.gaps or all(self.looks[k].piece.gap for k in run)
            ):
                found[run[0]] = 0.3  # it may be the headline of the others
                for one in run[1:]:
                    found[one] = 1.0
            elif self.gaps:
                for stanza in self._stanzas(run):
                    for one in stanza:
                        found[one] = 2.0
            run = []
        return found

    def _stanzas(self, lines: Sequence[int]) -> Iterator[list[int]]:
        """The lines that stand together without a blank one between, four or more."""
        stanza: list[int] = []
        for index in [*lines, None]:
            if index is None or self.looks[index].piece.gap:
                if len(stanza) >= _FEWEST_VERSES:
                    yield stanza
                stanza = []
            if index is not None:
                stanza.append(index)

    def look(self, index: int) -> LineFeatures | None:
        return self.looks[index] if 0 <= index < len(self.looks) else None


def _may_be_head(look: LineFeatures) -> bool:
    return (
        look.short
        and not look.source
        and look.opening is None
        and (look.tail is None or look.tail.start > 0)
    )


def _shape(look: LineFeatures) -> tuple[str, str, int, int]:
    """First and last character, any numeral for any other, where the first pause is, the length."""
    first, last = look.text[0], look.text[-1]
    return "一" if first in _NUMERALS else first, last, look.text.find(","), look.length


def _parallel(one: tuple[str, str, int, int], other: tuple[str, str, int, int]) -> bool:
    if one[2] != other[2] or abs(one[3] - other[3]) > 2:
        return False
    return one[0] == other[0] or (one[1] == other[1] and one[1] in _PARTICLES)


def _alike(one: LineFeatures, other: LineFeatures) -> bool:
    """Of the same length and shape."""
    same_shape = (" " in one.text) == (" " in other.text) and one.numbered == other.numbered
    return same_shape and abs(one.length - other.length) <= 2
