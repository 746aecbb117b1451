"""Columns side by side with gaps of blanks between them, as `pdftotext -layout` writes a page.

Every line is cut at its gaps. A gap at nearly the same place in many lines that follow each other
is a gutter, where the text on both sides is running text: cells of a table stay in their row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from articles.parsing.shape.column_order import one_after_the_other
from articles.parsing.shape.continuity import Fit, Junctions
from articles.parsing.shape.interleaving import Unfolding
from articles.parsing.shape.page_rows import Row, Segment, lines_of, rows_of
from articles.parsing.shape.shaped_page import Finding, ShapeCode, ShapedLine, ShapeProblem

# The end of a gap with text of some length behind it.
_TEXT_BEHIND_GAP: Final = re.compile(r"[ \t\xa0\u3000]{2}(?=\S[^\n\t\u3000]{4}\S)")
_SELDOM: Final = 0.03  # for each line of the page
_SLACK: Final = 3  # places by which a gap may miss the gutter: type is not as even as places
_FEWEST_ROWS: Final = 4  # with text on both sides of a gutter
_MOST_GUTTERS: Final = 24  # that are tried on a page or a part of one
_DEEPEST: Final = 8  # gutters inside a part that another one bounds
_NARROWEST: Final = 12  # places of a line of running text
_LEAST_GAIN: Final = 0.3  # in bonds: how much better lines go on downwards than across
_CERTAIN: Final = 1.5  # standard errors
_FULL_WIDTH: Final = 16  # places of a line of running text that may do without that proof
_FULL_ROWS: Final = 6
_FULL_SHARE: Final = 0.6  # of the rows, that fill their column
_MIXED_SHARE: Final = 0.06  # of the characters, in rows that could not be parted
_FEWEST_MIXED: Final = 10  # runs of text in such rows
_SURELY_MIXED_SHARE: Final = 0.4
_MIXED_GAIN: Final = 0.15  # in bonds: downwards over across
_MIXED_BROKEN_OFF: Final = 0.6  # of these, inside a sentence
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
    if text.count("  ") + text.count("\u3000\u3000") + text.count("\t\t") < _FEWEST_ROWS:
        return Unfolding(lines)
    gapped = len(_TEXT_BEHIND_GAP.findall(text))
    if gapped < max(_FEWEST_ROWS, _SELDOM * len(lines)):
        return Unfolding(lines)
    rows = _best_aligned(lines)
    blocks = list(_blocks(rows, 0))
    mixed = _mixed_rows(blocks)
    is_unfolded = any(block.is_column for block in blocks)
    if _is_too_much(mixed, rows):
        return Unfolding(lines, refusal=_refusal(mixed))
    if not is_unfolded:
        return Unfolding(lines)
    ordered = one_after_the_other([_without_stray_gaps(block) for block in blocks])
    if not _reads_well(ordered):
        return Unfolding(lines, refusal=_refusal(rows))
    columns = [block for block in blocks if block.is_column]
    numbers = {row.line.source_line for block in columns for row in block.rows if row.segments}
    share = len(numbers) / sum(1 for row in rows if row.segments)
    return Unfolding(ordered, Finding(ShapeCode.COLUMNS, min(numbers), share))


def _best_aligned(lines: list[ShapedLine]) -> list[Row]:
    """The rows with full-width characters as wide as the program that wrote them took them to be."""
    candidates = [rows_of(lines, 2), rows_of(lines, 1)]
    return max(candidates, key=_alignment)


def _alignment(rows: Sequence[Row]) -> int:
    """How often text begins at the same place as text of other rows."""
    return sum(count * count for count in _lefts(rows).values())


def _lefts(rows: Sequence[Row]) -> Counter[int]:
    """The places where text begins behind a gap, with their frequency."""
    lefts: Counter[int] = Counter()
    for row in rows:
        lefts.update([segment.left for segment in row.segments[1:]])
    return lefts


def _blocks(rows: Sequence[Row], depth: int) -> Iterator[_Block]:
    """The parts of a page in reading order: left of a gutter before right of it."""
    position = 0
    for run in _proved_runs(rows) if depth < _DEEPEST else []:
        if run.start > position:
            yield _Block(rows[position : run.start], is_column=depth > 0)
        left, right = _parted(rows[run.start : run.end], run.gutter)
        yield from _blocks(left, depth + 1)
        yield from _blocks(right, depth + 1)
        position = run.end
    if position < len(rows):
        yield _Block(rows[position:], is_column=depth > 0)


def _parted(rows: Sequence[Row], gutter: int) -> tuple[list[Row], list[Row]]:
    left = []
    right = []
    for row in rows:
        count = row.segments_left_of(gutter, _SLACK) or 0
        before, behind = row.cut(count)
        left.append(before)
        right.append(behind)
    return left, right


def _proved_runs(rows: Sequence[Row]) -> list[_Run]:
    """Runs of rows with gutters that are surely such, from the top down; none overlaps another."""
    runs: list[_Run] = []
    for gutter, _count in _lefts(rows).most_common(_MOST_GUTTERS):
        runs.extend(_runs_at(rows, gutter))
    runs.sort(key=lambda run: -run.both)
    taken = bytearray(len(rows))
    proved = []
    for run in runs:
        if any(taken[run.start : run.end]):
            continue
        if _is_gutter(rows[run.start : run.end], run.gutter):
            proved.append(run)
            taken[run.start : run.end] = b"\1" * (run.end - run.start)
    return sorted(proved)


def _runs_at(rows: Sequence[Row], gutter: int) -> Iterator[_Run]:
    """The runs of rows that nothing crosses at the gutter, with enough text on both sides."""
    start = end = both = 0
    for index, row in enumerate(rows):
        count = row.segments_left_of(gutter, _SLACK)
        if count is None:
            if both >= _FEWEST_ROWS:
                yield _Run(start, end, gutter, both)
            both = 0
            continue
        if len(row.segments) > count:
            # Rows above the first one with text on the right belong to no column.
            start = start if both else index
            both += count > 0
        if row.segments:
            end = index + 1
    if both >= _FEWEST_ROWS:
        yield _Run(start, end, gutter, both)


def _is_gutter(rows: Sequence[Row], gutter: int) -> bool:
    """Whether running text stands on both sides, that goes on downwards and not across."""
    left_rows, right_rows = _parted(rows, gutter)
    beside = [(left, right) for left, right in zip(left_rows, right_rows, strict=True)]
    both = [(left, right) for left, right in beside if left.segments and right.segments]
    left_widths = [left.segments[-1].width for left, _right in both]
    right_widths = [right.segments[0].width for _left, right in both]
    narrowest = min(median(left_widths), median(right_widths))
    if narrowest < _NARROWEST:
        return False
    downwards, across = _fits_beside(left_rows, right_rows)
    gain = downwards.mean - across.mean
    if gain >= _LEAST_GAIN and downwards.certainty >= _CERTAIN:
        return True
    ends = [left.segments[-1].right for left, _right in both]
    full = sum(1 for end in ends if end >= max(ends) - _SLACK)
    is_full = len(both) >= _FULL_ROWS and full >= _FULL_SHARE * len(both)
    return gain >= 0 and narrowest >= _FULL_WIDTH and is_full


def _fits_beside(left_rows: Sequence[Row], right_rows: Sequence[Row]) -> tuple[Fit, Fit]:
    """How well the lines beside a gutter go on downwards, and how well across it."""
    texts: list[str] = []
    across: list[tuple[int, int]] = []
    downwards: list[tuple[int, int]] = []
    last = {"left": -1, "right": -1}
    for left, right in zip(left_rows, right_rows, strict=True):
        index = len(texts)
        sides = []
        if left.segments:
            sides.append("left")
            texts.append(_segment_text(left, -1))
        if right.segments:
            sides.append("right")
            texts.append(_segment_text(right, 0))
        if len(sides) == 2:
            across.append((index, index + 1))
        for side in sides:
            if last[side] >= 0:
                downwards.append((last[side], index))
            last[side] = index
            index += 1
    junctions = Junctions(texts)
    return junctions.fit(downwards), junctions.fit(across)


def _segment_text(row: Row, number: int) -> str:
    segment = row.segments[number]
    return row.line.text[segment.start : segment.end]


def _without_stray_gaps(block: _Block) -> list[ShapedLine]:
    """The lines of a block; where every second row is empty, its lines only missed the others' height."""
    lines = _without_empty_ends(lines_of(block.rows))
    if not block.is_column:
        return lines
    printed = sum(1 for line in lines if line.text)
    empty = sum(1 for before, line in pairwise(lines) if before.text and not line.text)
    if 2 * empty < printed:
        return lines
    kept = []
    for before, line in pairwise([ShapedLine("", 0, range(0)), *lines]):
        if line.text or not before.text:
            kept.append(line)
    return kept


def _without_empty_ends(lines: list[ShapedLine]) -> list[ShapedLine]:
    printed = [index for index, line in enumerate(lines) if line.text]
    return lines[printed[0] : printed[-1] + 1] if printed else []


def _mixed_rows(blocks: Sequence[_Block]) -> list[Row]:
    """Rows with running text on both sides of a gap, that no gutter parts."""
    mixed = []
    for block in blocks:
        for row in block.rows:
            long = [segment for segment in row.segments if segment.width >= _FULL_WIDTH]
            if len(long) > 1:
                mixed.append(row)
    return mixed


def _is_too_much(mixed: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Whether so much running text stands side by side that the page cannot be read."""
    texts: list[str] = []
    across: list[tuple[int, int]] = []
    downwards: list[tuple[int, int]] = []
    above: list[tuple[Segment, int]] = []
    for row in mixed:
        beside = []
        for number, segment in enumerate(row.segments):
            index = len(texts)
            texts.append(_segment_text(row, number))
            beside.append((segment, index))
            if number:
                across.append((index - 1, index))
        downwards.extend(_pairs_downwards(above, beside))
        above = beside
    junctions = Junctions(texts)
    broken_off = junctions.broken_off(range(len(texts)))
    if len(texts) < _FEWEST_MIXED or broken_off < _MIXED_BROKEN_OFF * len(texts):
        return False
    characters = sum(len(row.text) for row in mixed)
    share = characters / sum(len(row.text) for row in rows)
    if share > _SURELY_MIXED_SHARE:
        return True
    below = junctions.fit(downwards)
    gain = below.mean - junctions.fit(across).mean
    return share > _MIXED_SHARE and gain >= _MIXED_GAIN and below.certainty >= _CERTAIN


def _pairs_downwards(
    above: Sequence[tuple[Segment, int]], below: Sequence[tuple[Segment, int]]
) -> Iterator[tuple[int, int]]:
    """Texts, by their numbers, that stand one below the other in two rows, from left to right."""
    position = 0
    for segment, index in below:
        while position < len(above) and above[position][0].right <= segment.left:
            position += 1
        if position < len(above) and above[position][0].left < segment.right:
            yield above[position][1], index


def _refusal(rows: Sequence[Row]) -> ShapeProblem:
    columns = Counter(len(row.segments) for row in rows if len(row.segments) > 1)
    first_line = min(row.line.source_line for row in rows if len(row.segments) > 1)
    return ShapeProblem(ShapeCode.INTERLEAVED, first_line, columns.most_common(1)[0][0])


def _reads_well(lines: Sequence[ShapedLine]) -> bool:
    """Whether the lines go on in one another, as far as there are enough to tell."""
    junctions = Junctions([line.text for line in lines])
    fit = junctions.fit(pairwise(range(len(lines))))
    return fit.count < _ENOUGH or fit.mean >= _READS_WELL
