"""Every statement that changes what readers see is noticed on its way to the database.

Code that writes does not have to call anything. Every statement, in bulk or alone, in a view, a
command or a task, passes a wrapper around the database cursor. It notes which rows are changed, by
the rules of `visible_rows`; after the commit it is looked up which papers show them, and their
generations are renewed. Asked before the commit, an article that somebody else publishes meanwhile
would still be a draft. Only SQL that bypasses Django, or runs inside a function of the database,
goes unnoticed. A statement that is not in Django's own form counts for the whole site.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Any

from django.db import DatabaseError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

from articles.models.choices import Status
from articles.public.cache.generation import renew_generation
from articles.public.cache.scopes import (
    EVERYTHING,
    scopes_of_site,
    scopes_of_tags,
    scopes_of_text,
)
from articles.public.cache.visible_rows import (
    RULES,
    SEEN_ON_SITE_PAGES,
    Rule,
    papers_leading_to,
    papers_showing,
    published_among,
    visible_tables,
)
from articles.public.cache.write_statements import (
    COMPUTED,
    Deletion,
    Insertion,
    Statement,
    Update,
    read_statement,
    written_tables,
)

logger = logging.getLogger(__name__)

PapersOf = Callable[[str, Collection[int]], QuerySet[Any, Any]]

# Rows of one transaction that are looked up; beyond that everything is taken for changed.
_MOST_ROWS = 20_000
_BATCH = 1_000  # keys in one statement: SQLite may be built with no more than 32,766 parameters


class NoticedChanges:
    """What one transaction has changed so far that readers may see."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self._connection = connection
        # By the rules' lookup, and whether it concerns tags alone.
        self._rows: dict[tuple[str, bool], set[int]] = defaultdict(set)
        # Articles with others that are named beside them.
        self._pairs: set[tuple[int, int]] = set()
        self._scopes: set[str] = set()

    def add_scopes(self, scopes: Iterable[str]) -> None:
        self._scopes.update(scopes)

    def add_rows(self, lookup: str, keys: Iterable[int], *, is_tagging: bool) -> None:
        self._rows[lookup, is_tagging].update(keys)

    def add_pairs(self, pairs: Iterable[tuple[int, int]]) -> None:
        self._pairs.update(pairs)

    def add_papers(self, prefixes: Collection[str], *, is_tagging: bool) -> None:
        """Papers that showed rows which are about to leave them."""
        scopes_of = scopes_of_tags if is_tagging else scopes_of_text
        self._scopes |= scopes_of(prefixes)

    def renew(self) -> None:
        """Renew the generations of what was changed; called after the commit."""
        scopes = self._scopes
        if EVERYTHING not in scopes:
            scopes = scopes | self._scopes_of_rows()
        if scopes:
            renew_generation(scopes)

    def _scopes_of_rows(self) -> set[str]:
        count = len(self._pairs) + sum(len(keys) for keys in self._rows.values())
        if count > _MOST_ROWS:
            return {EVERYTHING}
        try:
            scopes = scopes_of_tags(_papers_of_pairs(self._connection, self._pairs))
            for (lookup, is_tagging), keys in self._rows.items():
                scopes |= self._scopes_of(lookup, keys, is_tagging=is_tagging)
        except DatabaseError:
            logger.exception("It is not known which pages were changed, so all are made anew.")
            return {EVERYTHING}
        return scopes

    def _scopes_of(self, lookup: str, keys: set[int], *, is_tagging: bool) -> set[str]:
        papers = _prefixes(self._connection, papers_showing, lookup, keys)
        if is_tagging:
            return scopes_of_tags(papers)
        scopes = scopes_of_text(papers)
        if scopes or self._scopes:  # seen now, or before
            # Articles of other papers have its headline beside them.
            leading = _prefixes(self._connection, papers_leading_to, lookup, keys)
            scopes |= scopes_of_tags(leading)
        return scopes


def watch(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Make this connection report what it changes."""
    if _execute_and_notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(_execute_and_notice)


def _execute_and_notice(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    models = [] if sql.startswith("SELECT") else _visible_models(sql)
    if not models:
        return execute(sql, params, many, context)
    connection = context["connection"]
    statement = None if many else read_statement(sql, params)
    note = _prepare_note(models, statement, connection)
    result = execute(sql, params, many, context)
    row_count = context["cursor"].rowcount
    # SQLite does not know the number of rows of an insert at this moment.
    if note and not (row_count == 0 and sql.startswith("UPDATE")):
        _note_in_transaction(note, row_count, connection)
    return result


def _visible_models(sql: str) -> list[str]:
    tables = visible_tables()
    return [tables[table] for table in written_tables(sql) if table in tables]


# Called after the statement, with the number of rows that it changed.
Note = Callable[["NoticedChanges", int], None]


def _prepare_note(
    models: list[str], statement: Statement | None, connection: BaseDatabaseWrapper
) -> Note | None:
    """What is to be noted once the statement has run; None for what no reader sees."""
    model = models[0]
    if len(models) == 1 and model in SEEN_ON_SITE_PAGES:
        return _note_site
    rule = RULES.get(model)
    if len(models) > 1 or rule is None or statement is None:
        return _note_everything
    if isinstance(statement, Insertion):
        return _note_of_insertion(model, rule, statement)
    if isinstance(statement, Update) and rule.hidden.issuperset(statement.values):
        return None
    if rule.other:
        return _note_of_pairs(rule, statement, connection)
    return _note_of_rows(rule, statement, connection)


def _note_everything(changes: NoticedChanges, _row_count: int) -> None:
    changes.add_scopes({EVERYTHING})


def _note_site(changes: NoticedChanges, _row_count: int) -> None:
    changes.add_scopes(scopes_of_site())


def _note_of_insertion(model: str, rule: Rule, insertion: Insertion) -> Note | None:
    """New rows are seen with their article; what articles belong to, with the first of them."""
    if model == "Article":
        lookup, keys = "page", _pages_with_published(insertion)
    elif rule.key == "id":
        return None
    elif rule.other:
        values = insertion.values
        pairs = list(zip(values[rule.key], values[rule.other], strict=True))
        return lambda changes, _row_count: changes.add_pairs(pairs)
    else:
        lookup, keys = rule.lookup, insertion.values[rule.key]

    def note(changes: NoticedChanges, _row_count: int) -> None:
        changes.add_rows(lookup, keys, is_tagging=rule.is_tagging)

    return note


def _pages_with_published(insertion: Insertion) -> list[int]:
    statuses = insertion.values["status"]
    pages = insertion.values["page_id"]
    return [
        page for page, status in zip(pages, statuses, strict=True) if status == Status.PUBLISHED
    ]


def _note_of_rows(
    rule: Rule, statement: Update | Deletion, connection: BaseDatabaseWrapper
) -> Note:
    """The note of an update or a deletion: its rows are looked up before they change."""
    keys = [row[0] for row in _rows_of(statement, [rule.key], connection)]
    leaving: list[str] = []
    new_keys: set[Any] = set()
    if isinstance(statement, Deletion):
        is_leaving = bool(rule.moving)
    else:
        is_leaving = not rule.moving.isdisjoint(statement.values)
        if rule.key in statement.values:  # a caption, say, that goes to another article
            new_keys.add(statement.values[rule.key])
    if keys and is_leaving:
        leaving = _prefixes(connection, papers_showing, rule.lookup, set(keys))

    def note(changes: NoticedChanges, row_count: int) -> None:
        # Somebody else committed other rows in between, or the new key was computed.
        if row_count != len(keys) or COMPUTED in new_keys:
            changes.add_scopes({EVERYTHING})
        changes.add_papers(leaving, is_tagging=rule.is_tagging)
        changes.add_rows(rule.lookup, {*keys, *new_keys}, is_tagging=rule.is_tagging)

    return note


def _note_of_pairs(
    rule: Rule, statement: Update | Deletion, connection: BaseDatabaseWrapper
) -> Note:
    """The note of articles that are no longer named beside others."""
    if isinstance(statement, Update):
        return _note_everything
    pairs = _rows_of(statement, [rule.key, rule.other], connection)
    leaving = _papers_of_pairs(connection, pairs)

    def note(changes: NoticedChanges, row_count: int) -> None:
        if row_count != len(pairs):
            changes.add_scopes({EVERYTHING})
        changes.add_papers(leaving, is_tagging=True)
        changes.add_pairs(pairs)

    return note


def _rows_of(
    statement: Update | Deletion, columns: Sequence[str], connection: BaseDatabaseWrapper
) -> list[Any]:
    """These columns of the rows that the statement is about to change."""
    names = ", ".join(f'"{column}"' for column in columns)
    # Of the very statement that Django is about to execute, with its parameters.
    sql = f'SELECT {names} FROM "{statement.table}" WHERE {statement.condition}'  # noqa: S608
    return _fetch(connection, sql, statement.params)


def _papers_of_pairs(
    connection: BaseDatabaseWrapper, pairs: Collection[tuple[int, int]]
) -> list[str]:
    """The papers in which readers see the second article named beside the first."""
    others = {other for _article, other in pairs}
    published = set(_by_batches(connection, published_among, others))
    articles = {article for article, other in pairs if other in published}
    return _prefixes(connection, papers_showing, "pk", articles)


def _note_in_transaction(note: Note, row_count: int, connection: BaseDatabaseWrapper) -> None:
    """Note it with what the present transaction has changed already.

    One callback is enough. A savepoint that is rolled back removes its callback together with its
    rows, and what comes after it gets a callback of its own.
    """
    for callback in connection.run_on_commit:
        changes = getattr(callback[1], "__self__", None)
        if isinstance(changes, NoticedChanges):
            note(changes, row_count)
            return
    changes = NoticedChanges(connection)
    note(changes, row_count)
    # Robust: the rows are committed even if this fails, and cached pages expire soon.
    transaction.on_commit(changes.renew, using=connection.alias, robust=True)


def _prefixes(
    connection: BaseDatabaseWrapper, papers: PapersOf, lookup: str, keys: Collection[int]
) -> list[str]:
    prefixes = _by_batches(connection, partial(papers, lookup), keys)
    return sorted(set(prefixes))


def _by_batches(
    connection: BaseDatabaseWrapper,
    query_of: Callable[[Collection[int]], QuerySet[Any, Any]],
    keys: Collection[int],
) -> Iterator[Any]:
    """The first column of the rows that the queries of all keys find."""
    in_order = sorted(keys)
    for start in range(0, len(in_order), _BATCH):
        query = query_of(in_order[start : start + _BATCH])
        sql, params = query.query.sql_with_params()
        for row in _fetch(connection, sql, params):
            yield row[0]


def _fetch(connection: BaseDatabaseWrapper, sql: str, params: Sequence[Any]) -> list[Any]:
    # Not by `cursor()`: this question belongs to the statement, and is not counted beside it.
    with connection.wrap_database_errors, closing(connection.create_cursor()) as cursor:
        cursor.execute(sql, tuple(params))
        rows: list[Any] = cursor.fetchall()
    return rows
