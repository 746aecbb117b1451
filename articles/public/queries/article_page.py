"""An article with everything that stands on its page, in one query."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigAutoField, OuterRef, QuerySet
from django.db.models.functions import JSONObject, Left
from django.utils import timezone

from articles.models import Article, Issue, Page, Publication
from articles.models.querysets import ArticleQuerySet
from articles.public.queries.instances import build_instance
from articles.public.queries.json_prefetch import JSONRows, attach_prefetched, with_prefetch
from articles.public.queries.page_queries import with_location
from articles.public.queries.prepared_queries import NOW, Param, PreparedQuery
from articles.tagging import related

# The beginning of the body is the headline of an article without a title.
_HEADLINE_COLUMNS: dict[str, Any] = {"id": "pk", "title": "title", "body": Left("body", 200)}
_LOCATION_COLUMNS = {
    "day": "page__issue__date",
    "edition": "page__issue__edition",
    "prefix": "page__issue__publication__prefix",
    "number": "page__number",
}


class ArticlePage(NamedTuple):
    """A published article with everything that its page shows, and the articles it links to.

    The article has what `page_queries.with_content` loads and its corrections; of the other
    articles only the headline and the address are loaded.
    """

    article: Article
    page_articles: list[Article]  # all articles of its printed page, in printed order
    related: list[Article]  # articles on the same subjects, the nearest first


def load_article_page(pk: int) -> ArticlePage | None:
    """The published article with this key; None when there is none."""
    articles = attach_prefetched(
        _ARTICLE_PAGE.fetch(
            pk=pk,
            now=timezone.now(),
        )
    )
    if not articles:
        return None
    return _build_article_page(articles[0])


def _build_article_page(article: Article) -> ArticlePage:
    page = article.page
    section = article.section
    if section and section.publication_id == page.issue.publication_id:
        section.publication = page.issue.publication
    page_rows = article.__dict__.pop("page_rows")
    related_rows = article.__dict__.pop("related_rows")
    page_articles = [build_instance(Article, row, {"page": page}) for row in page_rows]
    related_articles = [_build_related(**row) for row in related_rows]
    return ArticlePage(article, page_articles, related_articles)


def _build_related(day: str, edition: str, prefix: str, number: str, **headline: Any) -> Article:
    publication = build_instance(Publication, {"prefix": prefix})
    issue_columns = {"date": date.fromisoformat(day), "edition": edition}
    issue = build_instance(Issue, issue_columns, {"publication": publication})
    page = build_instance(
        Page,
        {"number": number},
        {"issue": issue},
    )
    return build_instance(Article, headline, {"page": page})


def _article_page_query() -> QuerySet[Article]:
    published = Article.objects.published(NOW)
    article = published.filter(pk=Param("pk", BigAutoField())).order_by()
    complete = with_prefetch(
        with_location(article),
        "bylines",
        "article_tags",
        "illustrations",
        "corrections",
    )
    page_articles = _page_articles_query()
    related_articles = _related_query()
    return complete.annotate(
        page_rows=JSONRows(page_articles),
        related_rows=JSONRows(related_articles),
    )


def _page_articles_query() -> ArticleQuerySet:
    published = Article.objects.published(NOW)
    on_same_page = published.filter(page=OuterRef("page"))
    in_order = on_same_page.order_by("position", "pk")
    return in_order.annotate(row=JSONObject(**_HEADLINE_COLUMNS))


def _related_query() -> ArticleQuerySet:
    published = Article.objects.published(NOW)
    articles = related.related_to(OuterRef("pk"), published)
    columns = JSONObject(**_HEADLINE_COLUMNS, **_LOCATION_COLUMNS)
    return articles.annotate(row=columns)


_ARTICLE_PAGE = PreparedQuery(_article_page_query)
