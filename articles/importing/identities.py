"""The paper and the issue that an import writes to: found by their names, or made."""

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
    """Let one import of an issue follow another. The unique constraints guard; this makes the wait polite.

    SQLite has one writer at a time anyway, since transactions begin immediately.
    """
    if connection.vendor != "postgresql":
        return
    name = repr((identity.publication, str(identity.date), identity.edition)).encode()
    key = int.from_bytes(blake2b(name, digest_size=8).digest(), signed=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true)",
            [_LOCK_TIMEOUT, _STATEMENT_TIMEOUT],
        )
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def issue_row(identity: Identity) -> tuple[Issue, bool]:
    """The issue, and whether it is new; its number and page count are set where the import knows them."""
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
    changed = [name for name, value in known.items() if getattr(issue, name) != value]
    for name in changed:
        setattr(issue, name, known[name])
    if changed:
        issue.save(update_fields=[*changed, "updated_at"])
    return issue, is_new


def find_issue(identity: Identity) -> Issue | None:
    if identity.date is None:
        return None
    return Issue.objects.filter(
        publication__name=identity.publication, date=identity.date, edition=identity.edition
    ).first()


def papers_begun_with(issues: Sequence[int]) -> list[Publication]:
    """Papers beside the main one that have these issues and no other: a mistyped name makes one."""
    issues_of_paper = Issue.objects.filter(publication=OuterRef("pk"))
    older = issues_of_paper.exclude(pk__in=issues)
    papers = Publication.objects.exclude(prefix="")
    begun = papers.filter(issues__in=issues).exclude(Exists(older))
    in_order = begun.distinct().order_by("name")
    return list(in_order)


def _publication(name: str) -> Publication:
    """The first paper stands at the root of the site, each further one under a prefix of its name."""

    def find() -> dict[str, Publication]:
        papers = Publication.objects.filter(name=name)
        return {paper.name: paper for paper in papers}

    def make(missing: Sequence[str], attempt: int) -> None:
        prefix = _prefix(name, attempt - 1) if attempt else ""
        papers = [Publication(name=name, prefix=prefix) for name in missing]
        Publication.objects.bulk_create(papers, ignore_conflicts=True)

    return ensure_rows([name], find, make)[name]


def _prefix(name: str, attempt: int) -> str:
    """The name as a prefix of addresses, numbered where another paper has it."""
    prefix = numbered_slug(name, attempt)
    if is_free_prefix(prefix):
        return prefix
    return f"paper-{prefix}"
