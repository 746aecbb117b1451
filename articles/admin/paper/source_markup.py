"""The source text of a page as numbered lines, with the stretches that a parse placed marked in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """A half-open range of characters of one line, what stands there, and whose it is (from 0)."""

    line: int
    start: int
    end: int
    kind: str
    owner: int = 0


class Piece(NamedTuple):
    text: str
    mark: Mark | None = None


class Line(NamedTuple):
    number: int
    pieces: tuple[Piece, ...]


def marks_of(blocks: Iterable[dict[str, Any]], owner: int = 0) -> list[Mark]:
    """The marks of blocks as the parser records them."""
    return [
        Mark(line, start, end, block["kind"], owner)
        for block in blocks
        for line, start, end in block["spans"]
    ]


def marked_lines(text: str, marks: Iterable[Mark]) -> list[Line]:
    """All lines of the text. A mark that lies outside it or overlaps an earlier one is left out:
    the text may have been imported again since the parse."""
    by_line: dict[int, list[Mark]] = defaultdict(list)
    for mark in sorted(marks):
        by_line[mark.line].append(mark)
    lines = enumerate(text.split("\n"), start=1)
    return [Line(number, tuple(_pieces(line, by_line[number]))) for number, line in lines]


def _pieces(line: str, marks: list[Mark]) -> Iterator[Piece]:
    done = 0
    for mark in marks:
        if mark.start < done or mark.end > len(line) or mark.end <= mark.start:
            continue
        if mark.start > done:
            yield Piece(line[done : mark.start])
        yield Piece(line[mark.start : mark.end], mark)
        done = mark.end
    if done < len(line):
        yield Piece(line[done:])
