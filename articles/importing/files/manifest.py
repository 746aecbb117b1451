"""`issue.toml`: a file that says what an issue is. It holds for its folder and those below.

    publication = "云汀日报"
    date = 2026-03-12
    edition = "特刊"
    number = 1234                    # of the issue
    page_count = 8
    [pages]
    "A01.txt" = {number = "A01", title = "要闻"}
    "last.txt" = "A08"

Every line is optional; an unknown one is an error, since it is most likely misspelt.
"""

import datetime
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files.naming import PageName, clean_name, page_number

NAME = "issue.toml"
MAX_ISSUE_NUMBER = 999_999
_MAX_PAGE_COUNT = 999
_PAGE_KEYS = frozenset({"number", "title"})

_Reader = Callable[[Any, str, str], Any]


@dataclass(frozen=True, slots=True)
class Manifest:
    publication: str = ""
    date: datetime.date | None = None
    edition: str = ""
    number: int | None = None
    page_count: int | None = None
    pages: Mapping[str, PageName] = field(default_factory=lambda: MappingProxyType({}))


def read_manifest(data: bytes, display_path: str) -> Manifest:
    """SourceError names the line that is not what it should be."""
    table = _parse_toml(data, display_path)
    for key in table.keys() - _READERS.keys():
        raise SourceError(
            _("%(place)s: “%(key)s” is unknown. Known are %(known)s.")
            % {"place": display_path, "key": key, "known": ", ".join(_READERS)}
        )
    fields = {}
    for key, value in table.items():
        read = _READERS[key]
        fields[key] = read(value, key, display_path)
    return Manifest(**fields)


def _parse_toml(data: bytes, display_path: str) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
        return tomllib.loads(text)
    # Every fault of TOML is a ValueError; of a number of 4,300 digits Python raises a plain one.
    except (ValueError, RecursionError) as fault:
        raise SourceError(
            _("%(place)s is not valid TOML in UTF-8: %(reason)s.")
            % {"place": display_path, "reason": fault}
        ) from None


def _read_text(value: Any, key: str, display_path: str) -> str:
    text = ""
    if isinstance(value, str):
        text = clean_name(value)
    if not text:
        wanted = _("a text in quotes")
        raise _wrong_value(key, display_path, wanted)
    return text


def _read_date(value: Any, key: str, display_path: str) -> datetime.date:
    is_time = isinstance(value, datetime.datetime)
    if isinstance(value, datetime.date) and not is_time:
        return value
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong_value(key, display_path, "2026-03-12") from None


def _read_issue_number(value: Any, key: str, display_path: str) -> int:
    return _read_positive(value, key, display_path, MAX_ISSUE_NUMBER)


def _read_page_count(value: Any, key: str, display_path: str) -> int:
    return _read_positive(value, key, display_path, _MAX_PAGE_COUNT)


def _read_positive(value: Any, key: str, display_path: str, most: int) -> int:
    # In Python, True is a whole number too.
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if is_number and 0 < value <= most:
        number: int = value
        return number
    wanted = _("a whole number from 1 to %d") % most
    raise _wrong_value(key, display_path, wanted)


def _read_pages(value: Any, key: str, display_path: str) -> dict[str, PageName]:
    if not isinstance(value, dict):
        raise _wrong_value(
            key,
            display_path,
            '[pages] "A01.txt" = {number = "A01", title = "…"}',
        )
    pages = {}
    for file_name, entry in value.items():
        pages[file_name] = _read_page(entry, file_name, display_path)
    return pages


def _read_page(entry: Any, file_name: str, display_path: str) -> PageName:
    """`entry` is a number, or a table of number and title."""
    table = entry if isinstance(entry, dict) else {"number": entry}
    unknown_keys = table.keys() - _PAGE_KEYS
    number_text = str(table.get("number", ""))
    number = page_number(number_text)
    title = table.get("title", "")
    is_title = isinstance(title, str)
    if unknown_keys or not number or not is_title:
        raise _wrong_value(
            file_name,
            display_path,
            '{number = "A01", title = "…"}',
        )
    return PageName(number, clean_name(title))


def _wrong_value(key: str, display_path: str, wanted: str) -> SourceError:
    return SourceError(
        _("%(place)s: “%(key)s” should be %(wanted)s.")
        % {"place": display_path, "key": key, "wanted": wanted}
    )


_READERS: dict[str, _Reader] = {
    "publication": _read_text,
    "date": _read_date,
    "edition": _read_text,
    "number": _read_issue_number,
    "page_count": _read_page_count,
    "pages": _read_pages,
}
