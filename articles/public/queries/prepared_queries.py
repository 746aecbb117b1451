"""Queries that are written once: for a page of the paper Django takes ten times as long to write them as to ask.

PostgreSQL prepares them too, once for each connection: it takes longer to plan such a query than to answer it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from threading import local
from typing import Any, Generic, TypeVar

from django.db import connections, models
from django.db.models import DateTimeField, Expression, Field, QuerySet
from psycopg2.extensions import AsIs  # type: ignore[import-untyped]

from articles.public.queries.instances import Form

M = TypeVar("M", bound=models.Model)

_numbers = count(1)


class Given(Expression):
    """A value of a prepared query that is told when it is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        return "%s", [self]

    def value(self, given: Mapping[str, Any], connection: Any) -> Any:
        return self.output_field.get_db_prep_value(given[self.name], connection)


# The time at which readers ask.
NOW = Given("now", DateTimeField())


class Prepared(Generic[M]):
    """The query that `build` gives, with a `Given` for all that differs from one time to the next."""

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build
        self._own = local()  # what is written belongs to its thread's connection

    def ask(self, **given: Any) -> list[M]:
        """The rows, each with what was selected, related or annotated; nothing is prefetched."""
        connection = connections["default"]
        written: _Written | None = getattr(self._own, "written", None)
        if written is None or written.connection is not connection:
            form = _Planned if connection.vendor == "postgresql" else _Written
            written = self._own.written = form(self._build(), connection)
        return written.ask(given)


def read(query: QuerySet[M]) -> list[M]:
    """The rows of a query that no other resembles, as objects like those of `Prepared`."""
    return _Written(query, connections["default"]).ask({})


class _Written:
    """A query as SQL, and how its rows are read."""

    def __init__(self, query: QuerySet[Any], connection: Any) -> None:
        self.connection = connection
        self._compiler = query.query.get_compiler(connection=connection)
        self._sql, self._params = self._compiler.as_sql()
        self._converters = self._compiler.get_converters(
            [column for column, *_ in self._compiler.select]
        )
        self._form = Form(self._compiler.klass_info, self._compiler.select)

    def ask(self, given: Mapping[str, Any]) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(*self._statement(given))
            rows = cursor.fetchall()
        if self._converters:
            rows = self._compiler.apply_converters(rows, self._converters)
        return self._form.objects(rows, self._compiler.annotation_col_map)

    def _statement(self, given: Mapping[str, Any]) -> tuple[str, list[Any]]:
        connection = self.connection
        return self._sql, [
            param.value(given, connection) if isinstance(param, Given) else param
            for param in self._params
        ]


class _Planned(_Written):
    """The same, planned by PostgreSQL once for each time that the connection is opened."""

    _session: Any = None

    def __init__(self, query: QuerySet[Any], connection: Any) -> None:
        super().__init__(query, connection)
        self._name = f"page_{next(_numbers)}"
        self._given = list(
            {param.name: param for param in self._params if isinstance(param, Given)}.values()
        )
        self._call = f"EXECUTE {self._name} ({', '.join(['%s'] * len(self._given))})"

    def _statement(self, given: Mapping[str, Any]) -> tuple[str, list[Any]]:
        self.connection.ensure_connection()
        if self._session is not self.connection.connection:
            self._prepare(self.connection.connection)
        return self._call, [param.value(given, self.connection) for param in self._given]

    def _prepare(self, session: Any) -> None:
        places = {param.name: AsIs(f"${place}") for place, param in enumerate(self._given, 1)}
        params = [
            places[param.name] if isinstance(param, Given) else param for param in self._params
        ]
        with self.connection.wrap_database_errors, session.cursor() as cursor:
            cursor.execute(f"PREPARE {self._name} AS {self._sql}", params)
        self._session = session
