"""Which headlines own which text, also when the text stands before them or in another column.

Every run of text is given to headlines, or kept as an article without any. A beam search looks for
the assignment with the highest sum of scores over the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.stories.ownership_scores import NOTHING_OWNED, OwnershipScores, OwnerTally
from articles.parsing.stories.segments import Segment
from articles.parsing.stories.story_weights import OWNER_WEIGHTS
from articles.parsing.time_limit import within_limit

_BEAM_WIDTH = 24  # assignments that are followed at the same time
_GREEDY_FROM = 150  # runs; on a longer page one assignment is followed, to stay linear
_SURE = 6.0  # the margin of an owner that all assignments agree on


@dataclass(slots=True)
class _PartialAssignment:
    """The owners of the runs so far, as a list that is linked backwards.

    `owner` is that of the latest run, `before` the assignment without it, `tallies` what each owner
    has been given.
    """

    score: float = 0.0
    owner: int | None = None
    before: _PartialAssignment | None = None
    tallies: dict[int, OwnerTally] = field(default_factory=dict)

    def owners(self) -> list[int]:
        """The owner of each run, in printed order."""
        owners = []
        assignment: _PartialAssignment | None = self
        while assignment is not None and assignment.owner is not None:
            owners.append(assignment.owner)
            assignment = assignment.before
        owners.reverse()
        return owners

    def owner_before(self, steps: int) -> int | None:
        """The owner of the run so many before the latest."""
        assignment: _PartialAssignment | None = self
        for _ in range(steps):
            if assignment is not None:
                assignment = assignment.before
        return assignment.owner if assignment else None


# An assignment with one run more: its score, the owner of the run, the assignment without it.
_Extension = tuple[float, int, _PartialAssignment]


class _FinalAssignment(NamedTuple):
    """An assignment of all runs of a page."""

    score: float
    owners: list[int]


def assign_owners(
    segments: Sequence[Segment], features: Sequence[LineFeatures]
) -> tuple[list[int], list[float]]:
    """The owner of every run of text, and by how much it beats the next owner of that run.

    Owners are numbers of the groups of headlines; -1 - n is the article without headlines that
    begins with run n. The margins are in nats.
    """
    search = _OwnerSearch(OwnershipScores(segments, features))
    finals = search.final_assignments()
    best = finals[0]
    margins = []
    for number, owner in enumerate(best.owners):
        margin = _SURE
        for rival in finals:
            if rival.owners[number] != owner:
                margin = best.score - rival.score
                break
        margins.append(margin)
    return best.owners, margins


class _OwnerSearch:
    """The beam search over the runs of a page, in printed order."""

    def __init__(self, scores: OwnershipScores) -> None:
        self._scores = scores
        self._runs = scores.runs
        self._is_greedy = len(scores.runs) > _GREEDY_FROM

    def final_assignments(self) -> list[_FinalAssignment]:
        """The assignments that the beam keeps for the whole page, the best first."""
        width = 1 if self._is_greedy else _BEAM_WIDTH
        beam = [_PartialAssignment()]
        for number in within_limit(range(len(self._runs))):
            extensions = self._extensions(beam, number)
            extensions.sort(key=itemgetter(0), reverse=True)
            beam = [self._settle(extension, number) for extension in extensions[:width]]
        finals = []
        for assignment in beam:
            score = assignment.score + self._cost_of_empty_headlines(assignment)
            finals.append(_FinalAssignment(score, assignment.owners()))
        finals.sort(key=lambda final: -final.score)
        return finals

    def _extensions(self, beam: Sequence[_PartialAssignment], number: int) -> list[_Extension]:
        """Every assignment with each owner that the run may get. The innermost loop of all."""
        run = self._runs[number]
        fits = self._scores.fits(number)
        together = self._scores.together(number)
        is_burden = run.has_opening or run.has_closing
        extensions = []
        for assignment in beam:
            linked = self._linked_owners(assignment, number)
            candidates = self._candidates(assignment, number, fits, linked)
            for owner, fit in candidates.items():
                score = assignment.score + fit
                if is_burden:
                    tally = assignment.tallies.get(owner, NOTHING_OWNED)
                    score += self._scores.burden(owner, tally, number)
                if owner == assignment.owner:
                    score += together
                if owner in linked:
                    score += linked[owner]
                extensions.append((score, owner, assignment))
        return extensions

    def _linked_owners(self, assignment: _PartialAssignment, number: int) -> dict[int, float]:
        """The owners of the runs that a sentence joins to this one, and what that is worth."""
        owners: dict[int, float] = {}
        for earlier, worth in self._scores.links[number]:
            owner = assignment.owner_before(number - 1 - earlier)
            if owner is not None:
                owners[owner] = owners.get(owner, 0.0) + worth
        return owners

    def _candidates(
        self,
        assignment: _PartialAssignment,
        number: int,
        fits: Mapping[int, float],
        linked: Mapping[int, float],
    ) -> Mapping[int, float]:
        """The owners that a run may get, and how well it suits them.

        An assignment adds its latest article without headlines, and the owners of the broken
        sentences that go on in the run.
        """
        latest = assignment.owner
        if latest is not None and latest < 0:
            fits = {**fits, latest: 0.0}
        for owner in linked:
            if owner not in fits:
                fits = {**fits, owner: self._scores.fit(owner, number)}
        return fits

    def _settle(self, extension: _Extension, number: int) -> _PartialAssignment:
        """The longer assignment with what its latest owner has been given now.

        A greedy search shares one dictionary of tallies among its steps, which keeps it linear.
        """
        score, owner, before = extension
        run = self._runs[number]
        openings, closings = before.tallies.get(owner, NOTHING_OWNED)
        tallies = before.tallies if self._is_greedy else before.tallies.copy()
        tallies[owner] = OwnerTally(openings + run.has_opening, closings + run.has_closing)
        return _PartialAssignment(score, owner, before, tallies)

    def _cost_of_empty_headlines(self, assignment: _PartialAssignment) -> float:
        """What speaks against headlines that own no text."""
        empty = 0
        for headline in range(len(self._scores.headlines)):
            if headline not in assignment.tallies:
                empty += 1
        return OWNER_WEIGHTS["head without text"] * empty
