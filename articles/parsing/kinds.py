"""What each piece is: a chain of parts in printed order, chosen as a whole.

Each piece gets a score for every part it may play, each step from one part to the next another; the
chain with the highest sum wins. Scores are in nats, roughly: one more is about three times as likely.
What surely stands outside any article, and captions, which may stand anywhere, are taken out first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from articles.parsing.affinity import Page
from articles.parsing.features import Look

_NEVER = -1e9


class Part(StrEnum):
    """What a piece does on the page. A head is column, kicker, titles, subtitle and byline."""

    SECTION = "section"
    STAFF = "staff"
    FURNITURE = "furniture"
    CAPTION = "caption"
    COLUMN = "column"
    KICKER = "kicker"
    TITLE = "title"
    TITLE_MORE = "title, second line"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    OPENING = "opening paragraph"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    CLOSING = "closing"


OUTSIDE = frozenset({Part.SECTION, Part.STAFF, Part.FURNITURE})
HEAD = frozenset({Part.COLUMN, Part.KICKER, Part.TITLE, Part.TITLE_MORE, Part.SUBTITLE})
BODY = frozenset({Part.OPENING, Part.PARAGRAPH, Part.SUBHEADING})

# How likely one part is to follow another inside the chain; what is not named is very unlikely.
_START = {
    Part.COLUMN: -0.5,
    Part.KICKER: -0.3,
    Part.TITLE: 0.0,
    Part.OPENING: -2.0,
    Part.PARAGRAPH: -2.5,
    Part.SUBHEADING: -6.0,
}
_NEW = {Part.COLUMN: -1.2, Part.KICKER: -0.8, Part.TITLE: -0.8}  # the head of another article
_BODY = {Part.PARAGRAPH: 0.0, Part.SUBHEADING: -1.0, Part.CLOSING: 0.0, Part.BYLINE: -2.0, Part.OPENING: -2.5, **_NEW}
_STEPS: dict[Part, dict[Part, float]] = {
    Part.COLUMN: {Part.KICKER: -0.5, Part.TITLE: 0.0, Part.OPENING: -1.0, Part.PARAGRAPH: -1.5, Part.BYLINE: -2.0, Part.COLUMN: -4.0},
    Part.KICKER: {Part.TITLE: 0.0, Part.KICKER: -4.0},
    Part.TITLE: {
        Part.TITLE_MORE: -1.2, Part.SUBTITLE: 0.0, Part.BYLINE: 0.0, Part.OPENING: 0.0, Part.PARAGRAPH: -0.3, Part.SUBHEADING: -1.5,
        Part.COLUMN: -2.0, Part.TITLE: -4.0, Part.KICKER: -4.5, Part.CLOSING: -5.0,
    },
    Part.TITLE_MORE: {Part.TITLE_MORE: -3.0, Part.SUBTITLE: 0.0, Part.BYLINE: 0.0, Part.OPENING: 0.0, Part.PARAGRAPH: -0.3, Part.COLUMN: -2.0, Part.TITLE: -5.0},
    Part.SUBTITLE: {Part.BYLINE: 0.0, Part.OPENING: 0.0, Part.PARAGRAPH: -0.2, Part.SUBHEADING: -1.5, Part.SUBTITLE: -2.5, Part.COLUMN: -2.0, Part.TITLE: -5.0},
    Part.BYLINE: {Part.PARAGRAPH: 0.0, Part.SUBHEADING: -0.8, Part.BYLINE: -0.7, Part.OPENING: -2.5, Part.CLOSING: -1.0, Part.COLUMN: -2.5, Part.KICKER: -2.5, Part.TITLE: -2.5},
    Part.OPENING: _BODY,
    Part.PARAGRAPH: _BODY,
    Part.SUBHEADING: {Part.PARAGRAPH: 0.0, Part.OPENING: -3.0, Part.SUBHEADING: -3.0, Part.BYLINE: -6.0, Part.TITLE: -5.0, Part.CLOSING: -5.0},
    Part.CLOSING: {Part.COLUMN: 0.0, Part.KICKER: 0.0, Part.TITLE: 0.0, Part.CLOSING: -0.5, Part.PARAGRAPH: -2.0, Part.OPENING: -2.0, Part.SUBHEADING: -3.0, Part.BYLINE: -2.0},
}  # fmt: skip
_FAR = -8.0


@dataclass(slots=True)
class Chain:
    """The chosen part of every piece, and by how much it beats the best chain with another part there."""

    parts: list[Part]
    margins: list[float]
    reasons: list[dict[Part, float]] = field(default_factory=list)


def choose_parts(looks: Sequence[Look]) -> Chain:
    """The best chain of parts for the pieces of a page, in source order."""
    parts: list[Part | None] = _stand_outside(looks)
    inside = [index for index, part in enumerate(parts) if part is None]
    scores = _Scorer(looks, parts, inside).scores()
    chosen, margins = _best_chain(scores)
    every: list[float] = [9.0] * len(looks)
    reasons: list[dict[Part, float]] = [{} for _ in looks]
    for index, part, margin, score in zip(inside, chosen, margins, scores, strict=True):
        parts[index], every[index], reasons[index] = part, margin, score
    return Chain([part for part in parts if part is not None], every, reasons)


# --- outside -----------------------------------------------------------------------------------


def _stand_outside(looks: Sequence[Look]) -> list[Part | None]:
    """Sections, staff, furniture and captions that are plain to see, then what stands among them."""
    parts = [_plainly_outside(look) for look in looks]
    for index, look in enumerate(looks):
        if parts[index] is None and look.short and _among_furniture(looks, parts, index):
            parts[index] = Part.FURNITURE
    for index, look in enumerate(looks[:6]):
        if parts[index] is None and _heads_the_page(looks, parts, index, look):
            parts[index] = Part.SECTION
    return parts


def _plainly_outside(look: Look) -> Part | None:
    if look.staff:
        return Part.STAFF
    if look.section:
        return Part.SECTION
    if (
        look.opening is None
        and look.photo is not None
        and not (look.byline and look.photo == 0 and not look.photographs)
    ):
        return Part.CAPTION
    if look.furniture >= 2.5 and not look.byline:
        return Part.FURNITURE
    if look.caption_head and look.length <= 120 and look.opening is None:
        return Part.CAPTION
    return None


def _among_furniture(looks: Sequence[Look], parts: Sequence[Part | None], index: int) -> bool:
    """A short line between two pieces of furniture, or printed on the very next line of one."""
    look = looks[index]
    if look.byline or look.length > 30:
        return False
    above = index > 0 and parts[index - 1] is Part.FURNITURE
    below = index + 1 < len(parts) and parts[index + 1] is Part.FURNITURE
    if look.furniture >= 1.5:
        return above or below
    close = above and not look.piece.gap
    return (above and below) or close


def _heads_the_page(looks: Sequence[Look], parts: Sequence[Part | None], index: int, look: Look) -> bool:
    """A very short line at the top, next to staff or furniture or before a headline, names the page."""
    if not 2 <= look.length <= 6 or look.sentence_ends or look.byline or not look.closed_han:
        return False
    if any(part not in OUTSIDE for part in parts[:index]) or Part.SECTION in parts:
        return False
    following = looks[index + 1] if index + 1 < len(looks) else None
    return following is not None and (
        parts[index + 1] in OUTSIDE
        or (index == 0 and following.short and following.byline is None and following.length > 6)
    )


# --- scores ------------------------------------------------------------------------------------


class _Scorer:
    """Scores of the parts each inside piece may play, from its looks and its neighbours."""

    def __init__(self, looks: Sequence[Look], parts: Sequence[Part | None], inside: Sequence[int]) -> None:
        self._all, self._parts, self._inside = looks, parts, inside
        self._looks = [looks[index] for index in inside]
        self._gaps = sum(look.piece.gap for look in looks) > 0.4 * len(looks)
        self._shorts = [self._may_be_head(look) for look in self._looks]
        self._blocks, self._before, self._after = self._cut_blocks()
        self._page = Page(self._blocks)
        signed = sum(self._signed(index) for index, short in enumerate(self._shorts) if short)
        self._signs = min(signed, 3) / 3

    @staticmethod
    def _may_be_head(look: Look) -> bool:
        return look.short and not look.source and look.opening is None and (look.tail is None or look.tail.start > 0)

    def _cut_blocks(self) -> tuple[list[str], list[int], list[int]]:
        """The body text between short pieces, and for each piece the block above and below it."""
        blocks: list[list[str]] = [[]]
        before = []
        for look, short in zip(self._looks, self._shorts, strict=True):
            if short and blocks[-1]:
                blocks.append([])
            if not short:
                blocks[-1].append(look.text)
            before.append(len(blocks) - 1 - (1 if short else 0))
        after = [index + 1 if short else index for index, short in zip(before, self._shorts, strict=True)]
        return ["".join(block) for block in blocks], before, after

    def _signed(self, index: int) -> bool:
        """Whether a byline or an opening follows, perhaps behind a subtitle or a column mark."""
        for look in self._looks[index + 1 : index + 4]:
            if look.opening or (look.byline and look.byline.credits):
                return True
            if not (look.text.startswith("—") or look.series_mark or look.column_word):
                return False
        return False

    def _after_boundary(self, index: int) -> bool:
        """Whether nothing of an open article stands above: page head, section line, or a closing."""
        if index == 0:
            return True
        here, above = self._inside[index], self._inside[index - 1]
        if any(self._parts[k] is Part.SECTION for k in range(above + 1, here)):
            return True
        look = self._looks[index - 1]
        return look.tail is not None or bool(look.source)

    def scores(self) -> list[dict[Part, float]]:
        return [self._score(index, look) for index, look in enumerate(self._looks)]

    def _score(self, index: int, look: Look) -> dict[Part, float]:
        if look.tail and look.tail.start == 0 and look.tail.kind != "byline":
            return {Part.CLOSING: 8.0}
        if look.source:
            return {Part.CLOSING: 6.0, Part.PARAGRAPH: 0.0}
        if look.opening:
            return {Part.OPENING: 6.0, Part.PARAGRAPH: 0.0}
        scores = {Part.PARAGRAPH: self._paragraph(index, look)}
        if look.tail and look.tail.start == 0:
            scores[Part.CLOSING] = 5.0
        if look.byline:
            scores[Part.BYLINE] = self._byline(index, look)
        if self._shorts[index]:
            scores |= self._heads(index, look)
        return scores

    def _paragraph(self, index: int, look: Look) -> float:
        if not look.short:
            return 4.0
        score = -2.5
        score += 2.0 if look.closed else 0.0
        score += 3.5 if look.text.endswith((",", "、", ";", "。")) else 0.0
        score += 1.5 if "," in look.text and look.length > 24 else 0.0
        score += 2.0 if look.starts_inside else 0.0
        score += 1.0 if look.length > 36 else 0.0
        score += 2.5 if look.text.startswith(("网友", "问:", "答:", "●", "记者:")) or ":“" in look.text else 0.0
        score += 1.0 if look.text.endswith(":") else 0.0
        if look.piece.indented:
            score += 2.0
        above = self._looks[index - 1] if index else None
        if above is not None and above.leaves_open and not self._shorts[index - 1] and not look.lead:
            score += 0.8
        return score

    def _byline(self, index: int, look: Look) -> float:
        roles = look.byline is not None and (look.byline.source or any(credit.role for credit in look.byline.credits))
        score = 5.0 if roles else 2.0
        if not roles and look.length > 12:
            score -= 1.0
        following = self._looks[index + 1] if index + 1 < len(self._looks) else None
        if not roles and (following is None or following.short):
            score -= 1.5
        return score

    def _heads(self, index: int, look: Look) -> dict[Part, float]:
        if look.text.startswith("—"):
            return {Part.SUBTITLE: 6.0, Part.TITLE: -3.0}
        title = self._title(index, look)
        subheading = self._subheading(index, look)
        return {
            Part.TITLE: title,
            Part.SUBHEADING: subheading,
            Part.KICKER: self._kicker(index, look),
            Part.COLUMN: self._column(look),
            Part.TITLE_MORE: self._second_line(index, look),
            Part.SUBTITLE: -3.5,
        }

    def _shape(self, look: Look) -> float:
        """How much a short piece looks like a headline of any sort."""
        score = 0.0
        score -= 2.0 if look.length < 4 else 0.0
        score -= 2.5 if look.length > 34 else 0.0
        score -= 3.0 if look.text.endswith((",", "、", ";", ":")) else 0.0
        score -= 1.5 if look.byline else 0.0
        score -= 1.0 if look.starts_inside else 0.0
        score -= 1.5 if look.piece.indented and not self._gaps else 0.0
        return score

    def _title(self, index: int, look: Look) -> float:
        score = self._shape(look) + 0.3
        score += 3.0 if self._signed(index) else -0.7 * self._signs
        score += 1.5 if self._after_boundary(index) else 0.0
        score -= 3.0 if look.numbered else 0.0
        score -= 2.0 if look.text.endswith("—") else 0.0
        score -= 1.5 if look.series_mark or look.column_word else 0.0
        score += 0.5 if 6 <= look.length <= 28 else 0.0
        below, above = self._answers(index)
        score += 3.0 * max(below, 0.8 * above)
        score += 2.5 if above > 0.12 and above > below else 0.0  # a headline at the foot of its text
        score -= 1.2 * self._same_story(index)
        return score

    def _subheading(self, index: int, look: Look) -> float:
        score = self._shape(look)
        score += 3.5 if look.numbered else 0.0
        score -= 4.0 if self._signed(index) else 0.0
        score -= 3.0 if self._after_boundary(index) else 0.0
        score -= 1.0 if look.length > 24 else 0.0
        below, _ = self._answers(index)
        score += 1.0 * below + 1.2 * self._same_story(index)
        score += 0.6 * self._siblings(index, look)
        if self._tight_above_text(index, look):
            score += 2.5
        return score

    def _kicker(self, index: int, look: Look) -> float:
        score = self._shape(look) - 1.2
        score += 3.5 if look.text.endswith("—") else 0.0
        following = self._looks[index + 1] if index + 1 < len(self._looks) else None
        if following is None or not self._shorts[index + 1] or following.byline:
            return score - 4.0
        score += 2.0 if self._signed(index + 1) else 0.0
        score += 1.0 if following.length >= look.length else 0.0
        _, above = self._answers(index)
        below, _ = self._answers(index + 1)
        return score - 3.0 * above + 1.0 * below

    def _column(self, look: Look) -> float:
        score = self._shape(look) - 2.2
        score += 4.0 if look.series_mark else 0.0
        score += 3.5 if look.column_word else 0.0
        score += 0.5 if look.length <= 8 else -0.5
        return score

    def _second_line(self, index: int, look: Look) -> float:
        above = self._looks[index - 1] if index else None
        if above is None or not self._shorts[index - 1]:
            return _NEVER
        score = self._shape(look) + (2.0 if self._signed(index) else 0.0)
        alike = abs(above.length - look.length) <= 3
        score += 1.0 if alike else -0.5
        if self._gaps:
            score += 1.5 if not look.piece.gap else -1.5
        return score

    def _answers(self, index: int) -> tuple[float, float]:
        """How much of the headline the text below and the text above take up."""
        if not self._shorts[index]:
            return 0.0, 0.0
        text = self._looks[index].text
        above, below = self._before[index], self._after[index]
        return (
            self._page.answers(text, below) if below < len(self._blocks) else 0.0,
            self._page.answers(text, above) if above >= 0 else 0.0,
        )

    def _same_story(self, index: int) -> float:
        """From -1 to 2: whether the text below goes on with what stands above, by words they share."""
        above, below = self._before[index], self._after[index]
        if above < 0 or below >= len(self._blocks) or above == below:
            return 0.0
        shared = self._page.cohesion(above, below)
        title = next((k for k in range(index - 1, -1, -1) if self._shorts[k] and self._signed(k)), None)
        owned = self._page.answers(self._looks[title].text, below) if title is not None else 0.0
        return min(2.0, 6.0 * shared + 5.0 * owned) - 0.5

    def _siblings(self, index: int, look: Look) -> int:
        """How many short pieces nearby, in text unbroken by a byline, are of its length and shape."""
        found = 0
        for step in (-1, 1):
            k = index + step
            while 0 <= k < len(self._looks) and found < 4 and abs(k - index) < 14:
                other = self._looks[k]
                if other.opening or other.byline or (other.tail and step < 0):
                    break
                if self._shorts[k] and self._alike(look, other):
                    found += 1
                k += step
        return min(found, 3)

    @staticmethod
    def _alike(one: Look, other: Look) -> bool:
        return (
            abs(one.length - other.length) <= 2
            and (" " in one.text) == (" " in other.text)
            and one.numbered == other.numbered
        )

    def _tight_above_text(self, index: int, look: Look) -> bool:
        """Printed right above its text, without the blank line the page puts between pieces."""
        if not self._gaps or not look.piece.gap or index + 1 >= len(self._looks):
            return False
        following = self._looks[index + 1]
        return not following.piece.gap and not following.byline and following.opening is None


# --- chain -------------------------------------------------------------------------------------


def _step(before: Part | None, part: Part) -> float:
    if before is None:
        return _START.get(part, _FAR)
    return _STEPS[before].get(part, _FAR)


def _best_chain(scores: Sequence[dict[Part, float]]) -> tuple[list[Part], list[float]]:
    """Viterbi, forwards and backwards: the best chain, and at each place its margin over any other part there."""
    if not scores:
        return [], []
    forward: list[dict[Part, float]] = []
    for index, options in enumerate(scores):
        best: dict[Part, float] = {}
        for part, score in options.items():
            came = (
                max((value + _step(before, part) for before, value in forward[-1].items()), default=0.0)
                if index
                else _step(None, part)
            )
            best[part] = came + score
        forward.append(best)
    backward: list[dict[Part, float]] = [dict.fromkeys(scores[-1], 0.0)]
    for index in range(len(scores) - 2, -1, -1):
        onward = backward[-1]
        backward.append(
            {
                part: max(_step(part, then) + scores[index + 1][then] + value for then, value in onward.items())
                for part in scores[index]
            }
        )
    backward.reverse()
    chosen, margins = [], []
    before: Part | None = None
    for index, options in enumerate(scores):
        total = {part: forward[index][part] + backward[index][part] for part in options}
        onward = {part: _step(before, part) + score + backward[index][part] for part, score in options.items()}
        part = max(onward, key=lambda p: onward[p])
        rest = [value for other, value in total.items() if other is not part]
        margins.append(total[part] - max(rest) if rest else 9.0)
        chosen.append(part)
        before = part
    return chosen, margins
