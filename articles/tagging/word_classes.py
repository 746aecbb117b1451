"""What is known of a word before a text is read: its roles, and what it is worth as a tag.

No Django.

A text has hundreds of words, and nearly all of them stood in other texts: what follows from a word
alone is computed once and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from articles.tagging.lexicon import Lexicon
from articles.tagging.places import may_end_known_place, may_end_new_place
from articles.tagging.segmenter import Segmenter

# A year of a daily has 200,000 words; the common ones of these come again at once.
MAX_REMEMBERED = 60_000

# The roles that a word can play, as bits of a byte; 0 is what stands between words.
WORD = 1
SURNAME = 2
GIVEN_NAME = 4
TERM_HEAD = 8  # the first word of a term of several words
TERM_TAIL = 16  # its last word
KNOWN_PLACE_END = 32  # the last word of a place that the lexicon holds
NEW_PLACE_END = 64  # the last word of a name that is only built like a place's
SIGNIFICANT = 128  # it counts, by itself or in terms

# Stands before a piece of text that was taken out of the words: a name, or the rest of a word that
# a name cut.
TAKEN_MARK = "\0"


class TagKind(StrEnum):
    TOPIC = "topic"
    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    EVENT = "event"
    COLUMN = "column"


class WordFacts(NamedTuple):
    """A word as a possible tag; `rarity` is 0 for what can never be one."""

    flag: str  # the dictionary's part of speech
    kind: TagKind
    rarity: float
    in_headlines_only: bool = False
    must_repeat: bool = False


def bytes_with_role(role: int) -> bytes:
    """The regular expression of the bytes of all words that can play this role."""
    alternatives = b""
    for byte in range(256):
        if byte & role:
            character = bytes([byte])
            alternatives += re.escape(character)
    return b"[" + alternatives + b"]"


def role_table(role: int) -> bytes:
    """A table for `bytes.translate`: 1 where the word can play this role, 0 elsewhere."""
    can_play = [bool(byte & role) for byte in range(256)]
    return bytes(can_play)


_BREAK = re.compile(r"[^\w·+]+|\+")  # but C++ is a word
_TAG = re.compile(
    r"[\u3400-\u9fff·]{2,12}|(?=.*[A-Za-z\u3400-\u9fff])[\u3400-\u9fffA-Za-z0-9.+-]{2,20}"
)
_HAN = re.compile(r"[\u3400-\u9fff]{1,2}")
# 陈女士, 黄某, 小凯: people the paper does not name.
_ANONYMOUS = re.compile(r".{1,2}(先生|女士|小姐|师傅|大爷|大妈|大姐|阿姨|老师|警官|某|某某)")
_NICKNAME = re.compile("[老小阿].")
# 三万人, 400余场.
_QUANTITY = re.compile(
    r"[\d.一二三四五六七八九十百千万亿两几数余多]+(?:人|场|名|户|家|个|次|件|套|台|辆|亩|吨|元|米|公里|岁|天|年|月份?)"
)
# An unknown word with one of these characters is a piece of a sentence: 切得准.
_PROSE = re.compile("[的了得着过还不没再就也都很又把被给让在是到从向与和及]")
# So is a word that ends like what somebody did or said, unless it is a name: 烹出, 俄称.
_COMPLETED_ACTION = re.compile(".[出成来起去入进下上掉走住获好完说称至]")

PERSON_FLAGS = frozenset({"", "nr", "nrfg", "nrt"})
NOUNS = frozenset({"n", "nr", "nrfg", "nrt", "ns", "nt", "nz", "vn", "an", "j", "eng", ""})
VERB_FLAGS = frozenset({"v", "a", "z"})
# In a title such words say what happened; in a body they are running prose. Idioms (千方百计) are
# ornaments everywhere.
_HEADLINE_FLAGS = frozenset({"v", "l", "a", "z", "s"})
_TERM_HEADS = NOUNS | {"v", "b", "a"}
_TERM_TAILS = frozenset({"n", "nz", "vn", "v", "eng"})
# What makes a thing or a place of the words before it: 慢行道.
_SUFFIXES = frozenset(
    "道路街巷桥站馆园厅院校所店厂柜箱屋房楼塔亭码网线节展会赛队团组车船机器仪证卡费税法案奖"
)

_HIGHEST_IDF = 12.0  # rarer words are mostly misprints
# By part of speech: `s` is 山里, the empty one is what the dictionary does not know.
_TRUST = {**dict.fromkeys(VERB_FLAGS, 0.6), "s": 0.6, "": 0.8}

# How organisations and events are called.
_OFFICES = (
    "公司",
    "集团",
    "银行",
    "大学",
    "学院",
    "中学",
    "小学",
    "幼儿园",
    "研究院",
    "研究所",
    "医院",
    "法院",
    "检察院",
    "公安局",
    "教育局",
    "管理局",
    "分局",
    "支队",
    "委员会",
    "协会",
    "联合会",
    "基金会",
    "合作社",
)
_EVENTS = (
    "马拉松",
    "博览会",
    "运动会",
    "艺术节",
    "文化节",
    "旅游节",
    "电影节",
    "音乐节",
    "灯会",
    "庙会",
    "锦标赛",
    "联赛",
    "世界杯",
    "奥运会",
    "亚运会",
    "峰会",
    "论坛",
    "交易会",
    "春晚",
)

Value = TypeVar("Value")


class WordCache(dict[str, Value], Generic[Value]):
    """Remembers what a function returns for each word; when it is full, it begins anew."""

    def __init__(self, compute: Callable[[str], Value]) -> None:
        super().__init__()
        self._compute = compute

    def __missing__(self, word: str) -> Value:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        value = self._compute(word)
        self[word] = value
        return value


class Glossary:
    """What a segmenter and a lexicon say of words.

    `roles` has the roles a word can play, `facts` what it is as a possible tag, and `worth` the
    most that a mention in the body can be worth, 0 for most words.
    """

    def __init__(self, segmenter: Segmenter, lexicon: Lexicon) -> None:
        self.segmenter = segmenter
        self.lexicon = lexicon
        self.roles = WordCache(self._roles)
        self.facts = WordCache(self._facts)
        self.worth = WordCache(self._worth)

    def trust(self, flag: str) -> float:
        """How likely a word of this part of speech is to be what an article is about."""
        return _TRUST.get(flag, 1.0)

    def may_be_name(self, name: str) -> bool:
        """Whether a name that stands in the text may be a tag."""
        if not _TAG.fullmatch(name):
            return False
        if _ANONYMOUS.fullmatch(name) or _QUANTITY.fullmatch(name):
            return False
        if name in self.lexicon.never:
            return False
        return name not in self.lexicon.not_alone

    def rarity(self, *words: str) -> float:
        """The rarity of a word, or of the term that these words make."""
        term = "".join(words)
        idf = self.segmenter.idf(term)
        if idf is None:
            idf = 0.9 * self._rarest_idf(words)
        return min(idf, _HIGHEST_IDF)

    def _rarest_idf(self, words: tuple[str, ...]) -> float:
        """The idf of the rarest of these words; a term is at least as rare as that.

        The caller takes a little less, because every term would win otherwise.
        """
        known: list[float] = []
        for word in words:
            idf = self.segmenter.idf(word)
            if idf is not None:
                known.append(idf)
        return max(known, default=self.segmenter.usual_idf)

    def kind(self, name: str, flag: str) -> TagKind:
        """The kind of a name whose last word has this part of speech."""
        is_long = len(name) > 3
        if flag == "nt" or (is_long and name.endswith(_OFFICES)):
            return TagKind.ORGANISATION
        if name.endswith(_EVENTS) or (is_long and name.endswith("行动")):
            return TagKind.EVENT
        return TagKind.TOPIC

    def _roles(self, word: str) -> int:
        if word.startswith(TAKEN_MARK):
            return WORD
        if _BREAK.fullmatch(word):
            return 0
        flag = self.segmenter.flag(word)
        roles = WORD
        roles |= self._name_roles(word, flag)
        roles |= self._term_roles(word, flag)
        if may_end_known_place(word, flag, self.segmenter, self.lexicon):
            roles |= KNOWN_PLACE_END
        if may_end_new_place(word, flag, self.lexicon):
            roles |= NEW_PLACE_END
        return roles

    def _name_roles(self, word: str, flag: str) -> int:
        """Whether it may be a part of a person's name."""
        roles = 0
        is_person = flag in PERSON_FLAGS and _HAN.fullmatch(word)
        if is_person:
            roles |= GIVEN_NAME
        if word in self.lexicon.surnames and (is_person or len(word) == 2):
            roles |= SURNAME
        return roles

    def _term_roles(self, word: str, flag: str) -> int:
        """Whether it may be a part of a term, and whether it counts at all."""
        roles = 0
        # A place, or a word that is in no case a tag, is no part of a term either.
        in_terms = word not in self.lexicon.never and not self.lexicon.is_place(word)
        if in_terms and flag in _TERM_HEADS:
            roles |= TERM_HEAD | SIGNIFICANT
        if in_terms and self._may_end_term(word, flag):
            roles |= SIGNIFICANT
            if word not in self.lexicon.no_tail:
                roles |= TERM_TAIL
        if not roles and self.facts[word].rarity:
            roles |= SIGNIFICANT
        return roles

    def _may_end_term(self, word: str, flag: str) -> bool:
        if word in _SUFFIXES:
            return True
        return flag in _TERM_TAILS and len(word) > 1

    def _facts(self, word: str) -> WordFacts:
        flag = self.segmenter.flag(word)
        rarity = 0.0
        if self._may_be_tag(word, flag):
            rarity = self.rarity(word)
        return WordFacts(
            flag=flag,
            kind=self._kind_of_word(word, flag),
            rarity=rarity,
            in_headlines_only=flag in _HEADLINE_FLAGS,
            must_repeat=not flag,  # seen once it is as often a bad cut
        )

    def _worth(self, word: str) -> float:
        facts = self.facts[word]
        if facts.in_headlines_only:
            return 0.0
        return facts.rarity * self.trust(facts.flag)

    def _may_be_tag(self, word: str, flag: str) -> bool:
        if not self.may_be_name(word):
            return False
        if flag in _HEADLINE_FLAGS:
            return True
        if flag not in NOUNS:
            return False
        if not flag and self._is_prose(word):
            return False
        is_nickname = flag in PERSON_FLAGS and _NICKNAME.fullmatch(word)
        return not is_nickname

    def _is_prose(self, word: str) -> bool:
        """Whether a word that the dictionary does not hold is a piece of a sentence."""
        if _PROSE.search(word):
            return True
        if not _COMPLETED_ACTION.fullmatch(word):
            return False
        return word[0] not in self.lexicon.surnames

    def _kind_of_word(self, word: str, flag: str) -> TagKind:
        if flag in {"", "ns"} and self.lexicon.is_place(word):
            return TagKind.PLACE
        if flag in PERSON_FLAGS:
            has_surname = word[:1] in self.lexicon.surnames
            # The dictionary takes 炎陵 for a person.
            if not has_surname and word in self.lexicon.counties:
                return TagKind.PLACE
            if has_surname and len(word) == 3:
                return TagKind.PERSON
        return self.kind(word, flag)


@lru_cache(maxsize=2)
def glossary(segmenter: Segmenter, lexicon: Lexicon) -> Glossary:
    """The glossary of these two, which this process keeps."""
    return Glossary(segmenter, lexicon)
