"""Which candidates are worth being tags, best first. No Django.

A candidate's weight is how rare it is among documents times how much the article makes of it:
where it stands (title, kicker, subheading), how often in the body, and over how much of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from math import exp, log, log2
from typing import NamedTuple, TypedDict

from articles.tagging.annotated_text import BODY, FIELDS, Reading, Text, read
from articles.tagging.candidates import Candidate, Candidates
from articles.tagging.lexicon import Lexicon, Vocabulary, short_name
from articles.tagging.segmenter import Segmenter
from articles.tagging.word_classes import PERSON_FLAGS, VERB_FLAGS, Glossary, Kind, glossary

ANY_WORD = Vocabulary()

FEWEST, MOST = 3, 8
# What stands in a column is sure to, but may be about anything.
COLUMN_SCORE = 0.2
# Beyond the fewest, a tag needs this part of the best one's weight, and this score.
WORTH_BESIDE_BEST = 0.5
WORTH_AT_ALL = 0.2
# Less than this is given only where there is nothing better.
WORTH_NOTHING = 0.15

# What it is worth to stand in the title, the kicker, a subheading.
_TITLE, _KICKER, _SUBHEADING = 2.5, 1.5, 1.0
# What is only in the body is worth this part; of persons this.
_BODY_ONLY, _PERSON_IN_BODY = 0.7, 0.3
# A weight of this size is a score of 0.63; twice as much 0.86.
_SCALE = 40
_NEXT_TO_NOTHING = -_SCALE * log(1 - WORTH_NOTHING)
# In the evidence; what was learned from editors only where it was.
_FACTORS = ("rarity", "trust", "spread", "early", "learned")


class Evidence(TypedDict):
    """Why a tag: how often it stands where, what part of its weight each of these gave, and what that
    was multiplied with. JSON as it is."""

    where: dict[str, int]
    shares: dict[str, float]
    factors: dict[str, float]


class RankedTag(NamedTuple):
    """`score` runs from 0 to 1 and can be compared between articles."""

    name: str
    score: float
    kind: Kind
    evidence: Evidence = Evidence(where={}, shares={}, factors={})


def rank(
    text: Text, segmenter: Segmenter, lexicon: Lexicon, vocabulary: Vocabulary = ANY_WORD
) -> list[RankedTag]:
    """The tags worth having, best first: none for a text without words, at most `MOST` and its column."""
    scale = _Scale(
        read(text, glossary(segmenter, lexicon)), glossary(segmenter, lexicon), vocabulary
    )
    found = _worth_having(_fold(_named(scale.in_order(), vocabulary, lexicon)))
    tags = [
        RankedTag(candidate.name, score, candidate.kind, scale.evidence(candidate))
        for score, candidate in found
    ]
    column = vocabulary.name(text.column)
    return [*(tag for tag in tags if tag.name != column), *_column(column)]


def _column(name: str) -> Iterator[RankedTag]:
    """The article's column, after what it is about."""
    if name:
        yield RankedTag(
            name,
            COLUMN_SCORE,
            Kind.COLUMN,
            Evidence(where={"column": 1}, shares={"column": 1.0}, factors={}),
        )


def weigh(
    text: Text, segmenter: Segmenter, lexicon: Lexicon, vocabulary: Vocabulary = ANY_WORD
) -> dict[str, float]:
    """Every possible tag under its name in the vocabulary, given or not, with its weight; heaviest first."""
    scale = _Scale(
        read(text, glossary(segmenter, lexicon)), glossary(segmenter, lexicon), vocabulary
    )
    weights = {
        candidate.name: weight
        for weight, candidate in _named(scale.in_order(), vocabulary, lexicon)
    }
    return dict(sorted(weights.items(), key=lambda pair: -pair[1]))


# The weight with a minus, the word, a number that tells apart two of one word and weight, and the candidate;
# without one the weight is the most it can be.
_Queued = tuple[float, str, int, Candidate | None]


class _Scale:
    """What candidates weigh in one text."""

    def __init__(self, reading: Reading, known: Glossary, vocabulary: Vocabulary) -> None:
        self._reading = reading
        self._known = known
        self._vocabulary = vocabulary
        self._parts = len(reading.fields)
        self._early = [1 - 0.25 * begin / (len(reading.text) or 1) for begin in reading.begins]

    def in_order(self) -> Iterator[tuple[float, Candidate]]:
        """The heaviest first; words that weigh next to nothing after all others."""
        candidates = Candidates(self._reading, self._known)
        worth, most = self._known.worth, _BODY_ONLY * max([1.0, *self._vocabulary.weights.values()])
        queue: list[_Queued] = [
            (-self.weight(candidate), candidate.name, number, candidate)
            for number, candidate in enumerate(candidates.prominent, 1)
        ]
        queue += [
            (-bound, word, 0, None)
            for word, count in candidates.body.items()
            if (bound := most * worth[word] * log2(1 + count)) > _NEXT_TO_NOTHING
        ]
        yield from self._best_first(queue, candidates)
        light: list[_Queued] = [
            (-worth[word] * log2(1 + count), word, 0, None)
            for word, count in candidates.body.items()
            if worth[word]
        ]
        yield from self._best_first(light, candidates)

    def _best_first(
        self, queue: list[_Queued], candidates: Candidates
    ) -> Iterator[tuple[float, Candidate]]:
        """Of most words it is enough to know that they weigh no more than others did."""
        heapify(queue)
        while queue:
            weight, word, _number, candidate = heappop(queue)
            if candidate:
                yield -weight, candidate
            elif candidate := candidates.word(word):
                heappush(queue, (-self.weight(candidate), word, 0, candidate))

    def weight(self, candidate: Candidate) -> float:
        rarity, trust, spread, early, learned = self._factors(candidate)
        return sum(_stands(candidate)) * rarity * trust * spread * early * learned

    def evidence(self, candidate: Candidate) -> Evidence:
        stands = _stands(candidate)
        total = sum(stands)
        factors = zip(_FACTORS, self._factors(candidate), strict=True)
        return Evidence(
            where={
                field: count for field, count in zip(FIELDS, candidate.counts, strict=True) if count
            },
            shares={
                field: _rounded(worth / total)
                for field, worth in zip(FIELDS, stands, strict=True)
                if worth
            },
            factors={
                name: _rounded(value) for name, value in factors if name != "learned" or value != 1
            },
        )

    def _factors(self, candidate: Candidate) -> tuple[float, float, float, float, float]:
        """In the order of `_FACTORS`."""
        return (
            candidate.rarity,
            self._known.trust(candidate.flag) * _trust(candidate),
            0.75 + 0.25 * min(1.0, 2 * candidate.parts / self._parts),
            self._early[candidate.first],
            self._learned(candidate) if self._vocabulary.weights else 1.0,
        )

    def _learned(self, candidate: Candidate) -> float:
        name = _tag_name(candidate, self._vocabulary, self._known.lexicon) or candidate.name
        return self._vocabulary.weights.get(name.casefold(), 1.0)


def _stands(candidate: Candidate) -> tuple[float, float, float, float]:
    """What each field it stands in is worth."""
    title, kicker, subheading, body = candidate.counts
    return (
        _TITLE if title else 0.0,
        _KICKER if kicker else 0.0,
        _SUBHEADING if subheading else 0.0,
        log2(1 + body),
    )


def _rounded(value: float) -> float:
    """To a hundredth; three times as fast as `round`, and as good for what is only shown."""
    return int(100 * value + 0.5) / 100


def _trust(candidate: Candidate) -> float:
    """How likely it is to be what the article is about, by where it stands."""
    if not candidate.leads:
        return _PERSON_IN_BODY if candidate.kind is Kind.PERSON else _BODY_ONLY
    if candidate.counts[BODY]:
        return 1.0
    return (
        0.5 if candidate.flag in VERB_FLAGS else 0.85
    )  # a figure of speech, the more so if it is a verb


def _named(
    weighted: Iterable[tuple[float, Candidate]], vocabulary: Vocabulary, lexicon: Lexicon
) -> Iterator[tuple[float, Candidate]]:
    """Under the names of the vocabulary, each once, and without what it never gives."""
    given = {""}
    for weight, candidate in weighted:
        candidate.name = _tag_name(candidate, vocabulary, lexicon)
        if candidate.name not in given:
            given.add(candidate.name)
            yield weight, candidate


def _tag_name(candidate: Candidate, vocabulary: Vocabulary, lexicon: Lexicon) -> str:
    """The name its tag has, empty where there is to be none."""
    return vocabulary.name(
        _place_name(candidate, lexicon) if candidate.kind is Kind.PLACE else candidate.name
    )


def _place_name(candidate: Candidate, lexicon: Lexicon) -> str:
    """One name for a place in all articles: a city goes by its short name, a district or county by its full one."""
    name = candidate.name
    if (
        candidate.flag in PERSON_FLAGS
    ):  # a short name that is a word besides may mean something else: 太湖 is no county
        name = lexicon.counties.get(name, name)
    return lexicon.cities.get(name, name)


def _fold(weighted: Iterable[tuple[float, Candidate]]) -> Iterator[tuple[float, Candidate]]:
    """Leave out what a better one says already: 株洲市 beside 株洲, 服务体系 beside 志愿服务体系."""
    kept: list[Candidate] = []
    for weight, candidate in weighted:
        if not any(_is_repeated(candidate, better) for better in kept):
            kept.append(candidate)
            yield weight, candidate


def _is_repeated(candidate: Candidate, better: Candidate) -> bool:
    if Kind.PLACE in (candidate.kind, better.kind) and short_name(better.name) == candidate.name:
        return True  # 炎陵 beside 炎陵县, even where it may also be something else
    if candidate.kind is Kind.PLACE and better.kind is Kind.PLACE:
        return candidate.name == better.name or short_name(candidate.name) == better.name
    nested = candidate.name in better.name or better.name in candidate.name
    return nested and candidate.count < 1.5 * better.count


def _worth_having(weighted: Iterable[tuple[float, Candidate]]) -> Iterator[tuple[float, Candidate]]:
    """Those to be given as tags, with their scores."""
    best = 0.0
    for number, (weight, candidate) in enumerate(weighted):
        best = best or weight
        score = 1 - exp(-weight / _SCALE)
        if number >= FEWEST and (weight < WORTH_BESIDE_BEST * best or score < WORTH_AT_ALL):
            return
        if number >= MOST or (number and score < WORTH_NOTHING):
            return
        yield round(score, 3), candidate
