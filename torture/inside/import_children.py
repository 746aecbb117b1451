"""Imports in child processes that can be killed: the parent has the program and its dictionary loaded.

Nothing that is asked of it leaves a connection of the parent open, because a child must not share one.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import TypeVar

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (needs Django set up, like all below)
from django.db import connection  # noqa: E402
from django.db.models import Model  # noqa: E402

from articles import tasks  # noqa: E402
from articles.models import Article, Author, ImportRun, Issue, Publication, Tag  # noqa: E402
from articles.tagging import article_texts, lexicon  # noqa: E402
from torture.inside.dialogue import answer_questions  # noqa: E402
from torture.inside.stored_issue import stored_issue  # noqa: E402

T = TypeVar("T")


def start_import(folder: str) -> int:
    """The number of a new process that imports this folder as the command does."""
    return _fork(lambda: call_command("import_issue", folder, verbosity=0))


def wait(pid: int) -> int:
    """The exit code of a child; the negative number of the signal that killed it."""
    _pid, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def stored() -> dict[str, str]:
    return _closing(stored_issue)


def tag() -> int:
    """Tag what waits, as the sweep does when leases are over; returns how many still wait."""
    return _closing(_tag)


def clear() -> None:
    _closing(_clear)


def _fork(work: Callable[[], object]) -> int:
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
        connection.close()
    except BaseException:  # noqa: BLE001  (the child ends here, and its exit code says how)
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _closing(work: Callable[[], T]) -> T:
    try:
        return work()
    finally:
        connection.close()


def _tag() -> int:
    pending = Article.objects.pending_tagging()
    pending.update(tagging_lease=None, tagging_attempts=0)
    tasks.sweep_pending.delay()
    return pending.count()


def _clear() -> None:
    models: tuple[type[Model], ...] = (Article, Issue, Publication, Author, Tag, ImportRun)
    for model in models:
        model._default_manager.all().delete()


def main() -> None:
    # Once for all children, or each of them would take most of its time for it.
    lexicon.load()
    _closing(article_texts.current_segmenter)
    answer_questions(
        {
            "start_import": start_import,
            "wait": wait,
            "stored": stored,
            "tag": tag,
            "clear": clear,
        }
    )


if __name__ == "__main__":
    main()
