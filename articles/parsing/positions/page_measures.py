"""What is usual on a page: the size of its running text, and how wide a character of it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from articles.parsing.lines.characters import printed_width
from articles.parsing.positions.position_records import PositionedLine

_SHORTEST_TEXT = 7  # characters of a line of running text
_HEADLINE = 1.35  # times the size of running text
_HEADLINE_IN_PICTURE = 1.6  # the same where sizes were measured in a picture of the page
_NEAR_HEADLINE = 1.2  # a line as large as this belongs to the headlines that it stands with
_DEFAULT_SIZE = 10.0
_EXACT_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class PageMeasures:
    """`body_size` is the type size of the running text, `unit` the width of its characters.

    `is_exact` says that sizes are those of type; measured from pictures they vary from line to
    line.
    """

    body_size: float = _DEFAULT_SIZE
    unit: float = _DEFAULT_SIZE
    is_exact: bool = True

    def is_headline(self, line: PositionedLine) -> bool:
        """Whether a line is set in the type of headlines."""
        least = _HEADLINE if self.is_exact else _HEADLINE_IN_PICTURE
        return line.upright or line.size >= least * self.body_size

    def may_join_headlines(self, line: PositionedLine) -> bool:
        """Whether a line is larger than running text, as small kickers and subtitles are."""
        return line.size >= _NEAR_HEADLINE * self.body_size


def measure(lines: Iterable[PositionedLine]) -> PageMeasures:
    """The measures of a page, by most of its characters."""
    counts: Counter[float] = Counter()
    units: dict[float, list[float]] = {}
    for line in lines:
        width = printed_width(line.text)
        if line.upright or width < _SHORTEST_TEXT:
            continue
        counts[line.size] += len(line.text)
        units.setdefault(line.size, []).append(line.box.width / width)
    if not counts:
        return PageMeasures()
    body_size = _weighted_median(counts)
    near = []
    for size, of_size in units.items():
        if body_size / 1.2 <= size <= 1.2 * body_size:
            near += of_size
    return PageMeasures(body_size, median(near), _is_exact(counts, body_size))


def _is_exact(counts: Counter[float], body_size: float) -> bool:
    """Whether most lines about as large as the running text have the very same size."""
    near = same = 0
    for size, count in counts.items():
        if body_size / 1.2 <= size <= 1.2 * body_size:
            near += count
            same += count if abs(size - body_size) < 0.02 * body_size else 0
    return same > _EXACT_SHARE * near


def _weighted_median(counts: Counter[float]) -> float:
    half = counts.total() / 2
    seen = 0
    for size in sorted(counts):
        seen += counts[size]
        if seen >= half:
            return size
    return _DEFAULT_SIZE
