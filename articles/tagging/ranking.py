"""Which candidates are worth being tags, best first. No Django.

A candidate's weight is how rare it is among documents times how much the article makes of it:
where it stands (title, kicker, subheading), how often in the body, and over how much of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypedDict

from articles.tagging.candidates import Candidate, Field, Kind, Text, collect
from articles.tagging.lexicon import Lexicon, Vocabulary, short_name
from articles.tagging.segmenter import Segmenter

ANY_WORD = Vocabulary()

FEWEST, MOST = 3, 8
# Beyond the fewest, a tag needs this part of the best one's weight, and this score.
WORTH_BESIDE_BEST = 0.5
WORTH_AT_ALL = 0.2
# Less than this is given only where there is nothing better.
WORTH_NOTHING = 0.15

_PLACE_WEIGHTS = {Field.TITLE: 2.5, Field.KICKER: 1.5, Field.SUBHEADING: 1.0}
_VERB_FLAGS = frozenset({"v", "a", "z"})
# By part of speech: `s` is 山里, the empty one is what the dictionary does not know.
_WORD_TRUST = {**dict.fromkeys(_VERB_FLAGS, 0.6), "s": 0.6, "": 0.8}
# A weight of this size is a score of 0.63; twice as much 0.86.
_SCALE = 40
_HIGHEST_IDF = 12.0  # rarer words are mostly misprints


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


def rank(text: Text, segmenter: Segmenter, lexicon: Lexicon, vocabulary: Vocabulary = ANY_WORD) -> list[RankedTag]:
    """The tags worth having, best first: none for a text without words, at most `MOST`."""
    parts = _parts(text)
    return [
        RankedTag(candidate.text, score, candidate.kind, _evidence(candidate, parts, segmenter, vocabulary))
        for score, candidate in _worth_having(_fold(_weighed(text, segmenter, lexicon, vocabulary)))
    ]


def weigh(text: Text, segmenter: Segmenter, lexicon: Lexicon, vocabulary: Vocabulary = ANY_WORD) -> dict[str, float]:
    """Every possible tag under its name in the vocabulary, given or not, with its weight; heaviest first."""
    return {candidate.text: weight for weight, candidate in _weighed(text, segmenter, lexicon, vocabulary)}


def _weighed(
    text: Text, segmenter: Segmenter, lexicon: Lexicon, vocabulary: Vocabulary
) -> Iterator[tuple[float, Candidate]]:
    parts = _parts(text)
    weighted = [
        (_weight(candidate, parts, segmenter, vocabulary), candidate) for candidate in collect(text, segmenter, lexicon)
    ]
    weighted.sort(key=lambda pair: (-pair[0], pair[1].text))
    return _named(weighted, vocabulary)


def _parts(text: Text) -> int:
    return sum(1 for _field, source in text.parts() if source)


def _weight(candidate: Candidate, parts: int, segmenter: Segmenter, vocabulary: Vocabulary) -> float:
    return sum(_stands(candidate).values()) * math.prod(_factors(candidate, parts, segmenter, vocabulary).values())


def _stands(candidate: Candidate) -> dict[Field, float]:
    """What each field it stands in is worth."""
    stands = {field: weight for field, weight in _PLACE_WEIGHTS.items() if candidate.counts[field]}
    stands[Field.BODY] = math.log2(1 + candidate.counts[Field.BODY])
    return stands


def _factors(candidate: Candidate, parts: int, segmenter: Segmenter, vocabulary: Vocabulary) -> dict[str, float]:
    learned = vocabulary.weights.get((vocabulary.name(candidate.text) or candidate.text).casefold())
    return {
        "rarity": _rarity(candidate, segmenter),
        "trust": _trust(candidate),
        "spread": 0.75 + 0.25 * min(1.0, 2 * len(candidate.parts) / parts),
        "early": 1 - 0.25 * candidate.first,
        **({} if learned is None else {"learned": learned}),
    }


def _evidence(candidate: Candidate, parts: int, segmenter: Segmenter, vocabulary: Vocabulary) -> Evidence:
    stands = _stands(candidate)
    total = sum(stands.values())
    return Evidence(
        where={str(field): count for field, count in candidate.counts.items() if count},
        shares={str(field): round(worth / total, 2) for field, worth in stands.items() if worth},
        factors={name: round(value, 2) for name, value in _factors(candidate, parts, segmenter, vocabulary).items()},
    )


def _rarity(candidate: Candidate, segmenter: Segmenter) -> float:
    idf = segmenter.idf(candidate.text)
    if idf is None:
        known = [idf for word in candidate.words if (idf := segmenter.idf(word.text)) is not None]
        # A term is at least as rare as its rarest word; a little less is claimed, or every term would win.
        idf = 0.9 * max(known, default=segmenter.usual_idf)
    return min(idf, _HIGHEST_IDF)


def _trust(candidate: Candidate) -> float:
    """How likely such a word is to be what an article is about, by where it stands and what it is."""
    flag = candidate.words[-1].flag
    trust = _WORD_TRUST.get(flag, 1.0)
    if not candidate.leads:
        return trust * (0.3 if candidate.kind is Kind.PERSON else 0.7)
    if not candidate.counts[Field.BODY]:  # a figure of speech, the more so if it is a verb
        return trust * (0.5 if flag in _VERB_FLAGS else 0.85)
    return trust


def _named(weighted: Iterable[tuple[float, Candidate]], vocabulary: Vocabulary) -> Iterator[tuple[float, Candidate]]:
    """Under the names of the vocabulary, each once, and without what it never gives."""
    given = {""}
    for weight, candidate in weighted:
        candidate.text = vocabulary.name(candidate.text)
        if candidate.text not in given:
            given.add(candidate.text)
            yield weight, candidate


def _fold(weighted: Iterable[tuple[float, Candidate]]) -> Iterator[tuple[float, Candidate]]:
    """Leave out what a better one says already: 株洲市 beside 株洲, 服务体系 beside 志愿服务体系."""
    kept: list[Candidate] = []
    for weight, candidate in weighted:
        if not any(_is_repeated(candidate, better) for better in kept):
            kept.append(candidate)
            yield weight, candidate


def _is_repeated(candidate: Candidate, better: Candidate) -> bool:
    if Kind.PLACE in (candidate.kind, better.kind) and short_name(better.text) == candidate.text:
        return True  # 炎陵 beside 炎陵县, even where it may also be something else
    if candidate.kind is Kind.PLACE and better.kind is Kind.PLACE:
        return candidate.text == better.text or short_name(candidate.text) == better.text
    nested = candidate.text in better.text or better.text in candidate.text
    return nested and candidate.count < 1.5 * better.count


def _worth_having(weighted: Iterable[tuple[float, Candidate]]) -> Iterator[tuple[float, Candidate]]:
    """Those to be given as tags, with their scores."""
    best = 0.0
    for number, (weight, candidate) in enumerate(weighted):
        best = best or weight
        score = 1 - math.exp(-weight / _SCALE)
        if number >= FEWEST and (weight < WORTH_BESIDE_BEST * best or score < WORTH_AT_ALL):
            return
        if number >= MOST or (number and score < WORTH_NOTHING):
            return
        yield round(score, 3), candidate
