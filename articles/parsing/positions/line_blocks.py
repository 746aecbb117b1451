"""Printed lines put together: the lines of a column below each other, and groups of headlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.parsing.positions.page_measures import PageMeasures
from articles.parsing.positions.position_records import (
    Box,
    PositionedLine,
    PositionedPage,
    box_around,
)

# Of the page that a frame may take: a larger one is the border of the page.
_LARGEST_FRAME = 0.6
_MOST_BLOCKS = 1_000  # no printed page has more; of more none are put together
_MOST_BELOW = 150  # lines that may be the next one of a column
_SHARED = 0.5  # of the narrower line, how much stands below the other one
_LARGEST_GAP = 0.95  # of the height of a line, between two lines of a column
_MOST_INDENT = 3.2  # characters
_SIZE_RATIO = 1.6
_EXACT_SIZE_RATIO = 1.18
_MOST_KICKER_LINES = 3
_HEADLINE_GAP = 0.65  # of the larger type, between two lines of a group of headlines
_HEAD_OF_PAGE = 0.055  # of its height: the paper's name, the day, the page
_RULE_SLACK = 0.25  # of the height of a line


@dataclass(slots=True, eq=False)
class LineBlock:
    """Lines of one column from the top down, or headlines that stand together.

    `area` is the number of the frame they stand in, 0 outside all frames.
    """

    lines: list[PositionedLine]
    area: int = 0
    is_headline: bool = False
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        self.measure()

    def measure(self) -> None:
        """Find the box again after a change of the lines."""
        self.box = box_around([line.box for line in self.lines])

    @property
    def is_upright(self) -> bool:
        return any(line.upright for line in self.lines)

    @property
    def size(self) -> float:
        """The size of its largest type."""
        return max(line.size for line in self.lines)


def blocks_of(page: PositionedPage, measures: PageMeasures) -> list[LineBlock]:
    """The blocks of a page from the top down; every line stands in exactly one."""
    areas = _areas(page, measures)
    heads: list[tuple[PositionedLine, int]] = []
    texts: list[tuple[PositionedLine, int]] = []
    for line, area in zip(page.lines, areas, strict=True):
        target = heads if measures.is_headline(line) else texts
        target.append((line, area))
    stacker = _Stacker(texts, [line for line, _area in heads], page.rules, measures)
    blocks = stacker.blocks()
    if max(len(blocks), len(heads)) > _MOST_BLOCKS:
        return [*blocks, *[LineBlock([line], area, is_headline=True) for line, area in heads]]
    blocks = stacker.merged(blocks)
    blocks, large_lines = _part_large_lines(blocks, measures)
    blocks += _headline_groups([*heads, *large_lines], page, measures)
    blocks.sort(key=lambda block: (block.box.top, block.box.left))
    return blocks


# --- frames ------------------------------------------------------------------------------------


def _areas(page: PositionedPage, measures: PageMeasures) -> list[int]:
    """For each line of the page the number of the smallest frame around it, or 0."""
    frames = _frames_around_text(page, measures)
    areas = []
    for line in page.lines:
        area = 0
        for number, frame in enumerate(frames, start=1):
            if frame.holds(line.box):
                area = number
        areas.append(area)
    return areas


def _frames_around_text(page: PositionedPage, measures: PageMeasures) -> list[Box]:
    """The frames that hold lines of text, the largest first; those of the whole page are none."""
    largest = _LARGEST_FRAME * page.width * page.height
    frames = []
    for frame in sorted(set(page.frames), key=lambda box: -box.width * box.height)[:200]:
        if frame.width * frame.height > largest:
            continue
        inside = [line for line in page.lines if frame.holds(line.box)]
        if any(not measures.is_headline(line) for line in inside):
            frames.append(frame)
    return frames


# --- columns -----------------------------------------------------------------------------------


class _Stacker:
    """Puts the lines of a column below each other, as far as nothing stands between them."""

    def __init__(
        self,
        texts: Sequence[tuple[PositionedLine, int]],
        heads: Sequence[PositionedLine],
        rules: Iterable[Box],
        measures: PageMeasures,
    ) -> None:
        ordered = sorted(texts, key=lambda text: text[0].box.top)
        self._lines = [line for line, _area in ordered]
        self._areas = [area for _line, area in ordered]
        self._bars = [rule for rule in rules if rule.width > rule.height]
        self._heads = heads
        self._measures = measures

    def blocks(self) -> list[LineBlock]:
        below = [self._next_below(index) for index in range(len(self._lines))]
        above: dict[int, list[int]] = {}
        for index, following in enumerate(below):
            if following is not None:
                above.setdefault(following, []).append(index)
        blocks: list[LineBlock] = []
        block_of: dict[int, LineBlock] = {}
        for index, line in enumerate(self._lines):
            uppers = above.get(index, [])
            if len(uppers) == 1:
                block = block_of[uppers[0]]
                block.lines.append(line)
            else:
                block = LineBlock([line], self._areas[index])
                blocks.append(block)
            block_of[index] = block
        for block in blocks:
            block.measure()
        return blocks

    def merged(self, blocks: Sequence[LineBlock]) -> list[LineBlock]:
        """The blocks, those of one column put together that a very short line has parted."""
        merged: list[LineBlock] = []
        for block in sorted(blocks, key=lambda block: block.box.top):
            upper = next(
                (other for other in reversed(merged) if self._is_one_column(other, block, blocks)),
                None,
            )
            if upper is None:
                merged.append(block)
            else:
                upper.lines = sorted([*upper.lines, *block.lines], key=_by_middle)
                upper.measure()
        return merged

    def _is_one_column(
        self, upper: LineBlock, block: LineBlock, blocks: Sequence[LineBlock]
    ) -> bool:
        if upper.area != block.area:
            return False
        slack = _MOST_INDENT * self._measures.unit
        is_at_edges = (
            abs(upper.box.left - block.box.left) <= slack
            and abs(upper.box.right - block.box.right) <= slack
        )
        outer, inner = sorted((upper.box, block.box), key=lambda box: -box.width)
        is_inside = outer.left - slack / 3 <= inner.left and inner.right <= outer.right + slack / 3
        if not (is_at_edges or is_inside):
            return False
        height = max(upper.lines[-1].box.height, block.lines[0].box.height)
        gap = block.box.top - upper.box.bottom
        if gap > _LARGEST_GAP * height or block.box.middle < upper.box.top:
            return False
        sizes = sorted((upper.lines[-1].size, block.lines[0].size))
        ratio = _EXACT_SIZE_RATIO if self._measures.is_exact else _SIZE_RATIO
        if sizes[1] > ratio * sizes[0]:
            return False
        between = Box(inner.left, upper.box.bottom, inner.right, block.box.top)
        if gap > 0 and self._is_parted(between):
            return False
        return not self._has_rival(upper, block, outer, blocks)

    def _has_rival(
        self, upper: LineBlock, block: LineBlock, outer: Box, blocks: Sequence[LineBlock]
    ) -> bool:
        """Whether another block stands beside the two, in the column of the wider one."""
        for other in blocks:
            if other is upper or other is block or other.box.shared_width(outer) <= 0:
                continue
            # A name at the end of the last line is set apart in it.
            if outer is upper.box and len(other.lines) == 1 and len(upper.lines) > 1:
                continue
            narrow = upper if outer is block.box else block
            is_part = outer.holds(other.box) and len(other.lines) == 1
            is_level = other.box.shared_height(narrow.box) > 0.3 * narrow.lines[0].box.height
            if is_level and not is_part:
                return True
        return False

    def _next_below(self, index: int) -> int | None:
        """The line that goes on below a line in its column; None where the column ends."""
        line = self._lines[index]
        lowest = line.box.bottom + 2 * line.box.height
        candidates = []
        for other in range(index + 1, min(index + _MOST_BELOW, len(self._lines))):
            following = self._lines[other]
            if following.box.top > lowest:
                break
            if _is_below(line, following):
                candidates.append(other)
        if not candidates:
            return None
        nearest = min(candidates, key=lambda other: self._lines[other].box.middle)
        following = self._lines[nearest]
        for other in candidates:
            # Two lines side by side stand below a line that is wider than a column.
            if _stand_side_by_side(self._lines[other].box, following.box):
                return None
        return nearest if self._goes_on(index, nearest) else None

    def _goes_on(self, index: int, below: int) -> bool:
        line, following = self._lines[index], self._lines[below]
        if self._areas[index] != self._areas[below]:
            return False
        smaller, larger = sorted((line.size, following.size))
        ratio = _EXACT_SIZE_RATIO if self._measures.is_exact else _SIZE_RATIO
        if larger > ratio * smaller:
            return False
        height = max(line.box.height, following.box.height, self._measures.body_size)
        if following.box.top - line.box.bottom > _LARGEST_GAP * height:
            return False
        if not self._is_in_column(line, following):
            return False
        between = Box(
            max(line.box.left, following.box.left),
            line.box.bottom - _RULE_SLACK * height,
            min(line.box.right, following.box.right),
            following.box.top + _RULE_SLACK * height,
        )
        return not self._is_parted(between)

    def _is_in_column(self, line: PositionedLine, following: PositionedLine) -> bool:
        """Whether one of the two lines has the edges of the other, but for an indent or its end."""
        most = _MOST_INDENT * self._measures.unit
        is_at_left = abs(line.box.left - following.box.left) <= most
        is_inside = (
            line.box.left - 0.5 * most <= following.box.left
            and following.box.right <= line.box.right + 0.5 * most
        ) or (
            following.box.left - 0.5 * most <= line.box.left
            and line.box.right <= following.box.right + 0.5 * most
        )
        return is_at_left or is_inside

    def _is_parted(self, between: Box) -> bool:
        """Whether a bar or a headline stands between two lines."""
        for bar in self._bars:
            is_inside = between.top <= bar.middle <= between.bottom
            if is_inside and bar.shared_width(between) > 0.3 * between.width:
                return True
        for head in self._heads:
            is_inside = between.top <= head.box.middle <= between.bottom
            if is_inside and head.box.shared_width(between) > 0:
                return True
        return False


def _is_below(line: PositionedLine, following: PositionedLine) -> bool:
    if following.box.middle <= line.box.bottom - 0.2 * line.box.height:
        return False
    narrower = min(line.box.width, following.box.width)
    return following.box.shared_width(line.box) > _SHARED * narrower


def _stand_side_by_side(box: Box, other: Box) -> bool:
    is_level = box.shared_height(other) > 0.5 * min(box.height, other.height)
    return is_level and box.shared_width(other) <= 0


def _by_middle(line: PositionedLine) -> tuple[float, float]:
    return line.box.middle, line.box.left


# --- headlines ---------------------------------------------------------------------------------


def _part_large_lines(
    blocks: Sequence[LineBlock], measures: PageMeasures
) -> tuple[list[LineBlock], list[tuple[PositionedLine, int]]]:
    """The blocks, and apart from them the lines that may be kickers and subtitles."""
    texts = []
    large_lines = []
    for block in blocks:
        are_large = all(map(measures.may_join_headlines, block.lines))
        if are_large and len(block.lines) <= _MOST_KICKER_LINES:
            large_lines += [(line, block.area) for line in block.lines]
        else:
            texts.append(block)
    return texts, large_lines


def _headline_groups(
    heads: Sequence[tuple[PositionedLine, int]], page: PositionedPage, measures: PageMeasures
) -> list[LineBlock]:
    """Lines in the type of headlines that stand together: kicker, title, subtitle.

    Lines that are only somewhat larger than text and stand with no headline are text.
    """
    bars = [rule for rule in page.rules if rule.width > rule.height]
    # Nothing stands both in the head of the page and below it.
    head_of_page = _HEAD_OF_PAGE * page.height
    bars.append(Box(0.0, head_of_page, page.width, head_of_page))
    groups: list[LineBlock] = []
    for line, area in sorted(heads, key=lambda head: (head[0].box.top, head[0].box.left)):
        for group in reversed(groups):
            if group.area == area and _is_in_group(group, line, bars):
                group.lines.append(line)
                group.measure()
                break
        else:
            groups.append(LineBlock([line], area, is_headline=True))
    for group in groups:
        group.lines = _in_group_order(group.lines)
        group.is_headline = any(measures.is_headline(line) for line in group.lines)
    return groups


def _is_in_group(group: LineBlock, line: PositionedLine, bars: Sequence[Box]) -> bool:
    larger = max(group.lines[-1].size, line.size)
    if group.is_upright and _goes_on_upright(group, line):
        return True
    if group.is_upright != line.upright:
        return False
    if line.upright:
        gap = -group.box.shared_width(line.box)
        overlap = group.box.shared_height(line.box)
        return gap <= _HEADLINE_GAP * larger and overlap > _SHARED * line.box.height
    last = group.lines[-1].box
    gap = line.box.top - last.bottom
    if not -0.5 * larger <= gap <= _HEADLINE_GAP * larger:
        return False
    narrower = min(last.width, line.box.width)
    if last.shared_width(line.box) < _SHARED * narrower:
        return False
    return not any(
        last.bottom <= bar.middle <= line.box.top and bar.shared_width(line.box) > 0 for bar in bars
    )


def _goes_on_upright(group: LineBlock, line: PositionedLine) -> bool:
    """Whether a line, perhaps of a single character, stands below one that is set upright."""
    for other in group.lines:
        is_in_line = abs(other.box.center - line.box.center) < 0.5 * other.box.width
        gap = line.box.top - other.box.bottom
        if is_in_line and abs(gap) < 1.2 * max(other.size, line.size):
            return line.upright or len(line.text) == 1
    return False


def _in_group_order(lines: Sequence[PositionedLine]) -> list[PositionedLine]:
    """Upright lines are read from the right, the others from the top."""
    if any(line.upright for line in lines):
        widest = max(line.box.width for line in lines)
        return sorted(lines, key=lambda line: (-round(line.box.center / widest), line.box.top))
    return sorted(lines, key=lambda line: (line.box.top, line.box.left))
