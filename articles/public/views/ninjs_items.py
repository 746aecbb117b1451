"""Articles and issues for other newsrooms' systems."""

from typing import Any

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404

from articles.models import Article, ArticleRedirect, Issue
from articles.models.addresses import address
from articles.models.querysets import ArticleQuerySet
from articles.public.cache.delivery import is_address
from articles.public.ninjs import article_item, issue_item, withdrawn_item
from articles.public.page_layout import natural
from articles.public.queries.page_queries import whole
from articles.public.url_converters import IssueLabel


def article(request: HttpRequest, *, pk: int, **_address: object) -> HttpResponse:
    """The key alone finds the article; any other address with it leads to the right one."""
    found = _told(Article.objects.published().filter(pk=pk)).first()
    if found is None:
        return _gone(request, pk)
    page = found.page
    right = address(
        "article-ninjs",
        page.issue.publication.prefix,
        page.issue.label,
        page.number,
        pk,
        found.slug,
    )
    if not is_address(request, right):
        return HttpResponsePermanentRedirect(right)
    return _answer(article_item(found))


def issue(request: HttpRequest, prefix: str, label: IssueLabel) -> HttpResponse:  # noqa: ARG001
    """An issue with all its published articles."""
    issues = Issue.objects.published().select_related("publication")
    found = get_object_or_404(
        issues, publication__prefix=prefix, date=label.date, edition=label.edition
    )
    articles = _told(Article.objects.published().filter(page__issue=found))
    printed = sorted(articles, key=lambda one: (natural(one.page.number), one.position, one.pk))
    return _answer(issue_item(found, printed))


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    joined = ArticleRedirect.objects.filter(old_id=pk).values_list("article_id", flat=True).first()
    if joined is not None:
        return article(request, pk=joined)
    withdrawn = (
        Article.objects.withdrawn_after_publication().filter(pk=pk).only("created_at").first()
    )
    if withdrawn is None:
        raise Http404
    return _answer(withdrawn_item(withdrawn), status=410)


def _told(articles: ArticleQuerySet) -> ArticleQuerySet:
    return whole(articles).prefetch_related("corrections")


def _answer(item: dict[str, Any], status: int = 200) -> HttpResponse:
    return JsonResponse(item, status=status, json_dumps_params={"ensure_ascii": False})
