"""A stretch of credits: each name with its role."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from articles.parsing.credits.credit_tokens import Token, split_credits
from articles.parsing.credits.credit_words import REPORT_VERB_END, any_of, is_office
from articles.parsing.person_names import (
    HAN,
    is_dotted_name,
    is_name,
    join_spaced,
    split_names,
    surname_length,
    with_middle_dots,
)
from articles.parsing.record import Credit
from articles.parsing.word_lists import NOT_WRITERS, TITLE_ENDS, WORK_ROLES, WRITERS

_HAN_WORD = re.compile(rf"[{HAN}]{{2,4}}")
_SHORT_HAN_WORD = re.compile(rf"[{HAN}]{{2,3}}")
# A name with Latin letters, or a foreign one too short to be known by its dot: 老K, 让·莫罗.
_UNUSUAL_NAME = re.compile(rf"(?=[^{HAN}]{{0,4}}[{HAN}])[{HAN}A-Za-z·.]{{2,10}}")
# Where a writer lives or what a writer is: 汀南区, 南塘路居民.
_WRITER_IS = re.compile(
    rf"[{HAN}“”]{{1,20}}(?:[省市区县區縣镇乡村鎮鄉]|街道|社区|{any_of(WRITERS)})"
)
_UNIT_END = re.compile("[所院系部处科室组站厂校社局館馆處組廠]$")
_HAS_TITLE = re.compile(rf"[{HAN}“”]{{0,24}}(?:{any_of(TITLE_ENDS)})")  # 高级兽医师
_PLACE_WORD = re.compile(rf"[{HAN}]{{2,5}}")
_PLACE_END = re.compile(r"[省市区县區縣镇乡村鎮鄉州]$|街道$|社区$")
_SHORTEST_PLACE = 4  # characters of a place that has no such end
_GO_ON_FROM_REPORTER: Final = frozenset("从昨今在日近前发节们了的手探走不也是")


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What a stretch of credits says; `end` is where it stops in the text it was read from."""

    credits: tuple[Credit, ...] = ()
    source: str = ""
    end: int = 0

    @property
    def has_role(self) -> bool:
        return any(credit.role for credit in self.credits)


@dataclass(slots=True)
class _Group:
    """Words that stand together, with the roles before and behind them; empty where there is none.

    `runs_on` says that the first word runs on behind its role.
    """

    before: str
    words: list[Token] = field(default_factory=list)
    behind: str = ""

    @property
    def runs_on(self) -> bool:
        return self.before != "" and self.words[0].runs_on


def read_credits(text: str, *, are_sure: bool = False) -> CreditLine | None:
    """Read a whole stretch such as `株洲日报(全媒体记者/甲 通讯员/乙 丙)` without its brackets.

    Behind a role any short word is a name. A word that cannot be a name, or a stretch that holds no
    name at all, is no credit. Where it is sure that these `are_sure` credits, as in brackets behind
    本报讯, what cannot be read is left out.
    """
    parts = split_credits(text)
    groups = list(_groups(parts.tokens))
    reader = _NameReader(is_sure=are_sure, has_house=parts.is_known_house)
    named: list[Credit] = []
    ends_with_role = bool(parts.tokens) and parts.tokens[-1].is_role
    for number, group in enumerate(groups):
        names = reader.names(group)
        if number == 0 and len(groups) > 1 and _is_unit(group, names, are_sure=are_sure):
            continue
        if names is None:
            return None
        role = _role(group, ends_with_role=ends_with_role)
        named += [Credit(with_middle_dots(name), role) for name in names]
    return CreditLine(tuple(named), parts.house, len(text)) if named else None


# --- roles -------------------------------------------------------------------------------------


def _groups(tokens: Sequence[Token]) -> Iterator[_Group]:
    """The words between roles, in order."""
    group = _Group("")
    for token in tokens:
        if not token.is_role:
            group.words.append(token)
            continue
        if group.words:
            group.behind = token.text
            yield group
        group = _Group(token.text)
    if group.words:
        yield group


def _role(group: _Group, *, ends_with_role: bool) -> str:
    """The role of the names of a group: the one before them, or where that binds better, behind.

    甲 文 乙 图 ends with a role, so that each role stands behind its name; 文 甲 图 乙 does not.
    """
    is_post = group.before != "" and group.before not in WORK_ROLES
    if is_post or not group.behind:
        return group.before
    if ends_with_role or (not group.before and group.behind in WORK_ROLES):
        return group.behind
    return group.before


def _is_unit(group: _Group, names: Sequence[str] | None, *, are_sure: bool) -> bool:
    """Whether the first words say where the writer behind the next role works.

    化学学院 学生记者 段毅 names nobody but 段毅.
    """
    if group.before:
        return False
    if names is not None:
        return not any(is_name(name) or "·" in name for name in names)
    return are_sure or all(_UNIT_END.search(word.text) for word in group.words)


# --- names -------------------------------------------------------------------------------------


class _NameReader:
    """Reads the names of groups; `has_house` says that the credits begin with a house."""

    def __init__(self, *, is_sure: bool, has_house: bool) -> None:
        self._is_sure = is_sure
        self._has_house = has_house

    def names(self, group: _Group) -> list[str] | None:
        """The names that the words of a group are; None where they are no credits."""
        words = list(self._kept_words(group))
        if group.runs_on and words and not self._may_run_on(words[0].text):
            return None  # 记者手记 is no byline
        texts = _without_place(words, group)
        joined = join_spaced(texts, are_names=group.before != "")
        names: list[str] = []
        is_behind_role = group.before != ""
        for word in joined:
            if _tells_who(word, joined, is_behind_role=is_behind_role):
                continue
            word_names = _names_in(word, joined, group)
            if not word_names and not self._may_skip(names):
                return None
            names += word_names
        return names

    def _kept_words(self, group: _Group) -> Iterator[Token]:
        """The words without verbs of reporting: 記者林書瑜/望潮報導 names a place after the writer."""
        has_names = False
        for word in group.words:
            text = REPORT_VERB_END.sub("", word.text)
            names_place = has_names and text != word.text and not is_name(text)
            if text and not names_place:
                has_names = True
                yield Token(text, word.gap)

    def _may_run_on(self, word: str) -> bool:
        """Whether a word may stand right behind a role."""
        if surname_length(word) == len(word) or is_office(word) or is_dotted_name(word):
            return True
        if word in NOT_WRITERS:
            return False
        if split_names(word) is not None:
            return True
        if self._is_sure:
            return _HAN_WORD.fullmatch(word) is not None or len(word) == 1
        is_short = _SHORT_HAN_WORD.fullmatch(word) is not None
        return self._has_house and is_short and word[0] not in _GO_ON_FROM_REPORTER

    def _may_skip(self, names: Sequence[str]) -> bool:
        """Whether a word that cannot be read may be left out."""
        return self._is_sure or (self._has_house and bool(names))


def _without_place(words: Sequence[Token], group: _Group) -> list[str]:
    """The words without a place behind the names: 本報記者甲/某地."""
    texts = [word.text for word in words]
    if len(words) < 2 or not _names_place(words[-1], group):
        return texts
    is_marked = "/" in words[-1].gap and group.runs_on
    return texts[:-1] if is_marked or all(map(is_name, texts[:-1])) else texts


def _names_place(word: Token, group: _Group) -> bool:
    """Whether the last word of a group is a place: behind a slash, or by its end or its length."""
    if "/" in word.gap and group.runs_on:
        return True
    if is_name(word.text):
        return False
    if _PLACE_WORD.fullmatch(word.text) is None:
        return False
    is_long = group.before != "" and len(word.text) >= _SHORTEST_PLACE
    return "/" in word.gap or is_long or _PLACE_END.search(word.text) is not None


def _tells_who(word: str, words: Sequence[str], *, is_behind_role: bool) -> bool:
    """Whether a word beside a name says where the writer lives or what the writer is."""
    if len(words) == 1 or is_name(word):
        return False
    if is_behind_role and _HAS_TITLE.fullmatch(word):
        return True
    return _WRITER_IS.fullmatch(word) is not None


def _names_in(word: str, words: Sequence[str], group: _Group) -> list[str]:
    """The names in one word of several; empty where it is none."""
    is_behind_role = group.before != ""
    has_role = is_behind_role or group.behind != ""
    if is_name(word) or is_office(word):
        return [word]
    if has_role and "·" in word and _UNUSUAL_NAME.fullmatch(word):
        return [word]
    run_together = split_names(word)
    if run_together and len(word) > 3:
        return run_together
    if is_behind_role and word not in NOT_WRITERS:
        return [word] if _HAN_WORD.fullmatch(word) or _UNUSUAL_NAME.fullmatch(word) else []
    is_like_name = surname_length(word) > 0 and len(word) < 4
    return [word] if is_like_name and any(map(is_name, words)) else []
