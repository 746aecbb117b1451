"""The source text of a page as numbered lines, in which the blocks of a parse are marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class BlockMark(NamedTuple):
    """A half-open range of characters of one line, the kind of its block, and the block's owner.

    Lines count from 1, characters and owners from 0.
    """

    line: int
    start: int
    end: int
    kind: str
    owner: int = 0


class SourceRun(NamedTuple):
    """Characters of one line that have the same mark, or none."""

    text: str
    mark: BlockMark | None = None


class SourceLine(NamedTuple):
    number: int
    runs: tuple[SourceRun, ...]


def block_marks(blocks: Iterable[dict[str, Any]], owner: int = 0) -> list[BlockMark]:
    """The marks of blocks as the parser records them."""
    marks = []
    for block in blocks:
        for line, start, end in block["spans"]:
            marks.append(BlockMark(line, start, end, block["kind"], owner))
    return marks


def source_lines(text: str, marks: Iterable[BlockMark]) -> list[SourceLine]:
    """All lines of the text.

    A mark that lies outside it or overlaps an earlier one is left out: the text may have been
    imported again since the parse.
    """
    marks_by_line: dict[int, list[BlockMark]] = defaultdict(list)
    for mark in sorted(marks):
        marks_by_line[mark.line].append(mark)
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        marks_of_line = marks_by_line[number]
        runs = tuple(_runs(line, marks_of_line))
        lines.append(SourceLine(number, runs))
    return lines


def _runs(line: str, marks: list[BlockMark]) -> Iterator[SourceRun]:
    position = 0
    for mark in marks:
        is_empty = mark.end <= mark.start
        if is_empty or mark.start < position or mark.end > len(line):
            continue
        if mark.start > position:
            yield SourceRun(line[position : mark.start])
        yield SourceRun(line[mark.start : mark.end], mark)
        position = mark.end
    if position < len(line):
        yield SourceRun(line[position:])
