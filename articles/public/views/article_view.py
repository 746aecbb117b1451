"""An article on its own page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.models import Article
from articles.public.cache.delivery import full_address, is_address
from articles.public.page_layout import SUMMARY, opening, place_pictures
from articles.public.queries.article_page import ArticlePage, load_article_page
from articles.public.queries.missing_articles import get_withdrawn_or_404, key_of_merged
from articles.public.queries.page_queries import beside, pages_beside, tags_by_kind
from articles.public.structured import as_json_ld, last_change, news_article, shared_pictures


def article(request: HttpRequest, *, pk: int, **_address: object) -> HttpResponse:
    """The key alone finds the article; any other address with it redirects to the right one."""
    article_page = load_article_page(pk)
    if article_page is None:
        return _missing(request, pk)
    address = article_page.article.get_absolute_url()
    if not is_address(request, address):
        return redirect(address, permanent=True)
    context = _context(article_page, full_address(address))
    return render(request, "public/article.html", context)


def _context(article_page: ArticlePage, canonical: str) -> dict[str, Any]:
    article = article_page.article
    page = article.page
    summary = "".join(opening(article, SUMMARY))
    before, after = beside(article_page.page_articles, article)
    page_before, page_after = None, None
    if before is None or after is None:  # only at an end of its page are the next pages linked
        page_before, page_after = pages_beside(page)
    return {
        "publication": page.issue.publication,
        "issue": page.issue,
        "page": page,
        "article": article,
        "text": place_pictures(article),
        "page_articles": article_page.page_articles,
        "related": article_page.related,
        "tags_by_kind": tags_by_kind(article),
        "before": before,
        "after": after,
        "page_before": page_before,
        "page_after": page_after,
        "canonical": canonical,
        "summary": summary,
        "sharing": _sharing(article),
        "structured": as_json_ld(news_article(article, summary)),
    }


def _sharing(article: Article) -> dict[str, Any]:
    return {
        "title": article.headline,
        "modified": last_change(article),
        "pictures": shared_pictures(article),
    }


def _missing(request: HttpRequest, pk: int) -> HttpResponse:
    """The article that it was merged into, or 410 if it was withdrawn after its publication."""
    merged_into = key_of_merged(pk)
    if merged_into is not None:
        # By the key alone: the view redirects to the address, if a reader may see the article.
        return article(request, pk=merged_into)
    issue = get_withdrawn_or_404(pk).page.issue
    context = {"publication": issue.publication, "issue": issue}
    return render(request, "public/withdrawn.html", context, status=410)
