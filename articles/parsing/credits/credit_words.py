"""The words of credits as patterns: roles, houses, offices and those who write."""

import re
from collections.abc import Iterable
from typing import Final

from articles.parsing.person_names import HAN
from articles.parsing.traditional_forms import in_both_forms
from articles.parsing.word_lists import (
    HOUSES,
    OFFICES,
    ROLE_BEFORE,
    ROLES,
    SIGNING_OFFICES,
)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first where one begins another."""
    escaped = {re.escape(word) for word in words}
    return "|".join(sorted(escaped, key=len, reverse=True))


# Marks that stand before and behind credits and do not belong to them.
BULLETS: Final = "□■◎●◆◇○▲△▼★☆※◤◢|-—· "

# --- roles -------------------------------------------------------------------------------------

# Roles of one character never stand inside a word.
SHORT_ROLES: Final = frozenset(in_both_forms("文图绘作摄译著编画书"))
# Roles of those who wrote the text, and perhaps took the picture too.
TEXT_ROLES: Final = frozenset(
    in_both_forms(("文/图", "图/文", "文图", "图文", "文并图", "文/摄", "文", "整理", "通讯员供稿"))
)
# What may stand behind the last name: 甲 报道.
REPORT_VERBS: Final = in_both_forms(
    ("摄影报道", "图文报道", "综合报道", "综合报导", "报道", "报导", "发自", "采写")
)
REPORT_VERB_END: Final = re.compile(rf"(?:{any_of(REPORT_VERBS)})$")

_WORKS = in_both_forms(
    ("文", "图", "摄", "摄影", "文字", "图片", "撰文", "摄影报道", "文/图", "图/文")
)
_WORK_BEFORE_ROLE = f"(?:(?:{any_of(_WORKS)})/)?"
_POST_BEFORE_ROLE = rf"(?:[驻赴駐][{HAN}]{{1,8}}?)?"
_REPORTERS = any_of(in_both_forms(("记者", "通讯员", "评论员", "撰稿人")))
# 文/驻京记者, 全媒体首席记者
REPORTER: Final = (
    f"{_WORK_BEFORE_ROLE}{_POST_BEFORE_ROLE}(?:{any_of(ROLE_BEFORE)}){{0,3}}(?:{_REPORTERS})"
)
ROLE: Final = re.compile(rf"{REPORTER}|{any_of(ROLES)}")
ROLE_BEGINNINGS: Final = (
    frozenset(role[0] for role in (*ROLES, *ROLE_BEFORE))
    | frozenset(work[0] for work in _WORKS)
    | frozenset("驻赴駐撰")
)
# A sign without which no role stands in a text: a look before the costly patterns.
_SHORT_ROLE_SIGNS = [rf"{role}(?=[\s/:、,;|()]|$)" for role in sorted(SHORT_ROLES)]
ROLE_SIGN: Final = re.compile("|".join([any_of(set(ROLES) - SHORT_ROLES), *_SHORT_ROLE_SIGNS]))

# --- houses ------------------------------------------------------------------------------------

OWN_HOUSE: Final = "本[报刊台网社報網臺]"  # how a paper speaks of itself
ANY_HOUSE_END: Final = any_of(HOUSES)
HOUSE: Final = re.compile(rf"[据據]?((?:{OWN_HOUSE})|《?[{HAN}]{{1,8}}?(?:{ANY_HOUSE_END})》?)")
# A sign without which no house stands in a text.
_HOUSE_LAST_CHARACTERS = "".join({house[-1] for house in HOUSES})
HOUSE_SIGN: Final = re.compile(f"[报刊台网社報網臺{_HOUSE_LAST_CHARACTERS}]")

# --- offices and writers -----------------------------------------------------------------------

OFFICE_LAST_CHARACTERS: Final = frozenset(office[-1] for office in OFFICES)
_OFFICE = re.compile(rf"[{HAN}“”·()]{{2,26}}(?:{any_of(OFFICES)})")
SIGNING_OFFICE: Final = re.compile(rf"[{HAN}“”·()]{{2,18}}(?:{any_of(SIGNING_OFFICES)})")
_WRITER = any_of(in_both_forms(("作者", "撰稿人", "执笔")))
_UNIT_IS = "(?:单位|單位)(?:分别|分別)?[系为是為:]*"
_WORKS_AT = "(?:分别|分別)?(?:系|为|為|是|任职于|就职于|来自|來自)[:]?"
# 作者单位:某某大学, 作者系某某研究员; where the writer works is group 1.
AFFILIATION: Final = re.compile(rf"(?:本文)?(?:{_WRITER})(?:{_UNIT_IS}|{_WORKS_AT})\s*(.+)")


def is_office(text: str) -> bool:
    """Whether the text reads like the name of an office, a school or a company."""
    if len(text) < 4 or text[-1] not in OFFICE_LAST_CHARACTERS:
        return False
    return _OFFICE.fullmatch(text) is not None
