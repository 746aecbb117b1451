"""How often values stand in a column, counted no farther than matters."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.db.models import Model


def at_most(model: type[Model], field: str, values: Collection[int], most: int) -> dict[int, int]:
    """How many rows hold each of these values, `most` + 1 where there are more: an index is read no farther."""
    if not values:
        return {}
    table, column = connection.ops.quote_name(model._meta.db_table), _column(model, field)
    counts = f"SELECT 1 FROM {table} WHERE {column} = wanted.value LIMIT {most + 1}"  # noqa: S608  (no input)
    rows = ", ".join(["(%s)"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH wanted(value) AS (VALUES {rows}) "  # noqa: S608
            f"SELECT value, (SELECT COUNT(*) FROM ({counts}) AS counted) FROM wanted",
            list(values),
        )
        counts_by_value: list[tuple[int, int]] = cursor.fetchall()
    return dict(counts_by_value)


def _column(model: type[Model], name: str) -> str:
    columns = {field.name: field.column or "" for field in model._meta.concrete_fields}
    return connection.ops.quote_name(columns[name])
