"""The registers of all authors and of all tags of a type, sorted by pronunciation and cut by key.

A cursor is the key of a row: `?after=` gives the names behind it, `?before=` those in front of it.
"""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Exists, QuerySet
from django.http import Http404

from articles.models import Author, Tag
from articles.public.queries.keyset_pages import (
    ASCENDING,
    KeysetOrder,
    KeysetPage,
    Position,
    build_page,
    parse_primary_key,
    read_position,
)
from articles.public.queries.prepared_queries import PreparedQuery
from articles.text.pinyin_order import INITIALS, bounds, initial_of

NAMES_PER_PAGE = 120

_BY_PRONUNCIATION = KeysetOrder("sort_key")
_PREFIX = "has_"

NamedRow = TypeVar("NamedRow", Author, Tag)


class InitialGroup(NamedTuple, Generic[NamedRow]):
    """The names with one initial, under its label."""

    sign: str
    rows: list[NamedRow]


def groups_of(rows: list[NamedRow]) -> list[InitialGroup[NamedRow]]:
    """The names under their initials, in the order in which they stand."""
    groups = []
    for initial, rows_of_initial in groupby(rows, key=lambda row: initial_of(row.sort_key)):
        label = initial_label(initial)
        group = InitialGroup(label, list(rows_of_initial))
        groups.append(group)
    return groups


def initial_label(initial: str) -> str:
    is_letter = len(initial) == 1
    return initial.upper() if is_letter else "#"


class NonEmptyQueries:
    """Which of several queries have a row. All are asked in one statement, each up to its first
    row.
    """

    def __init__(self, build: Callable[[], dict[str, QuerySet[Any]]]) -> None:
        self._build = build
        self._query = PreparedQuery(self._combined)

    def names(self, **values: Any) -> set[str]:
        """The names of the queries that have a row; `values` are those of their parameters."""
        names = set()
        for row in self._query.fetch(**values):
            for attribute, value in vars(row).items():
                if attribute.startswith(_PREFIX) and value:
                    names.add(attribute.removeprefix(_PREFIX))
        return names

    def _combined(self) -> QuerySet[Any]:
        """Any single row of the table, with a column for each query that says whether it has a
        row.
        """
        queries = self._build()
        columns = {}
        for name, query in queries.items():
            columns[f"{_PREFIX}{name}"] = Exists(query)
        first_query = next(iter(queries.values()))
        rows = first_query.model._default_manager.order_by("pk")
        annotated: QuerySet[Any] = rows.only("pk").annotate(**columns)
        return annotated[:1]


def by_initial(rows: QuerySet[NamedRow]) -> dict[str, QuerySet[NamedRow]]:
    queries = {}
    for initial in INITIALS:
        queries[initial] = _with_initial(rows, initial)
    return queries


def load_register_page(
    rows: QuerySet[NamedRow], params: Mapping[str, str], initial: str = ""
) -> KeysetPage[NamedRow]:
    """The page of a register that the query parameters name.

    Raises Http404 for an initial or a position that has no name.
    """
    position = read_position(params, ASCENDING, parse_primary_key)
    if initial:
        rows = _with_initial(rows, initial)
    rows = _from_position(rows, position)
    in_order = rows.order_by(*_BY_PRONUNCIATION.fields(position))
    nearest = list(in_order[: NAMES_PER_PAGE + 1])
    is_part = bool(initial) or position.cursor is not None
    if is_part and not nearest:
        raise Http404
    return build_page(
        nearest,
        position,
        NAMES_PER_PAGE,
        lambda row: row.pk,
    )


def _with_initial(rows: QuerySet[NamedRow], initial: str) -> QuerySet[NamedRow]:
    first, end = bounds(initial)
    rows = rows.filter(sort_key__gte=first)
    if end:
        return rows.filter(sort_key__lt=end)
    return rows


def _from_position(rows: QuerySet[NamedRow], position: Position[int]) -> QuerySet[NamedRow]:
    if position.cursor is None:
        return rows
    # The row itself may have gone from the register meanwhile; its place is still known.
    all_rows = rows.model._default_manager.filter(pk=position.cursor)
    sort_key = all_rows.values_list("sort_key", flat=True).first()
    if sort_key is None:
        raise Http404
    beyond = _BY_PRONUNCIATION.beyond(
        sort_key,
        position.cursor,
        is_backwards=position.is_backwards,
    )
    return rows.filter(beyond)
