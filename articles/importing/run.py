"""An import from paths to ledger: what commands, the demo and the desk call."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import Error as DatabaseError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.importing import identities
from articles.importing.issues import Identity, IssueFiles, IssuePage, find_issues
from articles.importing.read import ReadIssue, read_issue
from articles.importing.results import IssueResult, PageResult
from articles.importing.store import record_run, store_issue
from articles.models.choices import ImportOutcome

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

# Called after each page: pages done, pages in all, the page.
Progress = Callable[[int, int, IssuePage], None]


def read_issues(
    paths: Sequence[Path],
    told: Identity,
    *,
    encoding: str = "",
    need_identity: bool = True,
    progress: Progress | None = None,
) -> Iterator[ReadIssue]:
    """Find, decode and parse, one issue after the other, without a database."""
    return read_issue_files(
        find_issues(paths, told, need_identity=need_identity), encoding=encoding, progress=progress
    )


def read_issue_files(
    issues: Sequence[IssueFiles], *, encoding: str = "", progress: Progress | None = None
) -> Iterator[ReadIssue]:
    """Decode and parse issues whose files were found."""
    total, done = sum(len(issue.pages) for issue in issues), 0

    def report(page: IssuePage) -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total, page)

    for issue in issues:
        yield read_issue(issue, encoding, report)


def import_issues(
    paths: Sequence[Path],
    told: Identity,
    *,
    encoding: str = "",
    publish: bool = False,
    user: User | None = None,
    progress: Progress | None = None,
) -> Iterator[IssueResult]:
    """Import every issue in these paths: see `import_found`."""
    issues = find_issues(paths, told)
    return import_issue_files(
        issues, encoding=encoding, publish=publish, user=user, progress=progress
    )


def import_issue_files(
    issues: Sequence[IssueFiles],
    *,
    encoding: str = "",
    publish: bool = False,
    user: User | None = None,
    progress: Progress | None = None,
) -> Iterator[IssueResult]:
    """Import issues whose files were found, each in a transaction and with a ledger row of its own.

    Yields what became of each as soon as it is committed; an issue that fails leaves nothing behind
    and does not stop the next. The caller wakes the tagger for `retag`.
    """
    for issue in read_issue_files(issues, encoding=encoding, progress=progress):
        yield _import_issue(issue, publish=publish, user=user)


def dry_run(issue: ReadIssue) -> IssueResult:
    """What an import of this issue would do now: it is done, and taken back. Keys of new rows mean nothing."""
    if issue.faults:
        return IssueResult(ImportOutcome.FAILED, issue.identity, faults=issue.faults)
    try:
        with transaction.atomic():
            result = store_issue(issue, publish=False, user=None, started_at=timezone.now())
            transaction.set_rollback(True)
    except DatabaseError as fault:
        return IssueResult(ImportOutcome.FAILED, issue.identity, faults=(_explain(issue, fault),))
    return result


def _import_issue(issue: ReadIssue, *, publish: bool, user: User | None) -> IssueResult:
    started_at = timezone.now()
    if issue.faults:
        return _fail(issue, issue.faults, user, started_at)
    try:
        return store_issue(issue, publish=publish, user=user, started_at=started_at)
    except DatabaseError as fault:
        return _fail(issue, (_explain(issue, fault),), user, started_at)


def _explain(issue: ReadIssue, fault: DatabaseError) -> str:
    reason = " ".join(str(fault).split())
    return _(
        "%(issue)s was not stored, the database said: %(reason)s. If another import of it is running, wait for "
        "that one; if tables are missing, run “manage.py migrate”; then import again."
    ) % {"issue": issue.identity, "reason": reason}


def _fail(
    issue: ReadIssue, faults: tuple[str, ...], user: User | None, started_at: datetime
) -> IssueResult:
    pages = tuple(
        PageResult(
            ImportOutcome.FAILED,
            read.page.number,
            read.page.file.display_path,
            read.encoding,
            (read.fault or _("not stored, because the issue has a fault"),),
        )
        for read in issue.pages
    )
    try:
        with transaction.atomic():
            found = identities.find_issue(issue.identity)
            result = IssueResult(
                ImportOutcome.FAILED, issue.identity, found.pk if found else None, pages, faults
            )
            run = record_run(result, issue, user=user, started_at=started_at)
    except DatabaseError as fault:
        logger.warning(
            "The failed import of %s could not be written to the ledger: %s", issue.identity, fault
        )
        return IssueResult(ImportOutcome.FAILED, issue.identity, None, pages, faults)
    return replace(result, run_pk=run.pk)
