"""Articles and issues for other newsrooms' systems."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_object_or_404

from articles.models import Article, Issue
from articles.models.addresses import address
from articles.models.querysets import ArticleQuerySet
from articles.public.cache.delivery import is_address
from articles.public.ninjs import article_item, issue_item, withdrawn_item
from articles.public.page_layout import natural_sort_key
from articles.public.queries.missing_articles import get_withdrawn_or_404, key_of_merged
from articles.public.queries.page_queries import with_content
from articles.public.url_converters import IssueLabel


def article(request: HttpRequest, *, pk: int, **_address: object) -> HttpResponse:
    """The key alone finds the article; any other address with it redirects to the right one."""
    article = _with_corrections(Article.objects.published().filter(pk=pk)).first()
    if article is None:
        return _missing(request, pk)
    right_address = _address_of(article)
    if not is_address(request, right_address):
        return HttpResponsePermanentRedirect(right_address)
    return _json_response(article_item(article))


def issue(request: HttpRequest, prefix: str, label: IssueLabel) -> HttpResponse:  # noqa: ARG001
    """An issue with all its published articles."""
    issues = Issue.objects.published().select_related("publication")
    issue = get_object_or_404(
        issues,
        publication__prefix=prefix,
        date=label.date,
        edition=label.edition,
    )
    published = Article.objects.published()
    articles = _with_corrections(published.filter(page__issue=issue))
    in_print_order = sorted(articles, key=_print_order)
    return _json_response(issue_item(issue, in_print_order))


def _print_order(article: Article) -> tuple[Any, ...]:
    page_key = natural_sort_key(article.page.number)
    return page_key, article.position, article.pk


def _address_of(article: Article) -> str:
    page = article.page
    issue = page.issue
    prefix = issue.publication.prefix
    path = (prefix, issue.label, page.number, article.pk, article.slug)
    return address("article-ninjs", *path)


def _missing(request: HttpRequest, pk: int) -> HttpResponse:
    """The article that it was merged into, or 410 if it was withdrawn after its publication."""
    merged_into = key_of_merged(pk)
    if merged_into is not None:
        return article(request, pk=merged_into)
    withdrawn = get_withdrawn_or_404(pk)
    return _json_response(withdrawn_item(withdrawn), status=410)


def _with_corrections(articles: ArticleQuerySet) -> ArticleQuerySet:
    return with_content(articles).prefetch_related("corrections")


def _json_response(item: dict[str, Any], status: int = 200) -> HttpResponse:
    return JsonResponse(
        item,
        status=status,
        json_dumps_params={"ensure_ascii": False},
    )
