"""What runs in the background; each task gives primary keys to a function that does the work.

A message only wakes a worker. The article's row says what is to be done, so a task may come twice
or never: twice does no harm, and `sweep_pending` finds what was lost.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from celery import Task, shared_task
from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerDown

from articles import scheduled_jobs
from articles.access import expiry
from articles.editorial import merge_authors, picture_files, workflow
from articles.importing.uploads import upload_job
from articles.models import Author, AuthorMerge, Upload
from articles.sweeping import ElementsFailed, Sweep
from articles.tagging import article_tagging, corpus, related
from articles.tagging.learning import training, versions

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

BATCH = 50  # articles in a message: a second's work, far below the time limit
MERGE_BATCHES = 50  # transactions of a merge in a message: some ten thousand articles
SWEEP = 2_000  # articles one sweep takes over

# Retried are a database that is away for a moment, a deadlock, a tag that was merged away before
# its link was inserted.
_task = partial(
    shared_task,
    autoretry_for=(OperationalError, InterfaceError, IntegrityError),
    retry_backoff=2,
    retry_backoff_max=60,
    max_retries=5,
)


class ScheduledTask(Task[..., None]):
    """A task of the beat: how it ended is noted, because nobody waits for it."""

    # The signatures are Celery's.
    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:  # noqa: ARG002
        scheduled_jobs.note_done(self.name)

    def on_failure(
        self,
        exc: BaseException,
        task_id: str,  # noqa: ARG002
        args: Any,  # noqa: ARG002
        kwargs: Any,  # noqa: ARG002
        einfo: Any,  # noqa: ARG002
    ) -> None:
        scheduled_jobs.note_failed(self.name, exc)


# A report of what was left out is no surprise, and each of it was logged by its name.
_scheduled_task = partial(_task, base=ScheduledTask, throws=(ElementsFailed,))
# A large archive takes longer than Redis lets a message stay unanswered. Such a task is
# acknowledged when it begins, because Redis would give it to a second worker otherwise. What a
# dying worker loses is learned the next time.
_long_scheduled_task = partial(
    _scheduled_task,
    acks_late=False,
    soft_time_limit=1_740,
    time_limit=1_800,
)


@_task
def tag_article(pk: int) -> None:
    article_tagging.tag([pk])


@_task
def tag_articles(pks: list[int]) -> None:
    attempted = article_tagging.attempted(pks)
    others = [pk for pk in pks if pk not in attempted]
    article_tagging.tag(others)
    _queue_alone(attempted)


@_task
def relate_articles(pks: list[int]) -> None:
    related.refresh(pks)


@_scheduled_task
def sweep_pending() -> None:
    """Queue again what a lost message or a dead worker left pending; give up what never ends."""
    article_tagging.give_up()
    first_attempts: list[int] = []
    later_attempts: list[int] = []
    for pk, attempts in article_tagging.take_over(SWEEP):
        pks = later_attempts if attempts else first_attempts
        pks.append(pk)
    wake_tagging(first_attempts)
    _queue_alone(later_attempts)


@_scheduled_task
def publish_due() -> None:
    workflow.publish_due(timezone.now())


@_long_scheduled_task()
def learn_vocabulary() -> None:
    corpus.learn_vocabulary()


@_long_scheduled_task()
def learn_tags() -> None:
    """Learn a new version from what editors decided, if they decided anything."""
    try:
        training.train()
    except versions.NothingToLearn as reason:
        logger.info("%s", reason)


@_long_scheduled_task()
def sweep_pictures() -> None:
    """Remove the files that nothing names any more; the job's note says which ones are lost."""
    picture_files.sweep().finish()


# Below the broker's visibility timeout, above what the largest upload takes.
@_task(soft_time_limit=240, time_limit=270)
def run_upload(pk: str) -> None:
    wake_tagging(upload_job.run(uuid.UUID(pk)))


@_scheduled_task
def sweep_uploads() -> None:
    """Start again what a lost message or a dead worker left, then delete what is old."""
    sweep = Sweep()
    for pk in upload_job.take_up(sweep):
        sweep.attempt(f"upload {pk}", partial(_send, run_upload, str(pk)))
    upload_job.tidy(sweep)
    sweep.finish()


@_scheduled_task
def clear_away() -> None:
    expiry.clear_away()


@_task(soft_time_limit=240, time_limit=270)
def run_author_merge(pk: int) -> None:
    """Some batches of a merge; the next batches get another message, within the time limit."""
    for _batch in range(MERGE_BATCHES):
        if merge_authors.merge_next(pk):
            return
    _send(run_author_merge, pk)


@_scheduled_task
def sweep_author_merges() -> None:
    """Take up merges that a lost message or a dead worker left."""
    sweep = Sweep()
    for pk in merge_authors.left_behind():
        sweep.attempt(f"merge {pk}", partial(_send, run_author_merge, pk))
    sweep.finish()


def start_author_merge(
    sources: Collection[Author], target: Author, user: User
) -> AuthorMerge | None:
    """Make one author of these: of few articles at once, else in the background.

    Returns the row of a merge that goes on in the background.
    """
    if merge_authors.preview_merge(sources, target).articles <= merge_authors.AT_ONCE:
        merge_authors.merge(sources, target, user)
        return None
    merge = merge_authors.begin(sources, target, user)
    transaction.on_commit(partial(_send, run_author_merge, merge.pk))
    return merge


def start_upload(upload: Upload) -> None:
    """Do what the upload waits for: a small one at once, others in the background.

    The sweep finds what is lost.
    """
    if upload_job.is_small(upload):
        wake_tagging(upload_job.run(upload.pk))
    else:
        _send(run_upload, str(upload.pk))


def wake_tagging(pks: Sequence[int]) -> None:
    """Queue pending articles for tagging; call it after the commit.

    A broker that is away is logged and costs a few seconds, never an error: the sweep finds the
    articles later.
    """
    for batch in _batches(pks):
        if not _queue(tag_articles, batch, batch):
            return


def make_up_tagging() -> None:
    """Without a broker: tag what a process left that was stopped in the middle of it."""
    if settings.CELERY_TASK_ALWAYS_EAGER:
        sweep_pending()


def wake_relating(pks: Sequence[int]) -> None:
    """Have the articles related to these looked up anew; call it after the commit.

    Nothing heals a lost message: the articles keep what they had until they are tagged again.
    """
    for batch in _batches(pks):
        if not _send(relate_articles, batch):
            return


def _batches(pks: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(pks), BATCH):
        stop = start + BATCH
        yield list(pks[start:stop])


def _queue_alone(pks: Iterable[int]) -> None:
    for pk in pks:
        if not _queue(tag_article, pk, [pk]):
            return


def _queue(task: Task[..., None], argument: object, pks: Sequence[int]) -> bool:
    """Send a message; False where the broker does not take it, and the sweep finds the articles."""
    article_tagging.lease(pks)
    is_sent = _send(task, argument)
    if not is_sent:
        article_tagging.release(pks)
    return is_sent


def _send(task: Task[..., None], argument: object) -> bool:
    """Send a message; False where the broker does not take it."""
    broker = task.app.connection_for_write()
    faults: tuple[type[BaseException], ...] = (
        BrokerDown,
        *broker.connection_errors,
        *broker.channel_errors,
    )
    try:
        task.apply_async((argument,))
    except faults as fault:
        logger.warning(
            "%s of %s waits for the next sweep, the broker takes no message: %s",
            task.name,
            argument,
            fault,
        )
        return False
    return True
