"""What is known of a word before it is read: which parts it can play, and what it is worth as a tag. No Django.

A text has hundreds of words, and nearly all of them stood in other texts: what follows from a word
alone is found once and remembered.
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

# How many words are remembered: a year of a daily has 200,000, the common ones come again at once.
REMEMBERED = 60_000

# Parts a word can play, as bits of one byte; 0 is what stands between words.
# Places end with KNOWN_END if the lexicon has them, with NEW_END if they are only named like places; TELLING
# words count, for themselves or in terms.
WORD, SURNAME, GIVEN, HEAD, TAIL, KNOWN_END, NEW_END, TELLING = 1, 2, 4, 8, 16, 32, 64, 128

# Before a piece of text that was taken out of the words: a name found here, or what is left of a word it cut.
TAKEN = "\0"


class Kind(StrEnum):
    TOPIC = "topic"
    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    EVENT = "event"
    COLUMN = "column"


class Known(NamedTuple):
    """A word as a possible tag; `rarity` is 0 for what can never be one."""

    flag: str
    kind: Kind
    rarity: float
    in_headlines_only: bool = False
    must_repeat: bool = False


def playing(part: int) -> bytes:
    """The regular expression of the bytes of all words that can play this part."""
    return b"[" + b"".join(re.escape(bytes([byte])) for byte in range(256) if byte & part) + b"]"


def table(part: int) -> bytes:
    """What translates each byte into 1 where the word can play this part, into 0 elsewhere."""
    return bytes(bool(byte & part) for byte in range(256))


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
# An unknown word with one of these is a piece of a sentence: 切得准.
_PROSE = re.compile("[的了得着过还不没再就也都很又把被给让在是到从向与和及]")
# And one that ends like what somebody did or said, but for a name: 烹出, 俄称.
_DONE = re.compile(".[出成来起去入进下上掉走住获好完说称至]")

PERSON_FLAGS = frozenset({"", "nr", "nrfg", "nrt"})
NOUNS = frozenset({"n", "nr", "nrfg", "nrt", "ns", "nt", "nz", "vn", "an", "j", "eng", ""})
VERB_FLAGS = frozenset({"v", "a", "z"})
# Idioms (千方百计) are ornaments.
# In a title these say what happened; in a body they are running prose.
_TITLE_ONLY = frozenset({"v", "l", "a", "z", "s"})
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
    *(
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
    ),
    *("公安局", "教育局", "管理局", "分局", "支队", "委员会", "协会", "联合会", "基金会", "合作社"),
)
_EVENTS = (
    *(
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
    ),
    *("世界杯", "奥运会", "亚运会", "峰会", "论坛", "交易会", "春晚"),
)


Answer = TypeVar("Answer")


class Remembered(dict[str, Answer], Generic[Answer]):
    """What a function answers for each word; at most so many, then it begins anew."""

    def __init__(self, answer: Callable[[str], Answer]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, word: str) -> Answer:
        if len(self) >= REMEMBERED:
            self.clear()
        answer = self[word] = self._answer(word)
        return answer


class Glossary:
    """What a segmenter and a lexicon say of words. `roles` has the parts a word can play; `worth` is what one
    mention in the body can be worth at most, 0 for most words; `known` says the rest."""

    def __init__(self, segmenter: Segmenter, lexicon: Lexicon) -> None:
        self.segmenter = segmenter
        self.lexicon = lexicon
        self.roles = Remembered(self._roles)
        self.known = Remembered(self._known)
        self.worth = Remembered(self._worth)

    def trust(self, flag: str) -> float:
        """How likely such a word is to be what an article is about."""
        return _TRUST.get(flag, 1.0)

    def may_be_name(self, name: str) -> bool:
        """Whether a name that was found in the text may be a tag."""
        fit = (
            _TAG.fullmatch(name)
            and not _ANONYMOUS.fullmatch(name)
            and not _QUANTITY.fullmatch(name)
        )
        return bool(fit) and name not in self.lexicon.never and name not in self.lexicon.not_alone

    def rarity(self, *words: str) -> float:
        """Of a word, or of the term that these words make."""
        idf = self.segmenter.idf("".join(words))
        if idf is None:
            known = [idf for word in words if (idf := self.segmenter.idf(word)) is not None]
            # A term is at least as rare as its rarest word; a little less is claimed, or every term would win.
            idf = 0.9 * max(known, default=self.segmenter.usual_idf)
        return min(idf, _HIGHEST_IDF)

    def kind(self, name: str, flag: str) -> Kind:
        """What sort of thing a name, whose last word has this part of speech, is the name of."""
        if flag == "nt" or (len(name) > 3 and name.endswith(_OFFICES)):
            return Kind.ORGANISATION
        is_event = name.endswith(_EVENTS) or (len(name) > 3 and name.endswith("行动"))
        return Kind.EVENT if is_event else Kind.TOPIC

    def _roles(self, word: str) -> int:
        if _BREAK.fullmatch(word) and not word.startswith(TAKEN):
            return 0
        if word.startswith(TAKEN):
            return WORD
        flag, lexicon = self.segmenter.flag(word), self.lexicon
        is_person = flag in PERSON_FLAGS and _HAN.fullmatch(word)
        # A place, or a word that is in no case a tag, is no part of a term either.
        in_terms = not (word in lexicon.never or lexicon.is_place(word))
        is_head = in_terms and flag in _TERM_HEADS
        is_tail = in_terms and ((flag in _TERM_TAILS and len(word) > 1) or word in _SUFFIXES)
        parts = {
            WORD: True,
            SURNAME: word in lexicon.surnames and (is_person or len(word) == 2),
            GIVEN: is_person,
            HEAD: is_head,
            TAIL: is_tail and word not in lexicon.no_tail,
            KNOWN_END: may_end_known_place(word, flag, self.segmenter, lexicon),
            NEW_END: may_end_new_place(word, flag, lexicon),
            TELLING: is_head or is_tail or self.known[word].rarity,
        }
        return sum(part for part, plays in parts.items() if plays)

    def _known(self, word: str) -> Known:
        flag = self.segmenter.flag(word)
        return Known(
            flag,
            self._kind_of_word(word, flag),
            self.rarity(word) if self._may_be_tag(word, flag) else 0.0,
            in_headlines_only=flag in _TITLE_ONLY,
            must_repeat=not flag,  # seen once it is as often a bad cut
        )

    def _worth(self, word: str) -> float:
        known = self.known[word]
        return 0.0 if known.in_headlines_only else known.rarity * self.trust(known.flag)

    def _may_be_tag(self, word: str, flag: str) -> bool:
        if not self.may_be_name(word):
            return False
        if flag in _TITLE_ONLY:
            return True
        is_prose = not flag and (
            _PROSE.search(word) or (_DONE.fullmatch(word) and word[0] not in self.lexicon.surnames)
        )
        is_nickname = flag in PERSON_FLAGS and _NICKNAME.fullmatch(word)
        return flag in NOUNS and not is_prose and not is_nickname

    def _kind_of_word(self, word: str, flag: str) -> Kind:
        if flag in {"", "ns"} and self.lexicon.is_place(word):
            return Kind.PLACE
        if (
            flag in PERSON_FLAGS
            and word in self.lexicon.counties
            and word[0] not in self.lexicon.surnames
        ):
            return Kind.PLACE  # the dictionary takes 炎陵 for a person
        if flag in PERSON_FLAGS and len(word) == 3 and word[0] in self.lexicon.surnames:
            return Kind.PERSON
        return self.kind(word, flag)


@lru_cache(maxsize=2)
def glossary(segmenter: Segmenter, lexicon: Lexicon) -> Glossary:
    """The one of this process for these two."""
    return Glossary(segmenter, lexicon)
