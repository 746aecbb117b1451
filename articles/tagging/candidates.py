"""What could be a tag of a text: words, names and repeated terms, with where they stand. No Django."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
    Name,
    Reading,
)
from articles.tagging.places import PLACE
from articles.tagging.word_classes import HEAD, TAIL, TELLING, Glossary, Kind, playing, table

_LONGEST_TERM = 10
_KINDS = {PLACE: Kind.PLACE, PERSON: Kind.PERSON, EVENT: Kind.EVENT}
_TELLING = table(TELLING)
# After these a verb goes on: 开始改变战局.
_AUXILIARIES = frozenset(
    {"可以", "能够", "应该", "应当", "必须", "需要", "不能", "不会", "可能", "开始", "继续", "愿意"}
)
_PAIR = re.compile(playing(HEAD) + b"(?=" + playing(TAIL) + b")")


@dataclass(slots=True)
class Candidate:
    """A possible tag: `counts` by field, in how many `parts` of the text, and the `first` of them."""

    name: str
    flag: str  # of its last word
    kind: Kind
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
class Term:
    """Words that come again in this order, with the part of the text they stand in each time."""

    words: tuple[str, ...]
    parts: list[int]
    counts: list[int]


class Candidates:
    """The possible tags of a text. `prominent` are the names, the terms and the words of headlines. Of all other
    words, dozens and hardly ever a tag, `body` has the count; `word` makes a candidate of one."""

    def __init__(self, reading: Reading, glossary: Glossary) -> None:
        self._reading = reading
        self._glossary = glossary
        is_telling = reading.roles.translate(_TELLING)
        telling = list(compress(reading.words, is_telling))
        before = [is_telling.count(1, 0, start) for start in reading.starts]
        self._parts = [telling[start:stop] for start, stop in pairwise(before)]
        counts = Counter(telling)
        terms = list(_terms(reading, counts, glossary))
        self._inside = _count_apart(terms)
        self._headlines = self._count_headlines(counts)
        for word in self._headlines:
            counts.pop(word, None)
        for word, inside in self._inside.items():
            if word in counts:
                counts[word] = max(0, counts[word] - inside[BODY])
        self.body = counts
        self.prominent = [
            *(
                self._named(name, found)
                for name, found in reading.names.items()
                if self._may_be_tag(name, found)
            ),
            *(
                self._term(term)
                for term in terms
                if any(term.counts) and glossary.may_be_name("".join(term.words))
            ),
            *(candidate for word in self._headlines if (candidate := self.word(word))),
        ]

    def word(self, word: str) -> Candidate | None:
        """The word as a candidate; None where too little is left of it outside the terms."""
        known = self._glossary.known[word]
        counts = self._headlines.get(word) or [0, 0, 0, self.body[word]]
        if sum(counts) <= known.must_repeat or (
            known.in_headlines_only and not (counts[TITLE] or counts[KICKER])
        ):
            return None
        parts = [number for number, words in enumerate(self._parts) if word in words]
        return Candidate(word, known.flag, known.kind, known.rarity, counts, len(parts), parts[0])

    def _count_headlines(self, counts: Counter[str]) -> dict[str, list[int]]:
        """How often each word of title, kicker and subheadings stands where, outside the terms."""
        reading, known = self._reading, self._glossary.known
        rows: dict[str, list[int]] = {}
        for where, words in zip(reading.fields, self._parts, strict=True):
            if where == BODY:
                break
            for word in words:
                if word in rows:
                    rows[word][where] += 1
                elif known[word].rarity:
                    rows[word] = [0] * len(FIELDS)
                    rows[word][where] = 1
        for word, row in rows.items():
            row[BODY] = counts[word] - sum(row)
            if word in self._inside:
                rows[word] = _less(row, self._inside[word])
        return rows

    def _may_be_tag(self, name: str, found: Name) -> bool:
        return found.flag != BYLINE and self._glossary.may_be_name(name)

    def _named(self, name: str, found: Name) -> Candidate:
        kind = _KINDS.get(found.flag) or self._glossary.kind(name, found.flag)
        counts = _count_fields(found.parts, self._reading)
        return Candidate(
            name,
            found.flag,
            kind,
            self._glossary.rarity(name),
            counts,
            len(set(found.parts)),
            found.parts[0],
        )

    def _term(self, term: Term) -> Candidate:
        name, flag = "".join(term.words), self._glossary.known[term.words[-1]].flag
        kind, rarity = self._glossary.kind(name, flag), self._glossary.rarity(*term.words)
        return Candidate(name, flag, kind, rarity, term.counts, len(set(term.parts)), term.parts[0])


def _count_fields(parts: Iterable[int], reading: Reading) -> list[int]:
    counts = [0] * len(FIELDS)
    for part in parts:
        counts[reading.fields[part]] += 1
    return counts


def _terms(reading: Reading, counts: Counter[str], glossary: Glossary) -> Iterator[Term]:
    """Every row of three or two words that comes again and is a term, the longest first."""
    words, roles = reading.words, reading.roles
    starts = [found.start() for found in _PAIR.finditer(roles)]
    pairs = [(words[at], words[at + 1]) for at in starts]
    again = {pair for pair, count in Counter(pairs).items() if count > 1}
    repeated: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    longer: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, pair in zip(starts, pairs, strict=True):
        if pair in again:
            repeated[pair].append(at)
            if at and roles[at - 1] & HEAD:
                longer[words[at - 1], *pair].append(at - 1)
    for row, places in (*longer.items(), *repeated.items()):
        if len(places) > 1 and _holds_together(row, places, reading, counts, glossary):
            parts = [bisect_right(reading.starts, at) - 1 for at in places]
            yield Term(row, parts, _count_fields(parts, reading))


def _holds_together(
    row: Sequence[str],
    places: Sequence[int],
    reading: Reading,
    counts: Counter[str],
    glossary: Glossary,
) -> bool:
    """Whether a row of words is a term: it comes again, and its words come mostly in it."""
    times, single = len(places), [counts[word] for word in row]
    verbs = sum(glossary.known[word].flag == "v" for word in row)
    if (verbs and (verbs > 1 or len(row) > 2)) or sum(map(len, row)) > _LONGEST_TERM:
        return False
    if glossary.known[row[0]].flag == "v":
        as_things = sum(_stands_for_a_thing(reading, at, glossary) for at in places)
        if not as_things or as_things == times == min(single):
            return bool(as_things)
    if times < max(single) and (times == 2 or 2 * times < min(single)):
        return False
    # A row that never stands without one neighbour is a piece of a longer one, or of a repeated sentence.
    return times == max(single) or (
        _has_neighbours(reading, [at - 1 for at in places])
        and _has_neighbours(reading, [at + len(row) for at in places])
    )


def _stands_for_a_thing(reading: Reading, at: int, glossary: Glossary) -> bool:
    """Whether the words there, the first a verb, stand where a thing does: 制造名城 after 实现, but not 未改变战局."""
    before = reading.words[at - 1] if at else ""
    flag = glossary.known[before].flag
    return flag in {"uj", "q"} or (flag == "v" and len(before) > 1 and before not in _AUXILIARIES)


def _has_neighbours(reading: Reading, at: Iterable[int]) -> bool:
    """Whether more than one thing stands there; a border counts anew each time."""
    words, roles = reading.words, reading.roles
    return len({words[n] if 0 <= n < len(words) and roles[n] else n for n in at}) > 1


def _count_apart(terms: Iterable[Term]) -> dict[str, list[int]]:
    """How often each word stands inside the terms, which come longest first: there it does not count."""
    found = {term.words: term for term in terms}
    inside: dict[str, list[int]] = {}
    for term in found.values():
        for length in range(2, len(term.words)):
            for start in range(len(term.words) - length + 1):
                shorter = found.get(term.words[start : start + length])
                if shorter:
                    shorter.counts = _less(shorter.counts, term.counts)
        for word in term.words:
            row = inside.setdefault(word, [0] * len(FIELDS))
            row[:] = map(add, row, term.counts)
    return inside


def _less(counts: Iterable[int], others: Iterable[int]) -> list[int]:
    return [max(0, count - other) for count, other in zip(counts, others, strict=True)]
