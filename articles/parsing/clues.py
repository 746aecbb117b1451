"""What speaks for or against each part of a piece: clues from its looks and from its neighbours.

A clue is a name and a strength, 1 where it is simply there. `weights.CLUES` says what each is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import add

from articles.parsing.affinity import Parts
from articles.parsing.features import Look, uses_gaps
from articles.parsing.junction import odd_start, odd_stop, runs_over
from articles.parsing.marks import quotes_left_open
from articles.parsing.parts import Part
from articles.parsing.weights import CLUES, TEXT

Clues = dict[str, float]
_HEADLINES = tuple(part for part in CLUES if "bias" in CLUES[part])  # the parts any short piece may play
# The same table, from clue to parts.
_WORTH = {
    name: [(part, CLUES[part][name]) for part in CLUES if name in CLUES[part]] for part in CLUES for name in CLUES[part]
}
_MOST_DANGLING = 20
_TWO_PHRASES = re.compile(r"[^\s,。]{3,} +[^\s,。]{3,}")  # set apart, as only headlines are
_LONGEST_LABEL = 9  # characters
_SHORTEST_LINE = 9  # characters
_FEWEST_VERSES = 4
_LONGEST_VERSE = 16  # characters
_FAR = 40  # pieces below a headline that may belong to it
_MARKED = (Part.OPENING, Part.CLOSING, Part.CAPTION, Part.BYLINE)


class Scorer:
    """Scores of the parts that the pieces inside the articles of a page may play.

    `parts` holds the part of every piece that stands outside, None for the others; `inside` the
    numbers of the others.
    """

    def __init__(self, looks: Sequence[Look], parts: Sequence[Part | None], inside: Sequence[int]) -> None:
        self._all, self._parts, self._inside = looks, parts, inside
        self._looks = [looks[index] for index in inside]
        self._gaps = uses_gaps(looks)
        self._shorts = [_may_be_head(look) for look in self._looks]
        self._blocks, self._before, self._after = self._cut_blocks()
        self._page = Parts(
            [[look.pairs for look in block] for block in self._blocks],
            [look.words for look, short in zip(self._looks, self._shorts, strict=True) if short],
        )
        self._signed = [self._is_signed(index) for index in range(len(self._looks))]
        self._titles = self._signed_above()
        self._signs = self._how_signed()
        self._broken = self._how_broken()
        self._dangling = self._find_dangling()
        self._verses = self._find_verses()
        self._answered = [self._answers(index) for index in range(len(self._looks))]

    def clues(self) -> list[Clues]:
        """The clues that are there, piece by piece."""
        every = map(self._clues, range(len(self._looks)))
        return [{name: value for name, value in clues.items() if value} for clues in every]

    def scores(self, clues: Sequence[Clues]) -> list[dict[Part, float]]:
        return [self._score(each) for each in clues]

    @staticmethod
    def _score(clues: Clues) -> dict[Part, float]:
        if "bias" not in clues:
            marked = [part for part in _MARKED if _speaks(part, clues)]
            plain = 0.0 if "opening" in clues or "source line" in clues or "closing bracket" in clues else TEXT
            return {Part.PARAGRAPH: plain, **{part: _sum(part, clues) for part in marked}}
        scores = dict.fromkeys(_HEADLINES, 0.0)
        for name, value in clues.items():
            for part, worth in _WORTH.get(name, ()):
                scores[part] = scores.get(part, 0.0) + worth * value
        return scores

    def _how_signed(self) -> float:
        """From 0 to 1: whether reports are signed on this page, by the headlines that are plain to see."""
        heads = [index for index, short in enumerate(self._shorts) if short]
        signed = sum(self._signed[index] for index in heads)
        unsigned = sum(
            self._after_boundary(index) and not self._signed[index] and not self._shorts[index + 1]
            for index in heads
            if index + 1 < len(self._shorts)
        )
        return min(signed, 6) / 4 * (signed / (signed + unsigned)) ** 2 if signed else 0.0

    def _how_broken(self) -> float:
        """From 0.25 to 1: whether columns cut paragraphs on this page at all, by its long pieces."""
        opened = sum(look.leaves_open and not short for look, short in zip(self._looks, self._shorts, strict=True))
        return min(1.0, (opened + 0.5) / 2)

    def _cut_blocks(self) -> tuple[list[list[Look]], list[int], list[int]]:
        """The body text between short pieces, and for each piece the block above and below it."""
        blocks: list[list[Look]] = [[]]
        before = []
        for look, short in zip(self._looks, self._shorts, strict=True):
            if short and blocks[-1]:
                blocks.append([])
            if not short:
                blocks[-1].append(look)
            before.append(len(blocks) - 1 - (1 if short else 0))
        after = [index + 1 if short else index for index, short in zip(before, self._shorts, strict=True)]
        return blocks, before, after

    # --- clues ---------------------------------------------------------------------------------

    def _clues(self, index: int) -> Clues:
        look = self._looks[index]
        if look.opening:
            return {"opening": 1}
        if look.source or (look.tail and look.tail.start == 0):
            bracket = look.tail is not None and look.tail.start == 0 and look.tail.kind != "byline"
            mark = "closing bracket" if bracket else "source line" if look.source else "closing names"
            return {mark: 1, **self._name_clues(index, look)}
        if not self._shorts[index]:
            return {"one sentence": look.one_sentence}
        return {
            "bias": 1,
            "one sentence": look.one_sentence,
            **_own_clues(look),
            **self._name_clues(index, look),
            **self._place_clues(index, look),
            **self._following_clues(index, look),
            **self._text_clues(index),
            **self._fragment_clues(index, look),
        }

    def _name_clues(self, index: int, look: Look) -> Clues:
        if look.byline is None or (look.tail and look.tail.kind != "byline"):
            return {}
        marked = look.text[0] in "□■◎●◆" or bool(look.byline.source)
        if marked or any(credit.role for credit in look.byline.credits):
            return {"names with roles": 1}
        if self._told_of(index, look) or look.column_word:
            return {}
        following = self._look(index + 1)
        return {
            "bare names": 1,
            "names over 12": look.length > 12,
            "names, no text follows": following is None or following.short,
        }

    def _told_of(self, index: int, look: Look) -> bool:
        """Whether the text below speaks of it: 咸菜缸 is then no name, for writers seldom name themselves."""
        name = look.text.replace(" ", "")
        below = [other.text for other in self._looks[index + 1 : index + 4]]
        return len(name) <= 4 and any(name in text for text in below)

    def _place_clues(self, index: int, look: Look) -> Clues:
        """Clues from what stands above and around."""
        above = self._look(index - 1)
        signed = self._signed[index]
        # Where reports are signed, short pieces alike and unsigned are subheadings; elsewhere they may be headlines.
        telling = 1.0 if self._tight_above_text(index, look) else 0.3 + 0.7 * self._signs
        clues: Clues = {
            "signed": signed,
            "unsigned": 0 if signed else self._signs,
            "after a boundary": self._after_boundary(index),
            "no gaps": not self._gaps,
            "label": self._is_label(index),
            "ends with colon": look.text.endswith(":") and not self._is_label(index),
            "after a colon": above is not None and above.text.endswith(":") and not self._is_label(index - 1),
            "signed at its end": not signed and self._signed_at_end(index),
            "below a foot": index > 0 and self._at_foot(index - 1),
            "indented": look.piece.indented and not self._gaps,
            "siblings": telling * self._siblings(index, look),
            "row among rows": look.row and self._beside_a_row(index),
            "verse": self._verses[index],
        }
        if above is None or not self._shorts[index - 1]:
            clues["nothing short above"] = 1
            return clues
        alike = abs(above.length - look.length) <= 3
        clues["of the length above" if alike else "of another length"] = 1
        clues["apart below" if look.piece.gap else "tight below"] = self._gaps
        return clues

    def _following_clues(self, index: int, look: Look) -> Clues:
        """Clues from the next piece."""
        following = self._look(index + 1)
        clues: Clues = {
            "caption below": self._caption_below(index),
            "tight above text": self._tight_above_text(index, look),
            "second line follows": self._two_lines(index),
        }
        if following is None or not self._shorts[index + 1] or following.byline:
            clues["no headline follows"] = 1
            return clues
        below, behind = self._answered[index + 1]
        above = self._answered[index][1]
        clues["signed headline follows"] = self._signed[index + 1]
        clues["longer one follows"] = following.length >= look.length
        # At the foot of a text kicker and title answer it together; a kicker that does so alone is a title.
        clues["text above answers it alone"] = above if behind <= below else 0
        clues["foot follows"] = self._at_foot(index + 1) and above > 0
        return clues

    def _text_clues(self, index: int) -> Clues:
        """Clues from the words that headline and text share."""
        below, above = self._answered[index]
        return {
            "text below answers": below,
            "text answers": max(below, 0.8 * above),
            "lead answers" if self._lead_answers(index) else "lead is silent": 1,
            "at the foot": self._at_foot(index) and not self._at_foot(index + 1),
            "same story": self._same_story(index),
        }

    def _fragment_clues(self, index: int, look: Look) -> Clues:
        """Clues from the sentences that run into the piece and out of it."""
        stops_oddly = look.length > 9 and " " not in look.text and odd_stop(look.text)
        return {
            "fragment": self._broken * self._fragment(index, look),
            "stops oddly": self._broken * stops_oddly,
            "goes on elsewhere": self._broken * self._goes_on_elsewhere(index, look),
        }

    # --- what the neighbours say ---------------------------------------------------------------

    def _look(self, index: int) -> Look | None:
        return self._looks[index] if 0 <= index < len(self._looks) else None

    def _is_signed(self, index: int) -> bool:
        """Whether a byline or an opening follows, perhaps behind a subtitle or a column mark."""
        for look in self._looks[index + 1 : index + 4]:
            if look.opening or (look.byline and look.byline.credits):
                return True
            tight = self._gaps and not look.piece.gap and look.short
            if not (look.text.startswith("—") or look.series_mark or look.column_word or tight):
                return False
        return False

    def _after_boundary(self, index: int) -> bool:
        """Whether nothing of an open article stands above: page head, section line, or a closing."""
        if index == 0:
            return True
        if Part.SECTION in self._parts[self._inside[index - 1] + 1 : self._inside[index]]:
            return True
        look = self._looks[index - 1]
        if look.byline is not None:  # a name below a text closes it
            return index > 1 and not self._looks[index - 2].short
        return look.tail is not None or bool(look.source)

    def _is_label(self, index: int) -> bool:
        """Whether it says whose word the headline below is, or where it happened: 水利部门:"""
        look, following = self._looks[index], self._look(index + 1)
        if look.length > _LONGEST_LABEL or not look.text.endswith(":") or following is None:
            return False
        return self._shorts[index + 1] and following.byline is None

    def _signed_at_end(self, index: int) -> bool:
        """Whether the text below ends with the names of its writers, as briefs do."""
        below = index + 1
        while below < len(self._looks) and not self._shorts[below] and self._looks[below].opening is None:
            if self._looks[below].tail is not None:
                return True
            below += 1
        return False

    def _caption_below(self, index: int) -> bool:
        """Whether a caption stands between this piece and the next one of an article."""
        below = self._inside[index + 1] if index + 1 < len(self._inside) else len(self._all)
        return Part.CAPTION in self._parts[self._inside[index] + 1 : below]

    def _fragment(self, index: int, look: Look) -> float:
        """How likely the piece is part of a broken paragraph, by the sentences that run into it and out of it."""
        score = 0.0
        above, following = self._look(index - 1), self._look(index + 1)
        whole = look.closed or look.length > _SHORTEST_LINE  # no column is as narrow as a few characters
        if whole and above is not None and above.leaves_open and not self._shorts[index - 1] and not look.lead:
            score += 0.8 + _bounded(0.4 * above.runs_into(look))
        if following is not None and not look.closed and not self._shorts[index + 1] and look.length > 9:
            score += _bounded(0.5 * look.runs_into(following))
        return score

    def _goes_on_elsewhere(self, index: int, look: Look) -> float:
        """Whether a text on the page that begins inside a sentence, not the next one, fits its end."""
        if look.closed or look.length < 10:
            return 0.0
        stops = look.stops
        over = [runs_over(stops, begins) for k, begins in self._dangling if k != index + 1]
        return max(0.0, _bounded(0.5 * max(over, default=0.0)))

    def _find_dangling(self) -> list[tuple[int, str]]:
        """Texts that begin inside a sentence, which the piece above them does not begin; the first few."""
        found: list[tuple[int, str]] = []
        for index, look in enumerate(self._looks):
            above = self._look(index - 1)
            begun = above is not None and not self._shorts[index - 1] and above.leaves_open
            if not self._shorts[index] and not begun and look.opening is None and odd_start(look.text):
                found.append((index, look.begins))
                if len(found) == _MOST_DANGLING:
                    break
        return found

    def _find_verses(self) -> list[float]:
        """For each piece 1 where it stands among short lines that no mark ends, as those of a poem or a list do."""
        found = [0.0] * len(self._looks)
        run: list[int] = []
        for index, look in enumerate([*self._looks, None]):
            if look is not None and self._shorts[index] and look.length <= _LONGEST_VERSE and not look.byline:
                run.append(index)
                continue
            if len(run) >= _FEWEST_VERSES and (not self._gaps or all(self._looks[k].piece.gap for k in run)):
                found[run[0]] = 0.3  # it may be the headline of the others
                for one in run[1:]:
                    found[one] = 1.0
            elif self._gaps:
                for stanza in self._stanzas(run):
                    for one in stanza:
                        found[one] = 2.0
            run = []
        return found

    def _stanzas(self, lines: Sequence[int]) -> Iterator[list[int]]:
        """The lines that stand together without a blank one between, four or more."""
        stanza: list[int] = []
        for index in [*lines, None]:
            if index is None or self._looks[index].piece.gap:
                if len(stanza) >= _FEWEST_VERSES:
                    yield stanza
                stanza = []
            if index is not None:
                stanza.append(index)

    def _beside_a_row(self, index: int) -> bool:
        return any(look is not None and look.row for look in (self._look(index - 1), self._look(index + 1)))

    def _answers(self, index: int) -> tuple[float, float]:
        """How much of the headline the text below and the text above take up."""
        if not self._shorts[index]:
            return 0.0, 0.0
        headline = self._looks[index].words
        above, below = self._before[index], self._after[index]
        return (
            self._page.answers(headline, below) if below < len(self._blocks) else 0.0,
            self._page.answers(headline, above) if above >= 0 else 0.0,
        )

    def _lead_answers(self, index: int) -> bool:
        """Whether the very next paragraph takes up words of the headline, as the first one of a report does."""
        try:
            following = self._shorts.index(False, index + 1, index + 5)
        except ValueError:
            return False
        lead = self._looks[following].text[:160]
        headline = self._looks[index].bare
        return any(map(lead.__contains__, map(add, headline, headline[1:])))

    def _at_foot(self, index: int) -> bool:
        """Whether the text above answers the headline, and the text below does not."""
        if index >= len(self._looks):
            return False
        below, above = self._answered[index]
        return above > 0.12 and above > 1.5 * below

    def _two_lines(self, index: int) -> bool:
        """Whether the next piece is printed tight below, short too, and no byline."""
        following = self._look(index + 1)
        if not self._gaps or following is None or not self._shorts[index + 1]:
            return False
        return not following.piece.gap and following.byline is None and not following.text.startswith("—")

    def _same_story(self, index: int) -> float:
        """From -0.9 to 0.4: whether the text below goes on with what stands above, by words they share."""
        above, below = self._before[index], self._after[index]
        if above < 0 or below >= len(self._blocks) or above == below:
            return 0.0
        title = self._titles[index]
        owned = self._page.answers(self._looks[title].words, below) if title is not None else 0.0
        return min(1.3, 4.0 * self._page.cohesion(above, below) + 3.0 * owned) - 0.9

    def _signed_above(self) -> list[int | None]:
        """For each piece the nearest signed headline not far above it."""
        found: list[int | None] = []
        title = None
        for index, (short, signed) in enumerate(zip(self._shorts, self._signed, strict=True)):
            found.append(title if title is not None and index - title < _FAR else None)
            title = index if short and signed else title
        return found

    def _siblings(self, index: int, look: Look) -> int:
        """How many short pieces nearby, in text unbroken by a byline, are of its length and shape."""
        found = 0
        for step in (-1, 1):
            k = index + step
            while 0 <= k < len(self._looks) and found < 3 and abs(k - index) < 14:
                other = self._looks[k]
                if other.opening or other.byline or (other.tail and step < 0):
                    break
                found += self._shorts[k] and _alike(look, other)
                k += step
        return found

    def _tight_above_text(self, index: int, look: Look) -> bool:
        """Printed right above its text, without the blank line the page puts between pieces."""
        following = self._look(index + 1)
        if not self._gaps or not look.piece.gap or following is None:
            return False
        return not following.piece.gap and not following.byline and following.opening is None


def _own_clues(look: Look) -> Clues:
    """Clues from the piece alone."""
    text, length = look.text, look.length
    return {
        "closed": look.closed,
        "starts with dash": text.startswith("—"),
        "ends with dash": text.endswith("—"),
        "two phrases": " " in text and _TWO_PHRASES.fullmatch(text) is not None,
        "ends with comma": text.endswith((",", "、", ";")),
        "comma in long": length > 24 and "," in text,
        "many commas": length > 28 and text.count(",") > 1,
        "starts inside": look.starts_inside,
        "dated lead": look.dated_lead,
        "says": look.says,
        "quotation left open": quotes_left_open(text) > 0,
        "list item": look.list_item,
        "figures": look.figures > 0.3,
        "numbered": look.numbered,
        "place": look.place,
        "box word": look.box_word or look.section,
        "series mark": look.series_mark,
        "column word": look.column_word and not look.box_word,
        "very short": length < 4,
        "under 6": 3 < length < 6,
        "under 9": length < 9,
        "over 8": length > 8,
        "usual length": 6 <= length <= 28,
        "long": length > 18,
        "over 24": length > 24,
        "long for a headline": length > 36,
        "very long": length > 40,
    }


def _may_be_head(look: Look) -> bool:
    return look.short and not look.source and look.opening is None and (look.tail is None or look.tail.start > 0)


def _alike(one: Look, other: Look) -> bool:
    """Of the same length and shape."""
    same_shape = (" " in one.text) == (" " in other.text) and one.numbered == other.numbered
    return same_shape and abs(one.length - other.length) <= 2


def _bounded(score: float) -> float:
    return max(-2.0, min(3.0, score))


def _speaks(part: Part, clues: Clues) -> bool:
    return not clues.keys().isdisjoint(CLUES[part])


def _sum(part: Part, clues: Clues) -> float:
    worth = CLUES[part]
    return sum(worth.get(name, 0.0) * value for name, value in clues.items())
