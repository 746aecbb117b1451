"""Queries whose SQL is written once: Django takes ten times as long to write it as SQLite to
answer it.

On PostgreSQL the statement is also prepared, once for each connection: planning such a query takes
longer than answering it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from threading import local
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import DateTimeField, Expression, Field, QuerySet
from psycopg2.extensions import AsIs  # type: ignore[import-untyped]

from articles.public.queries.instances import RowMapper

M = TypeVar("M", bound=models.Model)

_statement_numbers = count(1)


class Param(Expression):
    """A parameter of a prepared query; its value is given when the query is executed."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        return "%s", [self]

    def database_value(self, values: Mapping[str, Any], connection: Any) -> Any:
        value = values[self.name]
        return self.output_field.get_db_prep_value(value, connection)


# The time of the request: what is published by then may be shown.
NOW = Param("now", DateTimeField())


class PreparedQuery(Generic[M]):
    """The query that `build` returns, with a `Param` for each value that a request brings."""

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build
        self._per_thread = local()  # a compiled query belongs to the connection of its thread

    def fetch(self, **values: Any) -> list[M]:
        """The instances, with what was selected, joined or annotated; nothing is prefetched."""
        return self._compiled().fetch(values)

    def _compiled(self) -> _CompiledQuery:
        connection = connections["default"]
        compiled: _CompiledQuery | None = getattr(self._per_thread, "compiled", None)
        if compiled is None or compiled.connection is not connection:
            compiled = self._compile(connection)
            self._per_thread.compiled = compiled
        return compiled

    def _compile(self, connection: Any) -> _CompiledQuery:
        if connection.vendor == "postgresql":
            return _ServerPreparedQuery(self._build(), connection)
        return _CompiledQuery(self._build(), connection)


def fetch_once(query: QuerySet[M]) -> list[M]:
    """The rows of a query that differs every time, as instances like those of `PreparedQuery`."""
    compiled = _CompiledQuery(query, connections["default"])
    return compiled.fetch({})


class _CompiledQuery:
    """A query as SQL, and the mapper of its rows."""

    def __init__(self, query: QuerySet[Any], connection: Any) -> None:
        self.connection = connection
        self._compiler = query.query.get_compiler(connection=connection)
        self._sql = ""
        self._params: tuple[Any, ...] = ()
        try:
            self._sql, self._params = self._compiler.as_sql()
        except EmptyResultSet:  # no row can match, as for `pk__in=[]`: there is no SQL for that
            return
        columns = [column for column, *_ in self._compiler.select]
        self._converters = self._compiler.get_converters(columns)
        self._mapper = RowMapper(self._compiler.klass_info, self._compiler.select)

    def fetch(self, values: Mapping[str, Any]) -> list[Any]:
        if not self._sql:
            return []
        with self.connection.cursor() as cursor:
            cursor.execute(*self._statement(values))
            rows = cursor.fetchall()
        if self._converters:
            rows = self._compiler.apply_converters(rows, self._converters)
        return self._mapper.map_rows(rows, self._compiler.annotation_col_map)

    def _statement(self, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        connection = self.connection
        params = []
        for param in self._params:
            if isinstance(param, Param):
                param = param.database_value(values, connection)
            params.append(param)
        return self._sql, params


class _ServerPreparedQuery(_CompiledQuery):
    """The same as a prepared statement of PostgreSQL, planned once for each database session."""

    _session: Any = None

    def __init__(self, query: QuerySet[Any], connection: Any) -> None:
        super().__init__(query, connection)
        number = next(_statement_numbers)
        self._name = f"page_{number}"
        by_name = {}
        for param in self._params:
            if isinstance(param, Param):
                by_name[param.name] = param
        self._distinct_params = list(by_name.values())
        markers = ["%s"] * len(self._distinct_params)
        placeholders = ", ".join(markers)
        self._execute = f"EXECUTE {self._name} ({placeholders})"

    def _statement(self, values: Mapping[str, Any]) -> tuple[str, list[Any]]:
        connection = self.connection
        connection.ensure_connection()
        if self._session is not connection.connection:
            self._prepare(connection.connection)
        params = [param.database_value(values, connection) for param in self._distinct_params]
        return self._execute, params

    def _prepare(self, session: Any) -> None:
        numbers = {}
        for number, param in enumerate(self._distinct_params, 1):
            numbers[param.name] = AsIs(f"${number}")
        params = []
        for param in self._params:
            if isinstance(param, Param):
                param = numbers[param.name]
            params.append(param)
        with self.connection.wrap_database_errors, session.cursor() as cursor:
            cursor.execute(f"PREPARE {self._name} AS {self._sql}", params)
        self._session = session
