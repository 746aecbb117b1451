"""A text as the ranker reads it: its words in order, and the names in it, which no cut goes through. No Django."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from articles.tagging.places import (
    LONGEST_WORDS,
    PLACE,
    Word,
    find_places,
    known_places,
    short_forms,
)
from articles.tagging.word_classes import (
    GIVEN,
    KNOWN_END,
    NEW_END,
    SURNAME,
    TAKEN,
    WORD,
    Glossary,
    playing,
)

# Where a part of a text stands, most telling first.
FIELDS = ("title", "kicker", "subheading", "body")
TITLE, KICKER, SUBHEADING, BODY = range(4)

# What an article is about stands in so many characters; what comes after is not looked at.
ENOUGH = 20_000

PERSON = "person"
BYLINE = "byline"
QUOTED = "quoted"
EVENT = "event"

# All but these may be written in another way, as wide letters are.
_UNUSUAL = re.compile(
    "[^\x01-\x0c\x0e-\x7f·—‘’“”…\u3000-\u3029\u3400-\u9fff\uff01\uff05\uff06\uff08\uff09\uff0c\uff1a\uff1b\uff1f\uff5e]"
)
_NAME = re.compile(playing(SURNAME) + b"(?=" + playing(GIVEN) + b")")
_KNOWN_END = re.compile(playing(KNOWN_END))
_NEW_END = re.compile(playing(NEW_END))
# 第三届云江灯会, “清河行动”, “护苗”专项行动: the name without its number and its quotation marks.
_EVENT = re.compile(
    r"第[\d〇一二三四五六七八九十百]{1,4}届([\u4e00-\u9fff]{2,14}?(?:节|展|赛|杯|论坛|马拉松|(?<!代表)大会"
    r"|(?:运动|博览|展览|交易|洽谈|展销|音乐|灯|庙|年|峰)会))"
    r"|[“\"「]([\u4e00-\u9fffA-Za-z0-9]{2,10}行动)[”\"」]"
    r"|[“\"「]([\u4e00-\u9fffA-Za-z0-9]{2,10})[”\"」](?=(?:专项|集中|系列)?(?:整治)?行动)"
)
_QUOTED = re.compile(r"《([^《》\s]{2,12})》|[“\"]([\u4e00-\u9fffA-Za-z0-9]{3,8})[”\"]")


@dataclass(frozen=True, slots=True)
class Text:
    """An article as the ranker gets it: without credits, captions and markup."""

    title: str
    kicker: str = ""
    subheadings: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    not_tags: frozenset[str] = frozenset()  # names of the byline
    column: str = ""  # without the number of the piece

    def parts(self) -> Iterator[tuple[int, str]]:
        yield TITLE, self.title
        yield KICKER, self.kicker
        for subheading in self.subheadings:
            yield SUBHEADING, subheading
        for paragraph in self.paragraphs:
            yield BODY, paragraph


@dataclass(slots=True)
class Name:
    """A name that was found, with the parts of the text it stands in, once for each time."""

    flag: str
    parts: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """`roles` has a byte for each word. Part `n` of the text is of field `fields[n]`, begins at character
    `begins[n]` and at word `starts[n]`; each of these lists ends with what follows the last part."""

    text: str
    fields: list[int]
    begins: list[int]
    words: list[str]
    roles: bytes
    starts: list[int] = field(default_factory=list)
    names: dict[str, Name] = field(default_factory=dict)


def read(text: Text, glossary: Glossary) -> Reading:
    """The text cut into words; places, persons, quoted names and the byline's names are taken out of them."""
    fields, sources = _sources(text)
    joined = "\n".join(sources)
    begins = [0, *accumulate(len(source) + 1 for source in sources)]
    words = glossary.segmenter.cut(joined)
    reading = Reading(joined, fields, begins, words, bytes(map(glossary.roles.__getitem__, words)))
    _take_names(reading, _names(reading, text.not_tags, glossary))
    reading.starts = _starts(reading)
    return reading


def _sources(text: Text) -> tuple[list[int], list[str]]:
    """The fields and the parts of the text that are not empty, no more than `ENOUGH` of them, each in one line."""
    parts = [part for part in text.parts() if part[1]]
    fields, sources = [where for where, _source in parts], [source for _where, source in parts]
    joined = "\n".join(sources)
    if (
        len(joined) > ENOUGH
        or _UNUSUAL.search(joined)
        or joined.count("\n") >= max(1, len(sources))
    ):
        sources = list(_plain(sources))
    return fields[: len(sources)], sources


def _plain(sources: Iterable[str]) -> Iterator[str]:
    room = ENOUGH
    for source in sources:
        if room > 0:
            # A half of a surrogate pair is no character.
            plain = unicodedata.normalize("NFKC", source[:room]).encode(errors="replace").decode()
            room -= len(plain)
            yield " ".join(plain.replace(TAKEN, " ").splitlines())


def _starts(reading: Reading) -> list[int]:
    """The word each part begins with: the line breaks stand between them, and nowhere else."""
    starts = [0][: len(reading.fields)]
    for _part in reading.fields[1:]:
        starts.append(reading.words.index("\n", starts[-1]) + 1)
    return [*starts, len(reading.words) + 1]


def _names(reading: Reading, byline: Iterable[str], glossary: Glossary) -> dict[str, str]:
    """Every name in the text, with its flag; the later ones of one name count."""
    names = dict.fromkeys(_quoted(reading.text), QUOTED)
    names |= dict.fromkeys(_persons(reading), PERSON)
    names |= dict.fromkeys(_events(reading.text), EVENT)
    places = find_places(_runs_with_places(reading, glossary), glossary.lexicon)
    known_ends = [end.start() for end in _KNOWN_END.finditer(reading.roles)]
    places.update(known_places(reading.words, known_ends, glossary.lexicon))
    if places:
        names |= dict.fromkeys(places | short_forms(places, glossary.segmenter), PLACE)
    return names | {name: BYLINE for name in byline if name and name in reading.text}


def _quoted(text: str) -> Iterator[str]:
    """Titles of works, and what stands in quotation marks and comes again."""
    if "《" in text or "“" in text or '"' in text:
        # Each once: a text of nothing else has thousands, and counting goes through all of it.
        for title, quoted in dict.fromkeys(_QUOTED.findall(text)):
            if title or text.count(quoted) > 1:
                yield title or quoted


def _events(text: str) -> Iterator[str]:
    if "届" in text or "行动" in text:
        yield from (found.group(found.lastindex or 0) for found in _EVENT.finditer(text))


def _persons(reading: Reading) -> Iterator[str]:
    """Names that were cut: 龚 and 琳娜, 欧阳 and 青禾, 阿依古丽·买买提."""
    words = reading.words
    for found in _NAME.finditer(reading.roles):
        yield words[found.start()] + words[found.start() + 1]
    if "·" in reading.text:
        for first, dot, second in zip(words, words[1:], words[2:], strict=False):
            given = first.lstrip("由在从到向对和与是为把给让被等")
            if dot == "·" and len(given) > 1 and second[0].isalnum():
                yield given + dot + second


def _runs_with_places(reading: Reading, glossary: Glossary) -> Iterator[list[Word]]:
    """The stretches of words between punctuation marks in which a new place may stand."""
    roles, ends = reading.roles, [end.start() for end in _NEW_END.finditer(reading.roles)]
    for _border, group in groupby(ends, lambda end: roles.rfind(0, 0, end)):
        first, *others = group
        start = max(_border + 1, first - LONGEST_WORDS)
        words = reading.words[start : (others[-1] if others else first) + 1]
        yield [Word(word, glossary.segmenter.flag(word)) for word in words]


def _take_names(reading: Reading, names: Mapping[str, str]) -> None:
    """Take the names out of the words, wherever the cut had gone through them."""
    spans = list(_spans(reading.text, names))
    if not spans:
        return
    for start, end in spans:
        name = reading.text[start:end]
        found = reading.names.setdefault(name, Name(names[name]))
        found.parts.append(bisect_right(reading.begins, start) - 1)
    reading.words, reading.roles = take_out(reading.words, reading.roles, reading.text, spans)


def _spans(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the names stand, from left to right; of two in one place the longer."""
    found = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            found.append((start, -len(name)))
            start = text.find(name, start + len(name))
    done = 0
    for start, length in sorted(found):
        if start >= done:
            done = start - length
            yield start, done


def take_out(
    words: Sequence[str], roles: bytes, text: str, spans: Iterable[tuple[int, int]]
) -> tuple[list[str], bytes]:
    """The words of the text, and their roles, with each span as one word, marked `TAKEN`, and no role but that of
    a word; so is what is left of a word that it cut."""
    edges = [0, *accumulate(map(len, words))]
    new_words: list[str] = []
    new_roles = bytearray()

    def take(left: int, right: int) -> None:
        if left < right:
            new_words.append(TAKEN + text[left:right])
            new_roles.append(WORD)

    def keep(left: int, right: int) -> None:
        first, last = bisect_left(edges, left), bisect_right(edges, right) - 1
        if first > last:
            take(left, right)
            return
        take(left, edges[first])
        new_words.extend(words[first:last])
        new_roles.extend(roles[first:last])
        take(edges[last], right)

    done = 0
    for start, end in spans:
        keep(done, start)
        take(start, end)
        done = end
    keep(done, len(text))
    return new_words, bytes(new_roles)
