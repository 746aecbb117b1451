"""Queries whose SQL is made once: for a page of the paper Django takes ten times as long to write it as to ask it."""

from __future__ import annotations

from collections.abc import Callable
from threading import local
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connections, models
from django.db.models import DateTimeField, Expression, Field, QuerySet

M = TypeVar("M", bound=models.Model)


class Given(Expression):
    """A value of a prepared query that is told when it is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        return "%s", [self]


# The time at which readers ask.
NOW = Given("now", DateTimeField())


class _Compiled(NamedTuple):
    query: QuerySet[Any]
    compiler: Any
    sql: str
    params: tuple[Any, ...]


class Prepared(Generic[M]):
    """The query that `build` gives, with a `Given` for all that differs from one time to the next."""

    def __init__(self, build: Callable[[], QuerySet[M]]) -> None:
        self._build = build
        self._own = local()  # a compiler belongs to its thread's connection

    def ask(self, **given: Any) -> list[M]:
        """The rows, each with what was selected, related or annotated; nothing is prefetched."""
        query, compiler, sql, params = self._compiled(connections["default"])
        filled = tuple(_filled(param, given, compiler.connection) for param in params)
        # The rest is Django's own way from SQL to objects.
        compiler.as_sql = lambda: (sql, filled)
        rows: Any = query._iterable_class(query)
        return list(rows)

    def _compiled(self, connection: Any) -> _Compiled:
        compiled: _Compiled | None = getattr(self._own, "compiled", None)
        if compiled is None or compiled.compiler.connection is not connection:
            compiled = self._own.compiled = _compile(self._build(), connection)
        return compiled


def _compile(query: QuerySet[Any], connection: Any) -> _Compiled:
    compiler = query.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    compiler.get_converters = lambda _columns: converters
    query.query.get_compiler = lambda **_: compiler  # type: ignore[method-assign]
    return _Compiled(query, compiler, sql, tuple(params))


def _filled(param: Any, given: dict[str, Any], connection: Any) -> Any:
    if isinstance(param, Given):
        return param.output_field.get_db_prep_value(given[param.name], connection)
    return param
