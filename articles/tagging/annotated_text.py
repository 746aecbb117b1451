"""A text as the ranker reads it: its words in order, and the names that were taken out. No Django.

`annotate` has the segmenter cut the text, looks for names (places, persons, events, what stands in
quotation marks), and takes them out of the words wherever the cut had gone through them.
"""

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
    TaggedWord,
    find_places,
    known_places,
    short_forms,
)
from articles.tagging.word_classes import (
    GIVEN_NAME,
    KNOWN_PLACE_END,
    NEW_PLACE_END,
    SURNAME,
    TAKEN_MARK,
    WORD,
    Glossary,
    bytes_with_role,
)

# Where a part of a text stands, most important first.
FIELDS = ("title", "kicker", "subheading", "body")
TITLE, KICKER, SUBHEADING, BODY = range(4)

# What an article is about stands in its first characters; the rest is not read.
MAX_CHARACTERS = 20_000

# The flags of names, beside the dictionary's parts of speech and `PLACE`.
PERSON = "person"
BYLINE = "byline"
QUOTED = "quoted"
EVENT = "event"

# A text with any other character may have to be normalised, as wide letters are.
_UNUSUAL = re.compile(
    "[^\x01-\x0c\x0e-\x7f·—‘’“”…\u3000-\u3029\u3400-\u9fff"
    "\uff01\uff05\uff06\uff08\uff09\uff0c\uff1a\uff1b\uff1f\uff5e]"
)
_PERSON_NAME = re.compile(bytes_with_role(SURNAME) + b"(?=" + bytes_with_role(GIVEN_NAME) + b")")
_KNOWN_PLACE_END = re.compile(bytes_with_role(KNOWN_PLACE_END))
_NEW_PLACE_END = re.compile(bytes_with_role(NEW_PLACE_END))
# 第三届云江灯会, “清河行动”, “护苗”专项行动: the name without its number and its quotation marks.
_EVENT = re.compile(
    r"第[\d〇一二三四五六七八九十百]{1,4}届([\u4e00-\u9fff]{2,14}?(?:节|展|赛|杯|论坛|马拉松|(?<!代表)大会"
    r"|(?:运动|博览|展览|交易|洽谈|展销|音乐|灯|庙|年|峰)会))"
    r"|[“\"「]([\u4e00-\u9fffA-Za-z0-9]{2,10}行动)[”\"」]"
    r"|[“\"「]([\u4e00-\u9fffA-Za-z0-9]{2,10})[”\"」](?=(?:专项|集中|系列)?(?:整治)?行动)"
)
_QUOTED = re.compile(r"《([^《》\s]{2,12})》|[“\"]([\u4e00-\u9fffA-Za-z0-9]{3,8})[”\"]")


@dataclass(frozen=True, slots=True)
class TaggableText:
    """An article as the ranker gets it: without credits, captions and markup."""

    title: str
    kicker: str = ""
    subheadings: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    byline_names: frozenset[str] = frozenset()  # they are never tags
    column: str = ""  # without the number of this instalment

    def parts(self) -> Iterator[tuple[int, str]]:
        """Each part of the text with its field."""
        yield TITLE, self.title
        yield KICKER, self.kicker
        for subheading in self.subheadings:
            yield SUBHEADING, subheading
        for paragraph in self.paragraphs:
            yield BODY, paragraph


@dataclass(slots=True)
class NameMentions:
    """A name of the text: its flag, and the part of the text of each mention."""

    flag: str
    parts: list[int] = field(default_factory=list)


@dataclass(slots=True)
class AnnotatedText:
    """The words of a text with their roles, and the names that stand in it.

    `roles` has a byte for each word. Part `n` of the text is of field `fields[n]`, begins at the
    character `character_starts[n]` and at the word `word_starts[n]`; each of these two lists ends
    with what follows the last part.
    """

    text: str
    fields: list[int]
    character_starts: list[int]
    words: list[str]
    roles: bytes
    word_starts: list[int] = field(default_factory=list)
    names: dict[str, NameMentions] = field(default_factory=dict)


def annotate(text: TaggableText, glossary: Glossary) -> AnnotatedText:
    """Cut the text into words; places, persons, quoted names and the byline's are taken out."""
    fields, lines = _lines(text)
    joined = "\n".join(lines)
    lengths = [len(line) + 1 for line in lines]
    words = glossary.segmenter.cut(joined)
    annotated = AnnotatedText(
        text=joined,
        fields=fields,
        character_starts=[0, *accumulate(lengths)],
        words=words,
        roles=bytes(map(glossary.roles.__getitem__, words)),
    )
    names = _find_names(annotated, text.byline_names, glossary)
    _take_names(annotated, names)
    annotated.word_starts = _word_starts(annotated)
    return annotated


def _lines(text: TaggableText) -> tuple[list[int], list[str]]:
    """The fields and the texts of the parts that are not empty, each part in one line.

    They have no more than `MAX_CHARACTERS` characters together.
    """
    fields: list[int] = []
    lines: list[str] = []
    for where, part in text.parts():
        if part:
            fields.append(where)
            lines.append(part)
    joined = "\n".join(lines)
    line_breaks = max(0, len(lines) - 1)
    is_plain = (
        len(joined) <= MAX_CHARACTERS
        and joined.count("\n") == line_breaks
        and not _UNUSUAL.search(joined)
    )
    if not is_plain:
        lines = list(_normalized(lines))
        fields = fields[: len(lines)]
    return fields, lines


def _normalized(lines: Iterable[str]) -> Iterator[str]:
    """The first lines, with plain characters and without line breaks inside."""
    room = MAX_CHARACTERS
    for line in lines:
        if room <= 0:
            return
        normalized = unicodedata.normalize("NFKC", line[:room])
        # Half a surrogate pair is no character.
        encoded = normalized.encode(errors="replace")
        text = encoded.decode()
        room -= len(text)
        unmarked = text.replace(TAKEN_MARK, " ")
        yield " ".join(unmarked.splitlines())


def _word_starts(annotated: AnnotatedText) -> list[int]:
    """The word that each part begins with, and the number of words and parts in the end.

    The line breaks stand between the parts, and nowhere else.
    """
    starts: list[int] = []
    start = 0
    for number in range(len(annotated.fields)):
        if number:
            start = annotated.words.index("\n", start) + 1
        starts.append(start)
    end = len(annotated.words) + 1
    starts.append(end)
    return starts


def _find_names(
    annotated: AnnotatedText, byline_names: Iterable[str], glossary: Glossary
) -> dict[str, str]:
    """Every name in the text, with its flag; the last flag of a name counts."""
    text = annotated.text
    names: dict[str, str] = {}
    names |= dict.fromkeys(_quoted_names(text), QUOTED)
    names |= dict.fromkeys(_persons(annotated), PERSON)
    names |= dict.fromkeys(_events(text), EVENT)
    names |= dict.fromkeys(_places(annotated, glossary), PLACE)
    for name in byline_names:
        if name and name in text:
            names[name] = BYLINE
    return names


def _quoted_names(text: str) -> Iterator[str]:
    """Titles of works, and what stands in quotation marks and comes again."""
    if "《" not in text and "“" not in text and '"' not in text:
        return
    # Each is looked at once: a text of nothing else has thousands, and counting reads all of it.
    matches = dict.fromkeys(_QUOTED.findall(text))
    for title, quoted in matches:
        if title:
            yield title
        elif text.count(quoted) > 1:
            yield quoted


def _events(text: str) -> Iterator[str]:
    if "届" in text or "行动" in text:
        for match in _EVENT.finditer(text):
            yield match.group(match.lastindex or 0)


def _persons(annotated: AnnotatedText) -> Iterator[str]:
    """Names that were cut: 龚 and 琳娜, 欧阳 and 青禾, 阿依古丽·买买提."""
    words = annotated.words
    for match in _PERSON_NAME.finditer(annotated.roles):
        number = match.start()
        yield words[number] + words[number + 1]
    if "·" in annotated.text:
        yield from _dotted_names(words)


def _dotted_names(words: Sequence[str]) -> Iterator[str]:
    """阿依古丽·买买提, which was cut into three words."""
    for first, dot, second in zip(words, words[1:], words[2:], strict=False):
        if dot != "·" or not second[0].isalnum():
            continue
        given_name = first.lstrip("由在从到向对和与是为把给让被等")
        if len(given_name) > 1:
            yield given_name + dot + second


def _places(annotated: AnnotatedText, glossary: Glossary) -> set[str]:
    """The places that stand in the text, and their short forms."""
    runs = _runs_with_places(annotated, glossary)
    places = find_places(runs, glossary.lexicon)
    matches = _KNOWN_PLACE_END.finditer(annotated.roles)
    ends = [match.start() for match in matches]
    places.update(known_places(annotated.words, ends, glossary.lexicon))
    if not places:
        return places
    return places | short_forms(places, glossary.segmenter)


def _runs_with_places(annotated: AnnotatedText, glossary: Glossary) -> Iterator[list[TaggedWord]]:
    """The runs of words between punctuation marks in which a new place may stand."""
    roles = annotated.roles
    flag = glossary.segmenter.flag
    matches = _NEW_PLACE_END.finditer(roles)
    ends = [match.start() for match in matches]
    for border, group in groupby(ends, lambda end: roles.rfind(0, 0, end)):
        run_ends = list(group)
        start = max(border + 1, run_ends[0] - LONGEST_WORDS)
        stop = run_ends[-1] + 1
        yield [TaggedWord(word, flag(word)) for word in annotated.words[start:stop]]


def _take_names(annotated: AnnotatedText, names: Mapping[str, str]) -> None:
    """Take the names out of the words, wherever the cut had gone through them."""
    spans = list(_spans(annotated.text, names))
    if not spans:
        return
    for start, end in spans:
        name = annotated.text[start:end]
        if name not in annotated.names:
            annotated.names[name] = NameMentions(names[name])
        part = bisect_right(annotated.character_starts, start) - 1
        annotated.names[name].parts.append(part)
    annotated.words, annotated.roles = take_out(
        annotated.words,
        annotated.roles,
        annotated.text,
        spans,
    )


def _spans(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The spans of the names in order; of two that overlap the first, then the longer."""
    occurrences: list[tuple[int, int]] = []
    for name in names:
        length = len(name)
        start = text.find(name)
        while start >= 0:
            occurrences.append((start, -length))
            start = text.find(name, start + length)
    occurrences.sort()
    end = 0
    for start, negative_length in occurrences:
        if start >= end:
            end = start - negative_length
            yield start, end


class _WordCutter:
    """Builds the list of words anew, with pieces of the text taken out of the old words."""

    def __init__(self, words: Sequence[str], roles: bytes, text: str) -> None:
        self._words = words
        self._roles = roles
        self._text = text
        self._edges = [0, *accumulate(map(len, words))]
        self.new_words: list[str] = []
        self.new_roles = bytearray()

    def take(self, left: int, right: int) -> None:
        """Add these characters as a word that was taken out."""
        if left < right:
            self.new_words.append(TAKEN_MARK + self._text[left:right])
            self.new_roles.append(WORD)

    def keep(self, left: int, right: int) -> None:
        """Add the words between these characters; what is left of a cut word is taken out."""
        edges = self._edges
        first = bisect_left(edges, left)
        last = bisect_right(edges, right) - 1
        if first > last:
            self.take(left, right)
            return
        self.take(left, edges[first])
        self.new_words.extend(self._words[first:last])
        self.new_roles.extend(self._roles[first:last])
        self.take(edges[last], right)


def take_out(
    words: Sequence[str], roles: bytes, text: str, spans: Iterable[tuple[int, int]]
) -> tuple[list[str], bytes]:
    """The words of the text and their roles, with each span as one word.

    Such a word begins with `TAKEN_MARK`, and its only role is that of a word. The same is done with
    what is left of a word that a span cut.
    """
    cutter = _WordCutter(words, roles, text)
    kept_until = 0
    for start, end in spans:
        cutter.keep(kept_until, start)
        cutter.take(start, end)
        kept_until = end
    cutter.keep(kept_until, len(text))
    return cutter.new_words, bytes(cutter.new_roles)
