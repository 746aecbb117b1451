"""The pager of all long lists: pages are cut by key, so that page 5,000 costs what page 1 costs.

A list is sorted by one column and then by primary key (`KeysetOrder`). A position in it is the
cursor of the row beside it. A query string names one: for lists that begin with the newest row,
`?before=` gives the rows after that position and `?after=` those in front of it (`NEWEST_FIRST`);
for lists that begin with the smallest value it is the other way round (`ASCENDING`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Q
from django.http import Http404

PER_PAGE = 20

_MAX_DIGITS = 18  # no primary key has more

Row = TypeVar("Row")
Cursor = TypeVar("Cursor")


class CursorParameters(NamedTuple):
    """The query parameters that lead to the next rows of a list and to the previous ones."""

    next: str
    previous: str


NEWEST_FIRST = CursorParameters(next="before", previous="after")
ASCENDING = CursorParameters(next="after", previous="before")


@dataclass(frozen=True, slots=True)
class Position(Generic[Cursor]):
    """Where a page of a list begins: at the head of the list, or beside the row with `cursor`."""

    parameters: CursorParameters
    cursor: Cursor | None = None
    is_backwards: bool = False

    @property
    def query_string(self) -> str:
        if self.cursor is None:
            return ""
        name = self.parameters.previous if self.is_backwards else self.parameters.next
        return f"?{name}={self.cursor}"


@dataclass(frozen=True, slots=True)
class KeysetOrder:
    """Rows sorted by `column` and then by primary key, both in the same direction."""

    column: str
    is_descending: bool = False

    def _comparison(self, is_backwards: bool) -> str:
        descends = self.is_descending != is_backwards
        return "lt" if descends else "gt"

    def fields(self, position: Position[Any]) -> tuple[str, str]:
        """What to sort by, so that the rows nearest to the position come first."""
        comparison = self._comparison(position.is_backwards)
        sign = "-" if comparison == "lt" else ""
        return f"{sign}{self.column}", f"{sign}pk"

    def beyond(self, value: Any, pk: Any, *, is_backwards: bool = False) -> Q:
        """The rows after the row with this value and key, or before it if `is_backwards`."""
        comparison = self._comparison(is_backwards)
        # An OR of two ranges does not bound the range of an index: the first condition does.
        in_range = Q(**{f"{self.column}__{comparison}e": value})
        return in_range & self.beyond_within_range(
            value,
            pk,
            is_backwards=is_backwards,
        )

    def beyond_within_range(self, value: Any, pk: Any, *, is_backwards: bool = False) -> Q:
        """The same for a query that already bounds the range of the column."""
        comparison = self._comparison(is_backwards)
        has_other_value = Q(**{f"{self.column}__{comparison}": value})
        has_same_value = Q(**{f"pk__{comparison}": pk})
        return has_other_value | has_same_value


@dataclass(frozen=True, slots=True)
class KeysetPage(Generic[Row]):
    """Some rows of a list in its order, and the cursors that lead on; empty at an end."""

    rows: list[Row]
    position: Position[Any]
    previous_cursor: str
    next_cursor: str

    @property
    def previous_query(self) -> str:
        """The query string of the page before this one."""
        parameters = self.position.parameters
        return _query_string(parameters.previous, self.previous_cursor)

    @property
    def next_query(self) -> str:
        parameters = self.position.parameters
        return _query_string(parameters.next, self.next_cursor)

    @property
    def query(self) -> str:
        """The query string of this very page; empty at the head of the list."""
        return self.position.query_string


def read_position(
    params: Mapping[str, str],
    parameters: CursorParameters,
    parse_cursor: Callable[[str], Cursor],
) -> Position[Cursor]:
    """The position that the query parameters name. `parse_cursor` raises Http404 for nonsense."""
    previous, following = params.get(parameters.previous), params.get(parameters.next)
    if previous is not None:
        return Position(
            parameters,
            parse_cursor(previous),
            is_backwards=True,
        )
    if following is not None:
        return Position(parameters, parse_cursor(following))
    return Position(parameters)


def build_page(
    rows: Sequence[Row],
    position: Position[Any],
    size: int,
    cursor_of: Callable[[Row], Any],
) -> KeysetPage[Row]:
    """The page of the rows that a query found, nearest to the position first.

    The query has to look for `size + 1` rows: nothing else tells as cheaply whether there are more.
    """
    has_more = len(rows) > size
    page_rows = list(rows[:size])
    if position.is_backwards:
        page_rows.reverse()
        has_previous, has_next = has_more, True
    else:
        has_previous, has_next = position.cursor is not None, has_more
    if not page_rows:
        return KeysetPage([], position, "", "")
    first, last = page_rows[0], page_rows[-1]
    return KeysetPage(
        page_rows,
        position,
        previous_cursor=str(cursor_of(first)) if has_previous else "",
        next_cursor=str(cursor_of(last)) if has_next else "",
    )


def parse_primary_key(text: str) -> int:
    """Raises Http404 for what is no primary key; a database cannot count with more digits."""
    if not text.isascii() or not text.isdigit() or len(text) > _MAX_DIGITS:
        raise Http404
    return int(text)


def _query_string(parameter: str, cursor: str) -> str:
    if cursor:
        return f"?{parameter}={cursor}"
    return ""
