"""How often values stand in a column, counted no farther than matters."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.db.models import Model


def count_up_to(
    limit: int, model: type[Model], field: str, values: Collection[int]
) -> dict[int, int]:
    """How many rows hold each of these values, at most `limit` + 1.

    The database reads no more of an index than that, so a common value costs no more than others.
    """
    if not values:
        return {}
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    column = quote(_column(model, field))
    placeholders = ", ".join(["(%s)"] * len(values))
    # Nothing in the SQL is input: the names are the model's, the limit is a number.
    condition = f"{column} = wanted.value"
    rows_of_value = f"SELECT 1 FROM {table} WHERE {condition} LIMIT {limit + 1}"  # noqa: S608
    sql = (
        f"WITH wanted(value) AS (VALUES {placeholders}) "  # noqa: S608
        f"SELECT value, (SELECT COUNT(*) FROM ({rows_of_value}) AS counted) FROM wanted"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        rows: list[tuple[int, int]] = cursor.fetchall()
    return dict(rows)


def _column(model: type[Model], name: str) -> str:
    """The column of a field."""
    columns = {field.name: field.column or "" for field in model._meta.concrete_fields}
    return columns[name]
