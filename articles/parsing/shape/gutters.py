"""Columns side by side with gaps of blanks between them, as `pdftotext -layout` writes a page.

Every line is cut at its gaps. A gap at nearly the same place in many lines that follow each other
is a gutter, where the text on both sides is running text: cells of a table stay in their row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from articles.parsing.shape.column_order import one_after_the_other
from articles.parsing.shape.continuity import Junctions
from articles.parsing.shape.gutter_evidence import is_gutter, is_too_mixed, rows_mixed
from articles.parsing.shape.interleaving import Unfolding
from articles.parsing.shape.page_rows import SLACK, Row, lines_of, parted, rows_of
from articles.parsing.shape.shaped_page import Finding, ShapeCode, ShapedLine, ShapeProblem

_GAPS: Final = ("  ", "\u3000\u3000", "\t\t")
# The end of a gap with text of some length behind it.
_TEXT_BEHIND_GAP: Final = re.compile(r"[ \t\xa0\u3000]{2}(?=\S[^\n\t\u3000]{4}\S)")
_SELDOM: Final = 0.03  # for each line of the page
_FEWEST_ROWS: Final = 4  # with text on both sides of a gutter
_MOST_GUTTERS: Final = 24  # that are tried on a page or a part of one
_DEEPEST: Final = 8  # gutters inside a part that another one bounds
_ENOUGH: Final = 24  # junctions, to judge the order of a whole page by
_READS_WELL: Final = 0.3  # mean gain of the lines of a page in order, in bonds


class _Run(NamedTuple):
    """Rows from `start` up to `end` that a gutter parts, `both` of them with text on both sides."""

    start: int
    end: int
    gutter: int
    both: int


class _Block(NamedTuple):
    """Rows of one column, or of a part of the page that no gutter parts."""

    rows: Sequence[Row]
    is_column: bool


def unfold_gutters(lines: list[ShapedLine], text: str) -> Unfolding:
    """The page column by column where gutters part its columns; `text` is the whole page."""
    if not _has_gaps(lines, text):
        return Unfolding(lines)
    rows = _best_aligned(lines)
    blocks = list(_blocks(rows))
    mixed = rows_mixed([block.rows for block in blocks])
    columns = [block for block in blocks if block.is_column]
    if is_too_mixed(mixed, rows, has_columns=bool(columns)):
        return Unfolding(lines, refusal=_refusal(mixed))
    if not columns:
        return Unfolding(lines)
    ordered = one_after_the_other([_lines_of_block(block) for block in blocks])
    if not _reads_well(ordered):
        return Unfolding(lines, refusal=_refusal(rows))
    return Unfolding(ordered, _finding(columns, rows))


def _has_gaps(lines: list[ShapedLine], text: str) -> bool:
    """Whether gaps are frequent enough for columns; soon said of most pages."""
    gaps = sum(text.count(gap) for gap in _GAPS)
    if gaps < _FEWEST_ROWS:
        return False
    with_text_behind = len(_TEXT_BEHIND_GAP.findall(text))
    return with_text_behind >= max(_FEWEST_ROWS, _SELDOM * len(lines))


def _finding(columns: Sequence[_Block], rows: Sequence[Row]) -> Finding:
    numbers: set[int] = set()
    for block in columns:
        numbers.update(row.line.source_line for row in block.rows if row.segments)
    printed = sum(1 for row in rows if row.segments)
    return Finding(ShapeCode.COLUMNS, min(numbers), len(numbers) / printed)


def _refusal(rows: Sequence[Row]) -> ShapeProblem:
    gapped = [row for row in rows if len(row.segments) > 1]
    first_line = min(row.line.source_line for row in gapped)
    counts = Counter(len(row.segments) for row in gapped)
    columns, _frequency = counts.most_common(1)[0]
    return ShapeProblem(ShapeCode.INTERLEAVED, first_line, columns)


# --- where text stands -----------------------------------------------------------------------


def _best_aligned(lines: list[ShapedLine]) -> list[Row]:
    """The rows, with full-width characters as wide as the program took them that wrote the page."""
    two_places = rows_of(lines, 2)
    one_place = rows_of(lines, 1)
    return max(two_places, one_place, key=_alignment)


def _alignment(rows: Sequence[Row]) -> int:
    """How often text begins at the same place as text of other rows."""
    return sum(count * count for count in _lefts(rows).values())


def _lefts(rows: Sequence[Row]) -> Counter[int]:
    """The places where text begins behind a gap, with their frequency."""
    lefts: Counter[int] = Counter()
    for row in rows:
        lefts.update([segment.left for segment in row.segments[1:]])
    return lefts


# --- gutters ---------------------------------------------------------------------------------


def _blocks(rows: Sequence[Row], depth: int = 0, *, is_column: bool = False) -> Iterator[_Block]:
    """The parts of a page in reading order: left of a gutter before right of it.

    `depth` counts the gutters around the rows; `is_column` says whether one of them bounds these.
    """
    runs = _proved_runs(rows) if depth < _DEEPEST else []
    position = 0
    for run in runs:
        above = rows[position : run.start]
        yield from _blocks(above, depth + 1, is_column=is_column)
        for side in parted(rows[run.start : run.end], run.gutter):
            yield from _blocks(side, depth + 1, is_column=True)
        position = run.end
    below = rows[position:]
    if runs:
        yield from _blocks(below, depth + 1, is_column=is_column)
    elif below:
        yield _Block(below, is_column)


def _proved_runs(rows: Sequence[Row]) -> list[_Run]:
    """Runs of rows with gutters that are surely such, from the top down; none overlaps another."""
    runs: list[_Run] = []
    for gutter, _frequency in _lefts(rows).most_common(_MOST_GUTTERS):
        runs.extend(_runs_at(rows, gutter))
    runs.sort(key=lambda run: -run.both)
    taken = bytearray(len(rows))
    proved = []
    for run in runs:
        if any(taken[run.start : run.end]):
            continue
        if is_gutter(rows[run.start : run.end], run.gutter):
            proved.append(run)
            taken[run.start : run.end] = b"\1" * (run.end - run.start)
    return sorted(proved)


def _runs_at(rows: Sequence[Row], gutter: int) -> Iterator[_Run]:
    """The runs of rows that nothing crosses at the gutter, with enough text on both sides."""
    start = 0
    both = 0
    for index, row in enumerate(rows):
        count = row.segments_left_of(gutter, SLACK)
        if count is None:
            if both >= _FEWEST_ROWS:
                yield _Run(start, index, gutter, both)
            start = index + 1
            both = 0
        elif 0 < count < len(row.segments):
            both += 1
    if both >= _FEWEST_ROWS:
        yield _Run(start, len(rows), gutter, both)


# --- columns as lines ------------------------------------------------------------------------


def _lines_of_block(block: _Block) -> list[ShapedLine]:
    """The lines of a block, without empty ones at its ends.

    Where every second row of a column is empty, its lines only missed the height of the others.
    """
    lines = _without_empty_ends(lines_of(block.rows))
    printed = sum(1 for line in lines if line.text)
    single = sum(1 for before, line in pairwise(lines) if before.text and not line.text)
    if not block.is_column or 2 * single < printed:
        return lines
    kept = lines[:1]
    for before, line in pairwise(lines):
        if line.text or not before.text:
            kept.append(line)
    return kept


def _without_empty_ends(lines: list[ShapedLine]) -> list[ShapedLine]:
    printed = [index for index, line in enumerate(lines) if line.text]
    if not printed:
        return []
    return lines[printed[0] : printed[-1] + 1]


def _reads_well(lines: Sequence[ShapedLine]) -> bool:
    """Whether the lines go on in one another, as far as there are enough to tell."""
    junctions = Junctions([line.text for line in lines])
    neighbours = pairwise(range(len(lines)))
    fit = junctions.fit(neighbours)
    return fit.count < _ENOUGH or fit.mean >= _READS_WELL
