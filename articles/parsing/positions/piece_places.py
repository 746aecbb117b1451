"""Where the pieces of a page stand on paper, in measures of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from articles.parsing.lines.pieces import Piece
from articles.parsing.positions.column_edges import ColumnEdges
from articles.parsing.positions.line_blocks import LineBlock
from articles.parsing.positions.position_records import (
    Box,
    PositionedLine,
    TextPositions,
    box_around,
)
from articles.parsing.positions.printed_layout import PrintedLayout
from articles.parsing.shape import ShapedPage

_SAME_SIZE = 0.04  # how far sizes may differ that are the same
_SAME_SIZE_IN_PICTURE = 0.18
_LINE_GAP = 0.8  # of the type size, between the lines of one headline
_PICTURE_GAP = 1.6  # sizes of running text between a picture and its caption


@dataclass(frozen=True, slots=True)
class PiecePlace:
    """The printed lines of a piece, and what stands around them.

    `size` is its type size in sizes of running text; `same_size` how far two sizes may differ
    that are the same. `block` is the number of the block it stands in, `article` that of the
    article it belongs to by its place. `block_lines` counts the printed lines of the block,
    `above_in_block` those above the piece.
    """

    lines: tuple[PositionedLine, ...]
    box: Box
    size: float
    same_size: float
    bold: bool
    upright: bool
    block: int
    article: int
    in_headlines: bool
    has_text: bool  # whether text stands with its headlines
    block_box: Box
    block_lines: int
    above_in_block: int
    from_top: float  # of the height of the page
    is_set_in: bool  # begins a paragraph, by the white space before it
    is_ended: bool  # ends a paragraph, by the white space behind it
    unit: float  # the width of a character of running text
    below_picture: bool = False

    def is_as_large_as(self, other: PiecePlace) -> bool:
        """Whether two lines are set close to each other in one size, as parts of one headline."""
        is_upright = self.upright or other.upright
        shared_width = self.box.shared_width(other.box)
        gap = -shared_width if is_upright else -self.box.shared_height(other.box)
        larger = max(self.size, other.size)
        is_close = gap <= _LINE_GAP * max(self.lines[0].size, other.lines[0].size)
        return is_close and abs(self.size - other.size) <= self.same_size * larger

    @property
    def is_centered(self) -> bool:
        """Whether one line stands in the middle of a column that has others."""
        left = (self.box.left - self.block_box.left) / self.unit
        right = (self.block_box.right - self.box.right) / self.unit
        return len(self.lines) == 1 and min(left, right) > 1.2 and abs(left - right) < 3

    @property
    def fills_column(self) -> bool:
        """Whether its last line ends at the right edge of its column."""
        return self.block_box.right - self.lines[-1].box.right < 1.2 * self.unit


class PiecePlaces:
    """The places of the pieces of a page, by their spans in its shaped lines."""

    def __init__(self, page: ShapedPage, positions: TextPositions) -> None:
        self._page = page
        self._positions = positions
        self._layout = PrintedLayout(positions.page)
        self._edges_of: dict[LineBlock, ColumnEdges] = {}

    def place_of(self, piece: Piece) -> PiecePlace | None:
        """Where a piece stands; None where its source does not know."""
        lines: list[PositionedLine] = []
        for span in piece.spans:
            if span.start < span.end:
                line, start, end = self._page.source_span(span)
                lines += self._positions.printed_lines(line, start, end)
        return self._place_of_lines(lines) if lines else None

    def _place_of_lines(self, lines: Sequence[PositionedLine]) -> PiecePlace:
        measures = self._layout.measures
        box = box_around([line.box for line in lines])
        place = self._layout.places[lines[0]]
        block = place.block
        body_size = measures.body_size
        return PiecePlace(
            lines=tuple(lines),
            box=box,
            size=median(line.size for line in lines) / body_size,
            same_size=_SAME_SIZE if measures.is_exact else _SAME_SIZE_IN_PICTURE,
            bold=all(line.bold for line in lines),
            upright=any(line.upright for line in lines),
            block=place.number,
            article=place.article,
            in_headlines=block.is_headline,
            has_text=bool(self._layout.articles[place.article - 1].blocks),
            block_box=block.box,
            block_lines=len(block.lines),
            above_in_block=block.lines.index(lines[0]),
            is_set_in=not block.is_headline and self._edges(block).is_indented(lines[0]),
            is_ended=not block.is_headline and self._edges(block).is_short(lines[-1]),
            from_top=box.middle / max(1.0, self._positions.height),
            unit=measures.unit,
            below_picture=self._stands_below_picture(box, body_size),
        )

    def _edges(self, block: LineBlock) -> ColumnEdges:
        if block not in self._edges_of:
            self._edges_of[block] = ColumnEdges(block, self._layout.measures, self._layout.grid)
        return self._edges_of[block]

    def _stands_below_picture(self, box: Box, body_size: float) -> bool:
        for picture in self._positions.pictures:
            gap = box.top - picture.bottom
            is_near = -0.5 * body_size <= gap <= _PICTURE_GAP * body_size
            if is_near and picture.shared_width(box) > 0.5 * box.width:
                return True
        return False
