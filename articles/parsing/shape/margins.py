"""The margin that a page keeps on the left where its layout was written with blanks."""

from __future__ import annotations

from typing import Final

from articles.parsing.shape.shaped_page import ShapedLine

_LEAST_MARGIN: Final = 2  # blanks


def remove_margin(lines: list[ShapedLine]) -> list[ShapedLine]:
    """The lines without the blanks that all of them begin with.

    With them every line would look like the first one of a paragraph. There is no finding, because
    white space at the ends of a line is none of its text.
    """
    margin = _margin(lines)
    if margin < _LEAST_MARGIN:
        return lines
    moved = []
    for line in lines:
        start = min(margin, len(line.text))
        moved.append(line.part(start, len(line.text)))
    return moved


def _margin(lines: list[ShapedLine]) -> int:
    """How many blanks every line with text begins with."""
    margin = -1
    for line in lines:
        bare = line.text.lstrip(" ")
        if not bare.strip():
            continue
        depth = len(line.text) - len(bare)
        margin = depth if margin < 0 else min(margin, depth)
        if margin < _LEAST_MARGIN:
            return 0
    return margin
