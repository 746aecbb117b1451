"""`issue.toml`: what an issue is, said outright. It holds for its folder and those below.

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
from functools import partial
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from articles.importing.faults import SourceError
from articles.importing.files.naming import PageName, clean_name, page_number

NAME = "issue.toml"
MAX_ISSUE_NUMBER = 999_999


@dataclass(frozen=True, slots=True)
class Manifest:
    publication: str = ""
    date: datetime.date | None = None
    edition: str = ""
    number: int | None = None
    page_count: int | None = None
    pages: Mapping[str, PageName] = field(default_factory=lambda: MappingProxyType({}))


def read_manifest(data: bytes, place: str) -> Manifest:
    """SourceError says which line is not what it should be."""
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise SourceError(
            _("%(place)s is not valid TOML in UTF-8: %(reason)s.")
            % {"place": place, "reason": fault}
        ) from None
    readers: dict[str, Callable[[Any, str, str], Any]] = {
        "publication": _text,
        "date": _date,
        "edition": _text,
        "number": partial(_positive, most=MAX_ISSUE_NUMBER),
        "page_count": partial(_positive, most=999),
        "pages": _pages,
    }
    for key in table.keys() - readers.keys():
        raise SourceError(
            _("%(place)s: “%(key)s” is unknown. Known are %(known)s.")
            % {"place": place, "key": key, "known": ", ".join(readers)}
        )
    return Manifest(**{key: readers[key](value, key, place) for key, value in table.items()})


def _text(value: Any, key: str, place: str) -> str:
    if isinstance(value, str) and clean_name(value):
        return clean_name(value)
    raise _wrong(key, place, _("a text in quotes"))


def _date(value: Any, key: str, place: str) -> datetime.date:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _wrong(key, place, "2026-03-12") from None


def _positive(value: Any, key: str, place: str, most: int) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= most:
        return value
    raise _wrong(key, place, _("a whole number from 1 to %d") % most)


def _pages(value: Any, key: str, place: str) -> dict[str, PageName]:
    if not isinstance(value, dict):
        raise _wrong(key, place, '[pages] "A01.txt" = {number = "A01", title = "…"}')
    return {name: _page(said, name, place) for name, said in value.items()}


def _page(said: Any, name: str, place: str) -> PageName:
    said = said if isinstance(said, dict) else {"number": said}
    number = page_number(str(said.get("number", "")))
    title = said.get("title", "")
    if not number or not isinstance(title, str) or said.keys() - {"number", "title"}:
        raise _wrong(name, place, '{number = "A01", title = "…"}')
    return PageName(number, clean_name(title))


def _wrong(key: str, place: str, wanted: str) -> SourceError:
    return SourceError(
        _("%(place)s: “%(key)s” should be %(wanted)s.")
        % {"place": place, "key": key, "wanted": wanted}
    )
