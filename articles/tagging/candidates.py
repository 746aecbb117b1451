"""What could be a tag of a text: words, names and repeated terms, with where they stand. No Django."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from articles.tagging.lexicon import Lexicon
from articles.tagging.places import PLACE, find_places, mark, short_forms
from articles.tagging.segmenter import Segmenter, Word


class Field(StrEnum):
    TITLE = "title"
    KICKER = "kicker"
    SUBHEADING = "subheading"
    BODY = "body"


class Kind(StrEnum):
    TOPIC = "topic"
    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Text:
    """An article as the ranker reads it: without credits, captions and markup."""

    title: str
    kicker: str = ""
    subheadings: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    not_tags: frozenset[str] = frozenset()  # names of the byline

    def parts(self) -> Iterator[tuple[Field, str]]:
        yield Field.TITLE, self.title
        yield Field.KICKER, self.kicker
        yield from ((Field.SUBHEADING, subheading) for subheading in self.subheadings)
        yield from ((Field.BODY, paragraph) for paragraph in self.paragraphs)


@dataclass(slots=True)
class Candidate:
    """A possible tag. `first` is how far into the text it first stands, from 0 to 1."""

    text: str
    words: tuple[Word, ...]
    first: float
    kind: Kind = Kind.TOPIC
    counts: Counter[Field] = field(default_factory=Counter)
    before: set[str] = field(default_factory=set)  # words next to it; a border counts anew each time
    after: set[str] = field(default_factory=set)
    parts: set[int] = field(default_factory=set)

    @property
    def count(self) -> int:
        return self.counts.total()

    @property
    def leads(self) -> bool:
        """Whether it stands in the title or above it."""
        return bool(self.counts[Field.TITLE] or self.counts[Field.KICKER])


@dataclass(frozen=True, slots=True)
class Part:
    """A field or paragraph: its runs are words without punctuation between them."""

    field: Field
    runs: tuple[tuple[Word, ...], ...]
    begins: float  # 0 to 1, in the whole text


# Flags of what is found here, beside `places.PLACE` and the dictionary's parts of speech.
PERSON = "person"
BYLINE = "byline"
QUOTED = "quoted"

# What an article is about stands in so many characters; what comes after is not looked at.
ENOUGH = 20_000

_GAP = re.compile(r"[^\w·.+-]+|(?<![A-Za-z0-9])[.+-]|[.+-](?![A-Za-z0-9])")
_TAG = re.compile(r"[\u3400-\u9fff·]{2,12}|(?=.*[A-Za-z\u3400-\u9fff])[\u3400-\u9fffA-Za-z0-9.+-]{2,20}")
_QUOTED = re.compile(r"《([^《》\s]{2,12})》|[“\"]([\u4e00-\u9fffA-Za-z0-9]{3,8})[”\"]")

_ANONYMOUS = re.compile(r".{1,2}(先生|女士|小姐|师傅|大爷|大妈|大姐|阿姨|老师|警官|某|某某)")
_NICKNAME = re.compile("[老小阿].")

_NAMES = frozenset({PLACE, PERSON, QUOTED})
_PERSON_FLAGS = frozenset({"", "nr", "nrfg", "nrt"})
_NOUNS = frozenset({"n", "nr", "nrfg", "nrt", "ns", "nt", "nz", "vn", "an", "j", "eng", ""}) | _NAMES
# In a title these say what happened; in a body they are running prose.
_TITLE_ONLY = frozenset({"v", "l", "i", "a", "z", "s"})
_TERM_HEADS = _NOUNS - _NAMES | {"v", "b", "a"}
_TERM_TAILS = frozenset({"n", "nz", "vn", "v", "eng"})
_COUNTED = _NOUNS | _TITLE_ONLY | _TERM_HEADS | _TERM_TAILS
_LONGEST_TERM = 10
# What makes a thing or a place of the words before it: 慢行道.
_SUFFIXES = frozenset("道路街巷桥站馆园厅院校所店厂柜箱屋房楼塔亭码网线节展会赛队团组车船机器仪证卡费税法案奖")
# An unknown word with one of these is a piece of a sentence: 切得准.
_PROSE = re.compile("[的了得着过还不没再就也都很又把被给让在是到从向与和及]")

# How organisations and events are called.
_OFFICES = (
    *("公司", "集团", "银行", "大学", "学院", "中学", "小学", "幼儿园", "研究院", "研究所", "医院", "法院", "检察院"),
    *("公安局", "教育局", "管理局", "分局", "支队", "委员会", "协会", "联合会", "基金会", "合作社"),
)
_EVENTS = (
    *("马拉松", "博览会", "运动会", "艺术节", "文化节", "旅游节", "电影节", "音乐节", "灯会", "庙会", "锦标赛", "联赛"),
    *("世界杯", "奥运会", "亚运会", "峰会", "论坛", "交易会", "春晚"),
)


def collect(text: Text, segmenter: Segmenter, lexicon: Lexicon) -> list[Candidate]:
    """Every possible tag of the text, each once."""
    parts = cut(text, segmenter, lexicon)
    words = _words(parts)
    terms = [term for length in (3, 2) for term in _terms(parts, length, lexicon) if _holds_together(term, words)]
    found = {candidate.text: candidate for candidate in (*terms, *words.values())}
    _count_apart(terms, found)
    possible = [c for c in found.values() if c.count and (len(c.words) > 1 or _may_be_tag(c, lexicon))]
    for candidate in possible:
        candidate.kind = _kind(candidate.words, lexicon)
    return possible


def _count_apart(terms: Iterable[Candidate], found: Mapping[str, Candidate]) -> None:
    """Count a word only where it stands outside the longer terms, which come longest first."""
    for term in terms:
        for length in range(1, len(term.words)):
            for start in range(len(term.words) - length + 1):
                inner = found.get("".join(word.text for word in term.words[start : start + length]))
                if inner is not None:
                    inner.counts -= term.counts


def cut(text: Text, segmenter: Segmenter, lexicon: Lexicon) -> list[Part]:
    """The text cut into words, with places, persons, quoted names and the byline's names as one word each."""
    sources = list(_sources(text))
    cut_runs = [[segmenter.cut(run) for run in _GAP.split(source) if run] for _field, source in sources]
    every_run = [run for runs in cut_runs for run in runs]
    names = dict.fromkeys(_quoted("\n".join(source for _field, source in sources)), QUOTED)
    names |= dict.fromkeys(find_persons(every_run, lexicon), PERSON)
    places = find_places(every_run, lexicon)
    names |= dict.fromkeys(places | short_forms(places, segmenter), PLACE)
    names |= dict.fromkeys(filter(None, text.not_tags), BYLINE)
    total = sum(len(source) for _field, source in sources)
    parts, begins = [], 0
    for (where, source), runs in zip(sources, cut_runs, strict=True):
        parts.append(Part(where, tuple(tuple(mark(run, names)) for run in runs), begins / total))
        begins += len(source)
    return parts


def _sources(text: Text) -> Iterator[tuple[Field, str]]:
    room = ENOUGH
    for where, source in text.parts():
        if source and room > 0:
            source = unicodedata.normalize("NFKC", source[:room])
            room -= len(source)
            yield where, source


def find_persons(runs: Iterable[Sequence[Word]], lexicon: Lexicon) -> Iterator[str]:
    """Names that were cut: 龚 and 琳娜, 欧阳 and 青禾, 阿依古丽·买买提."""
    for run in runs:
        for first, second in pairwise(run):
            is_given = second.flag in _PERSON_FLAGS and len(second.text) <= 2
            if is_given and first.text in lexicon.surnames and (len(first.text) == 2 or first.flag in _PERSON_FLAGS):
                yield first.text + second.text
        for first, dot, second in zip(run, run[1:], run[2:], strict=False):
            given = first.text.lstrip("由在从到向对和与是为把给让被等")
            if dot.text == "·" and len(given) > 1:
                yield given + dot.text + second.text


def _quoted(text: str) -> Iterator[str]:
    """Titles of works, and what stands in quotation marks and comes again."""
    # Each once: a text of nothing else has thousands, and counting goes through all of it.
    for title, quoted in dict.fromkeys(match.groups() for match in _QUOTED.finditer(text)):
        if title or text.count(quoted) > 1:
            yield title or quoted


def _words(parts: Iterable[Part]) -> dict[str, Candidate]:
    """Every word that could be a tag by its part of speech, or a part of one."""
    found: dict[str, Candidate] = {}
    for number, part in enumerate(parts):
        for run in part.runs:
            for word in run:
                # Half of a text is punctuation and small words.
                if word.flag in _COUNTED or word.text in _SUFFIXES:
                    candidate = found.get(word.text)
                    if candidate is None:
                        candidate = found[word.text] = Candidate(word.text, (word,), part.begins)
                    candidate.counts[part.field] += 1
                    candidate.parts.add(number)
    return found


def _terms(parts: Sequence[Part], length: int, lexicon: Lexicon) -> Iterator[Candidate]:
    """Every row of `length` words that comes again and could be a tag by its parts of speech."""
    rows: defaultdict[str, list[tuple[int, Sequence[Word], int]]] = defaultdict(list)
    for number, part in enumerate(parts):
        for run in part.runs:
            for end in range(length, len(run) + 1):
                tail = run[end - 1]
                if (tail.flag in _TERM_TAILS and len(tail.text) > 1) or tail.text in _SUFFIXES:
                    start = end - length
                    rows["".join([word.text for word in run[start:end]])].append((number, run, start))
    for name, places in rows.items():
        first, cut_run, at = places[0]
        words = tuple(cut_run[at : at + length])
        if len(places) > 1 and _is_term(words, lexicon):
            candidate = Candidate(name, words, parts[first].begins)
            for number, cut_run, start in places:
                candidate.counts[parts[number].field] += 1
                candidate.parts.add(number)
                candidate.before.add(cut_run[start - 1].text if start else f"{number} {len(candidate.before)}")
                end = start + length
                candidate.after.add(cut_run[end].text if end < len(cut_run) else f"{number} {len(candidate.after)}")
            yield candidate


def _may_be_tag(candidate: Candidate, lexicon: Lexicon) -> bool:
    [word] = candidate.words
    if not _TAG.fullmatch(word.text) or word.text in lexicon.never or word.text in lexicon.not_alone:
        return False
    if word.flag in _TITLE_ONLY:
        return candidate.leads
    if not word.flag:
        # Seen once it is as often a bad cut.
        return candidate.count > 1 and not _nameless(word) and not _PROSE.search(word.text)
    return word.flag in _NOUNS and not _nameless(word)


def _nameless(word: Word) -> bool:
    """陈女士, 黄某, 小凯: people the paper does not name."""
    nickname = word.flag in _PERSON_FLAGS and _NICKNAME.fullmatch(word.text)
    return bool(nickname or _ANONYMOUS.fullmatch(word.text))


def _is_term(words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether the words before the tail and the row as a whole make a term; `_terms` has seen to the tail."""
    return (
        all(word.flag in _TERM_HEADS for word in words[:-1])
        and words[-1].text not in lexicon.no_tail
        and sum(len(word.text) for word in words) <= _LONGEST_TERM
        and not any(word.text in lexicon.never or lexicon.is_place(word.text) for word in words)
    )


def _holds_together(term: Candidate, words: Mapping[str, Candidate]) -> bool:
    """Whether a row of words is a term: it comes again, and its words come mostly in it."""
    verbs = sum(word.flag == "v" for word in term.words)
    if verbs and (verbs > 1 or len(term.words) > 2):
        return False
    counts = [words[word.text].count for word in term.words]
    # A row that never stands without one neighbour is a piece of a longer one, or of a repeated sentence.
    closed = len(term.before) > 1 and len(term.after) > 1
    if term.count > 2:
        return 2 * term.count >= min(counts) if closed else term.count == max(counts)
    return term.count == max(counts) == 2


def _kind(words: Sequence[Word], lexicon: Lexicon) -> Kind:
    word = words[0]
    if len(words) == 1:
        if word.flag == PLACE or (word.flag in {"", "ns"} and lexicon.is_place(word.text)):
            return Kind.PLACE
        named = word.flag in _PERSON_FLAGS and len(word.text) == 3 and word.text[0] in lexicon.surnames
        if word.flag == PERSON or named:
            return Kind.PERSON
    if word.flag == "nt" or (sum(len(word.text) for word in words) > 3 and words[-1].text.endswith(_OFFICES)):
        return Kind.ORGANISATION
    return Kind.EVENT if words[-1].text.endswith(_EVENTS) else Kind.TOPIC
