"""What stands in brackets at the end of an article: its writers, where they work, its source."""

import re
from dataclasses import dataclass

from articles.parsing.credits.bylines import read_byline
from articles.parsing.credits.credit_line import CreditLine, read_credits
from articles.parsing.credits.credit_words import AFFILIATION, is_office
from articles.parsing.credits.openings import WIRE, wire_house
from articles.parsing.credits.signature_forms import read_signature
from articles.parsing.credits.writer_places import read_bracketed_writer
from articles.parsing.person_names import HAN, is_name
from articles.parsing.record import Credit

_LONGEST_CLOSING = 90  # characters
_LONGEST_OPEN_CLOSING = 60  # characters
_MOST_NAMES = 5  # without a role
_CLOSING = re.compile(r"\(([^()]{2,80}|[^()]{2,20}\(\d{1,2}\)班 [^()]{2,40})\)\s*$")
_OPEN_CLOSING = re.compile(r"[。!?…][”’)》】]*(\s*)([^。!?…,;:]{2,44})$")
_SOURCE = re.compile(
    r"(?:来源|來源|稿源|原载|转自|摘自|据)[:于]?\s*"
    rf"[《“]?([{HAN}A-Za-z·、 ]{{2,30}}?)[》”]?(?:报道|消息)?"
)
_SOURCE_LINE = re.compile(
    r"\(?(?:(?:数据|资料)?来源|來源|稿源|原载|转自|摘自)[:于自]?\s*[《“]?([^()。]{2,30}?)[》”]?\)?"
)
# 文字、图片、视频/某工作室: the house is group 1.
_MADE_BY = re.compile(
    rf"(?:(?:文字|图片|视频|图文|音频|制图|剪辑|制作|文|图)[、 ]?){{1,4}}[/:]\s*([{HAN}A-Za-z]{{3,16}})"
)
_PROVIDED_BY = re.compile(rf"\(([{HAN}]{{2,16}})(?:提供|供稿)\)")


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands in brackets at the end of an article, from `start` on."""

    start: int
    kind: str  # "affiliation", "source" or "byline"
    value: str = ""
    credits: tuple[Credit, ...] = ()


def read_tail(text: str) -> Tail | None:
    """The closing bracket of an article.

    (作者单位:…), (来源:…), (陈望 李芸), (记者 甲 通讯员 乙).
    """
    end = text[-_LONGEST_CLOSING:]
    match = _CLOSING.search(end)
    if match is None:
        return _read_open_closing(text)
    start = len(text) - len(end) + match.start()
    inside = match.group(1).strip()
    affiliation = AFFILIATION.fullmatch(inside)
    if affiliation is not None:
        return Tail(start, "affiliation", affiliation.group(1).strip())
    wire = WIRE.match(inside)
    if wire is not None and wire.end() == len(inside):
        return Tail(start, "byline", wire_house(wire))
    source = _SOURCE.fullmatch(inside)
    house = source.group(1) if source else read_source(match.group())
    if house:
        return Tail(start, "source", house)
    return _read_closing_names(text, start, inside)


def _read_closing_names(text: str, start: int, inside: str) -> Tail | None:
    """The names in a closing bracket, which stands behind a whole sentence or alone."""
    before = text[:start].rstrip()
    if before and before[-1] not in "。!?…”’】》)":
        return None
    reading = _read_names(inside)
    if reading is None:
        return None
    if _names_one_office(reading):
        return Tail(start, "source", inside)
    return Tail(start, "byline", reading.source, reading.credits)


def _read_names(inside: str) -> CreditLine | None:
    """The names in a closing bracket; a place may run on into them, 河西县林知远."""
    signature = read_signature(f"({inside})")
    if signature is not None:
        return signature
    reading = read_credits(inside)
    if reading is not None and (reading.has_role or _may_sign(reading)):
        return reading
    named = read_bracketed_writer(inside)
    return CreditLine(named, "", len(inside)) if named else None


def _names_one_office(reading: CreditLine) -> bool:
    """Whether an office stands there instead of people: (教务处) says where a note comes from."""
    if reading.has_role or reading.source:
        return False
    return bool(reading.credits) and all(is_office(credit.name) for credit in reading.credits)


def _may_sign(reading: CreditLine) -> bool:
    """Whether few people or offices are named: in brackets behind a text any office may sign."""
    if len(reading.credits) > _MOST_NAMES:
        return False
    return all(is_name(credit.name) or is_office(credit.name) for credit in reading.credits)


def _read_open_closing(text: str) -> Tail | None:
    """Names behind the last full stop, without brackets: ……人接听。 本报记者 甲 通讯员 乙."""
    match = _OPEN_CLOSING.search(text, max(0, len(text) - _LONGEST_OPEN_CLOSING))
    if match is None:
        return None
    blanks, names = match.groups()
    house = read_source(names)
    if house:
        return Tail(match.start(2), "source", house)
    reading = read_byline(names.strip())
    if reading is None or not reading.credits:
        return None
    is_marked = reading.has_role or bool(reading.source)
    if not is_marked and not (blanks and _names_people(reading)):
        return None
    return Tail(match.start(2), "byline", reading.source, reading.credits)


def _names_people(reading: CreditLine) -> bool:
    return all(is_name(credit.name) for credit in reading.credits)


def read_source(text: str) -> str:
    """The house named by a line such as 来源:株洲文明网; empty where it is none."""
    line = text.strip()
    match = _SOURCE_LINE.fullmatch(line) or _PROVIDED_BY.fullmatch(line) or _MADE_BY.fullmatch(line)
    if match is None or is_name(match.group(1)):
        return ""
    return match.group(1).strip()
