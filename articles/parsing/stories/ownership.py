"""Which headline owns which text, also when the text stands before it or in another column.

Every stretch is given to a head, or kept as an article without one; the assignment with the best
sum over the page wins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.lines.affinity import PageAffinity
from articles.parsing.lines.junction import runs_over
from articles.parsing.stories.ownership_weights import OWNING
from articles.parsing.stories.segmentation import HeadlineGroup, TextRun

_BEAM = 24  # readings kept while assigning
_GREEDY_FROM = 150  # stretches; a longer page is read with one reading at a time, to stay linear
_FAR_HEADS = 60  # heads; on a longer page a stretch is given to one near it
_MOST_JUMP = 6.0  # what a jump is worth at most


class _OwnerTally(NamedTuple):
    """What an owner has been given so far."""

    openings: int = 0
    closings: int = 0


_NOTHING = _OwnerTally()


@dataclass(slots=True)
class _PartialAssignment:
    """One assignment of the stretches so far: the owner of the latest, the reading before it, what owners hold."""

    score: float = 0.0
    owner: int | None = None
    before: _PartialAssignment | None = None
    held: dict[int, _OwnerTally] = field(default_factory=dict)

    def owners(self) -> list[int]:
        found = []
        reading: _PartialAssignment | None = self
        while reading is not None and reading.owner is not None:
            found.append(reading.owner)
            reading = reading.before
        return found[::-1]

    def owner_before(self, steps: int) -> int | None:
        """The owner of the stretch so many before the latest."""
        reading: _PartialAssignment | None = self
        for _ in range(steps):
            reading = reading.before if reading else None
        return reading.owner if reading else None


_Grown = tuple[
    float, int, _PartialAssignment
]  # a reading with one stretch more: score, its owner, the reading before it


class Assignment:
    """Owners are numbers of heads; -1 - n is the article without a head that stretch n begins."""

    def __init__(
        self, items: Sequence[HeadlineGroup | TextRun], looks: Sequence[LineFeatures]
    ) -> None:
        self._items = items
        self.heads = [item for item in items if isinstance(item, HeadlineGroup)]
        self.stretches = [item for item in items if isinstance(item, TextRun)]
        self._headlines = [head.words(looks) for head in self.heads]
        bodies = [[looks[index] for index in stretch.body] for stretch in self.stretches]
        self._page = PageAffinity(
            [[look.pairs for look in body] for body in bodies], self._headlines
        )
        self._previous, self._next = self._neighbours()
        self._jumps = self._jumps_between()

    def _jumps_between(self) -> list[list[tuple[int, float]]]:
        """For each stretch the earlier ones that a sentence joins it to, and what that is worth."""
        begins = {stretch.at: number for number, stretch in enumerate(self.stretches)}
        found: list[list[tuple[int, float]]] = [[] for _ in self.stretches]
        for number, stretch in enumerate(self.stretches):
            if stretch.jump and (target := begins.get(stretch.jump.target, number)) != number:
                worth = min(_MOST_JUMP, OWNING["jump"] * stretch.jump.worth + OWNING["any jump"])
                found[max(number, target)].append((min(number, target), worth))
        return found

    def _over(self, one: int, other: int) -> float:
        return runs_over(self.stretches[one].stops, self.stretches[other].begins)

    def _neighbours(self) -> tuple[list[int | None], list[int | None]]:
        """For each stretch the number of the nearest head above and below."""
        previous: list[int | None] = []
        count = 0
        for item in self._items:
            if isinstance(item, HeadlineGroup):
                count += 1
            else:
                previous.append(count - 1 if count else None)
        following = [(0 if head is None else head + 1) for head in previous]
        return previous, [head if head < len(self.heads) else None for head in following]

    def best(self) -> tuple[list[int], list[float]]:
        """The owner of every stretch, and by how much it beats the next owner of that stretch."""
        width = 1 if len(self.stretches) > _GREEDY_FROM else _BEAM
        beam = [_PartialAssignment()]
        for number in range(len(self.stretches)):
            fits, together = self._fits(number), self._together(number)
            grown = self._grown(beam, number, fits, together)
            grown.sort(key=itemgetter(0), reverse=True)
            beam = [self._settled(*reading, number) for reading in grown[:width]]
        finals = [(reading.score + self._missing(reading), reading.owners()) for reading in beam]
        finals.sort(key=lambda final: -final[0])
        score, owners = finals[0]
        margins = []
        for number, owner in enumerate(owners):
            rival = next((other for other, others in finals if others[number] != owner), None)
            margins.append(6.0 if rival is None else score - rival)
        return owners, margins

    def _fits(self, number: int) -> dict[int, float]:
        """Every owner worth a thought for a stretch, and how well they suit each other by place and words."""
        near = {head for head in (self._previous[number], self._next[number]) if head is not None}
        if len(self.heads) <= _FAR_HEADS:
            near |= {head for head in range(len(self.heads)) if self._answers(head, number) > 0.15}
        return {-1 - number: OWNING["no head"], **{head: self._fit(head, number) for head in near}}

    def _answers(self, head: int, number: int) -> float:
        return self._page.answers(self._headlines[head], number)

    def _fit(self, head: int, number: int) -> float:
        score = min(
            OWNING["most by words"], OWNING["headline answered"] * self._answers(head, number)
        )
        if head == self._previous[number]:
            score += OWNING["head above"]
            first = number == 0 or self._previous[number - 1] != head
            if first and self.stretches[number].starts_inside:
                score += OWNING["starts inside below head"]
        else:
            score += OWNING["head below" if head == self._next[number] else "head elsewhere"]
        return score

    def _grown(
        self,
        beam: Sequence[_PartialAssignment],
        number: int,
        fits: Mapping[int, float],
        together: float,
    ) -> list[_Grown]:
        """Every reading with each owner that the stretch may get. The innermost loop of all."""
        stretch = self.stretches[number]
        marked = stretch.opens or stretch.closes
        grown = []
        for old in beam:
            score, above, ledger = old.score, old.owner, old.held
            joined = self._joined(old, number)
            for owner, fit in self._offers(old, number, fits, joined).items():
                worth = score + fit
                if marked:
                    worth += self._burden(owner, ledger.get(owner, _NOTHING), number)
                if owner == above:
                    worth += together
                if owner in joined:
                    worth += joined[owner]
                grown.append((worth, owner, old))
        return grown

    def _joined(self, old: _PartialAssignment, number: int) -> dict[int, float]:
        """The owners of the earlier stretches that a sentence joins to this one, and what that is worth."""
        owners: dict[int, float] = {}
        for earlier, worth in self._jumps[number]:
            owner = old.owner_before(number - 1 - earlier)
            if owner is not None:
                owners[owner] = owners.get(owner, 0.0) + worth
        return owners

    def _offers(
        self,
        old: _PartialAssignment,
        number: int,
        fits: Mapping[int, float],
        joined: Mapping[int, float],
    ) -> Mapping[int, float]:
        """The owners worth a thought, with those that the reading adds: its latest without a head, and whose broken
        sentence the stretch goes on in."""
        if old.owner is not None and old.owner < 0:
            fits = {**fits, old.owner: 0.0}
        for owner in joined:
            if owner not in fits:
                fits = {
                    **fits,
                    owner: self._fit(owner, number) if owner >= 0 else OWNING["head elsewhere"],
                }
        return fits

    def _settled(
        self, score: float, owner: int, old: _PartialAssignment, number: int
    ) -> _PartialAssignment:
        """The grown reading with what its latest owner holds now; a lone one shares its ledger, which stays linear."""
        stretch = self.stretches[number]
        openings, closings = old.held.get(owner, _NOTHING)
        ledger = old.held if len(self.stretches) > _GREEDY_FROM else old.held.copy()
        ledger[owner] = _OwnerTally(openings + stretch.opens, closings + stretch.closes)
        return _PartialAssignment(score, owner, old, ledger)

    def _together(self, number: int) -> float:
        """What speaks for giving a stretch to the owner of the one above it."""
        if not number:
            return 0.0
        above, stretch = self.stretches[number - 1], self.stretches[number]
        score = OWNING["cohesion"] * min(0.5, self._page.cohesion(number - 1, number))
        if self._previous[number - 1] == self._previous[number]:
            score += OWNING["one run"]
        if above.leaves_open and not above.jump and not stretch.opens:
            score += max(
                -2.0, min(2.5, 0.5 + OWNING["sentence runs over"] * self._over(number - 1, number))
            )
        if stretch.starts_inside:
            score += OWNING[
                "inside after open"
                if above.leaves_open and not above.jump
                else "inside after closed"
            ]
        if above.closes:
            score += OWNING["goes on after closing"]
        return score

    def _burden(self, owner: int, held: _OwnerTally, number: int) -> float:
        """What an owner cannot well have twice: an opening, a closing."""
        stretch = self.stretches[number]
        score = 0.0
        if stretch.opens and (held.openings or (owner >= 0 and self.heads[owner].signed)):
            score += OWNING["second opening"]
        if stretch.closes and held.closings:
            score += OWNING["second closing"]
        if owner < 0 and held is _NOTHING and stretch.opens:
            score += OWNING["opening without a head"]
        return score

    def _missing(self, reading: _PartialAssignment) -> float:
        """What heads without any text cost."""
        return OWNING["head without text"] * sum(
            number not in reading.held for number in range(len(self.heads))
        )
