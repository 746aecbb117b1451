"""Registers: all authors, all tags of a type, in the order of their sound, cut by key as the lists are.

A place in a register is the key of the row beside it: `?after=` gives the names behind it, `?before=` those in front.
"""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Exists, Q, QuerySet
from django.http import Http404

from articles.models import Author, Tag
from articles.public.queries.keyset_pages import read_number
from articles.public.queries.prepared_queries import Prepared
from articles.text.pinyin_order import INITIALS, bounds, initial_of

PER_STRETCH = 120

Row = TypeVar("Row", Author, Tag)


class Group(NamedTuple, Generic[Row]):
    """The names of one initial, under its sign."""

    sign: str
    rows: list[Row]


class Names(NamedTuple, Generic[Row]):
    """Some names of a register, and the query strings that lead on; empty at an end."""

    rows: list[Row]
    before: str
    after: str
    here: str

    def groups(self) -> list[Group[Row]]:
        initials = groupby(self.rows, key=lambda row: initial_of(row.sort_key))
        return [Group(sign(initial), list(rows)) for initial, rows in initials]


def sign(initial: str) -> str:
    return initial.upper() if len(initial) == 1 else "#"


class Present:
    """Which of several queries find anything. All are asked at once, each up to its first row."""

    def __init__(self, queries: Callable[[], dict[str, QuerySet[Any]]]) -> None:
        self._queries = queries
        self._asked = Prepared(self._in_one)

    def among(self, **given: Any) -> set[str]:
        told = {key: value for row in self._asked.ask(**given) for key, value in vars(row).items()}
        return {
            key.removeprefix("has_")
            for key, value in told.items()
            if key.startswith("has_") and value
        }

    def _in_one(self) -> QuerySet[Any]:
        queries = self._queries()
        rows = next(iter(queries.values())).model._default_manager.order_by("pk").only("pk")
        asked: QuerySet[Any] = rows.annotate(
            **{f"has_{name}": Exists(query) for name, query in queries.items()}
        )[:1]
        return asked


def by_initial(rows: QuerySet[Row]) -> dict[str, QuerySet[Row]]:
    return {initial: _within(rows, initial) for initial in INITIALS}


def names(rows: QuerySet[Row], params: Mapping[str, str], initial: str = "") -> Names[Row]:
    """The part of a register that the parameters ask for. Raises Http404 for a place or an initial that has nothing."""
    within = _within(rows, initial) if initial else rows
    before, after = params.get("before"), params.get("after")
    if before is not None:
        found = list(_in_front_of(within, before).order_by("-sort_key", "-pk")[: PER_STRETCH + 1])
        shown = found[:PER_STRETCH][::-1]
        is_first, is_last = len(found) <= PER_STRETCH, False
    else:
        found = list(
            (within if after is None else _behind(within, after)).order_by("sort_key", "pk")[
                : PER_STRETCH + 1
            ]
        )
        shown = found[:PER_STRETCH]
        is_first, is_last = after is None, len(found) <= PER_STRETCH
    if not shown and (initial or before or after):
        raise Http404
    return Names(
        shown,
        before="" if is_first else f"?before={shown[0].pk}",
        after="" if is_last else f"?after={shown[-1].pk}",
        here=f"?before={before}" if before else f"?after={after}" if after else "",
    )


def _within(rows: QuerySet[Row], initial: str) -> QuerySet[Row]:
    first, end = bounds(initial)
    rows = rows.filter(sort_key__gte=first)
    return rows.filter(sort_key__lt=end) if end else rows


def _behind(rows: QuerySet[Row], key: str) -> QuerySet[Row]:
    read, pk = _place(rows, key)
    # An OR of two ranges does not bound the range of an index.
    return rows.filter(Q(sort_key__gte=read), Q(sort_key__gt=read) | Q(pk__gt=pk))


def _in_front_of(rows: QuerySet[Row], key: str) -> QuerySet[Row]:
    read, pk = _place(rows, key)
    return rows.filter(Q(sort_key__lte=read), Q(sort_key__lt=read) | Q(pk__lt=pk))


def _place(rows: QuerySet[Row], key: str) -> tuple[str, int]:
    place = rows.model._default_manager.filter(pk=read_number(key)).values_list("sort_key", "pk")
    found: tuple[str, int] | None = place.first()
    if found is None:
        raise Http404
    return found
