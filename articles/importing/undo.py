"""An import taken back: what it made is deleted, what it changed is put back as it was, or nothing is.

The ledger keeps what is needed: `former_state` is read before the import writes, `present_state` after it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import history
from articles.importing import identities
from articles.importing.issues import Identity
from articles.importing.merge.reconcile import Decision, Fate
from articles.models import (
    Article,
    ArticleTag,
    Author,
    Byline,
    Conflict,
    Illustration,
    ImportRun,
    Issue,
    Page,
    PageArrangement,
    Section,
    Tag,
    TagDecision,
)
from articles.models.article_content import TAGGING_RESET
from articles.models.choices import Act, ConflictState, ImportOutcome, Status
from articles.search import full_text

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_UNTOUCHED = (Fate.CREATE, Fate.KEEP_EDITED, Fate.KEEP_GONE)
# What belongs to an article: the rows by the key in the ledger, and the column that names the article.
_PARTS: dict[str, tuple[type[models.Model], str]] = {
    "bylines": (Byline, "article_id"),
    "illustrations": (Illustration, "article_id"),
    "tags": (ArticleTag, "content_object_id"),
    "decisions": (TagDecision, "article_id"),
}
_PRINTED = (
    "bylines",
    "illustrations",
)  # what an import writes anew; tags are the tagger's and the editors'
_NAMED = 10  # articles in one sentence
State = dict[str, Any]


class UndoPreview(NamedTuple):
    """What an undo would do, or the sentences that say why it will not."""

    refusals: Sequence[str]
    removed_headlines: Sequence[str] = ()  # headlines
    reverted_headlines: Sequence[str] = ()
    removed_pages: Sequence[str] = ()  # numbers
    reverted_pages: Sequence[str] = ()
    removes_issue: bool = False


class UndoRefusedError(Exception):
    """The sentences of `Undoing.refusals`."""


# --- what the ledger keeps ---


def snapshot_before(pages: Collection[Page], decisions: Iterable[Decision]) -> State:
    """The rows that an import is about to change, as the tables hold them."""
    keys = [made.row.pk for made in decisions if made.fate not in _UNTOUCHED]
    state: State = {}
    if pages:
        state["pages"] = _rows(Page.objects.filter(pk__in=[page.pk for page in pages]))
    if keys:
        state["articles"] = _rows(Article.objects.filter(pk__in=keys))
        for name, (model, column) in _PARTS.items():
            state[name] = _rows(model._default_manager.filter(**{f"{column}__in": keys}))
    return state


def snapshot_after(is_new: bool, pages: Collection[Page], decisions: Collection[Decision]) -> State:
    """What came, and the version in which each article was left: another one tells that somebody worked on it."""
    made = [one.row.pk for one in decisions if one.fate is Fate.CREATE]
    left = [one.row.pk for one in decisions if one.fate not in (*_UNTOUCHED, Fate.DELETE)]
    versions = dict(Article.objects.filter(pk__in=[*made, *left]).values_list("pk", "version"))
    return {
        "new_issue": is_new,
        "new_pages": [page.pk for page in pages],
        "created": [[pk, versions[pk]] for pk in made],
        "updated": [[pk, versions[pk]] for pk in left],
    }


def _rows(rows: QuerySet[Any]) -> list[State]:
    return list(rows.order_by("pk").values(*_columns(rows.model)))


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not field.generated]


# --- what an undo would do ---


def is_in_force(run: ImportRun) -> bool:
    """Whether it changed something that nobody has taken back."""
    return not run.undone_at and run.outcome in (ImportOutcome.CREATED, ImportOutcome.UPDATED)


def preview(run: ImportRun) -> UndoPreview:
    """What undoing this import would do; nothing is changed."""
    if run.undone_at:
        return UndoPreview([_("This import has been undone already.")])
    if not is_in_force(run) or "created" not in run.snapshot or not run.issue:
        return UndoPreview(
            [
                _(
                    "This import changed nothing, or is older than the undo: there is nothing to put back."
                )
            ]
        )
    made = Article.objects.in_bulk([pk for pk, _version in run.snapshot["created"]])
    left = Article.objects.in_bulk([pk for pk, _version in run.snapshot["updated"]])
    new_pages = Page.objects.in_bulk(run.snapshot["new_pages"])
    return UndoPreview(
        [*_refusals(run, made, left)],
        [article.headline for article in made.values()],
        [_headline(row) for row in run.snapshot.get("articles", ())],
        [page.number for page in new_pages.values()],
        [row["number"] for row in run.snapshot.get("pages", ())],
        run.snapshot["new_issue"] and not run.issue.pages.exclude(pk__in=new_pages).exists(),
    )


def _headline(row: State) -> str:
    return Article(title=row["title"], body=row["body"]).headline


def _refusals(run: ImportRun, made: dict[int, Article], left: dict[int, Article]) -> Iterator[str]:
    now = made | left
    versions = dict(map(tuple, [*run.snapshot["created"], *run.snapshot["updated"]]))
    public = [
        row
        for row in now.values()
        if row.status in (Status.PUBLISHED, Status.SCHEDULED) and row.pk in made
    ]
    if public:
        yield _("Published or about to be: %s.") % _named(public)
    changed = [row for row in now.values() if row.version != versions[row.pk] and row not in public]
    if changed:
        yield _("Somebody has worked on these since: %s.") % _named(changed)
    if left.keys() != {pk for pk, _version in run.snapshot["updated"]}:
        yield _("An article that it changed has been deleted since.")
    pages = [*run.snapshot["new_pages"], *(row["id"] for row in run.snapshot.get("pages", ()))]
    written = Article.objects.filter(page__in=run.snapshot["new_pages"]).exclude(pk__in=made)
    if written.exists():
        yield _("Articles were written by hand on its pages: %s.") % _named(written[:_NAMED])
    if PageArrangement.objects.filter(page__in=pages, accepted_at__gt=run.finished_at).exists():
        yield _("A page of it was put right by hand since.")
    if _later_runs(run, pages):
        yield _("A later import changed the same pages: undo that one first.")
    if len(
        Author.objects.in_bulk(
            authors := {row["author_id"] for row in run.snapshot.get("bylines", ())}
        )
    ) < len(authors):
        yield _("An author of an earlier version is no longer in the register.")


def _later_runs(run: ImportRun, pages: Sequence[int]) -> bool:
    later = ImportRun.objects.filter(issue=run.issue_id, pk__gt=run.pk, undone_at=None).exclude(
        snapshot={}
    )
    touched = {
        key
        for state in later.values_list("snapshot", flat=True)
        for key in (*state.get("new_pages", ()), *(row["id"] for row in state.get("pages", ())))
    }
    return not touched.isdisjoint(pages)


def _named(articles: Iterable[Article]) -> str:
    names = [article.headline for article in articles]
    return _(", ").join(names[:_NAMED]) + ("…" if len(names) > _NAMED else "")


# --- the undo ---


@transaction.atomic
def undo(run: ImportRun, user: User | None) -> list[int]:
    """Take an import back, or raise `Refused`. Returns the keys of the articles that are to be tagged anew."""
    run = (
        ImportRun.objects.select_for_update(of=("self",))
        .select_related("issue__publication")
        .get(pk=run.pk)
    )
    if run.issue:
        identities.wait_for_turn(
            Identity(run.issue.publication.name, run.issue.date, run.issue.edition)
        )
    touched = [
        pk for pk, _version in (*run.snapshot.get("created", ()), *run.snapshot.get("updated", ()))
    ]
    list(
        Article.objects.filter(pk__in=touched).order_by("pk").select_for_update().values_list("pk")
    )
    plan = preview(run)
    if plan.refusals:
        raise UndoRefusedError(plan.refusals)
    _remove(run, user)
    keys = _put_back(run, user)
    if plan.removes_issue and run.issue:
        run.message = "\n".join(filter(None, (run.message, str(run.issue))))  # its row goes
        Issue.objects.filter(pk=run.issue.pk).delete()
    run.undone_at, run.undone_by = timezone.now(), user
    ImportRun.objects.filter(pk=run.pk).update(
        undone_at=run.undone_at, undone_by=user, message=run.message
    )
    return keys


def _remove(run: ImportRun, user: User | None) -> None:
    made = [pk for pk, _version in run.snapshot["created"]]
    history.record(made, user, Act.UNDO, run=run)
    Article.objects.filter(pk__in=made).delete()
    Page.objects.filter(pk__in=run.snapshot["new_pages"]).delete()
    Conflict.objects.filter(run=run, state=ConflictState.OPEN).delete()


def _put_back(run: ImportRun, user: User | None) -> list[int]:
    _update(
        Page, run.snapshot.get("pages", ()), but=("number",)
    )  # only the desk gives a page another
    rows = run.snapshot.get("articles", ())
    if not rows:
        return []
    there = dict(
        Article.objects.filter(pk__in=[row["id"] for row in rows]).values_list("pk", "version")
    )
    sections = Section.objects.in_bulk({row["section_id"] for row in rows} - {None})
    renewed = {}
    for row in rows:
        # An open form of any earlier version is refused.
        version = max(there.get(row["id"], 0), row["version"]) + 1
        renewed[row["id"], row["version"]] = version
        row["version"] = version
        row["section_id"] = row["section_id"] if row["section_id"] in sections else None
        row.update(TAGGING_RESET)
    gone = [row for row in rows if row["id"] not in there]
    _create(Article, gone)
    _update(Article, [row for row in rows if row["id"] in there])
    _put_back_parts(run, {row["id"] for row in gone}, there)
    articles = Article.objects.filter(pk__in=[row["id"] for row in rows])
    _tell_earlier_runs(run, renewed)
    full_text.index(articles)
    history.record(articles, user, Act.UNDO, run=run)
    return [row["id"] for row in rows]


def _tell_earlier_runs(run: ImportRun, renewed: Mapping[tuple[int, int], int]) -> None:
    """An article that is again as an earlier import left it was worked on by nobody."""
    earlier = ImportRun.objects.filter(issue=run.issue_id, pk__lt=run.pk, undone_at=None).exclude(
        snapshot={}
    )
    for one in earlier.only("snapshot"):
        for name in ("created", "updated"):
            one.snapshot[name] = [
                [pk, renewed.get((pk, version), version)] for pk, version in one.snapshot[name]
            ]
        one.save(update_fields=["snapshot"])


def _put_back_parts(run: ImportRun, gone: Collection[int], there: Collection[int]) -> None:
    """Bylines and captions of all; of articles that were deleted, their tags too."""
    tags = Tag.objects.in_bulk({row["tag_id"] for row in run.snapshot.get("tags", ())})
    for name, (model, column) in _PARTS.items():
        rows = [
            row for row in run.snapshot.get(name, ()) if name in _PRINTED or row[column] in gone
        ]
        if name == "tags":
            rows = [row for row in rows if row["tag_id"] in tags]
        if name in _PRINTED:
            model._default_manager.filter(**{f"{column}__in": [*there]}).delete()
        _create(model, rows)


def _create(model: type[models.Model], rows: Iterable[State]) -> None:
    model._default_manager.bulk_create(_instances(model, rows))


def _update(model: type[models.Model], rows: Sequence[State], but: Collection[str] = ()) -> None:
    columns = [name for name in _columns(model) if name not in (model._meta.pk.attname, *but)]
    model._default_manager.bulk_update(_instances(model, rows), columns, batch_size=100)


def _instances(model: type[models.Model], rows: Iterable[State]) -> list[models.Model]:
    """Rows of the ledger as rows of the table."""
    read = {field.attname: field.to_python for field in model._meta.concrete_fields}
    return [model(**{name: read[name](value) for name, value in row.items()}) for row in rows]
