"""How well the end of one line and the beginning of another fit together, against mere chance.

A line that was broken inside a sentence often parts a word (中|国), and the line that takes it up
begins with the rest. Single junctions say little; the mean over a page tells which lines follow
each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Final, NamedTuple

from articles.parsing.lines.characters import CLOSING, TERMINAL, fold
from articles.parsing.lines.junction import beginning, bond

_SHORTEST: Final = 6  # characters; shorter lines end a paragraph or are labels
_AT_THE_EDGE: Final = 4  # characters, of which all but one may be quotation marks and brackets
# A strong bond says no more than a fair one; a weak one is common by chance.
_WEAKEST: Final = -1.0
_STRONGEST: Final = 3.0
# How far away the lines stand whose beginnings are mere chance.
_STRANGERS: Final = (17, 23, 29, 41, 53)


class LineEdges(NamedTuple):
    """The character at which a line breaks off, and the first one; each may be empty."""

    last: str
    first: str


@dataclass(frozen=True, slots=True)
class Fit:
    """By how much junctions are better than chance: mean, standard error, and their number."""

    mean: float
    error: float
    count: int

    @property
    def certainty(self) -> float:
        """How many standard errors the mean is above zero."""
        return self.mean / self.error if self.error else 0.0


NO_FIT: Final = Fit(0.0, 0.0, 0)


class Junctions:
    """The junctions of the lines of a page, each compared with what chance would give its line."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._edges: list[LineEdges | None] = [None] * len(texts)
        self._chances: dict[int, float] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def edges(self, index: int) -> LineEdges:
        """The edges of one line."""
        edges = self._edges[index]
        if edges is None:
            edges = self._edges[index] = _line_edges(self._texts[index])
        return edges

    def broken_off(self, indexes: Iterable[int]) -> int:
        """How many of these lines break off inside a sentence."""
        return sum(1 for index in indexes if self.edges(index).last)

    def gain(self, index: int, follower: int) -> float | None:
        """By how much the line at `follower` takes up the one at `index` better than chance.

        None where the line does not break off, or one of the characters is not known.
        """
        edges = self._edges[index] or self.edges(index)
        if not edges.last:
            return None
        following = self._edges[follower] or self.edges(follower)
        if not following.first:
            return None
        return _clipped_bond(edges.last, following.first) - self._chance(index)

    def fit(self, pairs: Iterable[tuple[int, int]]) -> Fit:
        """How well the second line of each pair takes up the first."""
        gains = []
        for index, follower in pairs:
            gain = self.gain(index, follower)
            if gain is not None:
                gains.append(gain)
        if len(gains) < 2:
            return NO_FIT
        mean = sum(gains) / len(gains)
        squares = sum([(gain - mean) ** 2 for gain in gains])
        return Fit(mean, sqrt(squares / (len(gains) - 1) / len(gains)), len(gains))

    def _chance(self, index: int) -> float:
        """The mean bond between the end of a line and beginnings far from it."""
        chance = self._chances.get(index)
        if chance is not None:
            return chance
        last = self.edges(index).last
        count = len(self._texts)
        bonds = []
        for distance in _STRANGERS:
            stranger = (index + distance) % count
            edges = self._edges[stranger] or self.edges(stranger)
            if edges.first:
                bonds.append(_clipped_bond(last, edges.first))
        chance = sum(bonds) / len(bonds) if bonds else 0.0
        self._chances[index] = chance
        return chance


def _line_edges(text: str) -> LineEdges:
    """The edges of a line; nothing breaks off where a sentence may end."""
    bare = text.strip()
    if len(bare) < _SHORTEST:
        return LineEdges("", "")
    head = fold(bare[:_AT_THE_EDGE])
    tail = fold(bare[-_AT_THE_EDGE:])
    breaks_off = tail.rstrip(CLOSING)[-1:] not in TERMINAL
    return LineEdges(tail[-1] if breaks_off else "", beginning(head)[:1])


@lru_cache(maxsize=16384)
def _clipped_bond(last: str, first: str) -> float:
    return min(max(bond(last, first), _WEAKEST), _STRONGEST)
