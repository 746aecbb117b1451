"""The jobs that Celery's beat runs (定时任务): when each was last done, when it last failed, and why.

Without this a paper that nobody publishes looks like a paper with nothing to publish.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import JobStatus
from articles.sweeping import ElementsFailed

PUBLISHING = "articles.tasks.publish_due"
LATE = timedelta(minutes=5)  # the beat publishes what is due once a minute
_ERROR_LENGTH = 300
_LABELS: dict[str, Promise] = {
    PUBLISHING: gettext_lazy("Publishing on schedule"),
    "articles.tasks.sweep_pending": gettext_lazy("Taking up tagging that was left"),
    "articles.tasks.sweep_uploads": gettext_lazy("Taking up uploads that were left"),
    "articles.tasks.sweep_pictures": gettext_lazy("Removing files of pictures that nobody needs"),
    "articles.tasks.sweep_author_merges": gettext_lazy("Taking up merges that were left"),
    "articles.tasks.learn_vocabulary": gettext_lazy("Learning the paper’s words"),
    "articles.tasks.clear_away": gettext_lazy("Clearing away ended sessions and old guesses"),
    "articles.tasks.learn_tags": gettext_lazy("Learning from editors’ tags"),
}


def note_done(name: str) -> None:
    columns = {"done_at": timezone.now()}
    JobStatus.objects.update_or_create(name=name, defaults=columns)


def note_failed(name: str, fault: BaseException) -> None:
    # A report of what was left out is a sentence already.
    is_report = isinstance(fault, ElementsFailed)
    error = str(fault) if is_report else f"{type(fault).__name__}: {fault}"
    columns = {
        "failed_at": timezone.now(),
        "error": error[:_ERROR_LENGTH],
    }
    JobStatus.objects.update_or_create(name=name, defaults=columns)


def failures(jobs: Iterable[JobStatus]) -> list[str]:
    """A sentence for each job that failed and has not been done since."""
    sentences: list[str] = []
    for job in jobs:
        failed_at = job.failed_at
        if failed_at and (job.done_at is None or job.done_at < failed_at):
            label = _LABELS.get(job.name, job.name)
            sentence = _("%(chore)s failed (%(when)s): %(why)s")
            words = {"chore": label, "when": _moment(failed_at), "why": job.error}
            sentences.append(sentence % words)
    return sentences


def why_overdue(jobs: Iterable[JobStatus]) -> str:
    """Why nothing is published at its time.

    Empty where publishing was done a moment ago, or where it failed: `failures` says so then.
    """
    done_at = None
    failed_at = None
    for job in jobs:
        if job.name == PUBLISHING:
            done_at = job.done_at
            failed_at = job.failed_at
    earliest = timezone.now() - LATE
    for tried_at in (done_at, failed_at):
        if tried_at and tried_at > earliest:
            return ""
    if done_at is None:
        return _(
            "Nothing has ever been published on schedule here: "
            "start the beat and a worker, or publish by hand."
        )
    sentence = _(
        "Nothing was published on schedule since %(when)s: the beat or its worker stands still."
    )
    return sentence % {"when": _moment(done_at)}


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return date_format(local, "DATETIME_FORMAT")
