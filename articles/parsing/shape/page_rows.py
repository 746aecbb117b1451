"""Lines of text as rows on paper: runs of text between gaps, with the places where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from articles.parsing.shape.shaped_page import ShapedLine

# Places by which a gap may miss the gutter: type is not as even as places.
SLACK: Final = 3
_GAP: Final = re.compile(r"[ \t\xa0\u3000]{2,}")
_BLANKS: Final = " \t\xa0\u3000"
_WIDE: Final = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003fffd“”‘’…—]"
)
_TAB: Final = 8  # places
_DEEPEST_INDENT: Final = 5  # places
_ALONE: Final = 2  # segments that begin at one place
_INDENT: Final = 3  # places by which the first line of a paragraph is set in, at least


class Segment(NamedTuple):
    """A run of text: its characters `start` to `end` of the line, its places `left` to `right`.

    `width` is that of its type, in halves of a full-width character; a program that wrote the page
    may have counted otherwise.
    """

    start: int
    end: int
    left: int
    right: int
    width: int

    def moved_to(self, left: int) -> Segment:
        """The same text at another place."""
        return self._replace(left=left, right=left + self.right - self.left)


class Row(NamedTuple):
    """A line, or the part of one that belongs to a column; it has no segments where it is empty.

    `is_apart` says that it is set otherwise than the row below it: a row of titles over columns.
    """

    line: ShapedLine
    segments: Sequence[Segment]
    is_apart: bool = False

    @property
    def text(self) -> str:
        if not self.segments:
            return ""
        return self.line.text[self.segments[0].start : self.segments[-1].end]

    def text_of(self, number: int) -> str:
        """The text of one of its segments."""
        segment = self.segments[number]
        return self.line.text[segment.start : segment.end]

    def segments_left_of(self, gutter: int, slack: int) -> int | None:
        """How many segments stand left of a gutter; None where text runs across it.

        The gutter may lie up to `slack` places from the gap that is taken for it.
        """
        before = bisect_right(self.segments, gutter + slack, key=lambda segment: segment.left)
        while before and self.segments[before - 1].left >= gutter - slack:
            before -= 1
        if before and self.segments[before - 1].right > gutter + slack:
            return None
        return before

    def cut(self, count: int) -> tuple[Row, Row]:
        """The row up to and from the segment number `count`."""
        return (
            self._replace(segments=self.segments[:count]),
            self._replace(segments=self.segments[count:]),
        )


def parted(rows: Sequence[Row], gutter: int) -> tuple[list[Row], list[Row]]:
    """The parts of the rows left and right of a gutter that none of them crosses."""
    left = []
    right = []
    for row in rows:
        count = row.segments_left_of(gutter, SLACK) or 0
        before, behind = row.cut(count)
        left.append(before)
        right.append(behind)
    return left, right


def rows_of(lines: Sequence[ShapedLine], wide: int) -> list[Row]:
    """The lines as rows, with so many places for a full-width character."""
    rows = [Row(line, tuple(_segments(line.text, wide))) for line in lines]
    lefts: Counter[int] = Counter()
    for row in rows:
        lefts.update([segment.left for segment in row.segments])
    below: Sequence[Segment] = ()
    for index in reversed(range(len(rows))):
        row = rows[index]
        if not row.segments:
            continue
        if 1 < len(row.segments) == len(below):
            rows[index] = row = _snapped(row, below, lefts)
        below = row.segments
    return rows


def _snapped(row: Row, below: Sequence[Segment], lefts: Counter[int]) -> Row:
    """The row at the places of the segments below it, where they are as many and it stands alone.

    Titles over columns are set with gaps of their own, and the gaps of long rows add up. Where the
    text of other rows begins at the same places (`lefts`), it only is in other columns.
    """
    pairs = list(zip(row.segments, below, strict=True))
    astray = [
        segment for segment, other in pairs if abs(segment.left - other.left) > _DEEPEST_INDENT
    ]
    if not astray or not all(_stands_alone(segment, lefts) for segment in astray):
        return row
    snapped = []
    for segment, other in pairs:
        snapped.append(segment.moved_to(other.left))
    if any(segment.right >= behind.left for segment, behind in pairwise(snapped)):
        return row
    is_apart = all(segment.width < other.width - 1 for segment, other in pairs)
    return Row(row.line, tuple(snapped), is_apart)


def _stands_alone(segment: Segment, lefts: Counter[int]) -> bool:
    """Whether hardly any other text of the page begins where a segment does."""
    near = range(segment.left - 1, segment.left + 2)
    return sum(lefts[left] for left in near) <= _ALONE


def _segments(text: str, wide: int) -> Iterator[Segment]:
    start = 0
    place = 0
    for gap in _GAP.finditer(text):
        if gap.start() > start:
            segment = _segment(text, start, gap.start(), place, wide)
            yield segment
            place = segment.right
        place += _width(gap[0], wide)
        start = gap.end()
    end = len(text.rstrip(_BLANKS))
    if end > start:
        yield _segment(text, start, end, place, wide)


def _segment(text: str, start: int, end: int, left: int, wide: int) -> Segment:
    run = text[start:end]
    right = left + _width(run, wide)
    return Segment(start, end, left, right, _width(run, 2))


def _width(text: str, wide: int) -> int:
    wide_characters = len(_WIDE.findall(text))
    tabs = text.count("\t")
    return len(text) + (wide - 1) * wide_characters + (_TAB - 1) * tabs


def lines_of(rows: Sequence[Row]) -> list[ShapedLine]:
    """The lines of a column, set in where its paragraphs begin, without the margin left of it."""
    lefts = Counter(row.segments[0].left for row in rows if row.segments)
    if not lefts:
        return []
    margin = lefts.most_common(1)[0][0]
    lines = []
    for row in rows:
        if not row.segments:
            lines.append(_empty(row))
            continue
        first = row.segments[0]
        indent = first.left - margin
        start = first.start
        if indent >= _INDENT:
            start = _start_of_indent(row, indent)
        lines.append(row.line.part(start, row.segments[-1].end))
        if row.is_apart:
            lines.append(_empty(row))
    return lines


def _empty(row: Row) -> ShapedLine:
    return ShapedLine("", row.line.source_line, range(0))


def _start_of_indent(row: Row, indent: int) -> int:
    """Where the blanks begin that set a row in; they are among those in front of it."""
    text = row.line.text
    start = row.segments[0].start
    least = max(0, start - indent)
    while start > least and text[start - 1] in _BLANKS:
        start -= 1
    return start
