"""Signatures of other forms than names with roles: who the writer is, a country, a house alone."""

import re

from articles.parsing.credits.credit_line import CreditLine
from articles.parsing.credits.credit_words import (
    ANY_HOUSE_END,
    BULLETS,
    OWN_HOUSE,
    ROLE_SIGN,
    any_of,
)
from articles.parsing.credits.writer_places import (
    is_place_and_pen_name,
    read_bracketed_writer,
    read_writer,
)
from articles.parsing.person_names import HAN, is_dotted_name, is_name, with_middle_dots
from articles.parsing.record import Credit
from articles.parsing.traditional_forms import in_both_forms

_COUNTRY = re.compile(rf"^[(\[][{HAN}]{{1,6}}[)\]]\s*(?=[{HAN}])")
_SHORT_DOTTED = re.compile(rf"[{HAN}]{{1,3}}·[{HAN}]{{1,3}}")  # 让·莫罗
# 本报评论员, 新华社评论员文章: the house is group 1. 任仲平 and others are pen names of an office.
_COMMENTATORS = in_both_forms(("评论员", "评论部", "编辑部", "编委会"))
_COMMENTATOR = f"(?:特约|首席|特約)?(?:{any_of(_COMMENTATORS)})(?:文章)?"
_KNOWN_HOUSES = in_both_forms(("新华社", "人民日报", "光明日报", "经济日报"))
_HOUSE_COMMENT = re.compile(
    rf"((?:{OWN_HOUSE})|{any_of(_KNOWN_HOUSES)}|[{HAN}]{{2,6}}(?:日报|晚报|晨报|日報|晚報|時報))"
    rf"{_COMMENTATOR}|任仲平|钟声|仲音"
)
# 本报综合, 综合新华社报道, 综合报道: no person, perhaps a house, which is group 1 or group 2.
_COMPILED = re.compile(
    rf"((?:{OWN_HOUSE})|[{HAN}]{{0,6}}(?:{ANY_HOUSE_END}))?(?:综合|綜合)"
    r"(?:外电|外電|消息|整理|报道|報道|報導)?(?:(新华社|新華社|中新社)(?:电|電|报道|報道|消息))?"
)


def without_brackets(text: str) -> str:
    """The text inside one pair of brackets that holds it all; else the text itself."""
    if _is_in_brackets(text) and text.count(text[0]) == 1:
        return text[1:-1].strip()
    return text


def _is_in_brackets(text: str) -> bool:
    return text != "" and text[0] in "(【" and text[-1] in ")】"


def read_signature(text: str) -> CreditLine | None:
    """A signature that says who the writer is before the name, a country, or a house's comment."""
    bare = without_brackets(text.strip(BULLETS))
    house = _house_without_writer(bare)
    if house is not None:
        return CreditLine((), house, len(text))
    foreigner = _name_behind_country(bare)
    named = (Credit(foreigner),) if foreigner else read_writer(bare)
    if not named and _is_in_brackets(text) and is_place_and_pen_name(bare):
        named = read_bracketed_writer(bare)
    return CreditLine(named, "", len(text)) if named else None


def _house_without_writer(text: str) -> str | None:
    """The house of a comment or of a compiled report, empty where it names none; else None."""
    for pattern in (_HOUSE_COMMENT, _COMPILED):
        match = pattern.fullmatch(text)
        if match is not None:
            return next(filter(None, match.groups()), "")
    return None


def _name_behind_country(text: str) -> str:
    """The name behind a country in brackets, (英)某某; empty where it is none."""
    country = _COUNTRY.match(text)
    if country is None:
        return ""
    rest = text[country.end() :]
    if ROLE_SIGN.search(rest):
        return ""
    name = rest.replace(" ", "")
    is_foreign = is_name(name) or is_dotted_name(name) or _SHORT_DOTTED.fullmatch(name)
    return with_middle_dots(name) if is_foreign else ""
