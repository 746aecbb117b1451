"""What a statement of Django's that writes says: its table, its columns, and which rows it means.

Only statements in the form that Django writes are read. Any other is None, and whoever asks has to
expect that it changes anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

# Searched for anywhere in a statement: it may begin with a comment, or with WITH.
_WRITES: Final = re.compile(
    r"\b(?:"
    r"INSERT\s+(?:OR\s+\w+\s+)?INTO"
    r"|REPLACE\s+INTO"
    r"|MERGE\s+INTO"
    r"|UPDATE"
    r"|DELETE\s+FROM"
    r"|TRUNCATE(?:\s+TABLE)?"
    r")"
    r'\s+(?:ONLY\s+)?(?:"?\w+"?\s*\.\s*)?"?(\w+)"?',
    re.IGNORECASE,
)

_UPDATE: Final = re.compile(r'UPDATE "(\w+)" SET ')
_DELETE: Final = re.compile(r'DELETE FROM "(\w+)" WHERE ')
_INSERT: Final = re.compile(r'INSERT (?:OR IGNORE )?INTO "(\w+)" \(("[^()]+")\) (.*)', re.DOTALL)
_AFTER_VALUES: Final = re.compile(r" (?:ON CONFLICT DO NOTHING|RETURNING) ?[^%]*")
_ARRAYS: Final = re.compile(r"SELECT \* FROM UNNEST\((\(%s\)::[^%]+)(?:, \(%s\)::[^%]+)*\)")
_COLUMN: Final = re.compile(r'\s*"(\w+)" = ')
_MARK: Final = re.compile(r"%(.)", re.DOTALL)
# What a condition is found by: names and texts are passed over, and so is all in parentheses.
_TOKEN: Final = re.compile(r'"[^"]*"|\'[^\']*\'|[(),]|\bWHERE\b')


class Update(NamedTuple):
    """An UPDATE; its condition is SQL with a parameter for every `%s`.

    `values` has every column that is set, with its new value, or `COMPUTED` for an expression.
    """

    table: str
    values: dict[str, Any]
    condition: str
    params: tuple[Any, ...]


class Deletion(NamedTuple):
    """A DELETE; its condition as in `Update`."""

    table: str
    condition: str
    params: tuple[Any, ...]


class Insertion(NamedTuple):
    """An INSERT with the values of each column, in the order of the rows."""

    table: str
    values: dict[str, list[Any]]


# The value of a column that is set to more than a parameter.
COMPUTED: Final = object()

Statement = Update | Deletion | Insertion


def written_tables(sql: str) -> list[str]:
    """The tables that the statement writes, in lower case; of other forms too."""
    return [table.lower() for table in _WRITES.findall(sql)]


def read_statement(sql: str, params: Sequence[Any] | None) -> Statement | None:
    """None for a statement in another form than Django writes."""
    if "--" in sql or "/*" in sql or ";" in sql:
        return None
    values = tuple(params or ())
    if sql.startswith("UPDATE"):
        return _read_update(sql, values)
    if sql.startswith("DELETE"):
        return _read_deletion(sql, values)
    return _read_insertion(sql, values)


def _read_update(sql: str, params: tuple[Any, ...]) -> Update | None:
    match = _UPDATE.match(sql)
    if match is None:
        return None
    parts, condition = _cut(sql[match.end() :])
    remaining = list(params)
    values: dict[str, Any] = {}
    for part in parts:
        column = _COLUMN.match(part)
        if column is None:
            return None
        count = _count_params(part)
        is_plain = part[column.end() :].strip() == "%s"
        values[column[1]] = remaining[0] if is_plain else COMPUTED
        del remaining[:count]
    return Update(match[1], values, condition or "1 = 1", tuple(remaining))


def _read_deletion(sql: str, params: tuple[Any, ...]) -> Deletion | None:
    match = _DELETE.match(sql)
    if match is None:
        return None
    return Deletion(match[1], sql[match.end() :], params)


def _read_insertion(sql: str, params: tuple[Any, ...]) -> Insertion | None:
    match = _INSERT.fullmatch(sql)
    if match is None:
        return None
    columns = [name.strip('" ') for name in match[2].split(",")]
    if _ARRAYS.match(match[3]):
        if len(params) != len(columns):
            return None
        values = {name: list(array) for name, array in zip(columns, params, strict=True)}
        return Insertion(match[1], values)
    row_count = _count_rows(match[3], len(columns))
    if row_count is None or row_count * len(columns) != len(params):
        return None
    rows = {name: list(params[at :: len(columns)]) for at, name in enumerate(columns)}
    return Insertion(match[1], rows)


def _count_rows(values: str, column_count: int) -> int | None:
    """How many rows of parameters alone stand in `VALUES …`; None where anything else does."""
    row = "(" + ", ".join(["%s"] * column_count) + ")"
    if not values.startswith(f"VALUES {row}"):
        return None
    count = values.count(row)
    rest = values.removeprefix("VALUES " + ", ".join([row] * count))
    if rest and not _AFTER_VALUES.fullmatch(rest):
        return None
    return count


def _cut(sql: str) -> tuple[list[str], str]:
    """The parts of a SET between its commas, and what follows its WHERE."""
    parts = []
    depth = 0
    begin = 0
    for token in _TOKEN.finditer(sql):
        if token[0] == "(":
            depth += 1
        elif token[0] == ")":
            depth -= 1
        elif depth == 0 and token[0] == ",":
            parts.append(sql[begin : token.start()])
            begin = token.end()
        elif depth == 0 and token[0] == "WHERE":
            parts.append(sql[begin : token.start()])
            return parts, sql[token.end() :]
    parts.append(sql[begin:])
    return parts, ""


def _count_params(sql: str) -> int:
    return _MARK.findall(sql).count("s")
