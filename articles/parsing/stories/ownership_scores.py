"""How well the runs of text of a page suit their owners: by place, by words and by what they hold.

An owner is given by its number: that of a group of headlines, or -1 - n for the article without
headlines that begins with run n. All scores are in nats.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.lines.affinity import CharacterPair, PageAffinity
from articles.parsing.lines.junction import runs_over
from articles.parsing.stories.segments import HeadlineGroup, Segment, TextRun
from articles.parsing.stories.story_weights import OWNER_WEIGHTS

_MOST_HEADLINES = 60  # groups; on a longer page a run is given to one near it
_LEAST_ANSWERED = 0.15  # of a headline far from the run that may own it
_MOST_LINK_WORTH = 6.0
_MOST_COHESION = 0.5
# Worth of a sentence that runs over from the run above: for no knowledge, and its limits.
_RUNS_OVER = 0.5
_LEAST_RUNS_OVER = -2.0
_MOST_RUNS_OVER = 2.5


class OwnerTally(NamedTuple):
    """What an owner has been given so far."""

    openings: int = 0
    closings: int = 0


NOTHING_OWNED = OwnerTally()


class LinkedRun(NamedTuple):
    """The number of a run that a sentence joins to a later one, and what that is worth."""

    number: int
    worth: float


class OwnershipScores:
    """Scores of the runs of a page, given by their numbers, with owners.

    `runs` and `headlines` are those of the page in printed order. `links` has for each run the
    earlier ones that a broken sentence joins it to.
    """

    def __init__(self, segments: Sequence[Segment], features: Sequence[LineFeatures]) -> None:
        self.headlines: list[HeadlineGroup] = []
        self.runs: list[TextRun] = []
        self._above: list[int | None] = []  # for each run the nearest headlines above
        for segment in segments:
            if isinstance(segment, HeadlineGroup):
                self.headlines.append(segment)
            else:
                headline_count = len(self.headlines)
                self._above.append(headline_count - 1 if headline_count else None)
                self.runs.append(segment)
        self._run_lines = [features[run.first_piece] for run in self.runs]
        self._headline_lines = [features[group.first_piece] for group in self.headlines]
        self._below = [self._headlines_behind(above) for above in self._above]
        self._headline_words = [group.words(features) for group in self.headlines]
        pairs = [_pairs_of_body(run, features) for run in self.runs]
        self._affinity = PageAffinity(pairs, self._headline_words)
        self.links = self._linked_runs()

    def _headlines_behind(self, above: int | None) -> int | None:
        """The number of the next headlines behind some, None at the end of the page."""
        below = 0 if above is None else above + 1
        return below if below < len(self.headlines) else None

    def _linked_runs(self) -> list[list[LinkedRun]]:
        number_of = {run.first_piece: number for number, run in enumerate(self.runs)}
        links: list[list[LinkedRun]] = [[] for _ in self.runs]
        for number, run in enumerate(self.runs):
            if run.link is None:
                continue
            target = number_of.get(run.link.target, number)
            if target == number:
                continue
            worth = OWNER_WEIGHTS["link"] * run.link.worth + OWNER_WEIGHTS["any link"]
            worth = min(_MOST_LINK_WORTH, worth)
            earlier = min(number, target)
            later = max(number, target)
            links[later].append(LinkedRun(earlier, worth))
        return links

    def fits(self, number: int) -> dict[int, float]:
        """Every owner that may have a run, and how well they suit each other."""
        neighbours = (self._above[number], self._below[number])
        owners = {headline for headline in neighbours if headline is not None}
        if len(self.headlines) <= _MOST_HEADLINES:
            owners |= self._answered_headlines(number) | self._headlines_printed_with(number)
        without_headline = -1 - number
        fits = {without_headline: self._worth_of_no_headline(number)}
        for owner in owners:
            fits[owner] = self.fit(owner, number)
        return fits

    def _headlines_printed_with(self, number: int) -> set[int]:
        """The headlines that a run belongs to by its place on paper, where that is known."""
        run_line = self._run_lines[number]
        if run_line.position is None:
            return set()
        headlines = enumerate(self._headline_lines)
        return {owner for owner, line in headlines if run_line.is_printed_with(line)}

    def _answered_headlines(self, number: int) -> set[int]:
        """The headlines whose words a run takes up, wherever they stand."""
        return {
            headline
            for headline in range(len(self.headlines))
            if self._answered(headline, number) > _LEAST_ANSWERED
        }

    def fit(self, owner: int, number: int) -> float:
        """How well a run suits an owner by its place and its words."""
        if owner < 0:
            return OWNER_WEIGHTS["head elsewhere"]
        by_words = OWNER_WEIGHTS["headline answered"] * self._answered(owner, number)
        score = min(OWNER_WEIGHTS["most by words"], by_words)
        if owner == self._above[number]:
            score += OWNER_WEIGHTS["head above"]
            is_first = number == 0 or self._above[number - 1] != owner
            if is_first and self.runs[number].starts_inside:
                score += OWNER_WEIGHTS["starts inside below head"]
        elif owner == self._below[number]:
            score += OWNER_WEIGHTS["head below"]
        else:
            score += OWNER_WEIGHTS["head elsewhere"]
        return score + self._worth_of_place(owner, number)

    def _worth_of_no_headline(self, number: int) -> float:
        """What it is worth that a run stands by itself: more where it is printed so."""
        run_line = self._run_lines[number]
        worth = OWNER_WEIGHTS["no head"]
        if run_line.position is None:
            return worth
        if any(run_line.is_printed_with(headline) for headline in self._headline_lines):
            return worth
        return worth + OWNER_WEIGHTS["printed without a head"]

    def _worth_of_place(self, owner: int, number: int) -> float:
        """What it is worth where headlines and run stand on paper."""
        is_printed_with = self._run_lines[number].is_printed_with(self._headline_lines[owner])
        if is_printed_with is None:
            return 0.0
        clue = "printed with its head" if is_printed_with else "printed with another head"
        return OWNER_WEIGHTS[clue]

    def _answered(self, headline: int, number: int) -> float:
        words = self._headline_words[headline]
        return self._affinity.answers(words, number)

    def together(self, number: int) -> float:
        """What speaks for giving a run to the owner of the run above it."""
        if number == 0:
            return 0.0
        above = self.runs[number - 1]
        run = self.runs[number]
        cohesion = self._affinity.cohesion(number - 1, number)
        score = OWNER_WEIGHTS["cohesion"] * min(_MOST_COHESION, cohesion)
        if self._above[number - 1] == self._above[number]:
            score += OWNER_WEIGHTS["one run"]
        is_open = above.leaves_open and above.link is None
        if is_open and not run.has_opening:
            score += _worth_of_junction(above, run)
        if run.starts_inside:
            clue = "inside after open" if is_open else "inside after closed"
            score += OWNER_WEIGHTS[clue]
        if above.has_closing:
            score += OWNER_WEIGHTS["goes on after closing"]
        return score

    def burden(self, owner: int, tally: OwnerTally, number: int) -> float:
        """What speaks against a run whose owner has an opening or a closing already."""
        run = self.runs[number]
        score = 0.0
        if run.has_opening and self._has_opening(owner, tally):
            score += OWNER_WEIGHTS["second opening"]
        if run.has_closing and tally.closings:
            score += OWNER_WEIGHTS["second closing"]
        if run.has_opening and owner < 0 and tally is NOTHING_OWNED:
            score += OWNER_WEIGHTS["opening without a head"]
        return score

    def _has_opening(self, owner: int, tally: OwnerTally) -> bool:
        if tally.openings:
            return True
        return owner >= 0 and self.headlines[owner].has_byline


def _pairs_of_body(run: TextRun, features: Sequence[LineFeatures]) -> list[Sequence[CharacterPair]]:
    return [features[index].pairs for index in run.body]


def _worth_of_junction(above: TextRun, run: TextRun) -> float:
    """What the sentence is worth that may run over from one run into the next."""
    log_odds = runs_over(above.ending, run.beginning)
    worth = _RUNS_OVER + OWNER_WEIGHTS["sentence runs over"] * log_odds
    return max(_LEAST_RUNS_OVER, min(_MOST_RUNS_OVER, worth))
