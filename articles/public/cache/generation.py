"""The generation of the paper: a time and a token that are replaced whenever something changes
that readers see.

Code that writes does not have to call anything. Every statement that changes a row which readers
may see, in bulk or alone, in a view, a command or a task, passes a wrapper around the database
cursor, and the generation is replaced after the commit. Only SQL that bypasses Django, or runs
inside a function of the database, goes unnoticed.

All processes must see the same generation, or some of them would go on showing a withdrawn
article. With Redis the generation is stored there. Where each process has a cache of its own it is
stored in a file, which is enough for SQLite, because SQLite means a single machine. PostgreSQL may
be shared by several machines, which cannot inform each other without a shared cache: there is no
generation then, and no page is cached.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, Self

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import connection as database
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# What a cache raises that cannot be reached. Readers get their pages all the same.
CACHE_FAULTS = (RedisError, OSError)

KEY = "paper-changed"
# Searched for anywhere in a statement: it may begin with a comment, or with WITH.
_WRITES = re.compile(
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
# Models that no reader sees: the ledger, who edited what, the notes of background work, and the
# search index, which only the search page reads, and that page is not cached.
HIDDEN_MODELS = frozenset(
    (
        "ImportRun",
        "SearchEntry",
        "TagDecision",
        "Article_edited_by",
        "ArticleVersion",
        "Conflict",
        "Presence",
        "JobStatus",
        "Upload",
        "PageArrangement",
        "TagAlias",
        "TagWeights",
        "TextKey",
        "DuplicateArticle",
    )
)


class Generation(NamedTuple):
    """The last change: its time in nanoseconds since 1970, and a token that no other change has."""

    changed_at: int
    token: str

    @classmethod
    def new(cls) -> Self:
        token = secrets.token_hex(8)
        return cls(time.time_ns(), token)


def current_generation() -> Generation | None:
    """The present generation; None where the processes cannot share one."""
    if not _has_shared_cache() and not _is_single_machine():
        return None
    try:
        return _load() or _store(Generation.new())
    except CACHE_FAULTS as fault:
        logger.warning("The cache does not answer, pages are made anew: %s", fault)
        return None


def renew_generation() -> None:
    """Record that readers see something else from now on."""
    _store(Generation.new())


def watch(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Make this connection report what it changes."""
    if _execute_and_notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(_execute_and_notice)


def _execute_and_notice(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    result = execute(sql, params, many, context)
    if sql.startswith("SELECT"):
        return result
    if _writes_visible_table(sql) and not _changed_nothing(sql, context["cursor"]):
        _renew_after_commit(context["connection"])
    return result


def _writes_visible_table(sql: str) -> bool:
    visible = _visible_tables()
    written = [table.lower() for table in _WRITES.findall(sql)]
    return not visible.isdisjoint(written)


def _changed_nothing(sql: str, cursor: Any) -> bool:
    """Whether it is an update of no row, as most updates of scheduled jobs are.

    SQLite does not know the number of rows of an insert at this moment.
    """
    if not sql.startswith("UPDATE"):
        return False
    row_count: int = cursor.rowcount
    return row_count == 0


def _renew_after_commit(connection: BaseDatabaseWrapper) -> None:
    # One callback is enough. A savepoint that is rolled back removes its callback together with
    # its rows.
    for callback in connection.run_on_commit:
        if callback[1] is renew_generation:
            return
    # Robust: the rows are committed even if the generation cannot be stored, and cached pages
    # expire soon.
    transaction.on_commit(
        renew_generation,
        using=connection.alias,
        robust=True,
    )


@cache
def _visible_tables() -> frozenset[str]:
    tables = set()
    app = apps.get_app_config("articles")
    for model in app.get_models(include_auto_created=True):
        if model.__name__ not in HIDDEN_MODELS:
            tables.add(model._meta.db_table)
    return frozenset(tables)


def _has_shared_cache() -> bool:
    backend: str = settings.CACHES["default"]["BACKEND"]
    return not backend.endswith(("LocMemCache", "DummyCache"))


def _is_single_machine() -> bool:
    return database.vendor == "sqlite"


def _load() -> Generation | None:
    if _has_shared_cache():
        stored = caches["default"].get(KEY)
        return Generation(*stored) if stored else None
    try:
        text = _file().read_text()
        changed_at, token = text.split()
    except (FileNotFoundError, ValueError):
        return None
    return Generation(int(changed_at), token)


def _store(generation: Generation) -> Generation:
    if _has_shared_cache():
        caches["default"].set(KEY, tuple(generation), timeout=None)
    elif _is_single_machine():
        _write_file(generation)
    return generation


def _write_file(generation: Generation) -> None:
    # Renaming is atomic: a process that reads meanwhile gets the old content or the new one, never
    # a part.
    path = _file()
    token = generation.token
    temporary = path.with_suffix(f".{token}")
    temporary.write_text(f"{generation.changed_at} {token}")
    temporary.replace(path)


def _file() -> Path:
    return Path(settings.DATA_DIR) / KEY
