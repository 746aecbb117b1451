"""Every public address that the stored rows have, each with what it should answer with."""

from __future__ import annotations

from collections.abc import Iterator

from articles.models import Article, Author, Issue, Page, Section, Tag

_FIXED = (
    "/",
    "/archive/",
    "/author/",
    "/column/",
    "/corrections/",
    "/feed/",
    "/feed/rss/",
    "/opensearch.xml",
    "/robots.txt",
    "/search/",
    "/search/?q=路灯",
    "/section/",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap-articles.xml",
    "/tag/",
    "/api/v1/articles",
    "/api/v1/authors",
    "/api/v1/docs",
    "/api/v1/issues",
    "/api/v1/openapi.json",
    "/api/v1/pages",
    "/api/v1/tags",
)


def public_addresses(issue: Issue | None = None, most_names: int = 50) -> Iterator[str]:
    """All addresses; of one issue only, where one is given. Of authors and tags at most so many."""
    yield from _FIXED
    issues = Issue.objects.all() if issue is None else Issue.objects.filter(pk=issue.pk)
    for row in issues:
        yield from _with_json(row.get_absolute_url())
    shown = Article.objects.published().filter(page__issue__in=issues)
    for page in Page.objects.filter(articles__in=shown).distinct():
        yield page.get_absolute_url()
    for article in shown.select_related("page__issue__publication"):
        yield from _with_json(article.get_absolute_url())
        yield f"/api/v1/articles/{article.pk}"
    for author in Author.objects.filter(bylines__article__in=shown).distinct()[:most_names]:
        yield from _with_feeds(author.get_absolute_url())
    for tag in Tag.objects.filter(article_tags__content_object__in=shown).distinct()[:most_names]:
        yield from _with_feeds(tag.get_absolute_url())
    for section in Section.objects.filter(articles__in=shown).distinct():
        yield from _with_feeds(section.get_absolute_url())


def _with_json(address: str) -> tuple[str, str]:
    return address, f"{address.removesuffix('/')}.json"


def _with_feeds(address: str) -> tuple[str, str, str]:
    return address, f"{address}feed/", f"{address}feed/rss/"
