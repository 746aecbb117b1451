"""Which rows readers see, and on the pages of which papers: a rule for every table.

A row is seen through a published article: its own, or those that it belongs to. A new table is in
no rule and in no list of hidden ones; until it is, every change of it counts for the whole site.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any, Final, NamedTuple

from django.apps import apps
from django.db.models import QuerySet

from articles.models import Article, RelatedArticle
from articles.models.choices import Status


class Rule(NamedTuple):
    """How articles are found whose readers see a row of a table.

    `lookup` leads from an article to the keys that stand in the column `key` of the table. Readers
    do not see the columns in `hidden`; through those in `moving` a row leaves its paper or the
    public.
    """

    lookup: str
    key: str
    hidden: frozenset[str] = frozenset()
    moving: frozenset[str] = frozenset()
    is_tagging: bool = False  # seen on pages with tags alone
    other: str = ""  # the column of another article without which the row is not seen


_OF_ARTICLE: Final = Rule("pk", "article_id")

RULES: Final = {
    "Article": Rule(
        "pk",
        "id",
        hidden=frozenset(
            (
                "base_parse",
                "confidence",
                "problems",
                "settled",
                "tagging_state",
                "tagging_attempts",
                "tagging_lease",
                "tagging_error",
                "created_by_id",
                "version",
            )
        ),
        moving=frozenset(("status", "page_id")),
    ),
    "Byline": _OF_ARTICLE,
    "Illustration": _OF_ARTICLE,
    "Correction": _OF_ARTICLE,
    "ArticleTag": Rule("pk", "content_object_id", is_tagging=True),
    "RelatedArticle": Rule("pk", "article_id", is_tagging=True, other="other_id"),
    "Page": Rule(
        "page",
        "id",
        hidden=frozenset(
            (
                "source_name",
                "source_text",
                "source_sha256",
                "encoding",
                "parser_version",
                "outside",
                "problems",
                "created_at",
                "updated_at",
            )
        ),
        moving=frozenset(("issue_id",)),
    ),
    "Issue": Rule("page__issue", "id", moving=frozenset(("publication_id",))),
    "Section": Rule("section", "id"),
    "Author": Rule("bylines__author", "id"),
    "Tag": Rule(
        "article_tags__tag",
        "id",
        hidden=frozenset(("pinned", "blocked", "parent_id")),
        is_tagging=True,
    ),
}
# A row of them is seen as soon as it is there, on pages of all papers.
SEEN_AT_ONCE: Final = frozenset(("Publication",))
# Old addresses at which the pages and feeds of another author or tag are served.
SEEN_ON_SITE_PAGES: Final = frozenset(("AuthorAlias", "TagRedirect"))
# Old addresses that only redirect: no page that could be stored reads them.
REDIRECTS: Final = frozenset(("ArticleRedirect", "OldAddress"))
# Models that no reader sees: the ledger, who edited what, the notes of background work, and the
# search index, which only the search reads, and its results are not cached.
HIDDEN: Final = frozenset(
    (
        "ImportRun",
        "SearchEntry",
        "TagDecision",
        "Article_edited_by",
        "ArticleVersion",
        "AuthorMerge",
        "Conflict",
        "Presence",
        "JobStatus",
        "Upload",
        "PageArrangement",
        "TagAlias",
        "TagWeights",
        "TextKey",
        "DuplicateArticle",
        "RefusedGuess",
        "CacheEntry",
    )
)


def models_by_table() -> dict[str, str]:
    """The names of the models that readers may see, by their tables."""
    app = apps.get_app_config("articles")
    names = {}
    for model in app.get_models(include_auto_created=True):
        if model.__name__ not in HIDDEN | REDIRECTS:
            names[model._meta.db_table] = model.__name__
    return names


@cache
def visible_tables() -> dict[str, str]:
    """The same, read once."""
    return models_by_table()


def papers_showing(lookup: str, keys: Collection[int]) -> QuerySet[Any, Any]:
    """The prefixes of the papers in which published articles belong to these rows.

    Those whose time has not come are included: it may come before the pages expire.
    """
    condition: dict[str, Any] = {f"{lookup}__in": list(keys)}
    published = Article.objects.filter(status=Status.PUBLISHED, **condition).order_by()
    return published.values_list("page__issue__publication__prefix", flat=True).distinct()


def published_among(keys: Collection[int]) -> QuerySet[Any, Any]:
    """The keys of those articles that are published."""
    published = Article.objects.filter(status=Status.PUBLISHED, pk__in=list(keys)).order_by()
    return published.values_list("pk", flat=True)


def papers_leading_to(lookup: str, keys: Collection[int]) -> QuerySet[Any, Any]:
    """The prefixes of the papers of which articles name articles of these rows as related."""
    condition: dict[str, Any] = {f"other__{lookup}__in": list(keys)}
    rows = RelatedArticle.objects.filter(**condition).order_by()
    return rows.values_list("article__page__issue__publication__prefix", flat=True).distinct()
