"""The queue of stored articles that wait for their tags: taken, tagged, and done or failed.

The article's row is the queue. `lease` says that a message is on its way, `tag` counts an attempt
and brings each article to done or failed, `take_over` finds what a lost message or a dead worker
left behind. Each may run twice, or in two processes at once, without harm. Of an article only the
tagging columns are written, so an editor's save and a worker's never undo each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from articles.models.article_content import TAGGING_RESET
from articles.models.choices import TaggingState
from articles.models.querysets import ArticleQuerySet
from articles.tagging import article_texts, duplicates, related
from articles.tagging.article_texts import ArticleSource
from articles.tagging.automatic_tags import replace_tags

MAX_ATTEMPTS = 5
# How long a message may wait and its task run before somebody else takes the article.
_LEASE = timedelta(minutes=10)
# The same where no message waits, because a task runs in the process that queues it.
_LEASE_AT_ONCE = timedelta(minutes=2)
_ERROR_LENGTH = 300


def lease(pks: Collection[int]) -> None:
    """Keep pending articles from the sweep while their message is on its way."""
    _pending(pks).extend_lease(_lease_time())


def release(pks: Collection[int]) -> None:
    """Leave pending articles to the next sweep."""
    _pending(pks).release()


def attempted(pks: Collection[int]) -> set[int]:
    """Those that an attempt began and did not end.

    The next attempt is made with each of them alone, so that it takes no other along.
    """
    begun = _pending(pks).filter(tagging_attempts__gt=0)
    begun_pks = begun.order_by().values_list("pk", flat=True)
    return set(begun_pks)


def tag(pks: Collection[int]) -> None:
    """Bring the pending ones of these articles to done, or to failed with the reason.

    An article that changes meanwhile stays pending: its new text has its own message. So does an
    article whose tags are requested anew meanwhile. Database faults are raised; nothing is
    half-written then.
    """
    waiting = _pending(pks).with_attempts_below(MAX_ATTEMPTS)
    if not waiting.begin_attempt(_lease_time()):
        return
    ordered = _pending(pks).order_by("pk")
    in_order = article_texts.read_sources(ordered)
    sources = {source.pk: source for source in in_order}
    bodies = {pk: source.body for pk, source in sources.items()}
    tags, faults = article_texts.rank_all(sources)
    duplicates.store_keys(bodies)
    with transaction.atomic():
        unchanged = _lock_unchanged(sources)
        new_tags = {pk: ranked for pk, ranked in tags.items() if pk in unchanged}
        replace_tags(new_tags)
        for pk in unchanged & faults.keys():
            failed = _pending([pk])
            _end(failed, TaggingState.FAILED, faults[pk])
    # The last of several workers has to see what the others stored, so this follows the commit.
    with transaction.atomic():
        unchanged = _lock_unchanged(sources) & tags.keys()
        unchanged_bodies = {pk: bodies[pk] for pk in unchanged}
        duplicates.refresh(unchanged_bodies)
        related.refresh(unchanged)
        done = _pending(unchanged)
        _end(done, TaggingState.DONE)


def _lock_unchanged(sources: Mapping[int, ArticleSource]) -> set[int]:
    """Lock those that still wait, under the same lease and with the same text."""
    pending = _pending(sources)
    locked = pending.select_for_update().order_by("pk")
    unchanged: set[int] = set()
    for source in article_texts.read_sources(locked):
        if source == sources[source.pk]:
            unchanged.add(source.pk)
    return unchanged


def request_tagging(pks: Collection[int]) -> None:
    """Make articles pending, whatever became of them before."""
    articles = Article.objects.filter(pk__in=pks)
    articles.update(**TAGGING_RESET)


def take_over(limit: int) -> list[tuple[int, int]]:
    """Lease up to `limit` pending articles that nobody works on.

    Returns the primary key and the attempts so far of each.
    """
    # The time is exact to the microsecond, so it tells our rows from those of another sweep.
    until = timezone.now() + _lease_time()
    pending = Article.objects.pending_tagging()
    free = pending.unleased().with_attempts_below(MAX_ATTEMPTS)
    first_pks = free.order_by("pk").values("pk")[:limit]
    # The outer condition is looked at again when another sweep held the row.
    free.filter(pk__in=first_pks).update(tagging_lease=until)
    leased = pending.filter(tagging_lease=until)
    rows = leased.order_by("pk").values_list("pk", "tagging_attempts")
    return list(rows)


def give_up() -> int:
    """Mark as failed what was attempted often enough and never ended; returns how many."""
    unleased = Article.objects.pending_tagging().unleased()
    hopeless = unleased.with_attempts_from(MAX_ATTEMPTS)
    reason = _("Tagging began %d times and never ended; the worker's log says why.") % MAX_ATTEMPTS
    return _end(hopeless, TaggingState.FAILED, reason)


def _lease_time() -> timedelta:
    return _LEASE_AT_ONCE if settings.CELERY_TASK_ALWAYS_EAGER else _LEASE


def _pending(pks: Collection[int]) -> ArticleQuerySet:
    pending = Article.objects.pending_tagging()
    return pending.filter(pk__in=pks)


def _end(articles: ArticleQuerySet, state: TaggingState, error: str = "") -> int:
    """End the attempt; returns how many articles it was."""
    return articles.update(
        tagging_state=state,
        tagging_error=error[:_ERROR_LENGTH],
        # Otherwise an article that is edited after a failure would have no attempts left.
        tagging_attempts=0,
        tagging_lease=None,
    )
