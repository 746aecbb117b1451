"""An import from paths to ledger: commands, the demo and the desk call it."""

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
from articles.importing.publishing import Publishing
from articles.importing.read import ReadIssue, read_issue
from articles.importing.results import IssueResult, PageResult
from articles.importing.store import record_run, store_issue
from articles.models.choices import ImportOutcome
from articles.models.database_faults import advice

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

# Called after each page with the number of pages read, the number of all pages, and the page.
Progress = Callable[[int, int, IssuePage], None]


def read_issues(
    paths: Sequence[Path],
    cli_identity: Identity,
    *,
    encoding: str = "",
    need_identity: bool = True,
    progress: Progress | None = None,
) -> Iterator[ReadIssue]:
    """Find, decode and parse, one issue after the other, without a database."""
    issues = find_issues(
        paths,
        cli_identity,
        need_identity=need_identity,
    )
    return read_issue_files(
        issues,
        encoding=encoding,
        progress=progress,
    )


def read_issue_files(
    issues: Sequence[IssueFiles], *, encoding: str = "", progress: Progress | None = None
) -> Iterator[ReadIssue]:
    """Decode and parse issues whose files were found."""
    total = sum(len(issue.pages) for issue in issues)
    done = 0

    def report(page: IssuePage) -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total, page)

    for issue in issues:
        yield read_issue(issue, encoding, report)


def import_issues(
    paths: Sequence[Path],
    cli_identity: Identity,
    *,
    encoding: str = "",
    publish: Publishing = Publishing.NOTHING,
    user: User | None = None,
    progress: Progress | None = None,
) -> Iterator[IssueResult]:
    """Import every issue in these paths as `import_issue_files` does."""
    issues = find_issues(paths, cli_identity)
    return import_issue_files(
        issues,
        encoding=encoding,
        publish=publish,
        user=user,
        progress=progress,
    )


def import_issue_files(
    issues: Sequence[IssueFiles],
    *,
    encoding: str = "",
    publish: Publishing = Publishing.NOTHING,
    user: User | None = None,
    progress: Progress | None = None,
) -> Iterator[IssueResult]:
    """Import issues whose files were found, each with a transaction and a ledger row of its own.

    Yields the result of each as soon as it is committed; an issue that fails leaves nothing behind
    and does not stop the next. The caller wakes the tagger for `retag`.
    """
    for issue in read_issue_files(issues, encoding=encoding, progress=progress):
        yield _import_issue(issue, publish=publish, user=user)


def dry_run(issue: ReadIssue) -> IssueResult:
    """What an import of this issue would do now: it is done and rolled back.

    The keys of new rows mean nothing.
    """
    if issue.faults:
        return IssueResult(ImportOutcome.FAILED, issue.identity, faults=issue.faults)
    try:
        with transaction.atomic():
            result = store_issue(
                issue,
                publish=Publishing.NOTHING,
                user=None,
                started_at=timezone.now(),
            )
            transaction.set_rollback(True)
    except DatabaseError as fault:
        sentence = _explain(issue, fault)
        return IssueResult(ImportOutcome.FAILED, issue.identity, faults=(sentence,))
    return result


def _import_issue(issue: ReadIssue, *, publish: Publishing, user: User | None) -> IssueResult:
    started_at = timezone.now()
    if issue.faults:
        return _fail(issue, issue.faults, user, started_at)
    try:
        return store_issue(
            issue,
            publish=publish,
            user=user,
            started_at=started_at,
        )
    except DatabaseError as fault:
        sentence = _explain(issue, fault)
        return _fail(issue, (sentence,), user, started_at)


def _explain(issue: ReadIssue, fault: DatabaseError) -> str:
    reason = " ".join(str(fault).split())
    return _(
        "%(issue)s was not stored, the database said: %(reason)s. %(advice)s Then import again."
    ) % {"issue": issue.identity, "reason": reason, "advice": advice(fault)}


def _fail(
    issue: ReadIssue, faults: tuple[str, ...], user: User | None, started_at: datetime
) -> IssueResult:
    """The result of an issue that was not stored; the ledger gets it where that is possible."""
    pages = _failed_pages(issue)
    result = IssueResult(
        ImportOutcome.FAILED,
        issue.identity,
        pages=pages,
        faults=faults,
    )
    try:
        with transaction.atomic():
            row = identities.find_issue(issue.identity)
            in_ledger = replace(result, issue_pk=row.pk if row else None)
            run = record_run(in_ledger, issue, user=user, started_at=started_at)
    except DatabaseError as fault:
        logger.warning(
            "The failed import of %s could not be written to the ledger: %s", issue.identity, fault
        )
        return result
    return replace(in_ledger, run_pk=run.pk)


def _failed_pages(issue: ReadIssue) -> tuple[PageResult, ...]:
    pages = []
    for read in issue.pages:
        note = read.fault or _("not stored, because the issue has a fault")
        result = PageResult(
            ImportOutcome.FAILED,
            read.page.number,
            read.page.file.display_path,
            read.encoding,
            (note,),
        )
        pages.append(result)
    return tuple(pages)
