"""How often a scenario does what it does, and by which dice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from time import monotonic


@dataclass(frozen=True)
class Plan:
    """`scale` is 1 for the long run and a small fraction in the suite.

    The same seed draws the same inputs and the same moments; how far a process has come at a
    moment is the machine's business.
    """

    scale: float = 1.0
    seed: int = 1

    def dice(self, scenario: str) -> Random:
        """The random numbers of a scenario: they do not depend on which others are played."""
        return Random(f"{self.seed} {scenario}")

    def times(self, in_long_run: int, at_least: int = 1) -> int:
        """How often to do what the long run does so often."""
        return max(round(in_long_run * self.scale), at_least)

    def seconds(self, in_long_run: float, at_least: float) -> float:
        """How long to go on with what the long run does for so many seconds."""
        return max(in_long_run * self.scale, at_least)


class Stopwatch:
    """Seconds since it was made, and the durations that it was given."""

    def __init__(self) -> None:
        self._started = monotonic()

    @property
    def seconds(self) -> float:
        return monotonic() - self._started


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share (0 to 1) of the values lies; 0 for none."""
    if not values:
        return 0.0
    ordered = sorted(values)
    place = min(int(share * len(ordered)), len(ordered) - 1)
    return ordered[place]
