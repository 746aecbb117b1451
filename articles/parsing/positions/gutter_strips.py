"""Whether a gap between two characters is part of a gutter: what stands above and below says it.

A gutter goes through many lines at the same place, with text of some length on both sides. A blank
inside a line has characters right above or right below it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from statistics import median

from articles.parsing.positions.position_records import Box

_ROWS = 7  # heights of a line that are looked at above and below
_RULE_SLACK = 1.0  # points
_MOST_NEAR = 300  # boxes on either side; pages full of tricks have more
_FEWEST_GAPS = 3  # lines above and below that have the gap too
_MOST_CROSSING = 0.2  # of these lines, how many may have a character there
_SIZE_RATIO = 1.4  # lines of other type, such as headlines, go over gutters
_LEAST_GAP = 0.5  # points: lines that touch or overlap have a gap too
_EDGE_SLACK = 1.2  # heights of a line: marks hang out of lines, headlines stand in
_LEAST_WIDTH = 5.0  # heights of a line: the text on either side


class GutterStrips:
    """The boxes of all runs of a page, asked for what lies above and below a gap."""

    def __init__(self, boxes: Sequence[Box], rules: Iterable[Box] = ()) -> None:
        self._boxes = sorted(boxes, key=lambda box: box.middle)
        self._middles = [box.middle for box in self._boxes]
        self._has_text = any(box.width >= _LEAST_WIDTH * box.height for box in boxes)
        self._usual_height = median(box.height for box in boxes) if boxes else 0.0
        self._bars = sorted(rule for rule in rules if rule.height > rule.width)

    def has_rule(self, left: float, right: float, line: Box) -> bool:
        """Whether a rule parts two columns in the gap from `left` to `right` of a line."""
        first = bisect_left(self._bars, (left - _RULE_SLACK,))
        for bar in self._bars[first:]:
            if bar.left > right + _RULE_SLACK:
                break
            if bar.top <= line.middle <= bar.bottom:
                return True
        return False

    def is_over_smaller_type(self, line: Box) -> bool:
        """Whether a line is set in the type of headlines, which go over gutters."""
        return line.height > _SIZE_RATIO * self._usual_height

    def proves(self, left: float, right: float, line: Box, *, needed: bool) -> bool:
        """Whether the gap from `left` to `right` in a line is a gutter.

        Where lines around say nothing, the answer is no if proof is `needed`, else yes.
        """
        if not self._has_text:
            return not needed
        left, right = min(left, right - _LEAST_GAP), max(right, left + _LEAST_GAP)
        begins = ends = crossing = 0
        height = line.height
        for box in self._near(line):
            is_beside = abs(box.middle - line.middle) < 0.3 * height
            if is_beside or box.height > _SIZE_RATIO * height:
                continue
            if box.left < left and right < box.right:
                crossing += height < _SIZE_RATIO * box.height
            elif box.width >= _LEAST_WIDTH * box.height:
                slack = _EDGE_SLACK * box.height
                begins += left < box.left <= right + slack
                ends += left - slack <= box.right < right
        if begins >= _FEWEST_GAPS and ends >= _FEWEST_GAPS:
            return crossing <= _MOST_CROSSING * max(begins, ends)
        return False if needed else crossing <= min(begins, ends)

    def _near(self, line: Box) -> list[Box]:
        rows = 2 * _ROWS if self.is_over_smaller_type(line) else _ROWS
        reach = rows * line.height
        at = bisect_left(self._middles, line.middle)
        first = bisect_left(self._middles, line.middle - reach)
        last = bisect_left(self._middles, line.middle + reach)
        return self._boxes[max(first, at - _MOST_NEAR) : min(last, at + _MOST_NEAR)]
