"""What the decisions of editors say of a tag: a factor that its weight is multiplied with.

No Django.

How often a candidate of a given weight is chosen is learned from all candidates. A tag that is
chosen more often than its weights let expect gets a factor above 1, a tag that is taken off a
factor below 1.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

# Added to what was chosen and to what was expected: one decision moves a factor little, ten much.
DOUBT = 0.1
# The bounds of a factor, and how far from 1 it must be to be stored.
LEAST = 0.1
MOST = 4.0
NEGLIGIBLE = 0.05
# Logarithms of weights are counted in steps of this size.
_STEP = 0.1
_ROUNDS = 25
# A heavier candidate has to be chosen more often: otherwise the decisions have nothing to do with
# the texts.
_LEAST_SLOPE = 0.5
# Beyond this an exponential function gives nothing but 0 or 1.
_LARGEST_EXPONENT = 30.0


class JudgedArticle(NamedTuple):
    """An article whose tags an editor went through. Names are casefolded."""

    weights: Mapping[str, float]  # of every candidate, by name
    chosen: frozenset[str]  # the right tags


class Agreement(NamedTuple):
    """How well tags agree with those that editors want, as counts of tags."""

    correct: int = 0
    assigned: int = 0
    wanted: int = 0

    def with_article(self, tags: Collection[str], chosen: Collection[str]) -> Agreement:
        """The counts with those of one article more."""
        assigned = set(tags)
        wanted = set(chosen)
        correct = assigned & wanted
        return self + Agreement(
            len(correct),
            len(assigned),
            len(wanted),
        )

    def __add__(self, other: Agreement) -> Agreement:  # type: ignore[override]  # adds the counts
        return Agreement(
            self.correct + other.correct,
            self.assigned + other.assigned,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        if not self.assigned:
            return 0.0
        return self.correct / self.assigned

    @property
    def f1(self) -> float:
        if not self.correct:
            return 0.0
        total = self.assigned + self.wanted
        return 2 * self.correct / total


def learn_factors(articles: Iterable[JudgedArticle]) -> dict[str, float]:
    """The factors by casefolded name of the tag; empty where nothing can be learned."""
    articles = list(articles)
    curve = _ChoiceCurve.fitted_to(articles)
    if curve.slope < _LEAST_SLOPE:
        return {}
    chosen: dict[str, float] = defaultdict(float)
    expected: dict[str, float] = defaultdict(float)
    for article in articles:
        for name, weight in article.weights.items():
            logarithm = _rounded_logarithm(weight)
            chosen[name] += name in article.chosen
            expected[name] += curve.chance(logarithm)
    factors: dict[str, float] = {}
    for name in sorted(chosen):
        times_chosen = chosen[name] + DOUBT
        times_expected = expected[name] + DOUBT
        ratio = times_chosen / times_expected
        factor = _bounded_factor(ratio, curve)
        if abs(factor - 1) >= NEGLIGIBLE:
            factors[name] = round(factor, 3)
    return factors


def _bounded_factor(ratio: float, curve: _ChoiceCurve) -> float:
    """The factor on a weight that makes its chance so many times as high."""
    # A chance grows with the weight to the power of the slope.
    factor: float = ratio ** (1 / curve.slope)
    at_least = max(LEAST, factor)
    return min(MOST, at_least)


class _ChoiceCurve(NamedTuple):
    """How likely a candidate is chosen, by the logarithm of its weight: a logistic curve."""

    intercept: float
    slope: float

    def chance(self, logarithm: float) -> float:
        exponent = self.intercept + self.slope * logarithm
        exponent = min(_LARGEST_EXPONENT, exponent)
        exponent = max(-_LARGEST_EXPONENT, exponent)
        odds_against = math.exp(-exponent)
        return 1 / (1 + odds_against)

    @classmethod
    def fitted_to(cls, articles: Iterable[JudgedArticle]) -> _ChoiceCurve:
        """The most likely curve, by Newton's method; a flat one where all or nothing was chosen."""
        candidates, chosen = _count_by_logarithm(articles)
        all_candidates = candidates.total()
        all_chosen = chosen.total()
        if not 0 < all_chosen < all_candidates:
            return cls(0.0, 0.0)
        curve = cls(math.log(all_chosen / all_candidates), 0.0)
        for _round in range(_ROUNDS):
            curve = curve._next_step(candidates, chosen)
        return curve

    def _next_step(
        self, candidates: Mapping[float, int], chosen: Mapping[float, int]
    ) -> _ChoiceCurve:
        """The curve after one step of Newton's method, which solves two linear equations."""
        gradient_intercept = 0.0
        gradient_slope = 0.0
        # A little is added to the diagonal of the Hessian matrix, so that the curve stays finite
        # where the chosen candidates can be told from the others without any doubt.
        hessian_intercept = 0.01
        hessian_slope = 0.01
        hessian_mixed = 0.0
        for logarithm, count in candidates.items():
            chance = self.chance(logarithm)
            difference = chosen.get(logarithm, 0) - count * chance
            variance = count * chance * (1 - chance)
            gradient_intercept += difference
            gradient_slope += difference * logarithm
            hessian_intercept += variance
            hessian_mixed += variance * logarithm
            hessian_slope += variance * logarithm * logarithm
        determinant = hessian_intercept * hessian_slope - hessian_mixed * hessian_mixed
        intercept_step = hessian_slope * gradient_intercept - hessian_mixed * gradient_slope
        intercept_step /= determinant
        slope_step = hessian_intercept * gradient_slope - hessian_mixed * gradient_intercept
        slope_step /= determinant
        # A long step is shortened: far away from here nothing is known of the curve.
        share = 1 / max(1.0, abs(slope_step))
        return _ChoiceCurve(
            self.intercept + share * intercept_step,
            self.slope + share * slope_step,
        )


def _count_by_logarithm(
    articles: Iterable[JudgedArticle],
) -> tuple[Counter[float], Counter[float]]:
    """The numbers of candidates and of chosen ones, by the logarithm of their weight."""
    candidates = Counter[float]()
    chosen = Counter[float]()
    for article in articles:
        for name, weight in article.weights.items():
            logarithm = _rounded_logarithm(weight)
            candidates[logarithm] += 1
            if name in article.chosen:
                chosen[logarithm] += 1
    return candidates, chosen


def _rounded_logarithm(weight: float) -> float:
    logarithm = math.log(max(weight, 1.0))
    steps = round(logarithm / _STEP)
    return steps * _STEP
