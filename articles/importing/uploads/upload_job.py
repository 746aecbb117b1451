"""An upload on its way: read, looked at, confirmed, stored.

The row is the truth, a message only a wake-up. Each step may be asked for twice, by two people or by two messages:
`run` takes a row that nobody holds, and every move says from which state. A worker that dies leaves a lease that
runs out; the sweep starts the step again, and gives up what dies every time.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from articles.importing.import_preview import preview_issue
from articles.importing.issues import Identity, IssueFiles, IssuePage, PageOverride, sort_files
from articles.importing.run import import_issue_files, read_issue_files
from articles.importing.uploads import upload_files
from articles.models import Upload
from articles.models.choices import UploadState

if TYPE_CHECKING:
    from django.contrib.auth.models import User

RETENTION = timedelta(days=1)
INLINE_BYTES = 400 * 2**10  # bytes: some twenty pages, about a second
_LEASE = timedelta(minutes=2)
_ATTEMPTS = 3
_HEARTBEAT = 0.3  # seconds
_PACKED = 4  # text in a zip is about that much larger
_WORKED_ON = (UploadState.READING, UploadState.STORING)
_ENDED = (UploadState.DONE, UploadState.STOPPED)


class _StoppedError(Exception):
    """Somebody discarded the upload while it was worked on."""


def is_small(upload: Upload) -> bool:
    """Whether it is read and stored while its sender waits for the answer."""
    weights = (
        one["size"] * (_PACKED if one["name"].lower().endswith(".zip") else 1)
        for one in upload.files
    )
    return int(sum(weights)) < INLINE_BYTES


# --- what people ask for ---


def correct(upload: Upload, said: Mapping[str, PageOverride]) -> bool:
    """Keep what somebody said of pages and read the files anew; False where they are no longer to be changed."""
    kept = upload.overrides | {place: _kept(one) for place, one in said.items()}
    return _move(upload, UploadState.READY, UploadState.READING, overrides=kept)


def include_again(upload: Upload, places: Iterable[str]) -> bool:
    """Of what was left out, take these files in again."""
    taken = {
        place: upload.overrides[place] | {"left_out": False}
        for place in places
        if place in upload.overrides
    }
    return _move(upload, UploadState.READY, UploadState.READING, overrides=upload.overrides | taken)


def confirm(upload: Upload, user: User, looks: int, *, publish: bool) -> bool:
    """Import what the user saw in preview number `looks`; False where it was another, or is confirmed already."""
    rows = Upload.objects.filter(pk=upload.pk, looks=looks)
    return _move(upload, UploadState.READY, UploadState.STORING, rows, user=user, publish=publish)


def restart(upload: Upload) -> bool:
    """Read the files anew after a failure, or where nobody has been heard of for too long."""
    return _move(upload, (UploadState.FAILED, *_WORKED_ON), UploadState.READING, _unheld())


def discard(upload: Upload) -> bool:
    """Take the upload away. One that is worked on stops at the next page; issues that were stored stay."""
    origins = (UploadState.READING, UploadState.READY, UploadState.STORING, UploadState.FAILED)
    if not _move(upload, origins, UploadState.STOPPED):
        return False
    if _unheld().filter(pk=upload.pk).exists():
        upload_files.delete_files(upload.pk)
    return True


# --- what is done ---


def run(pk: uuid.UUID) -> list[int]:
    """Do what the upload's state asks for. Returns the keys of the articles whose text is new to the tagger."""
    held = _unheld().filter(pk=pk, state__in=_WORKED_ON, attempts__lt=_ATTEMPTS)
    if not held.update(
        lease=timezone.now() + _LEASE, attempts=F("attempts") + 1, done=0, total=0, at_work=""
    ):
        return []
    upload = Upload.objects.get(pk=pk)
    try:
        with translation.override(upload.language), _held(upload):
            return _look(upload) if upload.state == UploadState.READING else _store(upload)
    except _StoppedError:  # the sweep finds the articles that were stored before
        if Upload.objects.filter(pk=pk, state=UploadState.STOPPED).exists():
            upload_files.delete_files(pk)
        return []


def sweep() -> list[uuid.UUID]:
    """Give up what died too often, take away what is old; returns what has to be run (again)."""
    now = timezone.now()
    given_up = _unheld().filter(state__in=_WORKED_ON, attempts__gte=_ATTEMPTS)
    for upload in given_up.only("pk", "language"):
        with translation.override(upload.language):
            message = (
                _(
                    "The work on it broke off %d times. Send fewer pages at a time, or start it again."
                )
                % _ATTEMPTS
            )
            given_up.filter(pk=upload.pk).update(state=UploadState.FAILED, message=message)
    old = _unheld().filter(created_at__lt=now - RETENTION)
    for pk in old.values_list("pk", flat=True):
        upload_files.delete_files(pk)
    old.delete()
    for pk in _unheld().filter(state__in=_ENDED).values_list("pk", flat=True):
        upload_files.delete_files(pk)
    upload_files.delete_orphans(now - RETENTION)
    return list(_unheld().filter(state__in=_WORKED_ON).values_list("pk", flat=True))


def _look(upload: Upload) -> list[int]:
    read = read_issue_files(_issues(upload), progress=_progress(upload))
    preview = [preview_issue(issue) for issue in read]
    left_out = sorted(place for place, one in upload.overrides.items() if one["left_out"])
    _move(
        upload,
        UploadState.READING,
        UploadState.READY,
        preview={"issues": preview, "left_out": left_out},
        looks=upload.looks + 1,
    )
    return []


def _store(upload: Upload) -> list[int]:
    retag: list[int] = []
    runs: list[int] = []
    faults: list[str] = []
    issues = [issue for issue in _issues(upload) if issue.pages]
    for result in import_issue_files(
        issues, publish=upload.publish, user=upload.user, progress=_progress(upload)
    ):
        retag += result.retag
        faults += result.faults
        runs += [result.run_pk] if result.run_pk else []
        Upload.objects.filter(pk=upload.pk).update(runs=runs)
    state = UploadState.FAILED if faults else UploadState.DONE
    _move(upload, UploadState.STORING, state, message="\n".join(faults))
    if not faults:
        upload_files.delete_files(upload.pk)
    return retag


@contextmanager
def _held(upload: Upload) -> Iterator[None]:
    """Give the lease back at the end, whatever it is; but for the death of the process."""
    try:
        yield
    finally:
        Upload.objects.filter(pk=upload.pk).update(lease=None)


def _issues(upload: Upload) -> list[IssueFiles]:
    said = {place: _said(one) for place, one in upload.overrides.items()}
    return sort_files(*upload_files.find_upload_pages(upload), Identity(), said)


def _progress(upload: Upload) -> Any:
    """Writes how far it is, keeps the lease, and raises `_StoppedError` where the upload was discarded."""
    heard = 0.0

    def report(done: int, total: int, page: IssuePage) -> None:
        nonlocal heard
        if done < total and monotonic() - heard < _HEARTBEAT:
            return
        heard = monotonic()
        at_work = {"done": done, "total": total, "at_work": page.file.display_path[-255:]}
        rows = Upload.objects.filter(pk=upload.pk, state=upload.state)
        if not rows.update(lease=timezone.now() + _LEASE, **at_work):
            raise _StoppedError

    return report


def _unheld() -> QuerySet[Upload]:
    return Upload.objects.filter(Q(lease=None) | Q(lease__lt=timezone.now()))


def _move(
    upload: Upload,
    origins: UploadState | tuple[UploadState, ...],
    target: UploadState,
    rows: QuerySet[Upload] | None = None,
    **columns: Any,
) -> bool:
    """From one state to the next, once; whoever comes second moves nothing."""
    rows = Upload.objects.all() if rows is None else rows
    origins = origins if isinstance(origins, tuple) else (origins,)
    moved = rows.filter(pk=upload.pk, state__in=origins).update(
        **{"state": target, "attempts": 0, "message": "", **columns}
    )
    return bool(moved)


def _kept(said: PageOverride) -> dict[str, Any]:
    page = {"page": said.number, "encoding": said.encoding, "left_out": said.left_out}
    return {**said.identity.to_json(), **page}


def _said(kept: Mapping[str, Any]) -> PageOverride:
    identity = Identity(
        kept["publication"], parse_date(kept["date"]), kept["edition"], kept["number"]
    )
    return PageOverride(identity, kept["page"], kept["encoding"], kept["left_out"])
