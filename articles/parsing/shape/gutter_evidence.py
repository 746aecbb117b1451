"""What proves that a gap between two texts parts columns, and when too much stays mixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Final, NamedTuple

from articles.parsing.shape.continuity import Fit, Junctions
from articles.parsing.shape.page_rows import SLACK, Row, Segment, parted

_NARROWEST: Final = 12  # places of a line of running text
_LEAST_GAIN: Final = 0.3  # in bonds: how much better lines go on downwards than across
_CERTAIN: Final = 1.5  # standard errors
_FULL_WIDTH: Final = 16  # places of a line of running text that may do without that proof
_FULL_ROWS: Final = 6
_MANY_ROWS: Final = 10  # at one gutter are no chance
_FULL_SHARE: Final = 0.6  # of the rows, that fill their column
_MIXED_SHARE: Final = 0.06  # of the characters, in rows that could not be parted
_SURELY_MIXED_SHARE: Final = 0.4
_MIXED_GAIN: Final = 0.15  # in bonds: downwards over across
_MIXED_BROKEN_OFF: Final = 0.6  # of the runs of text in such rows, inside a sentence
_FEWEST_MIXED: Final = 10  # runs of text in such rows


class _Neighbours(NamedTuple):
    """Texts, and pairs of their numbers: side by side, and one below the other."""

    texts: list[str]
    across: list[tuple[int, int]]
    downwards: list[tuple[int, int]]

    def fits(self) -> tuple[Fit, Fit]:
        """How well the texts go on downwards, and how well across."""
        junctions = Junctions(self.texts)
        return junctions.fit(self.downwards), junctions.fit(self.across)


def is_gutter(rows: Sequence[Row], gutter: int) -> bool:
    """Whether running text stands on both sides, that goes on downwards and not across."""
    left_rows, right_rows = parted(rows, gutter)
    left = []
    right = []
    for left_row, right_row in zip(left_rows, right_rows, strict=True):
        if left_row.segments and right_row.segments:
            left.append(left_row.segments[-1])
            right.append(right_row.segments[0])
    narrowest = min(_usual_width(left), _usual_width(right))
    if narrowest < _NARROWEST:
        return False
    downwards, across = _neighbours_at(left_rows, right_rows).fits()
    gain = downwards.mean - across.mean
    if gain >= _LEAST_GAIN and downwards.certainty >= _CERTAIN:
        return True
    return narrowest >= _FULL_WIDTH and _looks_like_columns(left, gain)


def _looks_like_columns(left: Sequence[Segment], gain: float) -> bool:
    """Whether texts left of a gutter are those of a column, though junctions say little."""
    if len(left) >= _MANY_ROWS and gain >= -_LEAST_GAIN:
        return True
    return gain >= 0 and _fill_their_column(left)


def _usual_width(segments: Sequence[Segment]) -> float:
    return median([segment.width for segment in segments])


def _fill_their_column(segments: Sequence[Segment]) -> bool:
    """Whether most of the texts left of a gutter reach up to it."""
    if len(segments) < _FULL_ROWS:
        return False
    farthest = max(segment.right for segment in segments)
    full = sum(1 for segment in segments if segment.right >= farthest - SLACK)
    return full >= _FULL_SHARE * len(segments)


def _neighbours_at(left_rows: Sequence[Row], right_rows: Sequence[Row]) -> _Neighbours:
    """The texts on both sides of a gutter."""
    neighbours = _Neighbours([], [], [])
    above_left: int | None = None
    above_right: int | None = None
    for left_row, right_row in zip(left_rows, right_rows, strict=True):
        if left_row.segments:
            above_left = _added(neighbours, left_row.text_of(-1), above_left)
        if right_row.segments:
            above_right = _added(neighbours, right_row.text_of(0), above_right)
        if left_row.segments and right_row.segments:
            last = len(neighbours.texts) - 1
            neighbours.across.append((last - 1, last))
    return neighbours


def _added(neighbours: _Neighbours, text: str, above: int | None) -> int:
    """The number of a text that is added below the one with the number `above`."""
    number = len(neighbours.texts)
    neighbours.texts.append(text)
    if above is not None:
        neighbours.downwards.append((above, number))
    return number


def rows_mixed(blocks: Sequence[Sequence[Row]]) -> list[Row]:
    """Rows with running text on both sides of a gap, that no gutter parts."""
    mixed = []
    for rows in blocks:
        for row in rows:
            long = sum(1 for segment in row.segments if segment.width >= _FULL_WIDTH)
            if long > 1:
                mixed.append(row)
    return mixed


def is_too_mixed(mixed: Sequence[Row], rows: Sequence[Row], *, has_columns: bool) -> bool:
    """Whether so much running text stands side by side that the page cannot be read.

    On a page that has columns for certain (`has_columns`) nothing else has to speak for it.
    """
    neighbours = _neighbours_in(mixed)
    count = len(neighbours.texts)
    if count < _FEWEST_MIXED:
        return False
    broken_off = Junctions(neighbours.texts).broken_off(range(count))
    if broken_off < _MIXED_BROKEN_OFF * count:
        return False
    share = _characters(mixed) / _characters(rows)
    if share <= _MIXED_SHARE:
        return False
    if has_columns or share > _SURELY_MIXED_SHARE:
        return True
    downwards, across = neighbours.fits()
    return downwards.mean - across.mean >= _MIXED_GAIN and downwards.certainty >= _CERTAIN


def _characters(rows: Sequence[Row]) -> int:
    return sum(len(row.text) for row in rows)


def _neighbours_in(rows: Sequence[Row]) -> _Neighbours:
    """All texts of the rows."""
    neighbours = _Neighbours([], [], [])
    above: list[tuple[Segment, int]] = []
    for row in rows:
        below = []
        for position, segment in enumerate(row.segments):
            number = _added(neighbours, row.text_of(position), None)
            below.append((segment, number))
            if position:
                neighbours.across.append((number - 1, number))
        neighbours.downwards.extend(_pairs_downwards(above, below))
        above = below
    return neighbours


def _pairs_downwards(
    above: Sequence[tuple[Segment, int]], below: Sequence[tuple[Segment, int]]
) -> Iterator[tuple[int, int]]:
    """The numbers of texts that stand one below the other in two rows, from left to right."""
    position = 0
    for segment, number in below:
        while position < len(above) and above[position][0].right <= segment.left:
            position += 1
        if position == len(above):
            return
        upper, upper_number = above[position]
        if upper.left < segment.right:
            yield upper_number, number
