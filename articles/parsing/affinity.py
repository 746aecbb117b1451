"""How much two parts of one page have in common: shared runs of two or three characters.

Shared runs that stand all over the page say nothing about two of its parts, so each counts the
less the more of the parts around hold it. Work is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import sqrt

_NOT_A_WORD = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_LONGEST = 1500  # characters of one piece that are looked at
_TELLING = 120  # characters at the head of a piece that tell what it is about
_AROUND = 12  # parts on either side among which a run is counted

Grams = frozenset[str]


def pairs(text: str) -> Grams:
    """Runs of two characters, punctuation left out."""
    bare = _NOT_A_WORD.sub("", text[:_LONGEST])
    return frozenset([bare[at : at + 2] for at in range(len(bare) - 1)])


def triples(text: str) -> Grams:
    """Runs of three characters, punctuation left out."""
    bare = _NOT_A_WORD.sub("", text[:_TELLING])
    return frozenset([bare[at : at + 3] for at in range(len(bare) - 2)])


def union(grams: Iterable[Grams]) -> Grams:
    """All runs of several pieces; the set itself where there is one."""
    every = list(grams)
    return every[0] if len(every) == 1 else frozenset().union(*every)


class Parts:
    """The gram sets of a page's parts in order, to be compared two at a time."""

    def __init__(self, pairs: Sequence[Grams], triples: Sequence[Grams]) -> None:
        self._pairs, self._triples = pairs, triples

    def cohesion(self, one: int, other: int) -> float:
        """How likely two parts tell of the same thing: about 0 for strangers, above 0.5 for one article."""
        a, b = self._triples[one], self._triples[other]
        if not a or not b:
            return 0.0
        around = self._triples[max(0, min(one, other) - _AROUND) : max(one, other) + _AROUND]
        weight = sum(1 / (_held(gram, around) - 1) for gram in a & b)
        return weight / sqrt(min(len(a), len(b)))

    def answers(self, headline: Grams, part: int) -> float:
        """How much of a headline's pairs the part takes up, from 0 to 1; a run that many parts hold counts less."""
        found = headline & self._pairs[part]
        if not found:
            return 0.0
        around = self._pairs[max(0, part - _AROUND) : part + _AROUND + 1]
        return sum(1 / _held(gram, around) for gram in found) / len(headline)


def _held(gram: str, parts: Sequence[Grams]) -> int:
    return sum([gram in grams for grams in parts])
