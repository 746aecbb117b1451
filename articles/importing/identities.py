"""Rows that are found by their natural key or made: paper, issue, sections, authors.

Several imports may make the same one at once. Inserts leave out what is already there, and the
unique constraints decide; an import of many names inserts them in one order, so that two of them
do not wait for each other in a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from itertools import count
from typing import TypeVar

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from articles.importing.content_rows import author_kind
from articles.importing.issues import Identity
from articles.models import Author, AuthorAlias, Issue, Publication, Section
from articles.models.article_content import Signature

Key = TypeVar("Key")
Row = TypeVar("Row")

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
    """The issue, and whether it is new; number and page count are set to what is told."""
    if identity.date is None:
        raise ValueError("An issue without a date cannot be stored.")
    publication = _publication(identity.publication)
    told = {
        name: value
        for name, value in (("number", identity.number), ("page_count", identity.page_count))
        if value is not None
    }
    issue, is_new = Issue.objects.get_or_create(
        publication=publication, date=identity.date, edition=identity.edition, defaults=told
    )
    changed = [name for name, value in told.items() if getattr(issue, name) != value]
    for name in changed:
        setattr(issue, name, told[name])
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
    begun = Publication.objects.exclude(prefix="").filter(issues__in=issues)
    older = Issue.objects.filter(publication=OuterRef("pk")).exclude(pk__in=issues)
    return list(begun.exclude(Exists(older)).distinct().order_by("name"))


def sections(publication: Publication, names: Iterable[str]) -> dict[str, Section]:
    """The sections of these names, made where they are missing."""
    wanted = sorted(set(names))

    def known() -> dict[str, Section]:
        return {
            section.name: section
            for section in Section.objects.filter(publication=publication, name__in=wanted)
        }

    def make(missing: Sequence[str], attempt: int) -> None:
        Section.objects.bulk_create(
            [
                Section(publication=publication, name=name, slug=_slug(name, attempt))
                for name in missing
            ],
            ignore_conflicts=True,
        )

    return _ensure(wanted, known, make)


def authors(signatures: Iterable[Signature]) -> dict[tuple[str, str], Author]:
    """Authors by (name, affiliation), made where they are missing; who was merged into another is that one."""
    wanted = sorted({(signature.name, signature.affiliation) for signature in signatures})
    names = {name for name, _affiliation in wanted}

    def known() -> dict[tuple[str, str], Author]:
        aliases = AuthorAlias.objects.filter(name__in=names).select_related("author").order_by("pk")
        merged = {(alias.name, alias.affiliation): alias.author for alias in aliases}
        own = {
            (author.name, author.affiliation): author
            for author in Author.objects.filter(name__in=names)
        }
        return merged | own

    def make(missing: Sequence[tuple[str, str]], _attempt: int) -> None:
        Author.objects.bulk_create(
            [
                Author(name=name, affiliation=place, kind=author_kind(name))
                for name, place in missing
            ],
            ignore_conflicts=True,
        )

    return _ensure(wanted, known, make)


def _publication(name: str) -> Publication:
    """The first paper stands at the root of the site, each further one under a prefix of its name."""

    def known() -> dict[str, Publication]:
        return {paper.name: paper for paper in Publication.objects.filter(name=name)}

    def make(missing: Sequence[str], attempt: int) -> None:
        prefix = _slug(name, attempt - 1) if attempt else ""
        Publication.objects.bulk_create(
            [Publication(name=name, prefix=prefix) for name in missing], ignore_conflicts=True
        )

    return _ensure([name], known, make)[name]


def _ensure(
    wanted: Sequence[Key],
    known: Callable[[], dict[Key, Row]],
    make: Callable[[Sequence[Key], int], None],
) -> dict[Key, Row]:
    """Make what is missing until all are there: another slug at each attempt, as the last may be taken."""
    if not wanted:
        return {}
    rows = known()
    for attempt in count():
        missing = [key for key in wanted if key not in rows]
        if not missing:
            break
        make(missing, attempt)
        rows = known()
    return rows


def _slug(name: str, attempt: int) -> str:
    slug = slugify(name, allow_unicode=True)[:90] or "-"
    return f"{slug}-{attempt + 1}" if attempt else slug
