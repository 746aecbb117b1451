"""What the names of files and folders say, and names as the tables take them. No files, no Django."""

import datetime
import os
import re
from collections.abc import Sequence
from typing import NamedTuple


class FolderIdentity(NamedTuple):
    """What the folders above a page say about its issue; empty where they say nothing."""

    publication: str = ""
    date: datetime.date | None = None
    edition: str = ""


class PageName(NamedTuple):
    number: str
    title: str = ""


# Marks and letters that nobody sees in a name: controls, zero-width characters, direction overrides.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Those of them that part what stands before from what stands behind.
_BREAK = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_CJK = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_DATE = re.compile(
    r"""(?<![0-9]) ([12][0-9]{3})
        (?: [-._]([0-9]{1,2})[-._]([0-9]{1,2}) | 年([0-9]{1,2})月([0-9]{1,2})日 | ([0-9]{2})([0-9]{2}) )
        (?![0-9])""",
    re.VERBOSE,
)
# 2024, 10, 2024年, 10月: folders between a paper and its days.
_CALENDAR = re.compile(r"[0-9]{1,4}(?:-[0-9]{1,2})?[年月日]?|[0-9]{4}年[0-9]{1,2}月")
_PAGE = re.compile(
    r"第?(?P<letter>[A-Za-z]{0,2})(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3}(?=版))"
    r"(?:版|$|(?=[-_ ·.—::、]))[-_ ·.—::、]*(?P<title>.*)"
)
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}


def clean_name(text: str) -> str:
    """A name or title on one line, without what nobody sees; white space at its ends is gone."""
    return _INVISIBLE.sub("", _BREAK.sub(" ", text)).strip()


def clean_text(text: str) -> str:
    """A paragraph without control characters, which feeds and databases refuse."""
    return _CONTROL.sub("", text).strip()


def readable(name: str) -> str:
    """A file name as text: one in another encoding than the system's was most likely written in GBK."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            name = raw.decode("gb18030")
        except UnicodeDecodeError:
            name = raw.decode("utf-8", "backslashreplace")
    return clean_name(name)


def read_folder_names(folders: Sequence[str]) -> FolderIdentity:
    """Read `…/株洲日报/2024-10-15`, outermost first; the innermost date counts.

    The paper stands before the date in the same name, or is the next folder above that is no part
    of a calendar; a name without a Chinese character (`Downloads`) is not taken for a paper.
    """
    for place in range(len(folders) - 1, -1, -1):
        dated = _read_date(folders[place])
        if dated:
            above = (name for name in reversed(folders[:place]) if not _CALENDAR.fullmatch(name))
            paper = dated.publication or clean_name(next(above, ""))
            return dated._replace(publication=paper if _CJK.search(paper) else "")
    return FolderIdentity()


def read_page_name(stem: str) -> PageName | None:
    """Read `A3`, `03`, `第03版`, `第三版`, `A03-综合`; None where the name gives no page number.

    What follows the number is a page title only when it is a word: `002_9cdfc2282859891b` is not page 2.
    """
    match = _PAGE.fullmatch(clean_name(stem))
    if not match:
        return None
    number = _stored_number(match["letter"], match["number"])
    title = match["title"].strip()
    if not number or (title and not _reads_as_word(title)):
        return None
    return PageName(number, title)


def page_number(text: str) -> str:
    """The number as it is stored: `A3` and `a03` are A03; empty for what is none."""
    said = read_page_name(text)
    return said.number if said and not said.title else ""


def natural_order(name: str) -> list[tuple[int, int, str]]:
    """A sort key under which `页2` stands before `页10`."""
    parts = re.split(r"([0-9]+)", name)
    return [
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts
    ]


def _read_date(name: str) -> FolderIdentity | None:
    for match in _DATE.finditer(name):
        year, month, day = (int(part) for part in match.groups() if part)
        before, after = name[: match.start()].rstrip("-_ "), name[match.end() :]
        # As in the address of an issue: 2024-10-15-特刊. Other words behind a date are remarks.
        edition = (
            clean_name(after[1:]) if after.startswith("-") and _reads_as_word(after[1:]) else ""
        )
        try:
            return FolderIdentity(clean_name(before), datetime.date(year, month, day), edition)
        except ValueError:
            continue
    return None


def _stored_number(letter: str, digits: str) -> str:
    number = int(digits) if digits.isascii() else _read_chinese(digits)
    return f"{letter.upper()}{number:02d}" if number else ""


def _read_chinese(digits: str) -> int:
    """十二 is 12, 二十 is 20, 三 is 3; 0 for what is no number."""
    if "十" not in digits:
        return _CHINESE_DIGITS[digits] if len(digits) == 1 else 0
    tens, _, ones = digits.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    return _CHINESE_DIGITS.get(tens, 1) * 10 + _CHINESE_DIGITS.get(ones, 0)


def _reads_as_word(title: str) -> bool:
    return bool(_CJK.search(title)) or (title.isalpha() and title.isascii())
