"""The snapshot of an import that the ledger keeps for an undo, and its way back into the tables.

A snapshot is a dictionary of JSON:

    new_issue       whether the import made the issue
    new_pages       keys of the pages it made
    created         [key, version] of each article it made
    updated         [key, version] of each article it changed
    pages, articles, bylines, illustrations, tags, decisions
                    the rows that it changed, as they were before, by column

A version is the one in which the import left the article: with another, somebody has edited it
since.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import QuerySet

from articles.importing.merge.reconcile import Decision, Resolution
from articles.models import (
    Article,
    ArticleTag,
    Byline,
    Illustration,
    ImportRun,
    Page,
    TagDecision,
)

SavedRow = dict[str, Any]

# The rows that belong to an article: their name in the snapshot, and the column of its key.
PARTS: dict[str, tuple[type[models.Model], str]] = {
    "bylines": (Byline, "article_id"),
    "illustrations": (Illustration, "article_id"),
    "tags": (ArticleTag, "content_object_id"),
    "decisions": (TagDecision, "article_id"),
}
_UNCHANGED = (Resolution.CREATE, Resolution.KEEP_EDITED, Resolution.KEEP_GONE)
_UPDATE_BATCH = 100  # rows


def snapshot_before(pages: Collection[Page], decisions: Iterable[Decision]) -> dict[str, Any]:
    """The rows that an import is about to change, as the tables hold them."""
    snapshot: dict[str, Any] = {}
    if pages:
        page_pks = [page.pk for page in pages]
        stored_pages = Page.objects.filter(pk__in=page_pks)
        snapshot["pages"] = _save(stored_pages)
    changed = [decision for decision in decisions if decision.resolution not in _UNCHANGED]
    if changed:
        article_pks = [decision.row.pk for decision in changed]
        articles = Article.objects.filter(pk__in=article_pks)
        snapshot["articles"] = _save(articles)
        for name in PARTS:
            parts = parts_of(name, article_pks)
            snapshot[name] = _save(parts)
    return snapshot


def parts_of(name: str, article_pks: Collection[int]) -> QuerySet[Any]:
    """The bylines, pictures and so on of these articles."""
    model, column = PARTS[name]
    condition = {f"{column}__in": article_pks}
    return model._default_manager.filter(**condition)


def snapshot_after(
    is_new_issue: bool, new_pages: Collection[Page], decisions: Collection[Decision]
) -> dict[str, Any]:
    """The rows that an import made, and the versions in which it left its articles."""
    created = []
    updated = []
    for decision in decisions:
        pk = decision.row.pk
        resolution = decision.resolution
        if resolution is Resolution.CREATE:
            created.append(pk)
        elif resolution is not Resolution.DELETE and resolution not in _UNCHANGED:
            updated.append(pk)
    articles = Article.objects.filter(pk__in=[*created, *updated])
    versions = dict(articles.values_list("pk", "version"))
    return {
        "new_issue": is_new_issue,
        "new_pages": [page.pk for page in new_pages],
        "created": [[pk, versions[pk]] for pk in created],
        "updated": [[pk, versions[pk]] for pk in updated],
    }


def has_snapshot(run: ImportRun) -> bool:
    """Whether the ledger keeps what an undo needs; an import that failed has none."""
    return "created" in run.snapshot


def created_versions(run: ImportRun) -> dict[int, int]:
    """The version of each article that the import made, by key."""
    pairs = run.snapshot.get("created", ())
    return dict(pairs)


def updated_versions(run: ImportRun) -> dict[int, int]:
    """The version of each article that the import changed, by key."""
    pairs = run.snapshot.get("updated", ())
    return dict(pairs)


def saved_rows(run: ImportRun, name: str) -> list[SavedRow]:
    """The rows of this name as they were before the import."""
    rows: list[SavedRow] = run.snapshot.get(name, [])
    return rows


def touched_pages(snapshot: Mapping[str, Any]) -> set[int]:
    """The keys of the pages that the import made or changed."""
    new_pages = snapshot.get("new_pages", ())
    changed_rows = snapshot.get("pages", ())
    changed_pages = [row["id"] for row in changed_rows]
    return {*new_pages, *changed_pages}


def set_versions(run: ImportRun, new_versions: Mapping[tuple[int, int], int]) -> None:
    """Write new versions of articles, by key and former version, into the snapshot of a run."""
    for name in ("created", "updated"):
        pairs = []
        for pk, version in run.snapshot[name]:
            new_version = new_versions.get((pk, version), version)
            pairs.append([pk, new_version])
        run.snapshot[name] = pairs
    run.save(update_fields=["snapshot"])


def insert_rows(model: type[models.Model], rows: Iterable[SavedRow]) -> None:
    """Put rows back that are no longer in the table."""
    instances = _build_instances(model, rows)
    model._default_manager.bulk_create(instances)


def overwrite_rows(
    model: type[models.Model], rows: Sequence[SavedRow], excluded: Collection[str] = ()
) -> None:
    """Give rows that are in the table their former values, but for the excluded columns."""
    kept = {model._meta.pk.attname, *excluded}
    columns = [column for column in _columns(model) if column not in kept]
    instances = _build_instances(model, rows)
    model._default_manager.bulk_update(
        instances,
        columns,
        batch_size=_UPDATE_BATCH,
    )


def _save(rows: QuerySet[Any]) -> list[SavedRow]:
    columns = _columns(rows.model)
    in_order = rows.order_by("pk")
    return list(in_order.values(*columns))


def _columns(model: type[models.Model]) -> list[str]:
    fields = model._meta.concrete_fields
    # The database computes generated columns itself.
    return [field.attname for field in fields if not field.generated]


def _build_instances(model: type[models.Model], rows: Iterable[SavedRow]) -> list[models.Model]:
    """Instances of the model; JSON holds dates as text, which the fields turn back."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    instances = []
    for row in rows:
        values = {}
        for column, value in row.items():
            values[column] = fields[column].to_python(value)
        instances.append(model(**values))
    return instances
