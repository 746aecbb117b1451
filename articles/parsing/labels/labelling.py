"""What each piece is: a chain of parts in printed order, chosen as a whole.

Each piece gets a score for every part it may play, each step from one part to the next another; the
chain with the highest sum wins. What surely stands outside any article, and captions, which may
stand anywhere, are taken out first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from operator import add

from articles.parsing.labels.clues import Scorer
from articles.parsing.labels.label import OUTSIDE, Label
from articles.parsing.labels.line_features import LineFeatures, uses_gaps
from articles.parsing.labels.surroundings import Clues
from articles.parsing.labels.weights import START, STEPS

_ITEM_MARKS = frozenset("▲△▼●■◆★")
_LONGEST_CAPTION = 120  # characters
_LONGEST_RUN = 20  # items that are looked at
_SURE = 9.0  # the margin of what is not in doubt


@dataclass(slots=True)
class LabelChain:
    """The chosen part of every piece, and by how much it beats the best chain with another part there."""

    labels: list[Label]
    margins: list[float]
    scores: list[dict[Label, float]] = field(default_factory=list)
    clues: list[Clues] = field(default_factory=list)


def choose_labels(looks: Sequence[LineFeatures]) -> LabelChain:
    """The best chain of parts for the pieces of a page, in source order."""
    parts: list[Label | None] = stand_outside(looks)
    inside = [index for index, part in enumerate(parts) if part is None]
    scorer = Scorer(looks, parts, inside)
    clues = scorer.clues
    scores = scorer.scores()
    chosen, margins = _best_chain(scores)
    chain = LabelChain([], [_SURE] * len(looks), [{} for _ in looks], [{} for _ in looks])
    for number, index in enumerate(inside):
        parts[index] = chosen[number]
        chain.margins[index], chain.scores[index], chain.clues[index] = (
            margins[number],
            scores[number],
            clues[number],
        )
    chain.labels = [part for part in parts if part is not None]
    return chain


# --- outside -----------------------------------------------------------------------------------


def stand_outside(looks: Sequence[LineFeatures]) -> list[Label | None]:
    """Sections, staff, furniture and captions that are plain to see, then what stands among them."""
    parts = [_plainly_outside(look) for look in looks]
    for index, look in enumerate(looks):
        if (parts[index] is Label.CAPTION and _listed(looks, index)) or (
            parts[index] is Label.SECTION and _heads_a_box(looks, parts, index, look)
        ):
            parts[index] = None
    for index, look in enumerate(looks):
        if (
            index
            and parts[index - 1] is None
            and look.photo == 0
            and _captioned(looks[index - 1], look)
        ):
            parts[index - 1] = Label.CAPTION
    for index, look in enumerate(looks[:6]):
        if parts[index] is None and _heads_the_page(looks, parts, index, look):
            parts[index] = Label.SECTION
    gaps = uses_gaps(looks)
    for index, look in enumerate(looks):
        if parts[index] is None and look.short and _among_furniture(looks, parts, index, gaps=gaps):
            parts[index] = Label.FURNITURE
    return parts


def _captioned(look: LineFeatures, credit: LineFeatures) -> bool:
    """Whether a piece is the caption of the picture whose credit stands alone below it."""
    if (
        not credit.photographs
        or look.opening is not None
        or look.length > _LONGEST_CAPTION
        or not look.sentence_ends
    ):
        return False
    return look.one_sentence or (look.piece.gap and not credit.piece.gap)


def _plainly_outside(look: LineFeatures) -> Label | None:
    if look.staff:
        return Label.STAFF
    if look.section:
        return Label.SECTION
    if (
        look.opening is None
        and look.photo is not None
        and not (look.byline and look.photo == 0 and not look.photographs)
    ):
        return Label.CAPTION
    if look.furniture >= 2.5 and not look.byline:
        return Label.FURNITURE
    if look.points and look.one_sentence:
        return Label.CAPTION
    if look.caption_head and look.length <= 120 and look.opening is None:
        return Label.CAPTION
    return None


def _listed(looks: Sequence[LineFeatures], index: int) -> bool:
    """One of several items that begin with the same mark, where the mark alone spoke for a caption."""
    look = looks[index]
    if look.photo is not None or look.text[0] not in _ITEM_MARKS:
        return False
    alike = [
        other.photo is None
        for step in (-1, 1)
        for other in _run_of(look.text[0], looks, index, step)
    ]
    return bool(alike) and all(alike)


def _run_of(
    mark: str, looks: Sequence[LineFeatures], index: int, step: int
) -> Iterator[LineFeatures]:
    """The pieces beside one that begin with the same mark, and the credit of pictures that ends them."""
    for number in range(1, _LONGEST_RUN):
        other = looks[index + step * number] if 0 <= index + step * number < len(looks) else None
        if other is None or (other.text[0] != mark and other.photo is None):
            return
        yield other
        if other.text[0] != mark:
            return


def _heads_a_box(
    looks: Sequence[LineFeatures], parts: Sequence[Label | None], index: int, look: LineFeatures
) -> bool:
    """The name of a section that stands amid the articles, right above text or as boxes are headed: 声音, 简讯."""
    if all(
        part in OUTSIDE or other.short
        for part, other in zip(parts[:index], looks[:index], strict=True)
    ):
        return False
    following = looks[index + 1] if index + 1 < len(looks) else None
    return look.box_word or (following is not None and not following.short)


def _among_furniture(
    looks: Sequence[LineFeatures], parts: Sequence[Label | None], index: int, *, gaps: bool
) -> bool:
    """A short line between two pieces of furniture, or printed on the very next line of one, where `gaps` set
    other pieces apart."""
    look = looks[index]
    if look.byline or look.length > 30:
        return False
    above = index > 0 and parts[index - 1] is Label.FURNITURE
    below = index + 1 < len(parts) and parts[index + 1] is Label.FURNITURE
    if look.furniture >= 1.5:
        return above or below
    close = gaps and above and not look.piece.gap
    return (above and below) or close


def _heads_the_page(
    looks: Sequence[LineFeatures], parts: Sequence[Label | None], index: int, look: LineFeatures
) -> bool:
    """A very short line at the top, next to staff or furniture or before a headline, names the page."""
    if not 2 <= look.length <= 6 or look.sentence_ends or look.byline or not look.closed_han:
        return False
    if any(part not in OUTSIDE for part in parts[:index]) or Label.SECTION in parts:
        return False
    following = looks[index + 1] if index + 1 < len(looks) else None
    return following is not None and (
        parts[index + 1] in OUTSIDE
        or (index == 0 and following.short and following.byline is None and following.length > 6)
    )


# --- chain -------------------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def _steps(before: tuple[Label, ...], after: tuple[Label, ...]) -> tuple[tuple[float, ...], ...]:
    """A row for each part of `after`: what the step to it is worth from each part of `before`."""
    return tuple(tuple(STEPS[one][other] for one in before) for other in after)


@lru_cache(maxsize=2048)
def _steps_on(before: tuple[Label, ...], after: tuple[Label, ...]) -> tuple[tuple[float, ...], ...]:
    """A row for each part of `before`: what the step from it is worth to each part of `after`."""
    return tuple(zip(*_steps(before, after), strict=True))


def _best_chain(scores: Sequence[dict[Label, float]]) -> tuple[list[Label], list[float]]:
    """Viterbi, forwards and backwards: the best chain, and at each place its margin over any other part there."""
    if not scores:
        return [], []
    options = [tuple(score) for score in scores]
    values = [tuple(score.values()) for score in scores]
    forward, onward = _forward(options, values), _onward(options, values)
    totals = [list(map(add, *both)) for both in zip(forward, onward, strict=True)]
    place = _highest(totals[0])
    chosen = [options[0][place]]
    for (before, after), value, rest in zip(pairwise(options), values[1:], onward[1:], strict=True):
        step = _steps_on(before, after)[place]
        place = 0 if len(after) == 1 else _highest(list(map(add, map(add, step, value), rest)))
        chosen.append(after[place])
    return chosen, [_margin(total) for total in totals]


def _forward(
    options: Sequence[tuple[Label, ...]], values: Sequence[tuple[float, ...]]
) -> list[list[float]]:
    """For every part at every place what the best chain up to it, with itself, is worth."""
    forward = [[START[part] + value for part, value in zip(options[0], values[0], strict=True)]]
    for (before, after), value in zip(pairwise(options), values[1:], strict=True):
        so_far = forward[-1]
        best = [max(map(add, so_far, row)) for row in _steps(before, after)]
        forward.append(list(map(add, best, value)))
    return forward


def _onward(
    options: Sequence[tuple[Label, ...]], values: Sequence[tuple[float, ...]]
) -> list[list[float]]:
    """For every part at every place what the best chain behind it is worth."""
    onward = [[0.0] * len(options[-1])]
    for number in range(len(options) - 1, 0, -1):
        rest = list(map(add, values[number], onward[-1]))
        onward.append(
            [max(map(add, rest, row)) for row in _steps_on(options[number - 1], options[number])]
        )
    return onward[::-1]


def _highest(worth: list[float]) -> int:
    return worth.index(max(worth))


def _margin(totals: list[float]) -> float:
    """By how much the best chain through a place beats the best one with another part there."""
    if len(totals) == 1:
        return _SURE
    *_, second, best = sorted(totals)
    return best - second
