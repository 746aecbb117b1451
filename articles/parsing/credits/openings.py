"""The credits and agency lines that open a report, at the head of its first paragraph."""

import re
from typing import Final

from articles.parsing.credits.credit_line import CreditLine, read_credits
from articles.parsing.credits.credit_words import (
    AFFILIATION,
    ANY_HOUSE_END,
    OWN_HOUSE,
    REPORTER,
    ROLE_SIGN,
)
from articles.parsing.person_names import HAN, is_name

_LONGEST_OPENING = 120  # characters
_LONGEST_REST = 40  # characters of credits that fill a line behind 本报讯

# --- patterns ----------------------------------------------------------------------------------

# 电头: 本报讯, 新华社北京10月19日电, 据云江通讯社电, 东南网3月11日讯.
_WIRE_HOUSE = rf"据?((?:{OWN_HOUSE})|[{HAN}A-Za-z-]{{1,12}}?(?:{ANY_HOUSE_END}))"
_PLACE_AND_DAY = "[^\\s()。,!?“”:;]{0,16}?"
_QUOTED_HOUSE = rf"据([{HAN}]{{2,8}}(?:社|网|报))(?:专?[电電]|[讯訊])(?!话|视|梯|台)"
# The house is group 1 or group 2.
WIRE: Final = re.compile(
    rf"{_WIRE_HOUSE}{_PLACE_AND_DAY}(?:消息|[讯訊电電])(?=[\s(:,【]|$)|{_QUOTED_HOUSE}"
)
# All wire lines have this sign, but for some from 据 or 本 on.
_WIRE_SIGN = re.compile(r"[讯訊電电息](?=[\s(:,【]|$)|日[讯訊电電]")
# The same with the text right behind it: the day before 电 shows where the line ends.
_DAY_OF_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
_WIRE_RUN_ON = re.compile(
    rf"({OWN_HOUSE})[讯訊](?![息号问號問])|"
    rf"{_WIRE_HOUSE}[{HAN}]{{0,8}}?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})月{_DAY_OF_MONTH}[电電讯訊]|"
    rf"({OWN_HOUSE})[{HAN}]{{2,5}}?[电電](?=记者|記者)"
)
# What follows a wire line that runs on: 记者甲、乙报道:
_REPORTED = re.compile(r"\s*+([^\s。,!?“”():;]{2,36}?)(?:报道|報道|報導)[:,]\s*+")
_REPORTS = re.compile("报道|報道|報導")
_REPORTED_ALONE = re.compile(
    rf"[□■◎●]?\s*+((?:(?:{OWN_HOUSE})|[{HAN}]{{2,8}}[报社網网報])?{REPORTER}[^。,!?“”():;]{{2,30}}?)"
    r"(?:报道|報道|報導)(?:[:,]\s*+|\s++(?=\S))"
)
_BRACKETED = re.compile(r"\s*[(【]([^()【】]{2,80})[)】]\s*")
# 云汀日报(记者 甲): the house is group 1, the credits are group 2.
HOUSE_AND_BRACKET: Final = re.compile(
    rf"((?:{OWN_HOUSE})|[{HAN}]{{1,8}}?(?:{ANY_HOUSE_END}))?[(【]([^()【】]{{2,80}})[)】]\s*"
)
_REPORT_MARK = re.compile(
    r"(?:文/图|图/文|摄影报道|综合报道|报道|報道)?[\s:,]*(?:题:[^。,]{2,40}$)?"
)
# Words and the gaps between them share no characters: else the ways to part them have no end.
_OPEN_CREDITS = re.compile(
    r"\s*+((?:[/、][ /、]*+)?(?:[^\s。,!?“”()/、]{1,12}[ /、]++){1,16})(?:摄影报道|报道|文/图)\s*+"
)
# The names behind the last reporter in black brackets: 記者林婉儀嵐港.
_LAST_WORD = re.compile(rf"(?:记者|記者|通讯员|通訊員|[、/ ])([{HAN}]{{4,12}})$")
_BOX_HOUSE = rf"((?:{OWN_HOUSE})|[{HAN}A-Za-z]{{2,12}}?(?:{ANY_HOUSE_END}))?"
_BOX_WORD = (
    "(?:[专專]?[讯訊电電]|消息|(?:综合|綜合)(?:外电|外電)?|(?:摄影|攝影)?(?:报道|報道|報導))"
)
_BOXED = re.compile(rf"【(?:据)?{_BOX_HOUSE}([^【】]{{0,40}}?){_BOX_WORD}】\s*")

# --- reading -----------------------------------------------------------------------------------


def read_opening(text: str) -> CreditLine | None:
    """The credits or agency line that opens a report, at the head of its first paragraph."""
    head = text[:_LONGEST_OPENING]
    wire = _match_wire(head)
    if wire is not None:
        return _read_wire(head, wire_house(wire).strip("-"), wire.end())
    reported = _read_reported(head)
    if reported is not None:
        return reported
    if head[:1] == "【":
        boxed = _read_boxed(head)
        if boxed is not None:
            return boxed
    return _read_house_and_bracket(head)


def wire_house(wire: re.Match[str]) -> str:
    """The house that a match of `WIRE` names."""
    house: str = next(filter(None, wire.groups()))
    return house


def _match_wire(head: str) -> re.Match[str] | None:
    if head[:1] not in "据本" and not _WIRE_SIGN.search(head, 0, 40):
        return None
    return WIRE.match(head) or _WIRE_RUN_ON.match(head)


def _read_wire(head: str, source: str, end: int) -> CreditLine:
    """An agency line up to `end`, and the credits in brackets or without them that follow it."""
    for pattern in (_BRACKETED, _REPORTED, _OPEN_CREDITS):
        match = pattern.match(head, end)
        if match is None:
            continue
        reading = read_credits(match.group(1), are_sure=pattern is _BRACKETED)
        if reading is not None and (reading.has_role or pattern is not _REPORTED):
            return CreditLine(reading.credits, source, _behind_mark(head, match.end()))
    rest = head[end:]
    reading = read_credits(rest) if len(rest) <= _LONGEST_REST else None
    if reading is not None and reading.has_role:
        return CreditLine(reading.credits, source, len(head))  # 本报讯 记者 甲 on a line alone
    return CreditLine((), source, _behind_mark(head, end))


def _read_reported(head: str) -> CreditLine | None:
    """本报记者甲北京报道: before the text, without a wire line."""
    match = _REPORTED_ALONE.match(head) if _REPORTS.search(head) else None
    if match is None:
        return None
    reading = _read_with_place(match.group(1)) or read_credits(match.group(1) + "报道")
    if reading is None or not reading.has_role:
        return None
    return CreditLine(reading.credits, reading.source, match.end())


def _read_house_and_bracket(head: str) -> CreditLine | None:
    """云汀日报(记者 甲), or a bracket with a role in it alone."""
    if "(" not in head[:20] and "【" not in head[:20]:
        return None
    match = HOUSE_AND_BRACKET.match(head)
    if match is None:
        return None
    house, inside = match.groups()
    if AFFILIATION.fullmatch(inside):
        return None
    reading = read_credits(inside)
    if reading is None or not (house or reading.has_role):
        return None
    return CreditLine(reading.credits, house or reading.source, _behind_mark(head, match.end()))


def _behind_mark(head: str, end: int) -> int:
    """The offset behind the mark of a report that may follow the credits: 摄影报道, 题:……"""
    match = _REPORT_MARK.match(head, end)
    return match.end() if match else end


# --- black brackets ----------------------------------------------------------------------------


def _read_boxed(head: str) -> CreditLine | None:
    """【本报讯】, 【本報記者甲乙某地報道】: the line that opens a report, in black brackets."""
    match = _BOXED.match(head)
    if match is None:
        return None
    source = match.group(1) or ""
    inside = match.group(2).strip()
    if not inside or not ROLE_SIGN.search(inside):
        return _read_wire(head, source, match.end()) if source else None
    reading = _read_with_place(inside) or read_credits(inside, are_sure=True)
    writers = reading.credits if reading else ()
    return CreditLine(writers, source, match.end())


def _read_with_place(text: str) -> CreditLine | None:
    """Credits whose last name runs on into the place of the report: 記者林婉儀嵐港.

    Names of three characters are likelier than shorter ones. None where nothing runs on.
    """
    last_word = _LAST_WORD.search(text)
    if last_word is None or is_name(last_word.group(1)):
        return None
    readings = [reading for reading in _readings_without_place(text) if _names_people(reading)]
    for reading in readings:
        if all(len(credit.name) == 3 for credit in reading.credits):
            return reading
    return readings[0] if readings else None


def _readings_without_place(text: str) -> list[CreditLine]:
    """What the text reads as without its last two to five characters."""
    readings: list[CreditLine] = []
    for length in range(2, 6):
        rest = text[:-length].rstrip(" /")
        reading = read_credits(rest) if rest else None
        if reading is not None:
            readings.append(reading)
    return readings


def _names_people(reading: CreditLine) -> bool:
    return all(is_name(credit.name) for credit in reading.credits)
