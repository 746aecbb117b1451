"""Paragraphs put back together: columns in their order, broken paragraphs made whole.

An opening with a byline is the beginning; a fragment that ends open goes before the one that
starts in the middle of a sentence; where nothing proves otherwise the printed order stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from articles.parsing.labels.label import Label
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.stories.drafts import ArticleDraft
from articles.parsing.stories.segmentation import TextRun

_LIST_ITEM = re.compile(
    r"(?:网友|●|◆|■|□|★|[①-⑳]|记者:|问:|答:|\d+[.、](?!\d)|[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[,、])"
)
_MOST_PERMUTED = 5
_JUMP = 4.0  # what it is worth that a broken sentence goes on in the next stretch


@dataclass(slots=True)
class Run:
    """Pieces that make one paragraph (or one subheading, closing …) in reading order."""

    part: Label
    pieces: list[int]
    missing_beginning: bool = False
    missing_end: bool = False


def in_reading_order(
    story: ArticleDraft, looks: Sequence[LineFeatures], parts: Sequence[Label]
) -> list[Run]:
    """The story's body as runs in reading order."""
    order = [index for stretch in _ordered(story) for index in stretch.pieces]
    order = _turned(
        order,
        looks,
        parts,
        anchored=bool(story.stretches) and any(s.opens for s in story.stretches),
    )
    jumps = {
        stretch.jump.source: stretch.jump.target for stretch in story.stretches if stretch.jump
    }
    return _joined(order, looks, parts, jumps)


def _ordered(story: ArticleDraft) -> list[TextRun]:
    stretches = story.stretches
    if len(stretches) < 2:
        return stretches
    if len(stretches) > _MOST_PERMUTED:
        return _led_on(
            sorted(stretches, key=lambda stretch: (not stretch.opens, stretch.closes, stretch.at))
        )
    return max(map(list, permutations(stretches)), key=_order_score)


def _led_on(stretches: Sequence[TextRun]) -> list[TextRun]:
    """The stretches with each behind the one whose last sentence goes on in it."""
    waiting = {stretch.at: stretch for stretch in stretches}
    targets = {stretch.jump.target for stretch in stretches if stretch.jump}
    order: list[TextRun] = []
    for first in [*(s for s in stretches if s.at not in targets), *stretches]:
        following: TextRun | None = waiting.pop(first.at, None)
        while following is not None:
            order.append(following)
            following = waiting.pop(following.jump.target, None) if following.jump else None
    return order


def _order_score(order: Sequence[TextRun]) -> float:
    score = 3.0 * order[0].opens + 3.0 * order[-1].closes
    score -= 1.5 * order[0].starts_inside + 1.0 * order[-1].leaves_open
    for one, other in pairwise(order):
        score += 1.0 if one.at < other.at else 0.0
        score += 0.4 if one.pieces[-1] + 1 == other.at else 0.0
        if one.jump and one.jump.target == other.at:
            score += _JUMP
        elif one.leaves_open:
            score += 1.5 if other.starts_inside else (-0.5 if other.lead or other.opens else 0.5)
        elif other.starts_inside:
            score -= 1.0
        score -= 2.0 * other.opens + 2.0 * one.closes
    return score


def _turned(
    order: list[int], looks: Sequence[LineFeatures], parts: Sequence[Label], *, anchored: bool
) -> list[int]:
    """Two columns printed in the wrong order inside one stretch: the end of the text goes on at its beginning."""
    if anchored or len(order) < 3:
        return order
    first, last = looks[order[0]], looks[order[-1]]
    if (
        not _broken(last)
        or parts[order[-1]] not in (Label.PARAGRAPH, Label.OPENING)
        or parts[order[0]] is not Label.PARAGRAPH
    ):
        return order
    if not first.starts_inside and last.runs_into(first) < 2.0:
        return order
    places = [
        k
        for k in range(1, len(order))
        if not looks[order[k - 1]].leaves_open and parts[order[k]] is Label.PARAGRAPH
    ]
    leads = [k for k in places if looks[order[k]].lead]
    cut = next(iter(leads or places), 0)
    return order[cut:] + order[:cut]


def _joined(
    order: list[int],
    looks: Sequence[LineFeatures],
    parts: Sequence[Label],
    jumps: Mapping[int, int],
) -> list[Run]:
    runs: list[Run] = []
    for index in order:
        part = parts[index]
        last = runs[-1] if runs else None
        if (
            last is not None
            and part is Label.PARAGRAPH
            and last.part in (Label.PARAGRAPH, Label.OPENING)
            and (
                jumps[last.pieces[-1]] == index
                if last.pieces[-1] in jumps
                else _goes_on(looks[last.pieces[-1]], looks[index])
            )
        ):
            last.pieces.append(index)
            continue
        run = Run(part, [index])
        if part is Label.PARAGRAPH and looks[index].starts_inside:
            run.missing_beginning = True
        runs.append(run)
    for run in runs:
        if run.part in (Label.PARAGRAPH, Label.OPENING) and _broken(looks[run.pieces[-1]]):
            run.missing_end = True
    return runs


def _broken(look: LineFeatures) -> bool:
    """Long enough to be a paragraph, and stops in the middle of a sentence."""
    if look.tail is not None or not look.leaves_open or look.text.endswith((":", "—")):
        return False
    return (
        look.length >= 28
        or look.text.endswith((",", "、", ";"))
        or "。" in look.text
        or (look.length > 14 and "," in look.text)
    )


def _goes_on(look: LineFeatures, following: LineFeatures) -> bool:
    """Whether a paragraph goes on in the next piece of text."""
    if (
        following.opening is not None
        or not look.leaves_open
        or look.tail is not None
        or _LIST_ITEM.match(following.text)
    ):
        return False
    over = look.runs_into(following)
    if _broken(look):
        return over > -3.0
    return following.starts_inside or (
        over > 1.5 and look.length > 9 and not look.text.endswith((":", "—"))
    )
