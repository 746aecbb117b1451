"""The order in which the runs of text of one article are read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

from articles.parsing.stories.segments import TextRun

_MOST_PERMUTED = 5  # runs; of more runs not all orders are tried
# What an order is worth.
_OPENING_FIRST = 3.0
_CLOSING_LAST = 3.0
_STARTS_INSIDE = -1.5  # the first run
_LEAVES_OPEN = -1.0  # the last run
# What two runs are worth that follow one another.
_PRINTED_ORDER = 1.0
_ADJOINING = 0.4
_LINKED = 4.0
_FITS_OPEN_END = 1.5
_NEW_REPORT_AFTER_OPEN_END = -0.5
_ANY_AFTER_OPEN_END = 0.5
_INSIDE_AFTER_CLOSED_END = -1.0
_OPENING_INSIDE = -2.0
_CLOSING_INSIDE = -2.0


def order_runs(runs: Sequence[TextRun]) -> Sequence[TextRun]:
    """The runs of an article in reading order. They come in printed order."""
    if len(runs) < 2:
        return runs
    if len(runs) > _MOST_PERMUTED:
        by_ends = sorted(
            runs, key=lambda run: (not run.has_opening, run.has_closing, run.first_piece)
        )
        return _follow_links(by_ends)
    return max(permutations(runs), key=_score_of_order)


def _follow_links(runs: Sequence[TextRun]) -> list[TextRun]:
    """The runs with each behind the run whose last sentence goes on in it."""
    waiting = {run.first_piece: run for run in runs}
    targets = {run.link.target for run in runs if run.link}
    beginnings = [run for run in runs if run.first_piece not in targets]
    order: list[TextRun] = []
    # The second list takes in runs whose links go round in a circle.
    for first in [*beginnings, *runs]:
        following: TextRun | None = waiting.pop(first.first_piece, None)
        while following is not None:
            order.append(following)
            link = following.link
            following = waiting.pop(link.target, None) if link else None
    return order


def _score_of_order(order: Sequence[TextRun]) -> float:
    first = order[0]
    last = order[-1]
    score = _OPENING_FIRST * first.has_opening
    score += _CLOSING_LAST * last.has_closing
    score += _STARTS_INSIDE * first.starts_inside
    score += _LEAVES_OPEN * last.leaves_open
    for run, following in pairwise(order):
        if run.first_piece < following.first_piece:
            score += _PRINTED_ORDER
        if run.last_piece + 1 == following.first_piece:
            score += _ADJOINING
        score += _score_of_junction(run, following)
        openings_inside = _OPENING_INSIDE * following.has_opening
        closings_inside = _CLOSING_INSIDE * run.has_closing
        score += openings_inside + closings_inside
    return score


def _score_of_junction(run: TextRun, following: TextRun) -> float:
    """What it is worth that the second run is read right behind the first one."""
    if run.link and run.link.target == following.first_piece:
        return _LINKED
    if run.leaves_open:
        if following.starts_inside:
            return _FITS_OPEN_END
        if following.has_lead or following.has_opening:
            return _NEW_REPORT_AFTER_OPEN_END
        return _ANY_AFTER_OPEN_END
    return _INSIDE_AFTER_CLOSED_END if following.starts_inside else 0.0
