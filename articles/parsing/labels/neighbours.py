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

    `labels` holds the label of every piece that stands outside, None for the others; `inside` the
    numbers of the others. `shorts` says which may be headlines, `signed` below which names follow.
    """

    def __init__(
        self, lines: Sequence[LineFeatures], labels: Sequence[Label | None], inside: Sequence[int]
    ) -> None:
        self._labels, self._inside, self._page_length = labels, inside, len(lines)
        self.lines = [lines[index] for index in inside]
        self.gaps = uses_gaps(lines)
        self.shorts = [_may_be_head(line) for line in self.lines]
        self.signed = [self._is_signed(index) for index in range(len(self.lines))]
        self.signs = self._how_signed()
        self.verses = self._find_verses()

    def _how_signed(self) -> float:
        """From 0 to 1: whether reports are signed on this page, by its plainest headlines."""
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
        for line in self.lines[index + 1 : index + 4]:
            if line.opening or (line.byline and line.byline.credits):
                return True
            tight = self.gaps and not line.piece.gap and line.short
            if not (line.text.startswith("—") or line.series_mark or line.column_word or tight):
                return False
        return False

    def after_boundary(self, index: int) -> bool:
        """Whether no open article stands above: a page head, a section line, or a closing."""
        if index == 0:
            return True
        if Label.SECTION in self._labels[self._inside[index - 1] + 1 : self._inside[index]]:
            return True
        line = self.lines[index - 1]
        if line.byline is not None:  # a name below a text closes it
            return index > 1 and not self.lines[index - 2].short
        return line.tail is not None or bool(line.source)

    def is_label(self, index: int) -> bool:
        """Whether it says whose word the headline below is, or where it happened: 水利部门:"""
        line, following = self.lines[index], self.line_at(index + 1)
        if line.length > _LONGEST_LABEL or not line.text.endswith(":") or following is None:
            return False
        return self.shorts[index + 1] and following.byline is None

    def signed_at_end(self, index: int) -> bool:
        """Whether the text below ends with the names of its writers, as briefs do."""
        below = index + 1
        while (
            below < len(self.lines) and not self.shorts[below] and self.lines[below].opening is None
        ):
            if self.lines[below].tail is not None:
                return True
            below += 1
        return False

    def signed_above(self) -> list[int | None]:
        """For each piece the nearest signed headline not far above it."""
        titles: list[int | None] = []
        title = None
        for index, (short, signed) in enumerate(zip(self.shorts, self.signed, strict=True)):
            titles.append(title if title is not None and index - title < _FAR else None)
            title = index if short and signed else title
        return titles

    def caption_below(self, index: int) -> bool:
        """Whether a caption stands between this piece and the next one of an article."""
        below = self._inside[index + 1] if index + 1 < len(self._inside) else self._page_length
        return Label.CAPTION in self._labels[self._inside[index] + 1 : below]

    def two_lines(self, index: int) -> bool:
        """Whether the next piece is printed tight below, short too, and no byline."""
        following = self.line_at(index + 1)
        if not self.gaps or following is None or not self.shorts[index + 1]:
            return False
        return (
            not following.piece.gap
            and following.byline is None
            and not following.text.startswith("—")
        )

    def tight_above_text(self, index: int, line: LineFeatures) -> bool:
        """Printed right above its text, without the blank line the page puts between pieces."""
        following = self.line_at(index + 1)
        if not self.gaps or not line.piece.gap or following is None:
            return False
        return not following.piece.gap and not following.byline and following.opening is None

    def siblings(self, index: int, line: LineFeatures) -> int:
        """How many short pieces nearby are of its length and shape, up to a byline."""
        count = 0
        for step in (-1, 1):
            k = index + step
            while 0 <= k < len(self.lines) and count < 3 and abs(k - index) < 14:
                other = self.lines[k]
                if other.opening or other.byline or (other.tail and step < 0):
                    break
                count += self.shorts[k] and _alike(line, other)
                k += step
        return count

    def parallel(self, index: int) -> bool:
        """Whether a short piece not far off is built like it: 一本账,算清家底 and 一张证,盘活资源."""
        around = range(max(0, index - _NEAR), min(len(self.lines), index + _NEAR))
        shape = _shape(self.lines[index])
        return any(
            k != index
            and self.shorts[k]
            and not self.signed[k]
            and _parallel(shape, _shape(self.lines[k]))
            for k in around
        )

    def beside_a_row(self, index: int) -> bool:
        return any(
            line is not None and line.row
            for line in (self.line_at(index - 1), self.line_at(index + 1))
        )

    def _find_verses(self) -> list[float]:
        """For each piece 1 where it stands among short lines that no mark ends.

        The lines of a poem or of a list are such.
        """
        verses = [0.0] * len(self.lines)
        run: list[int] = []
        for index in range(len(self.lines)):
            if self._may_be_verse(index):
                run.append(index)
            else:
                self._rate_verses(run, verses)
                run = []
        self._rate_verses(run, verses)
        return verses

    def _may_be_verse(self, index: int) -> bool:
        line = self.lines[index]
        return self.shorts[index] and line.length <= _LONGEST_VERSE and not line.byline

    def _rate_verses(self, run: Sequence[int], verses: list[float]) -> None:
        """Write down for the lines of a run how likely they are verses."""
        is_apart = not self.gaps or all(self.lines[index].piece.gap for index in run)
        if len(run) >= _FEWEST_VERSES and is_apart:
            verses[run[0]] = 0.3  # it may be the headline of the others
            for index in run[1:]:
                verses[index] = 1.0
        elif self.gaps:
            for stanza in self._stanzas(run):
                for index in stanza:
                    verses[index] = 2.0

    def _stanzas(self, lines: Sequence[int]) -> Iterator[list[int]]:
        """The lines that stand together without a blank one between, four or more."""
        stanza: list[int] = []
        for index in [*lines, None]:
            if index is None or self.lines[index].piece.gap:
                if len(stanza) >= _FEWEST_VERSES:
                    yield stanza
                stanza = []
            if index is not None:
                stanza.append(index)

    def line_at(self, index: int) -> LineFeatures | None:
        return self.lines[index] if 0 <= index < len(self.lines) else None


def _may_be_head(line: LineFeatures) -> bool:
    return (
        line.short
        and not line.source
        and line.opening is None
        and (line.tail is None or line.tail.start > 0)
    )


def _shape(line: LineFeatures) -> tuple[str, str, int, int]:
    """First and last character, any numeral for any other, where the first pause is, the length."""
    first, last = line.text[0], line.text[-1]
    return "一" if first in _NUMERALS else first, last, line.text.find(","), line.length


def _parallel(first: tuple[str, str, int, int], other: tuple[str, str, int, int]) -> bool:
    if first[2] != other[2] or abs(first[3] - other[3]) > 2:
        return False
    return first[0] == other[0] or (first[1] == other[1] and first[1] in _PARTICLES)


def _alike(first: LineFeatures, other: LineFeatures) -> bool:
    """Of the same length and shape."""
    same_shape = (" " in first.text) == (" " in other.text) and first.numbered == other.numbered
    return same_shape and abs(first.length - other.length) <= 2
