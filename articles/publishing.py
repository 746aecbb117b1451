"""The verbs that move an article towards the reader or back; nothing else writes its status.

Every verb takes articles (an iterable or a queryset) and who asks for it (`None` is the system:
commands and the beat), moves those whose status allows it and leaves the others alone, writes the
history of each, and returns how many it moved. Saying the same twice moves nothing the second time.
A user without the permission gets `NotAllowed` before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.choices import Status
from articles.models import Article

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

_BATCH = 1000  # keys in one statement: SQLite may be built with no more than 32,766 parameters


class NotAllowed(PermissionDenied):
    """The user lacks the permission for a verb; a view that lets it through answers 403."""


class Move(NamedTuple):
    """One row of the workflow: where an article may come from, where it goes, who may send it."""

    origins: frozenset[Status]
    target: Status
    permission: str
    history: Promise


SUBMIT = Move(
    frozenset({Status.DRAFT}),
    Status.IN_REVIEW,
    "articles.change_article",
    gettext_lazy("Submitted for review."),
)
PUBLISH = Move(
    frozenset({Status.DRAFT, Status.IN_REVIEW, Status.SCHEDULED, Status.WITHDRAWN}),
    Status.PUBLISHED,
    "articles.publish_article",
    gettext_lazy("Published."),
)
SCHEDULE = Move(
    # From scheduled too: a wrong time must not be a dead end.
    frozenset({Status.DRAFT, Status.IN_REVIEW, Status.SCHEDULED}),
    Status.SCHEDULED,
    "articles.publish_article",
    gettext_lazy("Scheduled for publication."),
)
WITHDRAW = Move(
    frozenset({Status.PUBLISHED, Status.SCHEDULED}),
    Status.WITHDRAWN,
    "articles.withdraw_article",
    gettext_lazy("Withdrawn."),
)


def submit(articles: Iterable[Article], user: User | AnonymousUser | None) -> int:
    """Hand drafts to the reviewers."""
    return _move(articles, SUBMIT, user)


def publish(articles: Iterable[Article], user: User | AnonymousUser | None) -> int:
    """Show articles to the public from now on."""
    return _move(articles, PUBLISH, user, publish_at=timezone.now())


def schedule(articles: Iterable[Article], when: datetime, user: User | AnonymousUser | None) -> int:
    """Have `publish_due` show articles to the public at `when` (aware, or ValueError)."""
    if timezone.is_naive(when):
        raise ValueError(f"The time of publication {when} has no time zone.")
    same = Q(status=Status.SCHEDULED, publish_at=when)
    return _move(articles, SCHEDULE, user, unless=same, publish_at=when)


def withdraw(articles: Iterable[Article], user: User | AnonymousUser | None) -> int:
    """Take articles from the public. One that was never public loses its time of publication."""
    was_public = Case(When(status=Status.PUBLISHED, then=F("publish_at")), default=None)
    return _move(articles, WITHDRAW, user, publish_at=was_public)


def publish_due(now: datetime) -> int:
    """Publish the scheduled articles whose time has come; each keeps the time it was given."""
    return Article.objects.due(now).update(status=Status.PUBLISHED, version=F("version") + 1, updated_at=now)


def may(user: User | AnonymousUser | None, move: Move) -> bool:
    """Whether this user may make this move at all."""
    return user is None or user.has_perm(move.permission)


def _move(
    articles: Iterable[Article],
    move: Move,
    user: User | AnonymousUser | None,
    *,
    unless: Q | None = None,
    **columns: Any,
) -> int:
    if not may(user, move):
        raise NotAllowed(_("You may not do this with articles; it needs the permission “%s”.") % move.permission)
    eligible = Article.objects.filter(status__in=move.origins)
    if unless is not None:
        eligible = eligible.exclude(unless)
    columns.update(status=move.target, version=F("version") + 1, updated_at=timezone.now())
    with transaction.atomic():
        return sum(_move_batch(eligible.filter(pk__in=keys), move, user, columns) for keys in _batches(articles))


def _move_batch(
    eligible: QuerySet[Article], move: Move, user: User | AnonymousUser | None, columns: dict[str, Any]
) -> int:
    # Locked, because the history must name exactly the rows that the update moves.
    rows = list(eligible.order_by("pk").select_for_update().only("pk", "title", "body"))
    moved = eligible.filter(pk__in=[row.pk for row in rows]).update(**columns)
    if user is not None and user.pk is not None and rows:
        LogEntry.objects.log_actions(user.pk, rows, CHANGE, str(move.history))
    return moved


def _batches(articles: Iterable[Article]) -> Iterator[list[int]]:
    """The keys in ascending order, so that two editors lock them in the same one."""
    if isinstance(articles, QuerySet):
        keys = sorted(set(articles.values_list("pk", flat=True)))
    else:
        keys = sorted({article.pk for article in articles})
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))
