"""What each piece is: a chain of labels in printed order, chosen as a whole.

Each piece gets a score for every label it may get, each step from one label to the next another;
the chain with the highest sum wins. What surely stands outside any article, and captions, which may
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
from articles.parsing.labels.piece_forms import Clues
from articles.parsing.labels.weights import START, STEPS

_ITEM_MARKS = frozenset("▲△▼●■◆★")
_LONGEST_CAPTION = 120  # characters
_LONGEST_RUN = 20  # items that are looked at
_HEAD_OF_PAGE = 6  # pieces
_SURE = 9.0  # the margin of what is not in doubt


@dataclass(slots=True)
class LabelChain:
    """The chosen label of every piece, and its margin over the best chain with another label."""

    labels: list[Label]
    margins: list[float]
    scores: list[dict[Label, float]] = field(default_factory=list)
    clues: list[Clues] = field(default_factory=list)


def choose_labels(lines: Sequence[LineFeatures]) -> LabelChain:
    """The best chain of parts for the pieces of a page, in source order."""
    labels: list[Label | None] = stand_outside(lines)
    inside = [index for index, label in enumerate(labels) if label is None]
    scorer = Scorer(lines, labels, inside)
    clues = scorer.clues
    scores = scorer.scores()
    chosen, margins = _best_chain(scores)
    chain = LabelChain([], [_SURE] * len(lines), [{} for _ in lines], [{} for _ in lines])
    for number, index in enumerate(inside):
        labels[index] = chosen[number]
        chain.margins[index], chain.scores[index], chain.clues[index] = (
            margins[number],
            scores[number],
            clues[number],
        )
    chain.labels = [label for label in labels if label is not None]
    return chain


# --- outside -----------------------------------------------------------------------------------


def stand_outside(lines: Sequence[LineFeatures]) -> list[Label | None]:
    """Plain sections, staff, furniture and captions, then what stands among them."""
    labels = [_plainly_outside(line) for line in lines]
    _take_back_articles(lines, labels)
    _add_captions(lines, labels)
    for index, line in enumerate(lines[:_HEAD_OF_PAGE]):
        if labels[index] is None and _heads_the_page(lines, labels, index, line):
            labels[index] = Label.SECTION
    gaps = uses_gaps(lines)
    for index, line in enumerate(lines):
        if labels[index] is not None or not line.short:
            continue
        if _among_furniture(lines, labels, index, gaps=gaps):
            labels[index] = Label.FURNITURE
    return labels


def _take_back_articles(lines: Sequence[LineFeatures], labels: list[Label | None]) -> None:
    """Leave the items of lists and the headlines of boxes to the articles."""
    for index, line in enumerate(lines):
        is_item = labels[index] is Label.CAPTION and _listed(lines, index)
        if is_item or (labels[index] is Label.SECTION and _heads_a_box(lines, labels, index, line)):
            labels[index] = None


def _add_captions(lines: Sequence[LineFeatures], labels: list[Label | None]) -> None:
    """Make captions of the pieces right above the credit of a picture."""
    for index, line in enumerate(lines):
        if index == 0 or labels[index - 1] is not None or line.photo != 0:
            continue
        if _captioned(lines[index - 1], line):
            labels[index - 1] = Label.CAPTION


def _captioned(line: LineFeatures, credit: LineFeatures) -> bool:
    """Whether a piece is the caption of the picture whose credit stands alone below it."""
    if (
        not credit.photographs
        or line.opening is not None
        or line.length > _LONGEST_CAPTION
        or not line.sentence_ends
    ):
        return False
    return line.one_sentence or (line.piece.gap and not credit.piece.gap)


def _plainly_outside(line: LineFeatures) -> Label | None:
    if line.staff:
        return Label.STAFF
    if line.section:
        return Label.SECTION
    if (
        line.opening is None
        and line.photo is not None
        and not (line.byline and line.photo == 0 and not line.photographs)
    ):
        return Label.CAPTION
    if line.furniture >= 2.5 and not line.byline:
        return Label.FURNITURE
    if line.points and line.one_sentence:
        return Label.CAPTION
    if line.caption_head and line.length <= 120 and line.opening is None:
        return Label.CAPTION
    return None


def _listed(lines: Sequence[LineFeatures], index: int) -> bool:
    """Whether a piece taken for a caption by its mark is one of several items with that mark."""
    line = lines[index]
    if line.photo is not None or line.text[0] not in _ITEM_MARKS:
        return False
    items_above = _run_of(line.text[0], lines, index, -1)
    items_below = _run_of(line.text[0], lines, index, 1)
    alike = [item.photo is None for item in (*items_above, *items_below)]
    return bool(alike) and all(alike)


def _run_of(
    mark: str, lines: Sequence[LineFeatures], index: int, step: int
) -> Iterator[LineFeatures]:
    """The pieces beside one that begin with its mark, and the picture credit that ends them."""
    for number in range(1, _LONGEST_RUN):
        other = lines[index + step * number] if 0 <= index + step * number < len(lines) else None
        if other is None or (other.text[0] != mark and other.photo is None):
            return
        yield other
        if other.text[0] != mark:
            return


def _heads_a_box(
    lines: Sequence[LineFeatures], labels: Sequence[Label | None], index: int, line: LineFeatures
) -> bool:
    """Whether the name of a section stands amid the articles and heads a box: 声音, 简讯."""
    if all(
        label in OUTSIDE or other.short
        for label, other in zip(labels[:index], lines[:index], strict=True)
    ):
        return False
    following = lines[index + 1] if index + 1 < len(lines) else None
    return line.box_word or (following is not None and not following.short)


def _among_furniture(
    lines: Sequence[LineFeatures], labels: Sequence[Label | None], index: int, *, gaps: bool
) -> bool:
    """Whether a short line stands between two pieces of furniture, or tight below one.

    `gaps` says that blank lines set other pieces of the page apart.
    """
    line = lines[index]
    if line.byline or line.length > 30:
        return False
    above = index > 0 and labels[index - 1] is Label.FURNITURE
    below = index + 1 < len(labels) and labels[index + 1] is Label.FURNITURE
    if line.furniture >= 1.5:
        return above or below
    close = gaps and above and not line.piece.gap
    return (above and below) or close


def _heads_the_page(
    lines: Sequence[LineFeatures], labels: Sequence[Label | None], index: int, line: LineFeatures
) -> bool:
    """Whether a very short line at the top names the page: next to furniture or a headline."""
    if not 2 <= line.length <= 6 or line.sentence_ends or line.byline or not line.closed_han:
        return False
    if any(label not in OUTSIDE for label in labels[:index]) or Label.SECTION in labels:
        return False
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is not None and (
        labels[index + 1] in OUTSIDE
        or (index == 0 and following.short and following.byline is None and following.length > 6)
    )


# --- chain -------------------------------------------------------------------------------------


@lru_cache(maxsize=2048)
def _steps(before: tuple[Label, ...], after: tuple[Label, ...]) -> tuple[tuple[float, ...], ...]:
    """A row for each part of `after`: what the step to it is worth from each part of `before`."""
    steps_from = [STEPS[label] for label in before]
    return tuple([_steps_to(label, steps_from) for label in after])


def _steps_to(label: Label, steps_from: Sequence[dict[Label, float]]) -> tuple[float, ...]:
    return tuple([worths[label] for worths in steps_from])


@lru_cache(maxsize=2048)
def _steps_on(before: tuple[Label, ...], after: tuple[Label, ...]) -> tuple[tuple[float, ...], ...]:
    """A row for each part of `before`: what the step from it is worth to each part of `after`."""
    return tuple(zip(*_steps(before, after), strict=True))


def _best_chain(scores: Sequence[dict[Label, float]]) -> tuple[list[Label], list[float]]:
    """The best chain, and at each piece its margin over any other label there (Viterbi)."""
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
    forward = [[START[label] + value for label, value in zip(options[0], values[0], strict=True)]]
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
