"""The order in which blocks are read: columns from the left, parted by what goes over several."""

from __future__ import annotations

from collections.abc import Sequence

from articles.parsing.positions.line_blocks import LineBlock

_SHARED = 0.5  # of the narrower block, that makes two blocks stand in one column
_MOST_BLOCKS = 200  # more of them are read from the top down


def in_reading_order(blocks: Sequence[LineBlock]) -> list[LineBlock]:
    """The blocks of one article in the order in which they are read."""
    if len(blocks) < 2:
        return list(blocks)
    if len(blocks) > _MOST_BLOCKS:
        return sorted(blocks, key=lambda block: (block.box.top, block.box.left))
    wide = _topmost_over_several(blocks)
    if wide is None:
        return _by_columns(blocks)
    above: list[LineBlock] = []
    below: list[LineBlock] = []
    for block in blocks:
        if block is not wide:
            half = above if block.box.middle < wide.box.middle else below
            half.append(block)
    return [*in_reading_order(above), wide, *in_reading_order(below)]


def _topmost_over_several(blocks: Sequence[LineBlock]) -> LineBlock | None:
    """The uppermost block that stands above or below two columns."""
    for block in sorted(blocks, key=lambda block: block.box.top):
        others = [other for other in blocks if _shares_column(block, other)]
        for other in others:
            if any(_stand_side_by_side(other, third) for third in others):
                return block
    return None


def _shares_column(block: LineBlock, other: LineBlock) -> bool:
    if block is other or block.box.width < 1.3 * other.box.width:
        return False
    return block.box.shared_width(other.box) > 0.7 * other.box.width


def _stand_side_by_side(block: LineBlock, other: LineBlock) -> bool:
    is_apart = block.box.shared_width(other.box) <= 0
    return block is not other and is_apart


def _by_columns(blocks: Sequence[LineBlock]) -> list[LineBlock]:
    columns: list[list[LineBlock]] = []
    for block in sorted(blocks, key=lambda block: (block.box.left, block.box.top)):
        for column in columns:
            if _is_in_column(column, block):
                column.append(block)
                break
        else:
            columns.append([block])
    ordered = []
    for column in columns:
        ordered += sorted(column, key=lambda block: block.box.top)
    return ordered


def _is_in_column(column: Sequence[LineBlock], block: LineBlock) -> bool:
    widest = max(column, key=lambda other: other.box.width)
    narrower = min(widest.box.width, block.box.width)
    return widest.box.shared_width(block.box) > _SHARED * narrower
