"""The trail of an article: every version of it, who made it, when and why.

Whoever changes articles calls `keep` before the change and `record` after it, in the transaction of the
change. An import that makes articles writes no version: until somebody changes it, an article is its own first
version, and `keep` writes that down. So storing an issue costs nothing here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

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

_Version: Any = (
    Article.versions.model
)  # made by the library: a VersionBase with the article's columns
_COLUMNS = tuple(field.attname for field in _Version.tracked_fields)
_BATCH = 500  # keys in one statement, and texts in memory


def record(
    articles: Iterable[Article | int],
    user: User | AnonymousUser | None,
    act: Act,
    reason: str | Mapping[int, str] = "",
    *,
    run: ImportRun | None = None,
) -> None:
    """Write down the articles as the tables hold them now, after what was done to them.

    `user` is None for the system: commands and the beat. `reason` is what a person said, or what helps a
    reader of the history (“from A01 to A02”), for all of them or by the article's key. Articles are rows or keys;
    six queries for up to 500 of them.
    """
    now = timezone.now()
    user_pk = user.pk if user is not None else None
    for keys in _batches(articles):
        _write(
            _version(
                row,
                act,
                user_pk,
                now,
                reason if isinstance(reason, str) else reason.get(row.pk, ""),
                run,
            )
            for row in _rows(keys)
        )


def keep(articles: Iterable[Article | int]) -> None:
    """Write down the articles that have no version yet as they are. Call it before their text is changed."""
    for keys in _batches(articles):
        known = set(
            _Version.objects.filter(id__in=keys).order_by().values_list("id", flat=True).distinct()
        )
        if missing := [key for key in keys if key not in known]:
            _write(_first_versions(missing))


def versions_of(article: Article) -> QuerySet[VersionBase]:
    """The versions, the newest first, with those who made them. Empty for an article as it came in."""
    rows: QuerySet[VersionBase] = _Version.objects.filter(id=article.pk)
    return rows.select_related("history_user", "run").order_by("-history_id")  # type: ignore[misc]  # made columns


def present_version(article: Article) -> VersionBase:
    """The article as it is now, in the shape of a version, unsaved: for comparing."""
    (version,) = _first_versions([article.pk])
    return version


def _batches(articles: Iterable[Article | int]) -> Iterator[list[int]]:
    keys = sorted({article if isinstance(article, int) else article.pk for article in articles})
    return (keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH))


def _rows(keys: Collection[int]) -> Iterable[Article]:
    rows = Article.objects.filter(pk__in=keys).order_by("pk").select_related("section", "page")
    return rows.only(
        *_COLUMNS, "section__name", "page__number", "created_at", "created_by"
    ).prefetch_related(
        Prefetch("bylines", Byline.objects.select_related("author")),
        "illustrations",
        Prefetch("article_tags", ArticleTag.objects.select_related("tag").order_by("tag__name")),
    )


def _version(
    row: Article, act: Act, user_pk: int | None, when: datetime, reason: str, run: ImportRun | None
) -> VersionBase:
    version: VersionBase = _Version(
        act=act, parts=_parts(row), run=run, **{name: getattr(row, name) for name in _COLUMNS}
    )
    version.history_date, version.history_user_id, version.history_change_reason = (
        when,
        user_pk,
        reason,
    )
    version.history_type = "+" if act in (Act.FOUND, Act.IMPORT, Act.WRITE) else "~"
    return version


def _parts(row: Article) -> dict[str, Any]:
    """What belongs to an article, by name, and the keys by which renamed rows are found again.

    Bylines are [name, affiliation, role], pictures [caption, credit, file, alternative text], tags
    [name, origin]. The keys of authors stand with their kind.
    """
    bylines = list(row.bylines.all())
    tags = list(row.article_tags.all())
    return {
        "page": row.page.number,
        "section": row.section.name if row.section else "",
        "bylines": [list(signature) for signature in content.signatures_in(row)],
        "pictures": [list(picture) for picture in content.picture_entries_in(row)],
        "tags": [[tag.tag.name, tag.origin] for tag in tags],
        "keys": {
            "section": row.section_id,
            "bylines": [[byline.author_id, byline.author.kind] for byline in bylines],
            "tags": [tag.tag_id for tag in tags],
        },
    }


def _first_versions(keys: Collection[int]) -> Iterator[VersionBase]:
    rows = list(_rows(keys))
    runs = _runs_of(row.page_id for row in rows)
    for row in rows:
        run = _run_that_made(row, runs[row.page_id])
        if row.created_by_id:
            yield _version(row, Act.WRITE, row.created_by_id, row.created_at, "", None)
        elif row.version and not run:
            yield _version(row, Act.FOUND, None, timezone.now(), "", None)
        else:
            yield _version(row, Act.IMPORT, run.user_id if run else None, row.created_at, "", run)


def _run_that_made(row: Article, runs: Iterable[ImportRun]) -> ImportRun | None:
    for run in runs:
        if run.started_at <= row.created_at <= run.finished_at:
            return run
    return None


def _runs_of(pages: Iterable[int]) -> dict[int, list[ImportRun]]:
    """The imports of the issues of these pages, by page."""
    runs: dict[int, list[ImportRun]] = defaultdict(list)
    rows = (
        ImportRun.objects.filter(issue__pages__in=set(pages))
        .defer("results", "snapshot")
        .order_by("pk")
    )
    for run in rows.annotate(on_page=F("issue__pages")):
        runs[run.on_page].append(run)
    return runs


def _write(versions: Iterable[VersionBase]) -> None:
    _Version.objects.bulk_create(versions)
