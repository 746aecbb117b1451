"""Printed lines, pages and source lines with their places on paper.

Every length is in points (1/72 inch) or any other unit, as long as it is one for the whole page:
only ratios are looked at. Coordinates count from the upper left corner of the page, x to the right
and y downwards.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Box(NamedTuple):
    """A rectangle of the page; `left <= right` and `top <= bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def center(self) -> float:
        """The x of its middle."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """The y of its middle."""
        return (self.top + self.bottom) / 2

    def holds(self, other: Box) -> bool:
        """Whether the middle of the other box lies in this one."""
        is_across = self.left <= other.center <= self.right
        return is_across and self.top <= other.middle <= self.bottom

    def shared_width(self, other: Box) -> float:
        """The length of the x that both cover; negative where there is a gap between them."""
        return min(self.right, other.right) - max(self.left, other.left)

    def shared_height(self, other: Box) -> float:
        """The length of the y that both cover; negative where there is a gap between them."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)


def box_around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of these, of which there is at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class PrintedCharacter(NamedTuple):
    """A character as a file draws it, but for blanks.

    `baseline` is the y of the line it stands on, `size` the size of its type. Characters that the
    file draws at one stroke have one `stroke` number. `angle` is in degrees: 0 for upright
    characters.
    """

    text: str
    box: Box
    baseline: float
    size: float
    bold: bool
    font: str
    stroke: int
    angle: int = 0
    after_blank: bool = False


@dataclass(frozen=True, slots=True)
class PositionedLine:
    """A printed line: what stands side by side in one column, or below each other where it is set
    upright (竖排).

    `size` is the size of most of its type; `font` may be empty where the source does not know it.
    """

    text: str
    box: Box
    size: float
    font: str = ""
    bold: bool = False
    upright: bool = False


@dataclass(frozen=True, slots=True)
class PositionedPage:
    """A page as it is printed.

    `rules` are the boxes of thin bars between articles and columns, `frames` those of boxes around
    text, `pictures` those of pictures. A source that does not know them leaves them empty.
    """

    width: float
    height: float
    lines: tuple[PositionedLine, ...]
    rules: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()


class LinePart(NamedTuple):
    """A printed line in a line of the text: `start` is the offset of its first character there."""

    start: int
    line: PositionedLine


@dataclass(frozen=True, slots=True)
class LinePosition:
    """Where a line of the text stands on paper: one printed line, or all those of a paragraph."""

    parts: tuple[LinePart, ...]

    @property
    def boxes(self) -> list[Box]:
        return [part.line.box for part in self.parts]


@dataclass(frozen=True, slots=True)
class TextPositions:
    """The places of the lines of a text, one for each; None for blank lines and unknown places."""

    width: float
    height: float
    lines: tuple[LinePosition | None, ...]
    rules: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()

    def printed_lines(self, line: int, start: int, end: int) -> list[PositionedLine]:
        """The printed lines in a span of the text, by the number of its line, from 1."""
        position = self.lines[line - 1] if line <= len(self.lines) else None
        if position is None:
            return []
        starts = [part.start for part in position.parts]
        first = max(0, bisect_right(starts, start) - 1)
        last = max(first + 1, bisect_right(starts, end - 1))
        return [part.line for part in position.parts[first:last]]

    @property
    def page(self) -> PositionedPage:
        """The page with all lines that stand in the text."""
        lines: list[PositionedLine] = []
        for position in self.lines:
            if position is not None:
                lines += [part.line for part in position.parts]
        return PositionedPage(
            self.width, self.height, tuple(lines), self.rules, self.frames, self.pictures
        )

    def to_json(self) -> dict[str, Any]:
        """Numbers and lists alone: `positions_from_json` reads them again."""
        fonts: dict[str, int] = {}
        lines = [_line_to_json(position, fonts) for position in self.lines]
        return {
            "width": self.width,
            "height": self.height,
            "lines": lines,
            "fonts": list(fonts),
            "rules": _rounded(self.rules),
            "frames": _rounded(self.frames),
            "pictures": _rounded(self.pictures),
        }


def _rounded(boxes: Sequence[Box]) -> list[list[float]]:
    return [[round(side, 1) for side in box] for box in boxes]


def _line_to_json(position: LinePosition | None, fonts: dict[str, int]) -> list[Any] | None:
    """For each part its start, box, size, font, weight and direction."""
    if position is None:
        return None
    parts = []
    for start, line in position.parts:
        font = fonts.setdefault(line.font, len(fonts))
        sides = [round(side, 1) for side in line.box]
        flags = int(line.bold) + 2 * int(line.upright)
        parts.append([start, *sides, round(line.size, 2), font, flags])
    return parts
