"""When the paper last changed: what every kept page is compared with before it is shown again.

Nobody who writes has to think of it. Every statement that changes a row readers may see, in bulk or alone,
in a view, a command or a task, is noticed where it goes to the database, and the mark is made anew after the
commit. Only SQL sent past Django, or hidden in a function of the database, goes unnoticed.

The mark has to be the same in all processes, or a withdrawn article would live on in some of them. With Redis it
stands there. Where the cache is each process's own it stands in a file, which is enough for SQLite: that is
one machine. Several machines may work on PostgreSQL, and without a shared cache nothing tells them of each
other: there is no mark then, and pages are not kept.
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

# What a cache raises that is away; readers get their pages all the same.
CACHE_FAULTS = (RedisError, OSError)

KEY = "paper-changed"
# Anywhere in a statement: it may begin with a comment, or WITH what it then writes.
_WRITES = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|MERGE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?)"
    r'\s+(?:ONLY\s+)?(?:"?\w+"?\s*\.\s*)?"?(\w+)"?',
    re.IGNORECASE,
)
# No reader sees these: the ledger, who edited what, what background work notes for itself, and the index that only
# the search page asks, which is not kept.
UNSEEN = frozenset((
    "ImportRun", "SearchEntry", "TagDecision", "Article_edited_by", "ArticleVersion", "Conflict", "Presence",
    "JobStatus", "Upload", "PageArrangement", "TagAlias", "TagWeights", "TextKey", "DuplicateArticle",
))  # fmt: skip


class Mark(NamedTuple):
    """The last change: when it was, in nanoseconds, and a word that no other change has."""

    at: int
    word: str

    @classmethod
    def new(cls) -> Self:
        return cls(time.time_ns(), secrets.token_hex(8))


def last_change() -> Mark | None:
    """The mark of the paper as it is now; None where the processes cannot agree on one."""
    if not _is_shared() and not _is_one_machine():
        return None
    try:
        return _read() or _set(Mark.new())
    except CACHE_FAULTS as fault:
        logger.warning("The cache does not answer, pages are made anew: %s", fault)
        return None


def renew() -> None:
    """Say that what readers see is another from now on."""
    _set(Mark.new())


def watch(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Notice what this connection changes."""
    if _notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(_notice)


def _notice(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    result = execute(sql, params, many, context)
    if (
        not sql.startswith("SELECT")
        and _writes_what_is_seen(sql)
        and not _found_nothing(sql, context["cursor"])
    ):
        _renew_after_commit(context["connection"])
    return result


def _writes_what_is_seen(sql: str) -> bool:
    return any(table.lower() in _seen() for table in _WRITES.findall(sql))


def _found_nothing(sql: str, cursor: Any) -> bool:
    """Whether it is an update of no row, as the beat's mostly are. Of inserts SQLite cannot say it yet."""
    return sql.startswith("UPDATE") and cursor.rowcount == 0


def _renew_after_commit(connection: BaseDatabaseWrapper) -> None:
    # Once is enough. A savepoint that is rolled back takes its callback along, and what was written in it.
    if not any(waiting[1] is renew for waiting in connection.run_on_commit):
        # Robust: the rows are stored whatever becomes of the mark, and kept pages die of age soon.
        transaction.on_commit(renew, using=connection.alias, robust=True)


@cache
def _seen() -> frozenset[str]:
    models = apps.get_app_config("articles").get_models(include_auto_created=True)
    return frozenset(model._meta.db_table for model in models if model.__name__ not in UNSEEN)


def _is_shared() -> bool:
    return not settings.CACHES["default"]["BACKEND"].endswith(("LocMemCache", "DummyCache"))


def _is_one_machine() -> bool:
    return database.vendor == "sqlite"


def _read() -> Mark | None:
    if _is_shared():
        found = caches["default"].get(KEY)
        return Mark(*found) if found else None
    try:
        at, word = _file().read_text().split()
    except (FileNotFoundError, ValueError):
        return None
    return Mark(int(at), word)


def _set(mark: Mark) -> Mark:
    if _is_shared():
        caches["default"].set(KEY, tuple(mark), timeout=None)
    elif _is_one_machine():
        _write(mark)
    return mark


def _write(mark: Mark) -> None:
    # In one step: who reads meanwhile finds the one or the other.
    new = _file().with_suffix(f".{mark.word}")
    new.write_text(f"{mark.at} {mark.word}")
    new.replace(_file())


def _file() -> Path:
    return Path(settings.DATA_DIR) / KEY
