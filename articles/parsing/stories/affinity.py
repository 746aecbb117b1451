"""How much two parts of one page have in common: shared runs of two characters.

Shared runs that stand all over the page say nothing about two of its parts, so each counts the
less the more of the parts around hold it. Work is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from math import sqrt
from struct import unpack

_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+")
_LONGEST = 1500  # characters of one piece that are looked at
_AROUND = 12  # parts on either side among which a run is counted
_SURE = 10.0  # a tenth of all runs in common, each held by nobody else: surely one article

Run = int  # a run of characters: their UTF-16 units side by side
Grams = frozenset[Run]


def bare(text: str) -> str:
    """The head of a text without its punctuation."""
    return "".join(_WORD.findall(text[:_LONGEST]))


def pairs(texts: Sequence[str]) -> list[list[Run]]:
    """For each of the bare texts its runs of two characters. All are cut at once: their bytes are read as numbers."""
    units = "".join(texts).encode("utf-16-le")
    count = max(0, len(units) // 2 - 1)
    every = [0] * count
    for first in (0, 1):
        numbers = (count + 1 - first) // 2
        every[first::2] = unpack(f"<{numbers}I", units[2 * first : 2 * first + 4 * numbers])
    found = []
    start = 0
    for text in texts:
        found.append(every[start : start + max(0, len(text) - 1)])
        start += len(text)
    return found


class Parts:
    """What a page's parts in order have in common, two at a time, and with headlines.

    A part is given as the runs of its pieces.
    """

    def __init__(
        self, pairs: Iterable[Iterable[Sequence[Run]]], headlines: Iterable[Grams]
    ) -> None:
        asked: Grams = frozenset().union(*headlines)
        self._pairs = [frozenset(chain.from_iterable(pieces)) for pieces in pairs]
        self._cohesions: dict[tuple[int, int], float] = {}  # those that were asked for
        self._holders: dict[Run, list[int]] = defaultdict(
            list
        )  # for each pair of a headline the parts that hold it
        for part, held in enumerate(self._pairs):
            for pair in asked & held:
                self._holders[pair].append(part)

    def cohesion(self, one: int, other: int) -> float:
        """How likely two parts tell of the same thing: about 0 for strangers, 0.5 and more for one article."""
        if (one, other) not in self._cohesions:
            self._cohesions[one, other] = self._in_common(one, other)
        return self._cohesions[one, other]

    def _in_common(self, one: int, other: int) -> float:
        a, b = self._pairs[one], self._pairs[other]
        if not a or not b:
            return 0.0
        around = self._pairs[max(0, min(one, other) - _AROUND) : max(one, other) + _AROUND]
        weight = sum([1 / (sum([run in part for part in around]) - 1) for run in a & b])
        return _SURE * weight / sqrt(len(a) * len(b))

    def answers(self, headline: Grams, part: int) -> float:
        """How much of a headline's pairs the part takes up, from 0 to 1; a run that many parts hold counts less."""
        found = headline & self._pairs[part]
        if not found:
            return 0.0
        return sum([1 / self._held_around(part, pair) for pair in found]) / len(headline)

    def _held_around(self, part: int, pair: Run) -> int:
        holders = self._holders[pair]
        return bisect_right(holders, part + _AROUND) - bisect_left(holders, part - _AROUND)
