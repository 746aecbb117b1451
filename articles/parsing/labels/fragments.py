"""Pieces that may be parts of a broken paragraph, by the sentences that run into them and out of them."""

from __future__ import annotations

from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.labels.neighbours import Neighbours
from articles.parsing.lines.junction import odd_start, runs_over

_MOST_DANGLING = 20
_SHORTEST_LINE = 9  # characters


class Fragments:
    """`broken` says, from 0.25 to 1, whether columns cut paragraphs on this page at all."""

    def __init__(self, near: Neighbours) -> None:
        self._near = near
        self.broken = self._how_broken()
        self._dangling = self._find_dangling()

    def _how_broken(self) -> float:
        """From 0.25 to 1: whether columns cut paragraphs on this page at all, by its long pieces."""
        opened = sum(
            look.leaves_open and not short
            for look, short in zip(self._near.looks, self._near.shorts, strict=True)
        )
        return min(1.0, (opened + 0.5) / 2)

    def fragment(self, index: int, look: LineFeatures) -> float:
        """How likely the piece is part of a broken paragraph, by the sentences that run into it and out of it."""
        score = 0.0
        above, following = self._near.look(index - 1), self._near.look(index + 1)
        whole = (
            look.closed or look.length > _SHORTEST_LINE
        )  # no column is as narrow as a few characters
        if (
            whole
            and above is not None
            and above.leaves_open
            and not self._near.shorts[index - 1]
            and not look.lead
        ):
            score += 0.8 + _bounded(0.4 * above.runs_into(look))
        if (
            following is not None
            and not look.closed
            and not self._near.shorts[index + 1]
            and look.length > 9
        ):
            score += _bounded(0.5 * look.runs_into(following))
        return score

    def goes_on_elsewhere(self, index: int, look: LineFeatures) -> float:
        """Whether a text on the page that begins inside a sentence, not the next one, fits its end."""
        if look.closed or look.length < 10:
            return 0.0
        stops = look.stops
        over = [runs_over(stops, begins) for k, begins in self._dangling if k != index + 1]
        return max(0.0, _bounded(0.5 * max(over, default=0.0)))

    def _find_dangling(self) -> list[tuple[int, str]]:
        """Texts that begin inside a sentence, which the piece above them does not begin; the first few."""
        found: list[tuple[int, str]] = []
        for index, look in enumerate(self._near.looks):
            above = self._near.look(index - 1)
            begun = above is not None and not self._near.shorts[index - 1] and above.leaves_open
            if (
                not self._near.shorts[index]
                and not begun
                and look.opening is None
                and odd_start(look.text)
            ):
                found.append((index, look.begins))
                if len(found) == _MOST_DANGLING:
                    break
        return found


def _bounded(score: float) -> float:
    return max(-2.0, min(3.0, score))
