"""The verbs that move an article towards the reader or back; nothing else writes its status.

Every verb takes articles (an iterable or a queryset) and the user (`None` is the system: commands
and the beat), moves those whose status allows it and leaves the others alone, writes the history of
each, and returns how many it moved. The same call repeated moves nothing the second time.
A user without the permission gets `NotAllowed` before anything is written.

  draft ─submit─▶ in review ─approve─▶ approved ─publish, schedule─▶ published ─withdraw─▶ withdrawn
    ◀────────────send_back─────────────┘   │                          ◀─publish─ or approve again,
                   ◀──an edit reopens──────┘                             when it was edited since

With FOUR_EYES nobody approves what they changed since it was last approved. The system, which is a
command or the beat, publishes from any status, because such articles were approved on paper.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import history
from articles.models import Article, Correction, Issue
from articles.models.choices import Act, Status
from articles.models.querysets import ArticleQuerySet
from articles.sweeping import FAULTS, Sweep

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

logger = logging.getLogger(__name__)

_EDITS = Article.edited_by.through
_BATCH = 1000  # keys in one statement: SQLite may be built with no more than 32,766 parameters

# An issue of yesterday is published late, an older one again.
_STILL_NEW = timedelta(days=1)

# One that was public keeps the time it was public from.
_TIME_UNLESS_SCHEDULED = Case(When(status=Status.SCHEDULED, then=None), default=F("publish_at"))


class NotAllowed(PermissionDenied):
    """The user lacks the permission for a verb; a view that lets it through answers 403."""


class Move(NamedTuple):
    """One row of the workflow: where an article may come from, where it goes, who may send it."""

    origins: frozenset[Status]
    target: Status
    permission: str
    act: Act | None  # as the history names it; None where something else records the move
    system_origins: frozenset[Status] = frozenset()  # in addition, without a user


class IssueReport(NamedTuple):
    """The result for a whole issue: how many articles were published, and which are not ready."""

    published: int
    not_ready: list[Article]


SUBMIT = Move(
    frozenset({Status.DRAFT}),
    Status.IN_REVIEW,
    "articles.change_article",
    Act.SUBMIT,
)
APPROVE = Move(
    # From withdrawn too: what was edited since has to be approved before it can come back.
    frozenset({Status.IN_REVIEW, Status.WITHDRAWN}),
    Status.APPROVED,
    "articles.approve_article",
    Act.APPROVE,
)
SEND_BACK = Move(
    frozenset({Status.IN_REVIEW, Status.APPROVED, Status.SCHEDULED}),
    Status.DRAFT,
    "articles.approve_article",
    Act.SEND_BACK,
)
REOPEN = Move(
    frozenset({Status.APPROVED, Status.SCHEDULED}),
    Status.IN_REVIEW,
    "articles.change_article",
    Act.REOPEN,
)
PUBLISH = Move(
    frozenset({Status.APPROVED, Status.SCHEDULED, Status.WITHDRAWN}),
    Status.PUBLISHED,
    "articles.publish_article",
    Act.PUBLISH,
    frozenset({Status.DRAFT, Status.IN_REVIEW}),
)
SCHEDULE = Move(
    # From scheduled too: a wrong time must not be a dead end.
    frozenset({Status.APPROVED, Status.SCHEDULED}),
    Status.SCHEDULED,
    "articles.publish_article",
    Act.SCHEDULE,
    frozenset({Status.DRAFT, Status.IN_REVIEW}),
)
WITHDRAW = Move(
    frozenset({Status.PUBLISHED, Status.SCHEDULED}),
    Status.WITHDRAWN,
    "articles.withdraw_article",
    Act.WITHDRAW,
)
CORRECT = "articles.correct_article"
WRITE_OWN = "articles.write_own_article"


def submit(articles: Iterable[Article], user: User | AnonymousUser | None) -> int:
    """Hand drafts to the reviewers; those who may write only their own hand in no others."""
    if user is None or may(user, SUBMIT) or not user.has_perm(WRITE_OWN):
        return _move(articles, SUBMIT, user)
    by_others = ~Q(created_by=user.pk)
    return _carry_out(articles, SUBMIT, user, unless=by_others)


def approve(articles: Iterable[Article], user: User | AnonymousUser | None) -> int:
    """Say that articles may be published; those that the user changed stay (see `own_edits`)."""
    edited_by_user = None
    if _needs_four_eyes(user):
        edited_by_user = _edits_by(user)
    return _move(articles, APPROVE, user, unless=edited_by_user)


def send_back(articles: Iterable[Article], user: User | AnonymousUser | None) -> int:
    """Give articles back to those who write them."""
    return _move(articles, SEND_BACK, user, publish_at=_TIME_UNLESS_SCHEDULED)


def publish(articles: Iterable[Article], user: User | AnonymousUser | None) -> int:
    """Show articles to the public from now on."""
    unapproved = None
    if _needs_four_eyes(user):
        unapproved = Q(status=Status.WITHDRAWN) & _is_edited()
    now = timezone.now()
    return _move(articles, PUBLISH, user, unless=unapproved, publish_at=now)


def publish_imported(articles: Iterable[Article], printed: date) -> int:
    """Publish the new articles that an import stored.

    No version is written, because a version of each would make storing an issue a third slower. The
    ledger records the import, and an unchanged article is its own first version.
    """
    silent_publish = PUBLISH._replace(act=None)
    publish_at = _time_of_issue(printed)
    return _carry_out(articles, silent_publish, None, publish_at=publish_at)


def publish_issue(issue: Issue, user: User | AnonymousUser | None) -> IssueReport:
    """Publish what is approved or scheduled of an issue. What was withdrawn stays withdrawn."""
    articles = Article.objects.filter(page__issue=issue)
    ready = articles.filter(status__in=[Status.APPROVED, Status.SCHEDULED])
    publish_at = _time_of_issue(issue.date)
    moved = _move(ready, PUBLISH, user, publish_at=publish_at)
    waiting = articles.filter(status__in=[Status.DRAFT, Status.IN_REVIEW])
    not_ready = waiting.defer("base_parse").in_print_order()
    return IssueReport(moved, list(not_ready))


def _time_of_issue(printed: date) -> datetime:
    """The time of publication: now, or the day of printing for an issue that is older.

    An archive that is imported today is no news, and its years keep their order whichever is
    imported first.
    """
    now = timezone.now()
    age = timezone.localdate(now) - printed
    if age <= _STILL_NEW:
        return now
    midnight = datetime.combine(printed, time.min)
    return timezone.make_aware(midnight)


def schedule(articles: Iterable[Article], when: datetime, user: User | AnonymousUser | None) -> int:
    """Have `publish_due` show articles to the public at `when` (aware, or ValueError)."""
    if timezone.is_naive(when):
        raise ValueError(f"The time of publication {when} has no time zone.")
    same = Q(status=Status.SCHEDULED, publish_at=when)
    return _move(articles, SCHEDULE, user, unless=same, publish_at=when)


def withdraw(articles: Iterable[Article], user: User | AnonymousUser | None) -> int:
    """Take articles from the public. One that was never public loses its time of publication."""
    if_published = When(status=Status.PUBLISHED, then=F("publish_at"))
    was_public = Case(if_published, default=None)
    return _move(articles, WITHDRAW, user, publish_at=was_public)


def publish_due(now: datetime) -> int:
    """Publish the scheduled articles whose time has come; each keeps its time of publication.

    Where one of them cannot be published the others are: ElementsFailed says which it was. An
    article that somebody else is changing at this moment waits for the next time.
    """
    due = Article.objects.due(now).order_by("pk")
    keys = list(due.values_list("pk", flat=True))
    try:
        return _publish_due(keys, now)
    except FAULTS as fault:
        logger.warning("The articles that are due are published one by one: %s", fault)
    sweep = Sweep()
    moved = 0
    for key in keys:
        moved += sweep.attempt(f"article {key}", partial(_publish_due, [key], now)) or 0
    sweep.finish()
    return moved


def _publish_due(due_keys: Collection[int], now: datetime) -> int:
    with transaction.atomic():
        due = Article.objects.due(now).filter(pk__in=due_keys).order_by("pk")
        unlocked = due.select_for_update(skip_locked=True)
        keys = list(unlocked.values_list("pk", flat=True))
        waiting = sorted(set(due_keys).difference(keys))
        if waiting:
            logger.warning("left to the next minute, somebody is changing them: %s", waiting)
        moved = 0
        for batch in _cut(keys):
            rows = Article.objects.filter(pk__in=batch)
            moved += rows.update(
                status=Status.PUBLISHED,
                version=F("version") + 1,
                updated_at=now,
            )
        history.record(keys, None, Act.PUBLISH)
    return moved


def note_edits(articles: Collection[Article], user: User) -> int:
    """Record who edited articles and reopen approved ones; returns how many reviews were reopened.

    The caller checks whether the user may edit them. An edit of a published article is not recorded
    here, because `correct` tells the readers.
    """
    keys = [article.pk for article in articles]
    with transaction.atomic():
        edited = Article.objects.order_by().filter(pk__in=keys)
        unpublished = edited.exclude(status=Status.PUBLISHED)
        edits = []
        for key in unpublished.values_list("pk", flat=True):
            edit = _EDITS(article_id=key, user_id=user.pk)
            edits.append(edit)
        _EDITS.objects.bulk_create(edits, ignore_conflicts=True)
        return _carry_out(articles, REOPEN, user, publish_at=_TIME_UNLESS_SCHEDULED)


def reopen(articles: Iterable[Article]) -> int:
    """Have approved texts reviewed again that the system changed, as an import does."""
    return _carry_out(articles, REOPEN, None, publish_at=_TIME_UNLESS_SCHEDULED)


def correct(article: Article, note: str, user: User) -> int:
    """Tell the readers of a published article what was corrected; 0 where it is not published.

    The caller stores the corrected text in the same transaction.
    """
    if not user.has_perm(CORRECT):
        raise _refusal(CORRECT)
    with transaction.atomic():
        published = Article.objects.filter(pk=article.pk, status=Status.PUBLISHED)
        updated = published.update(updated_at=timezone.now())
        if not updated:
            return 0
        Correction.objects.create(article=article, note=note, by=user)
        history.record([article], user, Act.CORRECT, note)
    return 1


def own_edits(articles: ArticleQuerySet, user: User | AnonymousUser | None) -> ArticleQuerySet:
    """The articles that wait for approval and that this user changed and so may not approve."""
    if not _needs_four_eyes(user):
        return articles.none()
    waiting = articles.filter(status__in=APPROVE.origins)
    return waiting.filter(_edits_by(user))


def may(user: User | AnonymousUser | None, move: Move) -> bool:
    """Whether this user may make this move at all."""
    return user is None or user.has_perm(move.permission)


def _needs_four_eyes(user: User | AnonymousUser | None) -> bool:
    return settings.FOUR_EYES and user is not None


def _is_edited() -> Q:
    edits = _EDITS.objects.filter(article=OuterRef("pk"))
    return Q(Exists(edits))


def _edits_by(user: User | AnonymousUser | None) -> Q:
    users = [user.pk] if user else []
    edits = _EDITS.objects.filter(article=OuterRef("pk"), user__in=users)
    return Q(Exists(edits))


def _refusal(permission: str) -> NotAllowed:
    message = _("You may not do this with articles; it needs the permission “%s”.")
    return NotAllowed(message % permission)


def _move(
    articles: Iterable[Article],
    move: Move,
    user: User | AnonymousUser | None,
    *,
    unless: Q | None = None,
    **columns: Any,
) -> int:
    if not may(user, move):
        raise _refusal(move.permission)
    return _carry_out(articles, move, user, unless=unless, **columns)


def _carry_out(
    articles: Iterable[Article],
    move: Move,
    user: User | AnonymousUser | None,
    *,
    unless: Q | None = None,
    **columns: Any,
) -> int:
    origins = move.origins
    if not user:
        origins |= move.system_origins
    eligible = Article.objects.filter(status__in=origins)
    if unless is not None:
        eligible = eligible.exclude(unless)
    columns["status"] = move.target
    columns["version"] = F("version") + 1
    columns["updated_at"] = timezone.now()
    moved = 0
    with transaction.atomic():
        for keys in _batches(articles):
            batch = eligible.filter(pk__in=keys)
            moved += _move_batch(batch, move, user, columns)
    return moved


def _move_batch(
    eligible: QuerySet[Article],
    move: Move,
    user: User | AnonymousUser | None,
    columns: dict[str, Any],
) -> int:
    # Locked, because the history must name exactly the rows that the update moves.
    locked = eligible.order_by("pk").select_for_update()
    keys = list(locked.values_list("pk", flat=True))
    moved = eligible.filter(pk__in=keys).update(**columns)
    if move is APPROVE:
        _EDITS.objects.filter(article__in=keys).delete()
    if move.act:
        history.record(keys, user, move.act)
    return moved


def _batches(articles: Iterable[Article]) -> Iterator[list[int]]:
    """The keys in ascending order, so that two editors lock them in the same order."""
    keys: set[int]
    if isinstance(articles, QuerySet):
        keys = set(articles.values_list("pk", flat=True))
    else:
        keys = {article.pk for article in articles}
    return _cut(sorted(keys))


def _cut(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]
