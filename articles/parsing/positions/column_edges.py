"""The edges of a column, by which paragraphs are seen: set in at the left, short at the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.parsing.positions.line_blocks import LineBlock
from articles.parsing.positions.page_measures import PageMeasures
from articles.parsing.positions.position_records import Box, PositionedLine

_FEWEST_LINES = 6  # of a block that shows the edges of its column
_LEAST_INDENT = 0.9  # characters
_MOST_INDENT = 4.0
_SHORT_BY = 1.6  # characters that a last line is shorter than its column, at least


def column_grid(blocks: Iterable[LineBlock]) -> list[Box]:
    """The columns of a page that have lines enough to show their edges."""
    return [block.box for block in blocks if len(block.lines) >= _FEWEST_LINES]


class ColumnEdges:
    """`left` and `right` of the column that a block stands in."""

    def __init__(self, block: LineBlock, measures: PageMeasures, grid: Sequence[Box]) -> None:
        self._unit = measures.unit
        lefts = sorted(line.box.left for line in block.lines)
        rights = sorted(line.box.right for line in block.lines)
        self.left = lefts[len(lefts) // 5]
        self.right = rights[-1 - len(rights) // 5]
        if len(block.lines) < _FEWEST_LINES:
            self._take_edges(block.box, grid)

    def _take_edges(self, box: Box, grid: Sequence[Box]) -> None:
        """Take the edges of the column that a block of few lines stands in, as others show it."""
        slack = 1.2 * self._unit
        for column in grid:
            is_inside = column.left - slack <= box.left and box.right <= column.right + slack
            if is_inside and box.left - column.left <= _MOST_INDENT * self._unit:
                self.left = min(self.left, column.left)
                self.right = max(self.right, column.right)
                return

    def is_indented(self, line: PositionedLine) -> bool:
        indent = (line.box.left - self.left) / self._unit
        return _LEAST_INDENT <= indent <= _MOST_INDENT

    def is_short(self, line: PositionedLine) -> bool:
        """Whether a line stops before the right edge of its column."""
        return self.right - line.box.right > _SHORT_BY * self._unit
