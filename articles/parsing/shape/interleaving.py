"""Lines of several columns in the order of their height on the page, without gaps between them.

A sentence then goes on several lines further down. Where the distance is the same all over the
page the columns are put one after the other; where it changes nothing can be proved, and the page
is refused.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from articles.parsing.shape.column_order import one_after_the_other, runs_on
from articles.parsing.shape.continuity import Fit, Junctions
from articles.parsing.shape.shaped_page import Finding, ShapeCode, ShapedLine, ShapeProblem

_FEWEST_LINES: Final = 24  # broken off; fewer lines prove nothing
_LEAST_BROKEN_OFF: Final = 0.5  # of the lines, on a page whose lines are those of print
_NARROWEST: Final = 10
_WIDEST: Final = 45  # characters of a line of one column
_FEW_EMPTY: Final = 0.15  # for each printed line
_EVERY_SECOND_EMPTY: Final = 0.9
_SAMPLE: Final = 48  # lines
_MOST_COLUMNS: Final = 9
_IN_ORDER: Final = 0.6  # mean gain of neighbours, in bonds; no page in disorder reaches it
_LIKELY_IN_ORDER: Final = 0.35
_LIKELY: Final = 2.0  # standard errors
_CERTAIN: Final = 3.0  # standard errors; pages in order stay below 2
_LEAST_GAIN: Final = 0.25  # of the best distance over the next line
_STRAY_SHARE: Final = 0.4  # of the best gain; no other distance reaches it on an even page
_LONGER_THAN_USUAL: Final = 1.3  # times; such a line was no line of a column
_UNFOLDED_SHARE: Final = 0.75  # of the broken lines have to be in the stretch that is unfolded


class Unfolding(NamedTuple):
    """A page after its columns were looked for: as it was, unfolded, or refused."""

    lines: list[ShapedLine]
    finding: Finding | None = None
    refusal: ShapeProblem | None = None


class _Stretch(NamedTuple):
    """Lines from `start` up to `end`, sorted by their height, of so many columns."""

    start: int
    end: int
    columns: int


def unfold_rows(lines: list[ShapedLine]) -> Unfolding:
    """The page column by column where its lines were sorted by height, otherwise as it is."""
    printed = [line for line in lines if line.text.strip()]
    if len(printed) < _FEWEST_LINES or not _are_lines_of_print(lines, printed):
        return Unfolding(lines)
    junctions = Junctions([line.text for line in printed])
    step = max(1, len(printed) // _SAMPLE)
    if not _may_be_mixed(junctions, step):
        return Unfolding(lines)
    columns, is_even = _columns_in(junctions)
    if not columns:
        return Unfolding(lines)
    stretch = _even_stretch(junctions, columns) if is_even else None
    if stretch is None:
        first_line = printed[0].source_line
        refusal = ShapeProblem(ShapeCode.INTERLEAVED, first_line, columns)
        return Unfolding(lines, refusal=refusal)
    stretch = _whole_stretch(printed, stretch)
    share = (stretch.end - stretch.start) / len(printed)
    finding = Finding(ShapeCode.COLUMNS, printed[stretch.start].source_line, share)
    return Unfolding(_unfolded(printed, stretch), finding)


def _may_be_mixed(junctions: Junctions, step: int) -> bool:
    """Whether most lines break off and are not taken up; looks at every `step`-th only."""
    sample = range(0, len(junctions), step)
    broken_off = junctions.broken_off(sample)
    if broken_off < max(_FEWEST_LINES / step, _LEAST_BROKEN_OFF * len(sample)):
        return False
    return _fit_at(junctions, 1, step).mean < _IN_ORDER


def _are_lines_of_print(lines: list[ShapedLine], printed: list[ShapedLine]) -> bool:
    """Whether the lines may be those of columns: narrow, and without empty ones here and there."""
    lengths = [len(line.text) for line in printed]
    narrow = sum(1 for length in lengths if _NARROWEST <= length <= _WIDEST)
    if 2 * narrow < len(lengths):
        return False
    empty = len(lines) - len(printed)
    return empty <= _FEW_EMPTY * len(printed) or empty >= _EVERY_SECOND_EMPTY * len(printed)


def _fit_at(junctions: Junctions, distance: int, step: int = 1) -> Fit:
    """How well lines go on `distance` lines further down; only every `step`-th is looked at."""
    last = len(junctions) - distance
    pairs = [(index, index + distance) for index in range(0, last, step)]
    return junctions.fit(pairs)


def _columns_in(junctions: Junctions) -> tuple[int, bool]:
    """How many columns are mixed, 0 where none are, and whether their rows are all complete."""
    neighbours = _fit_at(junctions, 1)
    if neighbours.mean >= _LIKELY_IN_ORDER and neighbours.certainty >= _LIKELY:
        return 0, False
    fits = {}
    for distance in range(2, _MOST_COLUMNS + 1):
        fits[distance] = _fit_at(junctions, distance)
    columns = max(fits, key=lambda distance: fits[distance].certainty)
    best = fits[columns]
    if best.count < _FEWEST_LINES or best.certainty < _CERTAIN:
        return 0, False
    if best.mean - neighbours.mean < _LEAST_GAIN:
        return 0, False
    strays = [fits[distance].mean for distance in fits if distance % columns]
    is_even = max(neighbours.mean, *strays) <= _STRAY_SHARE * best.mean
    return columns, is_even


def _even_stretch(junctions: Junctions, columns: int) -> _Stretch | None:
    """The lines that go on `columns` lines further down; None where most of the page does not."""
    best_sum = current_sum = 0.0
    best = _Stretch(0, 0, columns)
    start = 0
    for index in range(len(junctions) - columns):
        far = junctions.gain(index, index + columns) or 0.0
        near = junctions.gain(index, index + 1) or 0.0
        current_sum += far - near
        if current_sum <= 0:
            current_sum = 0.0
            start = index + 1
        elif current_sum > best_sum:
            best_sum = current_sum
            best = _Stretch(start, index + columns + 1, columns)
    inside = junctions.broken_off(range(best.start, best.end))
    broken_off = junctions.broken_off(range(len(junctions)))
    return best if inside >= _UNFOLDED_SHARE * broken_off else None


def _whole_stretch(printed: list[ShapedLine], stretch: _Stretch) -> _Stretch:
    """The stretch with the rows above and below that junctions say nothing of, such as titles."""
    usual = median([len(line.text) for line in printed])
    longest = _LONGER_THAN_USUAL * usual
    end = stretch.end
    while end < len(printed) and len(printed[end].text) <= longest:
        end += 1
    start = stretch.start
    while start > 0 and len(printed[start - 1].text) <= longest:
        start -= 1
    # Which of the first lines begins the first column is seen from where the columns go on.
    latest = min(start + stretch.columns, stretch.start + 1)
    candidates = [_Stretch(first, end, stretch.columns) for first in range(start, latest)]
    return max(candidates, key=lambda candidate: _how_well_columns_go_on(printed, candidate))


def _how_well_columns_go_on(printed: list[ShapedLine], stretch: _Stretch) -> float:
    total = 0.0
    for above, below in pairwise(_columns_of(printed, stretch)):
        if above and below:
            total += runs_on(above[-1].text, below[0].text)
    return total


def _columns_of(printed: list[ShapedLine], stretch: _Stretch) -> list[list[ShapedLine]]:
    first_row = stretch.start + stretch.columns
    starts = range(stretch.start, first_row)
    return [printed[start : stretch.end : stretch.columns] for start in starts]


def _unfolded(printed: list[ShapedLine], stretch: _Stretch) -> list[ShapedLine]:
    columns = _columns_of(printed, stretch)
    above = printed[: stretch.start]
    below = printed[stretch.end :]
    return [*above, *one_after_the_other(columns), *below]
