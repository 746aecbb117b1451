"""What could be a tag of a text: words, names and repeated terms, and where they stand.

No Django.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from operator import add

from articles.tagging.annotated_text import (
    BODY,
    BYLINE,
    EVENT,
    FIELDS,
    KICKER,
    PERSON,
    TITLE,
    AnnotatedText,
    NameMentions,
)
from articles.tagging.places import PLACE
from articles.tagging.word_classes import (
    SIGNIFICANT,
    TERM_HEAD,
    TERM_TAIL,
    Glossary,
    TagKind,
    bytes_with_role,
    role_table,
)

_LONGEST_TERM = 10  # characters
_KINDS = {PLACE: TagKind.PLACE, PERSON: TagKind.PERSON, EVENT: TagKind.EVENT}
_SIGNIFICANT_TABLE = role_table(SIGNIFICANT)
# After one of these a verb goes on: 开始改变战局.
_AUXILIARIES = frozenset(
    {"可以", "能够", "应该", "应当", "必须", "需要", "不能", "不会", "可能", "开始", "继续", "愿意"}
)
_PAIR = re.compile(bytes_with_role(TERM_HEAD) + b"(?=" + bytes_with_role(TERM_TAIL) + b")")


@dataclass(slots=True)
class Candidate:
    """A possible tag: its `counts` by field, its number of `parts`, and the `first` of these."""

    name: str
    flag: str  # of its last word
    kind: TagKind
    rarity: float
    counts: list[int]
    parts: int
    first: int

    @property
    def count(self) -> int:
        return sum(self.counts)

    @property
    def leads(self) -> bool:
        """Whether it stands in the title or above it."""
        return any(self.counts[: KICKER + 1])


@dataclass(slots=True)
class RepeatedTerm:
    """Words that come again in this order, with the part of the text of each time."""

    words: tuple[str, ...]
    parts: list[int]
    counts: list[int]  # by field

    @property
    def name(self) -> str:
        return "".join(self.words)


class Candidates:
    """The possible tags of a text.

    `prominent` are the names, the terms and the words of headlines. All other words are dozens and
    hardly ever a tag: `body` has their counts, and `word` makes a candidate of one.
    """

    def __init__(self, annotated: AnnotatedText, glossary: Glossary) -> None:
        self._annotated = annotated
        self._glossary = glossary
        is_significant = annotated.roles.translate(_SIGNIFICANT_TABLE)
        significant = list(compress(annotated.words, is_significant))
        words_before = [is_significant.count(1, 0, start) for start in annotated.word_starts]
        self._parts = [significant[start:stop] for start, stop in pairwise(words_before)]
        counts = Counter(significant)
        terms = _TermFinder(annotated, counts, glossary).terms()
        self._inside_terms = _count_inside(terms)
        self._headlines = self._count_headlines(counts)
        self._keep_body(counts)
        self.body = counts
        self.prominent = [
            *self._name_candidates(),
            *self._term_candidates(terms),
            *self._headline_candidates(),
        ]

    def word(self, word: str) -> Candidate | None:
        """The word as a candidate; None where too little is left of it outside the terms."""
        facts = self._glossary.facts[word]
        counts = self._headlines.get(word)
        if counts is None:
            counts = [0, 0, 0, self.body[word]]
        if sum(counts) <= facts.must_repeat:
            return None
        if facts.in_headlines_only and not counts[TITLE] and not counts[KICKER]:
            return None
        parts = [number for number, words in enumerate(self._parts) if word in words]
        return Candidate(
            name=word,
            flag=facts.flag,
            kind=facts.kind,
            rarity=facts.rarity,
            counts=counts,
            parts=len(parts),
            first=parts[0],
        )

    def _count_headlines(self, counts: Counter[str]) -> dict[str, list[int]]:
        """How often each word of the headlines stands in each field, outside the terms."""
        facts = self._glossary.facts
        words_by_field: dict[str, list[int]] = {}
        for where, words in zip(self._annotated.fields, self._parts, strict=True):
            if where == BODY:
                break
            for word in words:
                if word in words_by_field:
                    words_by_field[word][where] += 1
                elif facts[word].rarity:
                    words_by_field[word] = [0] * len(FIELDS)
                    words_by_field[word][where] = 1
        for word, by_field in words_by_field.items():
            by_field[BODY] = counts[word] - sum(by_field)
            if word in self._inside_terms:
                inside = self._inside_terms[word]
                words_by_field[word] = _subtract(by_field, inside)
        return words_by_field

    def _keep_body(self, counts: Counter[str]) -> None:
        """Leave of the counts those of words of the body alone, outside the terms."""
        for word in self._headlines:
            del counts[word]
        for word, inside in self._inside_terms.items():
            if word in counts:
                rest = counts[word] - inside[BODY]
                counts[word] = max(0, rest)

    def _name_candidates(self) -> list[Candidate]:
        """The names of the text that may be tags; those of the byline may not."""
        candidates: list[Candidate] = []
        for name, mentions in self._annotated.names.items():
            if mentions.flag == BYLINE:
                continue
            if self._glossary.may_be_name(name):
                candidate = self._build_name(name, mentions)
                candidates.append(candidate)
        return candidates

    def _build_name(self, name: str, mentions: NameMentions) -> Candidate:
        kind = _KINDS.get(mentions.flag)
        if kind is None:
            kind = self._glossary.kind(name, mentions.flag)
        return Candidate(
            name=name,
            flag=mentions.flag,
            kind=kind,
            rarity=self._glossary.rarity(name),
            counts=_count_fields(mentions.parts, self._annotated),
            parts=len(set(mentions.parts)),
            first=mentions.parts[0],
        )

    def _term_candidates(self, terms: Iterable[RepeatedTerm]) -> list[Candidate]:
        """The terms that stand anywhere outside longer terms."""
        candidates: list[Candidate] = []
        for term in terms:
            if any(term.counts) and self._glossary.may_be_name(term.name):
                candidate = self._build_term(term)
                candidates.append(candidate)
        return candidates

    def _build_term(self, term: RepeatedTerm) -> Candidate:
        *_others, last_word = term.words
        flag = self._glossary.facts[last_word].flag
        return Candidate(
            name=term.name,
            flag=flag,
            kind=self._glossary.kind(term.name, flag),
            rarity=self._glossary.rarity(*term.words),
            counts=term.counts,
            parts=len(set(term.parts)),
            first=term.parts[0],
        )

    def _headline_candidates(self) -> list[Candidate]:
        candidates = map(self.word, self._headlines)
        return [candidate for candidate in candidates if candidate is not None]


def _count_fields(parts: Iterable[int], annotated: AnnotatedText) -> list[int]:
    """How many of these parts of the text are of each field."""
    counts = [0] * len(FIELDS)
    for part in parts:
        field = annotated.fields[part]
        counts[field] += 1
    return counts


class _TermFinder:
    """Finds the terms of several words in a text."""

    def __init__(self, annotated: AnnotatedText, counts: Counter[str], glossary: Glossary) -> None:
        self._annotated = annotated
        self._counts = counts
        self._facts = glossary.facts

    def terms(self) -> list[RepeatedTerm]:
        """Every repeated sequence of three or two words that is a term, the longest first."""
        terms: list[RepeatedTerm] = []
        for words, starts in self._repeated_sequences():
            if len(starts) > 1 and self._is_term(words, starts):
                term = self._build_term(words, starts)
                terms.append(term)
        return terms

    def _repeated_sequences(self) -> list[tuple[tuple[str, ...], list[int]]]:
        """Sequences of three words, then of two that are repeated, with where each begins."""
        words = self._annotated.words
        roles = self._annotated.roles
        starts = [match.start() for match in _PAIR.finditer(roles)]
        pairs = [(words[start], words[start + 1]) for start in starts]
        counts = Counter(pairs)
        triples: dict[tuple[str, ...], list[int]] = defaultdict(list)
        repeated: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for start, pair in zip(starts, pairs, strict=True):
            if counts[pair] < 2:
                continue
            repeated[pair].append(start)
            if start and roles[start - 1] & TERM_HEAD:
                triple = (words[start - 1], *pair)
                triples[triple].append(start - 1)
        return [*triples.items(), *repeated.items()]

    def _build_term(self, words: tuple[str, ...], starts: Iterable[int]) -> RepeatedTerm:
        part_starts = self._annotated.word_starts
        parts = [bisect_right(part_starts, start) - 1 for start in starts]
        counts = _count_fields(parts, self._annotated)
        return RepeatedTerm(words, parts, counts)

    def _is_term(self, words: Sequence[str], starts: Sequence[int]) -> bool:
        """Whether repeated words are a term: they come mostly together, in changing company."""
        if not self._may_be_term(words):
            return False
        times = len(starts)
        counts = [self._counts[word] for word in words]
        if self._facts[words[0]].flag == "v":
            things = self._count_things(starts)
            if not things:
                return False
            if things == times == min(counts):
                return True
        if times == max(counts):
            return True
        if times == 2 or 2 * times < min(counts):
            return False
        return self._changes_company(starts, len(words))

    def _may_be_term(self, words: Sequence[str]) -> bool:
        """Whether the words are short enough, with no more than one verb, and that in two words."""
        length = sum(map(len, words))
        if length > _LONGEST_TERM:
            return False
        flags = [self._facts[word].flag for word in words]
        verbs = flags.count("v")
        if not verbs:
            return True
        return verbs == 1 and len(words) == 2

    def _count_things(self, starts: Iterable[int]) -> int:
        things = filter(self._stands_for_a_thing, starts)
        return len(list(things))

    def _stands_for_a_thing(self, start: int) -> bool:
        """Whether the words there, the first a verb, stand where a thing does.

        制造名城 does so after 实现, but not 改变战局 after 未.
        """
        before = self._annotated.words[start - 1] if start else ""
        flag = self._facts[before].flag
        if flag in {"uj", "q"}:
            return True
        if flag != "v" or len(before) < 2:
            return False
        return before not in _AUXILIARIES

    def _changes_company(self, starts: Iterable[int], length: int) -> bool:
        """Whether different words stand before it, and behind it.

        A sequence that never stands without one neighbour is a piece of a longer term, or of a
        repeated sentence.
        """
        words_before = [start - 1 for start in starts]
        if not self._differ(words_before):
            return False
        words_behind = [start + length for start in starts]
        return self._differ(words_behind)

    def _differ(self, numbers: Iterable[int]) -> bool:
        """Whether the words of these numbers differ; a border counts as another word each time."""
        words = self._annotated.words
        roles = self._annotated.roles
        different: set[str | int] = set()
        for number in numbers:
            is_word = 0 <= number < len(words) and roles[number]
            different.add(words[number] if is_word else number)
        return len(different) > 1


def _count_inside(terms: Iterable[RepeatedTerm]) -> dict[str, list[int]]:
    """How often each word stands inside the terms, which come longest first, by field.

    Inside a longer term a shorter term does not count, and is subtracted.
    """
    terms_by_words = {term.words: term for term in terms}
    counts: dict[str, list[int]] = {}
    for term in terms_by_words.values():
        for words in _shorter_sequences(term.words):
            shorter = terms_by_words.get(words)
            if shorter:
                shorter.counts = _subtract(shorter.counts, term.counts)
        for word in term.words:
            before = counts.get(word, [0] * len(FIELDS))
            sums = map(add, before, term.counts)
            counts[word] = list(sums)
    return counts


def _shorter_sequences(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The sequences of two words and more inside these words."""
    sequences: list[tuple[str, ...]] = []
    for length in range(2, len(words)):
        last_start = len(words) - length
        for start in range(last_start + 1):
            stop = start + length
            sequence = words[start:stop]
            sequences.append(sequence)
    return sequences


def _subtract(counts: Iterable[int], others: Iterable[int]) -> list[int]:
    """The differences, but nothing below 0."""
    pairs = zip(counts, others, strict=True)
    return [max(0, count - other) for count, other in pairs]
