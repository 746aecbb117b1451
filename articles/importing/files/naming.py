"""Read the names of files and folders, and clean names for the tables. No files, no Django."""

import datetime
import os
import re
from collections.abc import Sequence
from typing import NamedTuple


class FolderIdentity(NamedTuple):
    """What the names of the folders above a page tell of its issue; empty where unknown."""

    publication: str = ""
    date: datetime.date | None = None
    edition: str = ""


class PageName(NamedTuple):
    number: str
    title: str = ""


# Nobody sees these characters in a name: controls, zero-width characters, direction overrides.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Those of them that separate two words, as a space does.
_BREAK = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

_CJK = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_DATE = re.compile(
    r"""(?<![0-9]) ([12][0-9]{3})
        (?: [-._]([0-9]{1,2})[-._]([0-9]{1,2})
          | 年([0-9]{1,2})月([0-9]{1,2})日
          | ([0-9]{2})([0-9]{2}) )
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
    """A name or title on one line, without invisible characters and white space at its ends."""
    one_line = _BREAK.sub(" ", text)
    visible = _INVISIBLE.sub("", one_line)
    return visible.strip()


def clean_text(text: str) -> str:
    """A paragraph without control characters, which feeds and databases refuse."""
    printable = _CONTROL.sub("", text)
    return printable.strip()


def readable(name: str) -> str:
    """A file name as text.

    A name that is not in the system's encoding was most likely written in GBK.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        name = _decode_file_name(os.fsencode(name))
    return clean_name(name)


def _decode_file_name(raw: bytes) -> str:
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")


def read_folder_names(folders: Sequence[str]) -> FolderIdentity:
    """Read `…/株洲日报/2024-10-15`, outermost first; the innermost date counts.

    The paper stands before the date in the same name, or is the next folder above that is no part
    of a calendar; a name without a Chinese character (`Downloads`) is not taken for a paper.
    """
    for index in range(len(folders) - 1, -1, -1):
        dated = _read_dated_name(folders[index])
        if not dated:
            continue
        paper = dated.publication or _paper_above(folders[:index])
        has_chinese = _CJK.search(paper)
        return dated._replace(publication=paper if has_chinese else "")
    return FolderIdentity()


def _paper_above(folders: Sequence[str]) -> str:
    for name in reversed(folders):
        if not _CALENDAR.fullmatch(name):
            return clean_name(name)
    return ""


def read_page_name(stem: str) -> PageName | None:
    """Read `A3`, `03`, `第03版`, `第三版`, `A03-综合`; None where the name gives no page number.

    Words after the number are the page's title, other characters are not: `002_9cdfc2282859891b`
    is not page 2.
    """
    match = _PAGE.fullmatch(clean_name(stem))
    if not match:
        return None
    number = _stored_number(match["letter"], match["number"])
    title = match["title"].strip()
    is_readable = not title or _reads_as_word(title)
    if number and is_readable:
        return PageName(number, title)
    return None


def page_number(text: str) -> str:
    """The number as it is stored: `A3` and `a03` are A03; empty for what is no page number."""
    page_name = read_page_name(text)
    if page_name is None or page_name.title:
        return ""
    return page_name.number


def natural_order(name: str) -> list[tuple[int, int, str]]:
    """A sort key under which `页2` stands before `页10`."""
    key = []
    for part in re.split(r"([0-9]+)", name):
        is_number = part.isascii() and part.isdigit()
        key.append((0, int(part), "") if is_number else (1, 0, part))
    return key


def _read_dated_name(name: str) -> FolderIdentity | None:
    """Read `云汀日报2024-10-15-特刊`; None where no day of the calendar stands in the name."""
    for match in _DATE.finditer(name):
        year, month, day = (int(digits) for digits in match.groups() if digits)
        try:
            date = datetime.date(year, month, day)
        except ValueError:
            continue
        before = name[: match.start()].rstrip("-_ ")
        after = name[match.end() :]
        return FolderIdentity(clean_name(before), date, _read_edition(after))
    return None


def _read_edition(after_date: str) -> str:
    """The edition in `-特刊`, as the address of an issue has it. Other words are remarks."""
    word = after_date[1:]
    if after_date.startswith("-") and _reads_as_word(word):
        return clean_name(word)
    return ""


def _stored_number(letter: str, digits: str) -> str:
    number = int(digits) if digits.isascii() else _read_chinese_number(digits)
    if number == 0:
        return ""
    return f"{letter.upper()}{number:02d}"


def _read_chinese_number(digits: str) -> int:
    """十二 is 12, 二十 is 20, 三 is 3; 0 for what is no number."""
    if "十" not in digits:
        is_single = len(digits) == 1
        return _CHINESE_DIGITS[digits] if is_single else 0
    tens, _ten, ones = digits.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    # 十 alone counts once: 十二 is 12.
    ten_count = _CHINESE_DIGITS.get(tens, 1)
    one_count = _CHINESE_DIGITS.get(ones, 0)
    return ten_count * 10 + one_count


def _reads_as_word(title: str) -> bool:
    if _CJK.search(title):
        return True
    return title.isalpha() and title.isascii()
