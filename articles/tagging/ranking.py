"""Which candidates are worth being tags, best first. No Django.

A candidate's weight is how rare it is among documents times how much the article makes of it:
where it stands (title, kicker, subheading), how often in the body, and over how much of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import heapify, heappop, heappush
from math import exp, log, log2
from operator import itemgetter
from typing import NamedTuple, TypedDict

from articles.tagging.annotated_text import BODY, FIELDS, AnnotatedText, TaggableText, annotate
from articles.tagging.candidates import Candidate, Candidates
from articles.tagging.lexicon import Lexicon, Vocabulary, short_name
from articles.tagging.segmenter import Segmenter
from articles.tagging.word_classes import PERSON_FLAGS, VERB_FLAGS, Glossary, TagKind, glossary

ANY_WORD = Vocabulary()

FEWEST = 3
MOST = 8
# That an article stands in its column is certain, but it may be about anything.
COLUMN_SCORE = 0.2
# Beyond the fewest, a tag needs this part of the best one's weight, and this score.
WORTH_BESIDE_BEST = 0.5
WORTH_AT_ALL = 0.2
# Less than this is given only where there is nothing better.
WORTH_NOTHING = 0.15

# What it is worth to stand in the title, the kicker, a subheading.
_TITLE_WORTH = 2.5
_KICKER_WORTH = 1.5
_SUBHEADING_WORTH = 1.0
# The trust in what stands only in the body; in persons, in verbs and in others only in the title.
_BODY_ONLY = 0.7
_PERSON_IN_BODY = 0.3
# A word only of the title may be a figure of speech, the more so if it is a verb.
_VERB_IN_TITLE = 0.5
_TITLE_ONLY = 0.85
# A weight of this size is a score of 0.63; twice as much 0.86.
_SCALE = 40
_NEXT_TO_NOTHING = -_SCALE * log(1 - WORTH_NOTHING)
# Their names in the evidence; `learned` stands there only where something was learned.
_FACTORS = ("rarity", "trust", "spread", "early", "learned")


class Evidence(TypedDict):
    """Why something is a tag; it is JSON as it is.

    `where` says how often it stands in each field, `shares` what part of its weight each field
    gave, and `factors` what the sum was multiplied with.
    """

    where: dict[str, int]
    shares: dict[str, float]
    factors: dict[str, float]


class RankedTag(NamedTuple):
    """`score` runs from 0 to 1 and can be compared between articles."""

    name: str
    score: float
    kind: TagKind
    evidence: Evidence = Evidence(where={}, shares={}, factors={})


def rank(
    text: TaggableText,
    segmenter: Segmenter,
    lexicon: Lexicon,
    vocabulary: Vocabulary = ANY_WORD,
) -> list[RankedTag]:
    """The tags worth having, best first: none for a text without words, at most `MOST`.

    The column of the article comes after them.
    """
    weigher = _build_weigher(text, segmenter, lexicon, vocabulary)
    named = _name_by_vocabulary(weigher.heaviest_first(), vocabulary, lexicon)
    column = vocabulary.name(text.column)
    tags: list[RankedTag] = []
    for score, candidate in _select(_without_repetitions(named)):
        if candidate.name == column:
            continue
        evidence = weigher.evidence(candidate)
        tag = RankedTag(candidate.name, score, candidate.kind, evidence)
        tags.append(tag)
    if column:
        tags.append(_column_tag(column))
    return tags


def weigh(
    text: TaggableText,
    segmenter: Segmenter,
    lexicon: Lexicon,
    vocabulary: Vocabulary = ANY_WORD,
) -> dict[str, float]:
    """The weight of every possible tag by its name in the vocabulary, heaviest first."""
    weigher = _build_weigher(text, segmenter, lexicon, vocabulary)
    named = _name_by_vocabulary(weigher.heaviest_first(), vocabulary, lexicon)
    weights = {candidate.name: weight for weight, candidate in named}
    heaviest_first = sorted(weights.items(), key=itemgetter(1), reverse=True)
    return dict(heaviest_first)


def _build_weigher(
    text: TaggableText, segmenter: Segmenter, lexicon: Lexicon, vocabulary: Vocabulary
) -> _Weigher:
    words = glossary(segmenter, lexicon)
    annotated = annotate(text, words)
    return _Weigher(annotated, words, vocabulary)


def _column_tag(name: str) -> RankedTag:
    evidence = Evidence(
        where={"column": 1},
        shares={"column": 1.0},
        factors={},
    )
    return RankedTag(name, COLUMN_SCORE, TagKind.COLUMN, evidence)


# The negative weight, the word, a number that tells apart two candidates of one word and weight,
# and the candidate. Without a candidate the weight is the most that the word can have.
_QueueItem = tuple[float, str, int, Candidate | None]


class _Weigher:
    """What the candidates of a text weigh."""

    def __init__(
        self, annotated: AnnotatedText, glossary: Glossary, vocabulary: Vocabulary
    ) -> None:
        self._annotated = annotated
        self._glossary = glossary
        self._vocabulary = vocabulary
        self._parts = len(annotated.fields)
        length = len(annotated.text) or 1
        # By part: what stands in the last words of a text counts a quarter less.
        self._early = [1 - 0.25 * start / length for start in annotated.character_starts]

    def heaviest_first(self) -> Iterator[tuple[float, Candidate]]:
        """All candidates with their weights; words that weigh next to nothing come last."""
        candidates = Candidates(self._annotated, self._glossary)
        heavy = list(self._weigh_prominent(candidates))
        heavy += self._heavy_words(candidates)
        yield from self._best_first(heavy, candidates)
        light = self._all_words(candidates)
        yield from self._best_first(light, candidates)

    def _weigh_prominent(self, candidates: Candidates) -> Iterator[_QueueItem]:
        for number, candidate in enumerate(candidates.prominent, 1):
            weight = self.weight(candidate)
            yield -weight, candidate.name, number, candidate

    def _heavy_words(self, candidates: Candidates) -> Iterator[_QueueItem]:
        """The words of the body that can weigh enough, with the most that they can weigh."""
        worth = self._glossary.worth
        learned = self._vocabulary.weights.values()
        most = _BODY_ONLY * max(learned, default=1.0)
        most = max(_BODY_ONLY, most)
        for word, count in candidates.body.items():
            bound = most * worth[word] * log2(1 + count)
            if bound > _NEXT_TO_NOTHING:
                yield -bound, word, 0, None

    def _all_words(self, candidates: Candidates) -> list[_QueueItem]:
        """The words of the body that can weigh anything, with what they can weigh."""
        worth = self._glossary.worth
        items: list[_QueueItem] = []
        for word, count in candidates.body.items():
            if worth[word]:
                bound = worth[word] * log2(1 + count)
                items.append((-bound, word, 0, None))
        return items

    def _best_first(
        self, queue: list[_QueueItem], candidates: Candidates
    ) -> Iterator[tuple[float, Candidate]]:
        """Take the heaviest off the queue, which is used up.

        A word becomes a candidate only when it is the first: of most words it is enough to know
        that they weigh no more than others.
        """
        heapify(queue)
        while queue:
            weight, word, _number, candidate = heappop(queue)
            if candidate:
                yield -weight, candidate
                continue
            candidate = candidates.word(word)
            if candidate:
                weight = self.weight(candidate)
                heappush(queue, (-weight, word, 0, candidate))

    def weight(self, candidate: Candidate) -> float:
        worth = sum(_worth_by_field(candidate))
        rarity, trust, spread, early, learned = self._factors(candidate)
        return worth * rarity * trust * spread * early * learned

    def evidence(self, candidate: Candidate) -> Evidence:
        worths = _worth_by_field(candidate)
        total = sum(worths)
        evidence = Evidence(where={}, shares={}, factors={})
        for field, count, worth in zip(FIELDS, candidate.counts, worths, strict=True):
            if count:
                evidence["where"][field] = count
            if worth:
                evidence["shares"][field] = _rounded(worth / total)
        for name, value in zip(_FACTORS, self._factors(candidate), strict=True):
            if name != "learned" or value != 1:
                evidence["factors"][name] = _rounded(value)
        return evidence

    def _factors(self, candidate: Candidate) -> tuple[float, float, float, float, float]:
        """In the order of `_FACTORS`."""
        trust = self._glossary.trust(candidate.flag) * _trust(candidate)
        share = 2 * candidate.parts / self._parts
        spread = 0.75 + 0.25 * min(1.0, share)
        early = self._early[candidate.first]
        learned = 1.0
        if self._vocabulary.weights:
            learned = self._learned(candidate)
        return candidate.rarity, trust, spread, early, learned

    def _learned(self, candidate: Candidate) -> float:
        """The factor that was learned for its tag; 1 where there is none."""
        name = _tag_name(candidate, self._vocabulary, self._glossary.lexicon)
        name = name or candidate.name
        key = name.casefold()
        return self._vocabulary.weights.get(key, 1.0)


def _worth_by_field(candidate: Candidate) -> tuple[float, float, float, float]:
    """What it is worth that it stands in each field."""
    title, kicker, subheading, body = candidate.counts
    return (
        _TITLE_WORTH if title else 0.0,
        _KICKER_WORTH if kicker else 0.0,
        _SUBHEADING_WORTH if subheading else 0.0,
        log2(1 + body),
    )


def _rounded(value: float) -> float:
    """To a hundredth; three times as fast as `round`, and as good for what is only shown."""
    hundredths = int(100 * value + 0.5)
    return hundredths / 100


def _trust(candidate: Candidate) -> float:
    """How likely it is to be what the article is about, by where it stands."""
    if not candidate.leads:
        if candidate.kind is TagKind.PERSON:
            return _PERSON_IN_BODY
        return _BODY_ONLY
    if candidate.counts[BODY]:
        return 1.0
    if candidate.flag in VERB_FLAGS:
        return _VERB_IN_TITLE
    return _TITLE_ONLY


def _name_by_vocabulary(
    weighted: Iterable[tuple[float, Candidate]], vocabulary: Vocabulary, lexicon: Lexicon
) -> Iterator[tuple[float, Candidate]]:
    """Give the candidates the names of the vocabulary, without what is blocked, each name once."""
    names = {""}
    for weight, candidate in weighted:
        name = _tag_name(candidate, vocabulary, lexicon)
        candidate.name = name
        if name not in names:
            names.add(name)
            yield weight, candidate


def _tag_name(candidate: Candidate, vocabulary: Vocabulary, lexicon: Lexicon) -> str:
    """The name of its tag, empty where it must not become a tag."""
    name = candidate.name
    if candidate.kind is TagKind.PLACE:
        name = _place_name(candidate, lexicon)
    return vocabulary.name(name)


def _place_name(candidate: Candidate, lexicon: Lexicon) -> str:
    """One name for a place in all articles.

    A city goes by its short name, a district or county by its full one.
    """
    name = candidate.name
    # A short name that is a word besides may mean something else: 太湖 is no county.
    if candidate.flag in PERSON_FLAGS:
        name = lexicon.counties.get(name, name)
    return lexicon.cities.get(name, name)


def _without_repetitions(
    weighted: Iterable[tuple[float, Candidate]],
) -> Iterator[tuple[float, Candidate]]:
    """Leave out what a better one says already: 株洲市 beside 株洲, 服务体系 beside 志愿服务体系."""
    better: list[Candidate] = []
    for weight, candidate in weighted:
        if not _is_repeated(candidate, better):
            better.append(candidate)
            yield weight, candidate


def _is_repeated(candidate: Candidate, better_candidates: Iterable[Candidate]) -> bool:
    return any(_says_the_same(candidate, better) for better in better_candidates)


def _says_the_same(candidate: Candidate, better: Candidate) -> bool:
    is_place = candidate.kind is TagKind.PLACE
    is_better_place = better.kind is TagKind.PLACE
    # 炎陵 beside 炎陵县, even where it may also be something else.
    if (is_place or is_better_place) and short_name(better.name) == candidate.name:
        return True
    if is_place and is_better_place:
        return candidate.name == better.name or short_name(candidate.name) == better.name
    if candidate.name in better.name or better.name in candidate.name:
        return candidate.count < 1.5 * better.count
    return False


def _select(weighted: Iterable[tuple[float, Candidate]]) -> Iterator[tuple[float, Candidate]]:
    """Those that are worth being tags, with their scores."""
    best = 0.0
    for number, (weight, candidate) in enumerate(weighted):
        best = best or weight
        score = 1 - exp(-weight / _SCALE)
        if number and score < WORTH_NOTHING:
            return
        if number >= FEWEST and not _is_worth_beside(best, weight, score):
            return
        if number >= MOST:
            return
        yield round(score, 3), candidate


def _is_worth_beside(best: float, weight: float, score: float) -> bool:
    """Whether a tag beyond the fewest is worth having beside one of the best weight."""
    if score < WORTH_AT_ALL:
        return False
    return weight >= WORTH_BESIDE_BEST * best
