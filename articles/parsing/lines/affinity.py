"""How much two parts of one page have in common: shared pairs of neighbouring characters.

Pairs that stand all over the page say nothing about two of its parts, so each pair counts the less
the more of the parts around hold it. Work is linear in the text.
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
_AROUND = 12  # parts on either side among which a pair is counted
_SURE = 10.0  # a tenth of all pairs in common, each held by nobody else: surely one article
_BYTES_OF_CHARACTER = 2
_BYTES_OF_PAIR = 4

# Two characters as the number that their UTF-16 bytes make. Strings would do as well at the same
# speed, but Python hashes them anew in each process: sets of them would be walked through in
# another order each time, and the sums of floats over them would differ in their last digits.
CharacterPair = int
PairSet = frozenset[CharacterPair]


def bare(text: str) -> str:
    """The first 1500 characters of a text without its punctuation."""
    words = _WORD.findall(text[:_LONGEST])
    return "".join(words)


def character_pairs(texts: Sequence[str]) -> list[list[CharacterPair]]:
    """The pairs of neighbouring characters of each of the bare texts, in order.

    All texts are cut at once, which is faster than one by one.
    """
    every_pair = _pairs_of("".join(texts))
    pairs_by_text: list[list[CharacterPair]] = []
    start = 0
    for text in texts:
        end = start + max(0, len(text) - 1)
        pairs_by_text.append(every_pair[start:end])
        start += len(text)
    return pairs_by_text


def _pairs_of(text: str) -> list[CharacterPair]:
    encoded = text.encode("utf-16-le")
    count = max(0, len(text) - 1)
    pairs = [0] * count
    # The pairs that begin at even places stand side by side in the bytes, those at odd places too.
    for first in (0, 1):
        size = (count + 1 - first) // 2
        offset = first * _BYTES_OF_CHARACTER
        pair_bytes = encoded[offset : offset + size * _BYTES_OF_PAIR]
        pairs[first::2] = unpack(f"<{size}I", pair_bytes)
    return pairs


class PageAffinity:
    """What the parts of a page have in common, two at a time, and with headlines.

    A part is given as the character pairs of its pieces, a headline as the set of its own.
    """

    def __init__(
        self,
        parts: Iterable[Iterable[Sequence[CharacterPair]]],
        headlines: Iterable[PairSet],
    ) -> None:
        self._pairs = [frozenset(chain.from_iterable(pieces)) for pieces in parts]
        self._cohesions: dict[tuple[int, int], float] = {}  # those computed so far
        # For each pair of a headline the parts that hold it, in order.
        self._holders: dict[CharacterPair, list[int]] = defaultdict(list)
        headline_pairs: PairSet = frozenset().union(*headlines)
        for part, part_pairs in enumerate(self._pairs):
            for pair in headline_pairs & part_pairs:
                self._holders[pair].append(part)

    def cohesion(self, part: int, other: int) -> float:
        """How likely two parts tell of the same thing.

        About 0 for parts of different articles, 0.5 and more for parts of one.
        """
        key = (part, other)
        cohesion = self._cohesions.get(key)
        if cohesion is None:
            cohesion = self._in_common(part, other)
            self._cohesions[key] = cohesion
        return cohesion

    def _in_common(self, part: int, other: int) -> float:
        pairs = self._pairs[part]
        other_pairs = self._pairs[other]
        if not pairs or not other_pairs:
            return 0.0
        first = max(0, min(part, other) - _AROUND)
        last = max(part, other) + _AROUND
        around = self._pairs[first:last]
        weights = []
        for pair in pairs & other_pairs:
            holder_count = sum([pair in part_pairs for part_pairs in around])
            weights.append(1 / (holder_count - 1))
        return _SURE * sum(weights) / sqrt(len(pairs) * len(other_pairs))

    def answers(self, headline: PairSet, part: int) -> float:
        """How much of a headline's pairs the part takes up, from 0 to 1.

        A pair that many parts hold counts less.
        """
        shared = headline & self._pairs[part]
        if not shared:
            return 0.0
        weights = [1 / self._count_holders_around(part, pair) for pair in shared]
        return sum(weights) / len(headline)

    def _count_holders_around(self, part: int, pair: CharacterPair) -> int:
        holders = self._holders[pair]
        first = bisect_left(holders, part - _AROUND)
        end = bisect_right(holders, part + _AROUND)
        return end - first
