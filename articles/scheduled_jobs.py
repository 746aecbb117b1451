"""What the beat has done by itself (定时任务): when each chore was last done, when it last failed, and why.

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

PUBLISHING = "articles.tasks.publish_due"
LATE = timedelta(minutes=5)  # the beat publishes what is due once a minute
_LABELS: dict[str, Promise] = {
    PUBLISHING: gettext_lazy("Publishing on schedule"),
    "articles.tasks.sweep_pending": gettext_lazy("Taking up tagging that was left"),
    "articles.tasks.sweep_uploads": gettext_lazy("Taking up uploads that were left"),
    "articles.tasks.sweep_author_merges": gettext_lazy("Taking up merges that were left"),
    "articles.tasks.learn_vocabulary": gettext_lazy("Learning the paper’s words"),
    "articles.tasks.learn_tags": gettext_lazy("Learning from editors’ tags"),
}


def note_done(name: str) -> None:
    JobStatus.objects.update_or_create(name=name, defaults={"done_at": timezone.now()})


def note_failed(name: str, fault: BaseException) -> None:
    why = f"{type(fault).__name__}: {fault}"[:300]
    JobStatus.objects.update_or_create(
        name=name, defaults={"failed_at": timezone.now(), "error": why}
    )


def failures(chores: Iterable[JobStatus]) -> list[str]:
    """A sentence for each chore that failed and has not been done since."""
    return [
        _("%(chore)s failed (%(when)s): %(why)s")
        % {
            "chore": _LABELS.get(chore.name, chore.name),
            "when": _moment(chore.failed_at),
            "why": chore.error,
        }
        for chore in chores
        if chore.failed_at and (chore.done_at is None or chore.done_at < chore.failed_at)
    ]


def why_overdue(chores: Iterable[JobStatus]) -> str:
    """Why nothing comes out at its time; empty where publishing was done a moment ago, or failed (see `failures`)."""
    chore = next((one for one in chores if one.name == PUBLISHING), None)
    done_at = chore.done_at if chore else None
    tried = max(filter(None, (done_at, chore.failed_at if chore else None)), default=None)
    if tried and tried > timezone.now() - LATE:
        return ""
    if done_at is None:
        return _(
            "Nothing has ever been published on schedule here: start the beat and a worker, or publish by hand."
        )
    return _(
        "Nothing was published on schedule since %(when)s: the beat or its worker stands still."
    ) % {"when": _moment(done_at)}


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
