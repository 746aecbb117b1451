"""Work that goes on while somebody ends the sessions of the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.db import Error as DatabaseError  # noqa: E402  (needs Django set up, like all below)
from django.db import connection  # noqa: E402

from articles import tasks  # noqa: E402
from articles.importing.issues import Identity  # noqa: E402
from articles.importing.publishing import Publishing  # noqa: E402
from articles.importing.run import import_issues  # noqa: E402
from articles.models import Article, Issue  # noqa: E402
from articles.tagging import article_tagging  # noqa: E402
from torture.inside.dialogue import answer_questions  # noqa: E402
from torture.inside.stored_issue import stored_issue  # noqa: E402


def bring(folder: str) -> list[str]:
    """The faults of an import of this folder, as the command would print them."""
    faults: list[str] = []
    try:
        for result in import_issues([Path(folder)], Identity(), publish=Publishing.ALL):
            faults += result.faults
    finally:
        connection.close()
    return faults


def tag() -> str:
    """How tagging everything anew ends as a task: SUCCESS, or FAILURE."""
    try:
        pks = list(Article.objects.values_list("pk", flat=True))
        article_tagging.request_tagging(pks)
        state: str = tasks.tag_articles.delay(pks).state
    except DatabaseError as fault:
        return type(fault).__name__
    finally:
        connection.close()
    return state


def finish() -> int:
    """Tag what waits, in peace; returns how many articles still wait."""
    pending = Article.objects.pending_tagging()
    pending.update(tagging_lease=None, tagging_attempts=0)
    tasks.sweep_pending()
    return pending.count()


def stored() -> dict[str, str]:
    return _or_fault(stored_issue)


def clear() -> dict[str, str]:
    return _or_fault(_clear)


def _or_fault(work: Callable[[], dict[str, str]]) -> dict[str, str]:
    """What the work returns, or the fault where its own session was ended; then it is asked again."""
    try:
        return work()
    except DatabaseError as fault:
        return {"fault": str(fault)}
    finally:
        connection.close()


def _clear() -> dict[str, str]:
    Article.objects.all().delete()
    Issue.objects.all().delete()
    return {}


if __name__ == "__main__":
    answer_questions(
        {"bring": bring, "tag": tag, "finish": finish, "stored": stored, "clear": clear}
    )
