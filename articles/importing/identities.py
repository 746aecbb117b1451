"""The paper and the issue that an import writes to: looked up by their names, or created."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

from django.db import connection
from django.db.models import Exists, OuterRef

from articles.importing.issues import Identity
from articles.models import Issue, Publication
from articles.models.ensure_rows import ensure_rows, numbered_slug
from articles.models.paper import is_free_prefix

# An import waits for its turn and for slow writes longer than a page of the site may.
_LOCK_TIMEOUT, _STATEMENT_TIMEOUT = "30s", "120s"


def wait_for_turn(identity: Identity) -> None:
    """Let one import of an issue follow another. The constraints guard; this orders the waiting.

    SQLite has one writer at a time anyway, since transactions begin immediately.
    """
    if connection.vendor != "postgresql":
        return
    name = repr((identity.publication, str(identity.date), identity.edition))
    digest = blake2b(name.encode(), digest_size=8).digest()
    key = int.from_bytes(digest, signed=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, true),"
            " set_config('statement_timeout', %s, true)",
            [_LOCK_TIMEOUT, _STATEMENT_TIMEOUT],
        )
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def issue_row(identity: Identity) -> tuple[Issue, bool]:
    """The issue, and whether it is new; sets its number and page count where they are known."""
    if identity.date is None:
        raise ValueError("An issue without a date cannot be stored.")
    publication = _publication(identity.publication)
    known = {}
    if identity.number is not None:
        known["number"] = identity.number
    if identity.page_count is not None:
        known["page_count"] = identity.page_count
    issue, is_new = Issue.objects.get_or_create(
        publication=publication,
        date=identity.date,
        edition=identity.edition,
        defaults=known,
    )
    changed = []
    for name, value in known.items():
        if getattr(issue, name) != value:
            setattr(issue, name, value)
            changed.append(name)
    if changed:
        issue.save(update_fields=[*changed, "updated_at"])
    return issue, is_new


def find_issue(identity: Identity) -> Issue | None:
    if identity.date is None:
        return None
    issues = Issue.objects.filter(
        publication__name=identity.publication,
        date=identity.date,
        edition=identity.edition,
    )
    return issues.first()


def papers_begun_with(issues: Sequence[int]) -> list[Publication]:
    """Papers beside the main one that have only these issues, as a mistyped name makes them."""
    with_issues = Publication.objects.exclude(prefix="").filter(issues__in=issues)
    other_issues = Issue.objects.filter(publication=OuterRef("pk")).exclude(pk__in=issues)
    begun = with_issues.exclude(Exists(other_issues)).distinct()
    return list(begun.order_by("name"))


def _publication(name: str) -> Publication:
    """The first paper stands at the root of the site, further ones under a prefix of their name."""

    def find() -> dict[str, Publication]:
        papers = Publication.objects.filter(name=name)
        return {paper.name: paper for paper in papers}

    def make(missing: Sequence[str], attempt: int) -> None:
        prefix = ""
        if attempt:
            prefix = _prefix(name, attempt - 1)
        papers = [Publication(name=name, prefix=prefix) for name in missing]
        Publication.objects.bulk_create(papers, ignore_conflicts=True)

    papers = ensure_rows([name], find, make)
    return papers[name]


def _prefix(name: str, attempt: int) -> str:
    """The name as a prefix of addresses, numbered where another paper has it."""
    prefix = numbered_slug(name, attempt)
    if is_free_prefix(prefix):
        return prefix
    return f"paper-{prefix}"
