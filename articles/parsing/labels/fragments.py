"""Pieces that may be parts of a broken paragraph, by the sentences that run through them."""

from __future__ import annotations

from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.labels.neighbours import Neighbours
from articles.parsing.lines.junction import odd_start, runs_over

_MOST_DANGLING = 20
_SHORTEST_LINE = 9  # characters


class Fragments:
    """`broken` says, from 0.25 to 1, whether columns cut paragraphs on this page at all."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self.broken = self._how_broken()
        self._dangling = self._find_dangling()

    def _how_broken(self) -> float:
        """From 0.25 to 1: whether columns cut paragraphs on this page, by its long pieces."""
        opened = sum(
            line.leaves_open and not short
            for line, short in zip(self._neighbours.lines, self._neighbours.shorts, strict=True)
        )
        return min(1.0, (opened + 0.5) / 2)

    def fragment(self, index: int, line: LineFeatures) -> float:
        """How likely the piece is part of a broken paragraph, by the sentences through it."""
        score = 0.0
        above, following = self._neighbours.line_at(index - 1), self._neighbours.line_at(index + 1)
        whole = (
            line.closed or line.length > _SHORTEST_LINE
        )  # no column is as narrow as a few characters
        if (
            whole
            and above is not None
            and above.leaves_open
            and not self._neighbours.shorts[index - 1]
            and not line.lead
        ):
            score += 0.8 + _bounded(0.4 * above.runs_into(line))
        if (
            following is not None
            and not line.closed
            and not self._neighbours.shorts[index + 1]
            and line.length > 9
        ):
            score += _bounded(0.5 * line.runs_into(following))
        return score

    def goes_on_elsewhere(self, index: int, line: LineFeatures) -> float:
        """Whether another text than the next one begins inside a sentence and fits its end."""
        if line.closed or line.length < 10:
            return 0.0
        stops = line.stops
        over = [runs_over(stops, begins) for k, begins in self._dangling if k != index + 1]
        return max(0.0, _bounded(0.5 * max(over, default=0.0)))

    def _find_dangling(self) -> list[tuple[int, str]]:
        """The first few texts that begin inside a sentence that the piece above does not begin."""
        dangling: list[tuple[int, str]] = []
        for index, line in enumerate(self._neighbours.lines):
            above = self._neighbours.line_at(index - 1)
            begun = (
                above is not None and not self._neighbours.shorts[index - 1] and above.leaves_open
            )
            if (
                not self._neighbours.shorts[index]
                and not begun
                and line.opening is None
                and odd_start(line.text)
            ):
                dangling.append((index, line.begins))
                if len(dangling) == _MOST_DANGLING:
                    break
        return dangling


def _bounded(score: float) -> float:
    return max(-2.0, min(3.0, score))
