"""The steps of an upload: it is read, previewed, confirmed, stored.

The row is the truth, and a message only wakes a worker up. Two people or two messages may ask for
the same step: `run` takes a row whose lease nobody holds, and every change of the state names the
state before. A worker that dies leaves a lease that runs out; the sweep has the step started again,
and gives up an upload on which every worker dies.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Any

from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from articles.importing.import_preview import preview_issue
from articles.importing.issues import Identity, IssueFiles, IssuePage, PageOverride, group_files
from articles.importing.publishing import Publishing
from articles.importing.run import Progress, import_issue_files, read_issue_files
from articles.importing.uploads import upload_files
from articles.models import Upload
from articles.models.choices import UploadState
from articles.models.querysets import UploadQuerySet
from articles.sweeping import Sweep

if TYPE_CHECKING:
    from django.contrib.auth.models import User

RETENTION = timedelta(days=1)
INLINE_BYTES = 400 * 2**10  # some twenty pages, which take about a second
_LEASE = timedelta(minutes=2)
_MAX_ATTEMPTS = 3
_HEARTBEAT = 0.3  # seconds between two notes of progress
_ZIP_RATIO = 4  # text in a zip is about that much larger than the zip
_PDF_RATIO = 2  # a PDF takes longer to read than text of its size
_AT_WORK_LENGTH = 255
_IN_WORK = (UploadState.READING, UploadState.STORING)


class _StoppedError(Exception):
    """Somebody discarded the upload while a worker was reading or storing it."""


def is_small(upload: Upload) -> bool:
    """Whether it is read and stored while its sender waits for the answer."""
    size = 0
    for file in upload.files:
        name = file["name"].lower()
        ratio = 1
        if name.endswith(".zip"):
            ratio = _ZIP_RATIO
        elif name.endswith(".pdf"):
            ratio = _PDF_RATIO
        size += file["size"] * ratio
    return size < INLINE_BYTES


# --- what people ask for ---


def correct(
    upload: Upload, overrides: Mapping[str, PageOverride], looks: int | None = None
) -> bool:
    """Store what somebody entered for pages, by display path, and have the files read again.

    False where the upload can no longer be changed, or there is a newer preview than number
    `looks`: somebody else has corrected it.
    """
    rows = Upload.objects.all() if looks is None else Upload.objects.filter(looks=looks)
    stored = dict(upload.overrides)
    for display_path, override in overrides.items():
        stored[display_path] = _override_to_json(override)
    return _move(upload, UploadState.READY, UploadState.READING, rows, overrides=stored)


def include_again(upload: Upload, display_paths: Iterable[str]) -> bool:
    """Take files in again that were left out; False where the upload can no longer be changed."""
    stored = dict(upload.overrides)
    for display_path in display_paths:
        if display_path in stored:
            stored[display_path] = stored[display_path] | {"left_out": False}
    return _move(upload, UploadState.READY, UploadState.READING, overrides=stored)


def confirm(upload: Upload, user: User, looks: int, *, publish: bool) -> bool:
    """Have the upload imported as preview number `looks` showed it.

    False where there is a newer preview, or somebody has confirmed it already.
    """
    rows = Upload.objects.filter(looks=looks)
    return _move(
        upload,
        UploadState.READY,
        UploadState.STORING,
        rows,
        user=user,
        publish=publish,
    )


def restart(upload: Upload) -> bool:
    """Have the files read again after a failure, or where no worker has reported for too long."""
    origins = (UploadState.FAILED, *_IN_WORK)
    unleased = Upload.objects.unleased()
    return _move(
        upload,
        origins,
        UploadState.READING,
        unleased,
    )


def discard(upload: Upload) -> bool:
    """Take the upload away. A worker stops at the next page; issues that were stored stay."""
    origins = (
        UploadState.READING,
        UploadState.READY,
        UploadState.STORING,
        UploadState.FAILED,
    )
    if not _move(upload, origins, UploadState.STOPPED):
        return False
    unleased = Upload.objects.unleased()
    if unleased.filter(pk=upload.pk).exists():
        upload_files.delete_files(upload.pk)
    return True


# --- what workers do ---


def run(pk: uuid.UUID) -> list[int]:
    """Do what the upload's state asks for.

    Returns the keys of the articles whose text is new to the tagger.
    """
    waiting = Upload.objects.unleased().in_work().with_attempts_below(_MAX_ATTEMPTS)
    if not waiting.filter(pk=pk).begin_attempt(_LEASE, done=0, total=0, at_work=""):
        return []
    upload = Upload.objects.get(pk=pk)
    try:
        with translation.override(upload.language), _releasing(upload):
            if upload.state == UploadState.READING:
                _read(upload)
                return []
            return _store(upload)
    except _StoppedError:
        # The tagger's sweep finds the articles that were stored before.
        if Upload.objects.filter(pk=pk, state=UploadState.STOPPED).exists():
            upload_files.delete_files(pk)
        return []


def take_up(sweep: Sweep) -> list[uuid.UUID]:
    """Give up uploads on which workers died too often; the keys of those that have to be run."""
    unleased = Upload.objects.unleased().in_work()
    hopeless = unleased.with_attempts_from(_MAX_ATTEMPTS)
    for upload in hopeless.only("pk", "language"):
        sweep.attempt(f"upload {upload.pk}", partial(_give_up, upload))
    waiting = unleased.with_attempts_below(_MAX_ATTEMPTS)
    return list(waiting.values_list("pk", flat=True))


def tidy(sweep: Sweep) -> None:
    """Delete old uploads, and files that nobody needs any more."""
    now = timezone.now()
    unleased = Upload.objects.unleased()
    old = unleased.filter(created_at__lt=now - RETENTION)
    for pk in old.values_list("pk", flat=True):
        sweep.attempt(f"upload {pk}", partial(_delete, pk))
    for pk in unleased.ended().values_list("pk", flat=True):
        sweep.attempt(f"files of upload {pk}", partial(upload_files.remove_files, pk))
    upload_files.delete_orphans(now - RETENTION, sweep)


def _delete(pk: uuid.UUID) -> None:
    """Delete an upload, its files first: without its row nobody would know of them."""
    upload_files.remove_files(pk)
    Upload.objects.unleased().filter(pk=pk).delete()


def _give_up(upload: Upload) -> None:
    with translation.override(upload.language):
        message = (
            _("The work on it broke off %d times. Send fewer pages at a time, or start it again.")
            % _MAX_ATTEMPTS
        )
    rows = Upload.objects.unleased().with_attempts_from(_MAX_ATTEMPTS)
    _move(upload, _IN_WORK, UploadState.FAILED, rows, message=message)


def _read(upload: Upload) -> None:
    issues = read_issue_files(_group_pages(upload), progress=_progress_of(upload))
    previews = [preview_issue(issue) for issue in issues]
    left_out = []
    for display_path, override in upload.overrides.items():
        if override["left_out"]:
            left_out.append(display_path)
    preview = {
        "issues": previews,
        "left_out": sorted(left_out),
    }
    _move(
        upload,
        UploadState.READING,
        UploadState.READY,
        preview=preview,
        looks=upload.looks + 1,
    )


def _store(upload: Upload) -> list[int]:
    """Import the issues; the keys of the articles that are to be tagged."""
    retag: list[int] = []
    runs: list[int] = []
    faults: list[str] = []
    issues = [issue for issue in _group_pages(upload) if issue.pages]
    results = import_issue_files(
        issues,
        publish=Publishing.SOUND if upload.publish else Publishing.NOTHING,
        user=upload.user,
        progress=_progress_of(upload),
    )
    for result in results:
        retag += result.retag
        faults += result.faults
        if result.run_pk:
            runs.append(result.run_pk)
        Upload.objects.filter(pk=upload.pk).update(runs=runs)
    state = UploadState.FAILED if faults else UploadState.DONE
    _move(upload, UploadState.STORING, state, message="\n".join(faults))
    if not faults:
        upload_files.delete_files(upload.pk)
    return retag


@contextmanager
def _releasing(upload: Upload) -> Iterator[None]:
    """Give the lease back at the end of the work, however it ends, unless the process dies."""
    try:
        yield
    finally:
        Upload.objects.filter(pk=upload.pk).release()


def _group_pages(upload: Upload) -> list[IssueFiles]:
    overrides = {}
    for display_path, stored in upload.overrides.items():
        overrides[display_path] = _override_from_json(stored)
    pages, faults = upload_files.find_upload_pages(upload)
    return group_files(pages, faults, Identity(), overrides)


def _progress_of(upload: Upload) -> Progress:
    """A function that writes how far the work is and extends the lease.

    It raises `_StoppedError` where somebody discarded the upload.
    """
    last_report = 0.0

    def report(done: int, total: int, page: IssuePage) -> None:
        nonlocal last_report
        is_recent = monotonic() - last_report < _HEARTBEAT
        if is_recent and done < total:
            return
        last_report = monotonic()
        rows = Upload.objects.filter(pk=upload.pk, state=upload.state)
        is_held = rows.extend_lease(
            _LEASE,
            done=done,
            total=total,
            at_work=page.file.display_path[-_AT_WORK_LENGTH:],
        )
        if not is_held:
            raise _StoppedError

    return report


def _move(
    upload: Upload,
    origins: UploadState | tuple[UploadState, ...],
    target: UploadState,
    rows: UploadQuerySet | None = None,
    **columns: Any,
) -> bool:
    """Change the state once; False for whoever comes second.

    `rows` are the uploads that may be moved, without it all.
    """
    if rows is None:
        rows = Upload.objects.all()
    if not isinstance(origins, tuple):
        origins = (origins,)
    values = {
        "state": target,
        "attempts": 0,
        "message": "",
        **columns,
    }
    movable = rows.filter(pk=upload.pk, state__in=origins)
    return movable.update(**values) > 0


def _override_to_json(override: PageOverride) -> dict[str, Any]:
    return {
        **override.identity.to_json(),
        "page": override.number,
        "encoding": override.encoding,
        "left_out": override.left_out,
    }


def _override_from_json(stored: Mapping[str, Any]) -> PageOverride:
    identity = Identity(
        stored["publication"],
        parse_date(stored["date"]),
        stored["edition"],
        stored["number"],
    )
    return PageOverride(
        identity,
        number=stored["page"],
        encoding=stored["encoding"],
        left_out=stored["left_out"],
    )
