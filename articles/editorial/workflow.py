"""The verbs that move an article towards the reader or back; nothing else writes its status.

Every verb takes articles (an iterable or a queryset) and who asks for it (`None` is the system:
commands and the beat), moves those whose status allows it and leaves the others alone, writes the
history of each, and returns how many it moved. Saying the same twice moves nothing the second time.
A user without the permission gets `NotAllowed` before anything is written.

    draft ─submit─▶ in review ─approve─▶ approved ─publish, schedule─▶ published ─withdraw─▶ withdrawn
      ◀────────────send_back─────────────┘   │                          ◀─publish─ or approve again,
                     ◀──an edit reopens──────┘                             when it was edited since

With FOUR_EYES nobody approves what they changed since it was last approved. What comes in by a command
or the beat was approved on paper: the system publishes from any status.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
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

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

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
    act: Act | None  # as the history names it; None where something else tells of it
    system_origins: frozenset[Status] = frozenset()  # in addition, where no user asks


class IssueReport(NamedTuple):
    """What became of a whole issue: how many articles were published, and which still wait for somebody."""

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
    if user is not None and not may(user, SUBMIT) and user.has_perm(WRITE_OWN):
        return _carry_out(articles, SUBMIT, user, unless=~Q(created_by=user.pk))
    return _move(articles, SUBMIT, user)


def approve(articles: Iterable[Article], user: User | AnonymousUser | None) -> int:
    """Say that articles may be published; those that the user changed stay (see `own_edits`)."""
    edited_by_user = _edits_by(user) if _needs_four_eyes(user) else None
    return _move(articles, APPROVE, user, unless=edited_by_user)


def send_back(articles: Iterable[Article], user: User | AnonymousUser | None) -> int:
    """Give articles back to those who write them."""
    return _move(articles, SEND_BACK, user, publish_at=_TIME_UNLESS_SCHEDULED)


def publish(articles: Iterable[Article], user: User | AnonymousUser | None) -> int:
    """Show articles to the public from now on."""
    unapproved = Q(status=Status.WITHDRAWN) & _is_edited() if _needs_four_eyes(user) else None
    return _move(articles, PUBLISH, user, unless=unapproved, publish_at=timezone.now())


def publish_imported(articles: Iterable[Article], printed: date) -> int:
    """Publish what an import has just brought of an issue. The ledger tells of it: a version of each would make
    storing an issue a third slower, and until its first change an article is its own."""
    return _carry_out(
        articles, PUBLISH._replace(act=None), None, publish_at=_time_of_issue(printed)
    )


def publish_issue(issue: Issue, user: User | AnonymousUser | None) -> IssueReport:
    """Publish what is approved or scheduled of an issue. What was withdrawn stays withdrawn."""
    articles = Article.objects.filter(page__issue=issue)
    ready = articles.filter(status__in=[Status.APPROVED, Status.SCHEDULED])
    moved = _move(ready, PUBLISH, user, publish_at=_time_of_issue(issue.date))
    waiting = articles.filter(status__in=[Status.DRAFT, Status.IN_REVIEW]).defer("base_parse")
    return IssueReport(moved, list(waiting.in_print_order()))


def _time_of_issue(printed: date) -> datetime:
    """Now; but what was printed long ago was published then: an archive that comes in today is no news, and its
    years stand in their order whichever comes in first."""
    now = timezone.now()
    is_back_issue = timezone.localdate(now) - printed > _STILL_NEW
    return timezone.make_aware(datetime.combine(printed, time.min)) if is_back_issue else now


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
    with transaction.atomic():
        keys = list(
            Article.objects.due(now).order_by("pk").select_for_update().values_list("pk", flat=True)
        )
        moved = sum(
            Article.objects.filter(pk__in=batch).update(
                status=Status.PUBLISHED, version=F("version") + 1, updated_at=now
            )
            for batch in _cut(keys)
        )
        history.record(keys, None, Act.PUBLISH)
    return moved


def note_edits(articles: Collection[Article], user: User) -> int:
    """Remember whose edit it was, and have approved texts reviewed again; how many reviews were reopened.

    Whether the user may edit them is the caller's question. An edit of a published article is not noted
    here: `correct` tells the readers.
    """
    with transaction.atomic():
        edited = Article.objects.order_by().filter(pk__in=[article.pk for article in articles])
        keys = edited.exclude(status=Status.PUBLISHED).values_list("pk", flat=True)
        _EDITS.objects.bulk_create(
            [_EDITS(article_id=pk, user_id=user.pk) for pk in keys], ignore_conflicts=True
        )
        return _carry_out(articles, REOPEN, user, publish_at=_TIME_UNLESS_SCHEDULED)


def reopen(articles: Iterable[Article]) -> int:
    """Have approved texts reviewed again that the system changed, as an import does."""
    return _carry_out(articles, REOPEN, None, publish_at=_TIME_UNLESS_SCHEDULED)


def correct(article: Article, note: str, user: User) -> int:
    """Tell the readers of a published article what was corrected; 0 where it is not published.

    The corrected text is the caller's to store, in the same transaction.
    """
    if not user.has_perm(CORRECT):
        raise _refusal(CORRECT)
    with transaction.atomic():
        published = Article.objects.filter(pk=article.pk, status=Status.PUBLISHED)
        if not published.update(updated_at=timezone.now()):
            return 0
        Correction.objects.create(article=article, note=note, by=user)
        history.record([article], user, Act.CORRECT, note)
    return 1


def own_edits(articles: ArticleQuerySet, user: User | AnonymousUser | None) -> ArticleQuerySet:
    """Those of the articles that wait for approval and that this user may not approve, having changed them."""
    waiting = articles.filter(status__in=APPROVE.origins)
    return waiting.filter(_edits_by(user)) if _needs_four_eyes(user) else waiting.none()


def may(user: User | AnonymousUser | None, move: Move) -> bool:
    """Whether this user may make this move at all."""
    return user is None or user.has_perm(move.permission)


def _needs_four_eyes(user: User | AnonymousUser | None) -> bool:
    return settings.FOUR_EYES and user is not None


def _is_edited() -> Q:
    return Q(Exists(_EDITS.objects.filter(article=OuterRef("pk"))))


def _edits_by(user: User | AnonymousUser | None) -> Q:
    return Q(
        Exists(_EDITS.objects.filter(article=OuterRef("pk"), user__in=[user.pk] if user else []))
    )


def _refusal(permission: str) -> NotAllowed:
    return NotAllowed(
        _("You may not do this with articles; it needs the permission “%s”.") % permission
    )


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
    origins = move.origins if user else move.origins | move.system_origins
    eligible = Article.objects.filter(status__in=origins)
    if unless is not None:
        eligible = eligible.exclude(unless)
    columns.update(status=move.target, version=F("version") + 1, updated_at=timezone.now())
    with transaction.atomic():
        return sum(
            _move_batch(eligible.filter(pk__in=keys), move, user, columns)
            for keys in _batches(articles)
        )


def _move_batch(
    eligible: QuerySet[Article],
    move: Move,
    user: User | AnonymousUser | None,
    columns: dict[str, Any],
) -> int:
    # Locked, because the history must name exactly the rows that the update moves.
    keys = list(eligible.order_by("pk").select_for_update().values_list("pk", flat=True))
    moved = eligible.filter(pk__in=keys).update(**columns)
    if move is APPROVE:
        _EDITS.objects.filter(article__in=keys).delete()
    if move.act:
        history.record(keys, user, move.act)
    return moved


def _batches(articles: Iterable[Article]) -> Iterator[list[int]]:
    """The keys in ascending order, so that two editors lock them in the same one."""
    if isinstance(articles, QuerySet):
        keys = sorted(set(articles.values_list("pk", flat=True)))
    else:
        keys = sorted({article.pk for article in articles})
    return _cut(keys)


def _cut(keys: list[int]) -> Iterator[list[int]]:
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))
