"""Signatures of other forms than names with roles: what the writer is, a country, a pen name."""

import re
from typing import Final

from articles.parsing.credits.credit_line import CreditLine
from articles.parsing.credits.credit_words import BULLETS, OWN_HOUSE, any_of
from articles.parsing.person_names import HAN, is_dotted_name, is_name
from articles.parsing.record import Credit
from articles.parsing.word_lists import BOX_TITLES, NOT_NAMES, SECTIONS, TITLE_ENDS, WRITERS

_PEN_NAME = re.compile(rf"[{HAN}]{{2,3}}|[{HAN}] {{1,2}}[{HAN}]")
_COUNTRY = re.compile(rf"^[(\[][{HAN}]{{1,3}}[)\]]\s*(?=[{HAN}])")
_WRITER_AND_NAME = re.compile(
    rf"([^\s。,!?:;]{{2,20}}) +([{HAN}]{{2,4}}|[{HAN}] {{1,2}}[{HAN}]{{1,2}})"
)
_PLACES = "[省市区县镇乡村街路组站队社厂矿校院系部处科所局厅]|街道|社区|公司|集团|小区"
_WRITER_END = re.compile(rf"(?:{any_of(TITLE_ENDS)}|{any_of(WRITERS)}|{_PLACES})$")
# Who lives, learns or works somewhere is no role: 竹篙巷居民 费平.
_NO_ROLE: Final = frozenset(WRITERS) | frozenset(("级", "班", "本科生", "研究生", "同学"))
_TITLE_END = re.compile(rf"(?:{any_of(set(TITLE_ENDS) - _NO_ROLE)})$")
# 本报评论员, 新华社评论员文章: the house is group 1. 任仲平 and others are pen names of an office.
_COMMENTATOR = "(?:特约|首席)?(?:评论员|评论部|编辑部)(?:文章)?"
_HOUSE_COMMENT = re.compile(
    rf"({OWN_HOUSE}|新华社|人民日报|光明日报){_COMMENTATOR}|任仲平|钟声|仲音"
)
_UNMARKED_NAME = re.compile(rf"[{HAN}A-Za-z·.]{{1,8}}")


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
    comment = _HOUSE_COMMENT.fullmatch(bare)
    if comment is not None:
        return CreditLine((), comment.group(1) or "", len(text))
    foreigner = _name_behind_country(bare)
    if foreigner:
        return CreditLine((Credit(foreigner),), "", len(text))
    match = _WRITER_AND_NAME.fullmatch(bare)
    if match is None or not _WRITER_END.search(match.group(1)):
        return None
    credit = _credit_of_writer(match)
    return CreditLine((credit,), "", len(text)) if is_name(credit.name) else None


def _name_behind_country(text: str) -> str:
    """The name behind a country in brackets, (英)某某; empty where it is none."""
    country = _COUNTRY.match(text)
    if country is None:
        return ""
    name = text[country.end() :].replace(" ", "")
    return name if is_name(name) or is_dotted_name(name) else ""


def _credit_of_writer(match: re.Match[str]) -> Credit:
    """The name of a writer, and what the writer is where that is a role."""
    writer, spaced_name = match.groups()
    role = writer if _TITLE_END.search(writer) else ""
    return Credit(spaced_name.replace(" ", ""), role)


def read_unmarked_name(text: str) -> CreditLine | None:
    """The name on a line that only its place shows to be a signature: a pen name, a reader's."""
    bare = text.strip(BULLETS)
    if _is_in_brackets(bare):
        bare = bare[1:-1].strip()
    match = _WRITER_AND_NAME.fullmatch(bare)
    if match is not None:
        return CreditLine((_credit_of_writer(match),), "", len(text))
    name = bare.replace(" ", "")
    if not _UNMARKED_NAME.fullmatch(name):
        return None
    return CreditLine((Credit(name),), "", len(text))


def read_pen_name(text: str) -> CreditLine | None:
    """A pen name: two or three characters that need not begin with a surname.

    Only its place shows it to be a name.
    """
    if not _PEN_NAME.fullmatch(text):
        return None
    name = text.replace(" ", "")
    if name in NOT_NAMES or name in BOX_TITLES or name in SECTIONS:
        return None
    return CreditLine((Credit(name),), "", len(text))
