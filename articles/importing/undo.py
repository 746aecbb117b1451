"""Undo an import: delete what it made and restore what it changed, or change nothing at all.

The ledger keeps what an undo needs: see `snapshot`. An undo is refused where somebody has worked on
the articles or pages since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import history, picture_files
from articles.importing import identities
from articles.importing.issues import Identity
from articles.importing.snapshot import (
    PARTS,
    SavedRow,
    created_versions,
    has_snapshot,
    insert_rows,
    overwrite_rows,
    parts_of,
    saved_rows,
    set_versions,
    touched_pages,
    updated_versions,
)
from articles.models import (
    Article,
    Author,
    Conflict,
    ImportRun,
    Issue,
    Page,
    PageArrangement,
    Section,
    Tag,
)
from articles.models.article_content import TAGGING_RESET
from articles.models.choices import Act, ConflictState, ImportOutcome, Status
from articles.search import full_text

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_PUBLIC = (Status.PUBLISHED, Status.SCHEDULED)
# An import writes these anew; tags are the tagger's and the editors'.
_PRINTED_PARTS = ("bylines", "illustrations")
_SHOWN_HEADLINES = 10  # in one sentence


class UndoPreview(NamedTuple):
    """What an undo would do, or the sentences that say why it is refused."""

    refusals: Sequence[str]
    removed_headlines: Sequence[str] = ()
    reverted_headlines: Sequence[str] = ()
    removed_pages: Sequence[str] = ()  # page numbers
    reverted_pages: Sequence[str] = ()
    removes_issue: bool = False


class UndoRefusedError(Exception):
    """An undo that is refused, with the sentences of `UndoPreview.refusals`."""


# --- what an undo would do ---


def is_in_force(run: ImportRun) -> bool:
    """Whether the import changed something and nobody has undone it."""
    if run.undone_at:
        return False
    return run.outcome in (ImportOutcome.CREATED, ImportOutcome.UPDATED)


def preview(run: ImportRun) -> UndoPreview:
    """What undoing this import would do; nothing is changed."""
    if run.undone_at:
        return UndoPreview([_("This import has been undone already.")])
    if not run.issue or not is_in_force(run) or not has_snapshot(run):
        sentence = _(
            "This import changed nothing, or is older than the undo: there is nothing to put back."
        )
        return UndoPreview([sentence])
    created = Article.objects.in_bulk(list(created_versions(run)))
    updated = Article.objects.in_bulk(list(updated_versions(run)))
    new_pages = Page.objects.in_bulk(run.snapshot["new_pages"])
    has_other_pages = run.issue.pages.exclude(pk__in=new_pages).exists()
    return UndoPreview(
        list(_refusals(run, created, updated)),
        [article.headline for article in created.values()],
        [_headline_of(row) for row in saved_rows(run, "articles")],
        [page.number for page in new_pages.values()],
        [row["number"] for row in saved_rows(run, "pages")],
        run.snapshot["new_issue"] and not has_other_pages,
    )


def _headline_of(row: SavedRow) -> str:
    article = Article(title=row["title"], body=row["body"])
    return article.headline


def _refusals(
    run: ImportRun, created: Mapping[int, Article], updated: Mapping[int, Article]
) -> Iterator[str]:
    yield from _article_refusals(run, created, updated)
    yield from _page_refusals(run, created)
    if _misses_authors(run):
        yield _("An author of an earlier version is no longer in the register.")


def _article_refusals(
    run: ImportRun, created: Mapping[int, Article], updated: Mapping[int, Article]
) -> Iterator[str]:
    """The sentences on articles that were published, edited or deleted since."""
    public = [article for article in created.values() if article.status in _PUBLIC]
    if public:
        yield _("Published or about to be: %s.") % _list_headlines(public)
    versions = created_versions(run) | updated_versions(run)
    edited = []
    for article in (*created.values(), *updated.values()):
        is_edited = article.version != versions[article.pk]
        if is_edited and article not in public:
            edited.append(article)
    if edited:
        yield _("Somebody has worked on these since: %s.") % _list_headlines(edited)
    if updated.keys() != updated_versions(run).keys():
        yield _("An article that it changed has been deleted since.")


def _page_refusals(run: ImportRun, created: Mapping[int, Article]) -> Iterator[str]:
    """The sentences on pages that somebody, or a later import, has changed since."""
    pages = touched_pages(run.snapshot)
    on_new_pages = Article.objects.filter(page__in=run.snapshot["new_pages"])
    written_by_hand = on_new_pages.exclude(pk__in=created)
    if written_by_hand.exists():
        headlines = _list_headlines(written_by_hand[:_SHOWN_HEADLINES])
        yield _("Articles were written by hand on its pages: %s.") % headlines
    arrangements = PageArrangement.objects.filter(page__in=pages, accepted_at__gt=run.finished_at)
    if arrangements.exists():
        yield _("A page of it was put right by hand since.")
    if _has_later_run(run, pages):
        yield _("A later import changed the same pages: undo that one first.")


def _has_later_run(run: ImportRun, pages: set[int]) -> bool:
    later_runs = ImportRun.objects.filter(
        issue=run.issue_id,
        pk__gt=run.pk,
        undone_at=None,
    )
    with_snapshot = later_runs.exclude(snapshot={})
    snapshots = with_snapshot.values_list("snapshot", flat=True)
    return any(pages & touched_pages(snapshot) for snapshot in snapshots)


def _misses_authors(run: ImportRun) -> bool:
    rows = saved_rows(run, "bylines")
    author_pks = {row["author_id"] for row in rows}
    existing = Author.objects.in_bulk(author_pks)
    return len(existing) < len(author_pks)


def _list_headlines(articles: Iterable[Article]) -> str:
    headlines = [article.headline for article in articles]
    separator = _(", ")
    listed = separator.join(headlines[:_SHOWN_HEADLINES])
    if len(headlines) > _SHOWN_HEADLINES:
        return f"{listed}…"
    return listed


# --- the undo ---


@transaction.atomic
def undo(run: ImportRun, user: User | None) -> list[int]:
    """Undo an import, or raise `UndoRefusedError`.

    Returns the keys of the articles that are to be tagged anew.
    """
    run = _lock(run)
    plan = preview(run)
    if plan.refusals:
        raise UndoRefusedError(plan.refusals)
    _remove_created(run, user)
    retag = _revert_updated(run, user)
    if plan.removes_issue and run.issue:
        # The ledger keeps the name of the issue, whose row is deleted.
        run.message = "\n".join(filter(None, (run.message, str(run.issue))))
        Issue.objects.filter(pk=run.issue.pk).delete()
    runs = ImportRun.objects.filter(pk=run.pk)
    runs.update(
        undone_at=timezone.now(),
        undone_by=user,
        message=run.message,
    )
    return retag


def _lock(run: ImportRun) -> ImportRun:
    """The run read anew; it, its issue and its articles are locked until the transaction ends."""
    runs = ImportRun.objects.select_for_update(of=("self",)).select_related("issue__publication")
    locked = runs.get(pk=run.pk)
    issue = locked.issue
    if issue:
        identity = Identity(issue.publication.name, issue.date, issue.edition)
        identities.wait_for_turn(identity)
    article_pks = [*created_versions(locked), *updated_versions(locked)]
    articles = Article.objects.filter(pk__in=article_pks).order_by("pk")
    list(articles.select_for_update().values_list("pk"))
    return locked


def _remove_created(run: ImportRun, user: User | None) -> None:
    article_pks = list(created_versions(run))
    history.record(article_pks, user, Act.UNDO, run=run)
    articles = Article.objects.filter(pk__in=article_pks)
    files = picture_files.names_in(articles)
    articles.delete()
    picture_files.release(files)
    pages = Page.objects.filter(pk__in=run.snapshot["new_pages"])
    pages.delete()
    conflicts = Conflict.objects.filter(run=run, state=ConflictState.OPEN)
    conflicts.delete()


def _revert_updated(run: ImportRun, user: User | None) -> list[int]:
    """Restore the pages and articles that the import changed or deleted; the articles' keys."""
    # Only the desk gives a page another number.
    overwrite_rows(Page, saved_rows(run, "pages"), excluded=("number",))
    rows = saved_rows(run, "articles")
    if not rows:
        return []
    article_pks = [row["id"] for row in rows]
    articles = Article.objects.filter(pk__in=article_pks)
    stored_versions = dict(articles.values_list("pk", "version"))
    new_versions = _prepare_rows(rows, stored_versions)
    deleted_rows = [row for row in rows if row["id"] not in stored_versions]
    insert_rows(Article, deleted_rows)
    overwrite_rows(Article, [row for row in rows if row["id"] in stored_versions])
    deleted_pks = {row["id"] for row in deleted_rows}
    _revert_parts(run, deleted_pks, set(stored_versions))
    _renew_earlier_runs(run, new_versions)
    full_text.index(articles)
    history.record(articles, user, Act.UNDO, run=run)
    return article_pks


def _prepare_rows(
    rows: Sequence[SavedRow], stored_versions: Mapping[int, int]
) -> dict[tuple[int, int], int]:
    """Give the rows new versions, sections that still exist, and have them tagged.

    Returns the new versions by key and former version.
    """
    section_pks = {row["section_id"] for row in rows} - {None}
    sections = Section.objects.in_bulk(section_pks)
    new_versions = {}
    for row in rows:
        pk = row["id"]
        former_version = row["version"]
        # A form that was opened with any earlier version is refused then.
        row["version"] = max(stored_versions.get(pk, 0), former_version) + 1
        new_versions[pk, former_version] = row["version"]
        if row["section_id"] not in sections:
            row["section_id"] = None
        row.update(TAGGING_RESET)
    return new_versions


def _revert_parts(run: ImportRun, deleted_pks: set[int], stored_pks: set[int]) -> None:
    """Restore bylines and pictures of all articles, and tags of those that were deleted."""
    for name in _PRINTED_PARTS:
        model, _column = PARTS[name]
        present_parts = parts_of(name, stored_pks)
        present_parts.delete()
        insert_rows(model, saved_rows(run, name))
    for name in PARTS.keys() - set(_PRINTED_PARTS):
        model, column = PARTS[name]
        rows = [row for row in saved_rows(run, name) if row[column] in deleted_pks]
        if name == "tags":
            rows = _with_existing_tags(rows)
        insert_rows(model, rows)


def _with_existing_tags(rows: Sequence[SavedRow]) -> list[SavedRow]:
    tag_pks = {row["tag_id"] for row in rows}
    existing = Tag.objects.in_bulk(tag_pks)
    return [row for row in rows if row["tag_id"] in existing]


def _renew_earlier_runs(run: ImportRun, new_versions: Mapping[tuple[int, int], int]) -> None:
    """Tell earlier imports the new versions of their articles.

    An article that is again as an earlier import left it counts as edited by nobody.
    """
    earlier_runs = ImportRun.objects.filter(
        issue=run.issue_id,
        pk__lt=run.pk,
        undone_at=None,
    )
    with_snapshot = earlier_runs.exclude(snapshot={})
    for earlier in with_snapshot.only("snapshot"):
        set_versions(earlier, new_versions)
