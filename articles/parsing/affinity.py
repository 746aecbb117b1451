"""How much two stretches of one page have in common: shared runs of two or three characters.

Shared runs that stand all over the page say nothing about two of its parts, so each counts the
less the more parts hold it. Work is linear in the text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import sqrt

_NOT_HAN = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_LONGEST = 1500  # characters of one stretch that are looked at

Grams = frozenset[tuple[str, ...]]


def pairs(text: str) -> Grams:
    """Runs of two characters, punctuation left out."""
    bare = _NOT_HAN.sub("", text[:_LONGEST])
    return frozenset(pairwise(bare))


def triples(text: str) -> Grams:
    """Runs of three characters, punctuation left out."""
    bare = _NOT_HAN.sub("", text[:_LONGEST])
    return frozenset(zip(bare, bare[1:], bare[2:], strict=False))


class Page:
    """The texts of a page's parts, to be compared two at a time."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts
        self._pairs = [pairs(text) for text in texts]
        self._triples = [triples(text) for text in texts]

    def cohesion(self, one: int, other: int) -> float:
        """How likely two parts tell of the same thing: about 0 for strangers, above 0.5 for one article."""
        a, b = self._triples[one], self._triples[other]
        if not a or not b:
            return 0.0
        shared = a & b
        weight = sum(1 / (sum(gram in grams for grams in self._triples) - 1) for gram in shared)
        return weight / sqrt(min(len(a), len(b)))

    def answers(self, headline: str, part: int) -> float:
        """How much of a headline the part takes up, from 0 to 1; a run that many parts hold counts less."""
        wanted = pairs(headline)
        if not wanted or not self._pairs[part]:
            return 0.0
        found = wanted & self._pairs[part]
        weight = sum(1 / sum(gram in grams for grams in self._pairs) for gram in found)
        return weight / len(wanted)
