"""Whether a gap between two characters is part of a gutter: what stands above and below says it.

A gutter goes through many lines at the same place, with text of some length on both sides. A blank
inside a line has characters right above or right below it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from articles.parsing.positions.position_records import Box

_ROWS = 7  # heights of a line that are looked at above and below
_MOST_NEAR = 300  # boxes on either side; pages full of tricks have more
_FEWEST_GAPS = 3  # lines above and below that have the gap too
_MOST_CROSSING = 0.2  # of these lines, how many may have a character there
_SIZE_RATIO = 1.4  # lines of other type, such as headlines, go over gutters
_LEAST_WIDTH = 5.0  # heights of a line: the text on either side


class GutterStrips:
    """The boxes of all runs of a page, asked for what lies above and below a gap."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._boxes = sorted(boxes, key=lambda box: box.middle)
        self._middles = [box.middle for box in self._boxes]

    def proves(self, left: float, right: float, line: Box, *, needed: bool) -> bool:
        """Whether the gap from `left` to `right` in a line is a gutter.

        Where lines around say nothing, the answer is no if proof is `needed`, else yes.
        """
        middle = (left + right) / 2
        begins = ends = crossing = 0
        height = line.height
        for box in self._near(line):
            is_beside = abs(box.middle - line.middle) < 0.3 * height
            is_alike = height < _SIZE_RATIO * box.height and box.height < _SIZE_RATIO * height
            if is_beside or not is_alike:
                continue
            if box.left < middle < box.right:
                crossing += 1
            elif box.width >= _LEAST_WIDTH * height:
                begins += middle <= box.left <= right + 0.5 * height
                ends += left - 0.5 * height <= box.right <= middle
        if begins >= _FEWEST_GAPS and ends >= _FEWEST_GAPS:
            return crossing <= _MOST_CROSSING * max(begins, ends)
        return False if needed else crossing == 0

    def _near(self, line: Box) -> list[Box]:
        reach = _ROWS * line.height
        at = bisect_left(self._middles, line.middle)
        first = bisect_left(self._middles, line.middle - reach)
        last = bisect_left(self._middles, line.middle + reach)
        return self._boxes[max(first, at - _MOST_NEAR) : min(last, at + _MOST_NEAR)]
