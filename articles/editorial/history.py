"""The history of an article: every version of it, who made it, when and why.

Whoever changes articles calls `keep` before the change and `record` after it, both in the same
transaction. An import writes no version of new articles, so that storing an issue costs nothing
here: an unchanged article is its own first version, and `keep` writes that one before the first
change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, Prefetch
from django.utils import timezone

from articles.editorial import content
from articles.models import Article, ArticleTag, Byline, ImportRun
from articles.models.article_version import VersionBase
from articles.models.choices import Act

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser, User
    from django.db.models import QuerySet

# The library makes this model: a VersionBase with the article's columns.
_Version: Any = Article.versions.model
_COLUMNS = tuple(field.attname for field in _Version.tracked_fields)
_BATCH = 500  # keys in one statement, and texts in memory
_FIRST_ACTS = (Act.FOUND, Act.IMPORT, Act.WRITE)


class _VersionOrigin(NamedTuple):
    """What a version says of the change behind it."""

    act: Act
    user_pk: int | None
    when: datetime
    run: ImportRun | None


def record(
    articles: Iterable[Article | int],
    user: User | AnonymousUser | None,
    act: Act,
    reason: str | Mapping[int, str] = "",
    *,
    run: ImportRun | None = None,
) -> None:
    """Write a version of each article as the tables hold it now, after the change.

    `articles` are rows or keys. `user` is None for the system: commands and the beat. `reason` is
    what a person wrote, or a help for a reader of the history (“from A01 to A02”), as one text for
    all articles or by the article's key. Takes six queries for up to 500 articles.
    """
    user_pk = user.pk if user is not None else None
    origin = _VersionOrigin(act, user_pk, timezone.now(), run)
    for keys in _batches(articles):
        versions = []
        for row in _rows(keys):
            row_reason = reason if isinstance(reason, str) else reason.get(row.pk, "")
            versions.append(_version(row, origin, row_reason))
        _write(versions)


def keep(articles: Iterable[Article | int]) -> None:
    """Write the first version of articles that have none. Call it before their text is changed."""
    for keys in _batches(articles):
        versions = _Version.objects.filter(id__in=keys).order_by()
        versioned_keys = versions.values_list("id", flat=True).distinct()
        missing = sorted(set(keys).difference(versioned_keys))
        if missing:
            _write(_first_versions(missing))


def versions_of(article: Article) -> QuerySet[VersionBase]:
    """The versions with their users, the newest first; none for an article that nobody changed."""
    rows: QuerySet[VersionBase] = _Version.objects.filter(id=article.pk)
    # The library makes these columns, so that the type checker does not know them.
    rows = rows.select_related("history_user", "run")  # type: ignore[misc]
    return rows.order_by("-history_id")


def present_version(article: Article) -> VersionBase:
    """The present article as an unsaved version, to compare it with stored ones."""
    (version,) = _first_versions([article.pk])
    return version


def _batches(articles: Iterable[Article | int]) -> Iterator[list[int]]:
    unique_keys = set()
    for article in articles:
        key = article if isinstance(article, int) else article.pk
        unique_keys.add(key)
    keys = sorted(unique_keys)
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def _rows(keys: Collection[int]) -> Iterable[Article]:
    bylines = Byline.objects.select_related("author")
    tags = ArticleTag.objects.select_related("tag").order_by("tag__name")
    rows = Article.objects.filter(pk__in=keys).order_by("pk")
    rows = rows.select_related("section", "page")
    rows = rows.only(
        *_COLUMNS,
        "section__name",
        "page__number",
        "created_at",
        "created_by",
    )
    return rows.prefetch_related(
        Prefetch("bylines", bylines),
        "illustrations",
        Prefetch("article_tags", tags),
    )


def _version(row: Article, origin: _VersionOrigin, reason: str) -> VersionBase:
    columns = {name: getattr(row, name) for name in _COLUMNS}
    version: VersionBase = _Version(
        act=origin.act,
        parts=_parts(row),
        run=origin.run,
        **columns,
    )
    version.history_date = origin.when
    version.history_user_id = origin.user_pk
    version.history_change_reason = reason
    version.history_type = "+" if origin.act in _FIRST_ACTS else "~"
    return version


def _parts(row: Article) -> dict[str, Any]:
    """The related rows of an article by name, and the keys by which renamed rows are found again.

    Bylines are [name, affiliation, role], pictures [caption, credit, file, alternative text], tags
    [name, origin]. The keys of authors stand with their kind.
    """
    bylines = row.bylines.all()
    byline_keys = [[byline.author_id, byline.author.kind] for byline in bylines]
    tags = []
    tag_keys = []
    for article_tag in row.article_tags.all():
        tags.append([article_tag.tag.name, article_tag.origin])
        tag_keys.append(article_tag.tag_id)
    return {
        "page": row.page.number,
        "section": row.section.name if row.section else "",
        "bylines": [list(signature) for signature in content.signatures_in(row)],
        "pictures": [list(picture) for picture in content.picture_entries_in(row)],
        "tags": tags,
        "keys": {
            "section": row.section_id,
            "bylines": byline_keys,
            "tags": tag_keys,
        },
    }


def _first_versions(keys: Collection[int]) -> Iterator[VersionBase]:
    rows = list(_rows(keys))
    runs = _runs_of(row.page_id for row in rows)
    for row in rows:
        page_runs = runs[row.page_id]
        origin = _first_origin(row, page_runs)
        yield _version(row, origin, "")


def _first_origin(row: Article, runs: Iterable[ImportRun]) -> _VersionOrigin:
    """How an article came into being: written, imported, or changed before versions were kept."""
    if row.created_by_id:
        return _VersionOrigin(Act.WRITE, row.created_by_id, row.created_at, None)
    run = _run_that_made(row, runs)
    if run:
        return _VersionOrigin(Act.IMPORT, run.user_id, row.created_at, run)
    if row.version:
        return _VersionOrigin(Act.FOUND, None, timezone.now(), None)
    return _VersionOrigin(Act.IMPORT, None, row.created_at, None)


def _run_that_made(row: Article, runs: Iterable[ImportRun]) -> ImportRun | None:
    for run in runs:
        if run.started_at <= row.created_at <= run.finished_at:
            return run
    return None


def _runs_of(pages: Iterable[int]) -> dict[int, list[ImportRun]]:
    """The imports of the issues of these pages, by page."""
    runs: dict[int, list[ImportRun]] = defaultdict(list)
    rows = ImportRun.objects.filter(issue__pages__in=set(pages))
    rows = rows.defer("results", "snapshot").order_by("pk")
    for run in rows.annotate(on_page=F("issue__pages")):
        runs[run.on_page].append(run)
    return runs


def _write(versions: Iterable[VersionBase]) -> None:
    _Version.objects.bulk_create(versions)
