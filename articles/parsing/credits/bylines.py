"""Lines that hold nothing but credits: names alone, roles with names, or an office."""

import re
from typing import Final

from articles.parsing.credits.credit_line import CreditLine, read_credits
from articles.parsing.credits.credit_words import (
    AFFILIATION,
    BULLETS,
    HOUSE_SIGN,
    OFFICE_LAST_CHARACTERS,
    REPORT_VERBS,
    ROLE_SIGN,
    SIGNING_OFFICE,
)
from articles.parsing.credits.openings import HOUSE_AND_BRACKET, read_opening
from articles.parsing.credits.signature_forms import read_signature, without_brackets
from articles.parsing.credits.writer_places import read_bracketed_writer
from articles.parsing.person_names import HAN, is_name, surname_length
from articles.parsing.record import Credit
from articles.parsing.word_lists import BOX_ENDS, BOX_TITLES, ROLES, WRITERS

_LONGEST_BYLINE = 60  # characters
_MOST_NAMES = 5  # without a role
_MARKED_NAME = re.compile(rf"[□◎]\s*([{HAN}]{{2,4}}|[{HAN}] [{HAN}]{{1,2}})")  # ◎沈石溪渡
_DESCRIBED = re.compile(r"(.{2,12}?)\s*\(([^()]{2,20})\)")
# The blanks before it are looked for from their first one only.
_FROM_PLACE = re.compile(r"(?<!\s)\s*+发自\s?[^\s。,]{2,16}$")
_FIRST_WORD = re.compile(r"[^\s/:、,;|()·•・‧.﹒●∙⋅]++(?![·•・‧.﹒●∙⋅])")
# The day below the office that gives a notice.
_DAY = re.compile(
    r"(?<!\s)\s*+(?:\d{4}|[二〇○零一九两]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?$"
)
_LAST_OF_NAMING_WORDS: Final = (
    OFFICE_LAST_CHARACTERS
    | frozenset("省市区县镇乡村道区")
    | frozenset(writer[-1] for writer in WRITERS)
)


def read_byline(text: str) -> CreditLine | None:
    """A line that holds nothing but credits: names alone, roles with names, or an office."""
    bare = text.strip(BULLETS)
    if not 1 < len(bare) <= _LONGEST_BYLINE or bare[-1] in "。!?…,;”:":
        return None
    boxed = read_opening(text) if text[0] == "【" else None
    if boxed is not None:
        return boxed if boxed.end == len(text) else None
    signature = read_signature(text)
    if signature is not None:
        return signature
    bare = _FROM_PLACE.sub("", bare) or bare
    bare = _DAY.sub("", bare) or bare
    return _read_names(text, without_brackets(bare))


def _read_names(text: str, bare: str) -> CreditLine | None:
    """The names on a line; `bare` is the line without its marks, brackets, place and day."""
    if AFFILIATION.fullmatch(bare):
        return None
    named = read_bracketed_writer(bare) if text[0] == "(" else ()
    if named and not ROLE_SIGN.search(bare):
        return CreditLine(named, "", len(text))
    if _names_nobody(bare.strip(BULLETS)):
        return None
    name = _marked_name(text)
    credit = Credit(name) if name else _described_credit(bare)
    if credit is not None:
        return CreditLine((credit,), "", len(text))
    return _read_house_line(bare, len(text)) or _read_plain_line(bare, len(text))


def _marked_name(text: str) -> str:
    """The name behind a mark, ◎沈石溪渡; empty where it is none."""
    match = _MARKED_NAME.fullmatch(text)
    if match is None:
        return ""
    name = match.group(1)
    if name in BOX_TITLES or name.endswith(BOX_ENDS):
        return ""
    return name.replace(" ", "")


def _described_credit(text: str) -> Credit | None:
    """The name before brackets that say who it is, 陈望(农民), or what it did, 陈望(编辑)."""
    match = _DESCRIBED.fullmatch(text) if "(" in text else None
    if match is None or not is_name(match.group(1)):
        return None
    description = match.group(2)
    return Credit(match.group(1), description if description in ROLES else "")


def _read_house_line(text: str, end: int) -> CreditLine | None:
    """云汀日报(记者 甲) on a line of its own."""
    match = HOUSE_AND_BRACKET.fullmatch(text) if text.endswith((")", "】")) else None
    if match is None:
        return None
    house, inside = match.groups()
    reading = read_credits(inside)
    return CreditLine(reading.credits, house or "", end) if reading else None


def _read_plain_line(text: str, end: int) -> CreditLine | None:
    reading = read_credits(text)
    if reading is None:
        return None
    if not (reading.has_role or reading.source or _has_bare_names(reading)):
        return None
    return CreditLine(reading.credits, reading.source, end)


def _has_bare_names(reading: CreditLine) -> bool:
    """Whether names or signing offices stand there alone, and few of them."""
    if len(reading.credits) > _MOST_NAMES:
        return False
    return all(
        is_name(credit.name) or SIGNING_OFFICE.fullmatch(credit.name) for credit in reading.credits
    )


def _names_nobody(text: str) -> bool:
    """Whether a text, as most headlines, holds no role and begins with what is no name.

    This is a look before the costly reading.
    """
    first = _FIRST_WORD.match(text)
    if first is None:
        return False
    word = first.group()
    if len(word) == 1 or surname_length(text) or word[-1] in _LAST_OF_NAMING_WORDS:
        return False
    if word.endswith(REPORT_VERBS) or "班 " in text:
        return False
    return not (ROLE_SIGN.search(text) or HOUSE_SIGN.search(text, 0, 20))
