"""What each piece is: a chain of parts in printed order, chosen as a whole.

Each piece gets a score for every part it may play, each step from one part to the next another; the
chain with the highest sum wins. What surely stands outside any article, and captions, which may
stand anywhere, are taken out first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.parsing.clues import Clues, Scorer
from articles.parsing.features import Look
from articles.parsing.parts import OUTSIDE, Part
from articles.parsing.weights import FAR, START, STEPS

_SURE = 9.0  # the margin of what is not in doubt


@dataclass(slots=True)
class Chain:
    """The chosen part of every piece, and by how much it beats the best chain with another part there."""

    parts: list[Part]
    margins: list[float]
    scores: list[dict[Part, float]] = field(default_factory=list)
    clues: list[Clues] = field(default_factory=list)


def choose_parts(looks: Sequence[Look]) -> Chain:
    """The best chain of parts for the pieces of a page, in source order."""
    parts: list[Part | None] = _stand_outside(looks)
    inside = [index for index, part in enumerate(parts) if part is None]
    scorer = Scorer(looks, parts, inside)
    clues = scorer.clues()
    scores = scorer.scores(clues)
    chosen, margins = _best_chain(scores)
    chain = Chain([], [_SURE] * len(looks), [{} for _ in looks], [{} for _ in looks])
    for number, index in enumerate(inside):
        parts[index] = chosen[number]
        chain.margins[index], chain.scores[index], chain.clues[index] = margins[number], scores[number], clues[number]
    chain.parts = [part for part in parts if part is not None]
    return chain


# --- outside -----------------------------------------------------------------------------------


def _stand_outside(looks: Sequence[Look]) -> list[Part | None]:
    """Sections, staff, furniture and captions that are plain to see, then what stands among them."""
    parts = [_plainly_outside(look) for look in looks]
    for index, look in enumerate(looks[:6]):
        if parts[index] is None and _heads_the_page(looks, parts, index, look):
            parts[index] = Part.SECTION
    for index, look in enumerate(looks):
        if parts[index] is None and look.short and _among_furniture(looks, parts, index):
            parts[index] = Part.FURNITURE
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
    if look.points and look.one_sentence:
        return Part.CAPTION
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


# --- chain -------------------------------------------------------------------------------------


# The steps with the unnamed ones filled in, to a part and from a part.
_INTO = {part: {before: steps.get(part, FAR) for before, steps in STEPS.items()} for part in Part}
_FROM = {before: {part: steps.get(part, FAR) for part in Part} for before, steps in STEPS.items()}


def _step(before: Part | None, part: Part) -> float:
    if before is None:
        return START.get(part, FAR)
    return STEPS[before].get(part, FAR)


def _best_chain(scores: Sequence[dict[Part, float]]) -> tuple[list[Part], list[float]]:
    """Viterbi, forwards and backwards: the best chain, and at each place its margin over any other part there."""
    if not scores:
        return [], []
    forward: list[dict[Part, float]] = []
    for index, options in enumerate(scores):
        best: dict[Part, float] = {}
        for part, score in options.items():
            came = (
                max([value + _INTO[part][before] for before, value in forward[-1].items()])
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
                part: max([_FROM[part][then] + scores[index + 1][then] + value for then, value in onward.items()])
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
        margins.append(total[part] - max(rest) if rest else _SURE)
        chosen.append(part)
        before = part
    return chosen, margins
