"""What editors' decisions say of a tag: a factor on its weight. No Django.

How often a candidate of a given weight is chosen is learned from all of them. A tag that is chosen
more often than its weights let expect gets a factor above 1, one that is taken off a factor below.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

# Added to what was seen and to what was expected: so many choices are believed before anything is seen.
DOUBT = 0.1
# No tag is lifted or pressed down beyond this, and what changes less than the last is not kept.
LEAST, MOST, NOTHING = 0.1, 4.0, 0.05
# Logarithms of weights are counted in steps of this.
_STEP = 0.1
_ROUNDS = 25
# A heavier candidate has to be chosen more often, or the decisions have nothing to do with the texts.
_FLATTEST = 0.5


class Judged(NamedTuple):
    """An article that an editor went through: the weight of every candidate, and what is right. Casefolded."""

    weights: Mapping[str, float]
    chosen: frozenset[str]


class Figures(NamedTuple):
    """How well tags agree with editors."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def with_article(self, tags: Collection[str], chosen: Collection[str]) -> Figures:
        return Figures(
            self.right + len({*tags} & {*chosen}),
            self.given + len({*tags}),
            self.wanted + len({*chosen}),
        )

    def __add__(self, other: Figures) -> Figures:  # type: ignore[override]  # sums, not a longer tuple
        return Figures(*(mine + its for mine, its in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.given + self.wanted) if self.right else 0.0


def learn(articles: Iterable[Judged]) -> dict[str, float]:
    """The factor of each tag that has one, by casefolded name; none where nothing can be learned."""
    articles = list(articles)
    usual = _Usual.of(articles)
    if usual.slope < _FLATTEST:
        return {}
    seen: defaultdict[str, float] = defaultdict(float)
    expected: defaultdict[str, float] = defaultdict(float)
    for article in articles:
        for name, weight in article.weights.items():
            seen[name] += name in article.chosen
            expected[name] += usual.chance(_logarithm(weight))
    factors = {
        # A chance grows by the slope's power of the weight.
        name: min(
            MOST, max(LEAST, ((seen[name] + DOUBT) / (expected[name] + DOUBT)) ** (1 / usual.slope))
        )
        for name in seen
    }
    return {
        name: round(factor, 3)
        for name, factor in sorted(factors.items())
        if abs(factor - 1) >= NOTHING
    }


class _Usual(NamedTuple):
    """How likely a candidate is chosen, by the logarithm of its weight: a logistic curve."""

    start: float
    slope: float

    def chance(self, logarithm: float) -> float:
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.start + self.slope * logarithm))))

    @classmethod
    def of(cls, articles: Iterable[Judged]) -> _Usual:
        """The most likely curve, by Newton's method; a flat one where all or nothing was chosen."""
        every, chosen = _counted(articles)
        if not 0 < sum(chosen.values()) < sum(every.values()):
            return cls(0.0, 0.0)
        curve = cls(math.log(sum(chosen.values()) / sum(every.values())), 0.0)
        for _round in range(_ROUNDS):
            curve = curve._nearer(every, chosen)
        return curve

    def _nearer(self, every: Mapping[float, int], chosen: Mapping[float, int]) -> _Usual:
        # A little is added to the diagonal: the curve stays finite where the two can be told apart wholly.
        rise = tilt = cross = 0.0
        flat, steep = 0.01, 0.01
        for at, count in every.items():
            chance = self.chance(at)
            missed, doubt = chosen.get(at, 0) - count * chance, count * chance * (1 - chance)
            rise, tilt = rise + missed, tilt + missed * at
            flat, cross, steep = flat + doubt, cross + doubt * at, steep + doubt * at * at
        room = flat * steep - cross * cross
        start, slope = (steep * rise - cross * tilt) / room, (flat * tilt - cross * rise) / room
        share = 1 / max(1.0, abs(slope))  # of the step: no farther than the curve is known
        return _Usual(self.start + share * start, self.slope + share * slope)


def _counted(articles: Iterable[Judged]) -> tuple[dict[float, int], dict[float, int]]:
    """Candidates, and those of them that were chosen, by the logarithm of their weight."""
    every: defaultdict[float, int] = defaultdict(int)
    chosen: defaultdict[float, int] = defaultdict(int)
    for article in articles:
        for name, weight in article.weights.items():
            every[_logarithm(weight)] += 1
            if name in article.chosen:
                chosen[_logarithm(weight)] += 1
    return every, chosen


def _logarithm(weight: float) -> float:
    return round(math.log(max(weight, 1.0)) / _STEP) * _STEP
