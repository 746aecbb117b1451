"""The corrections of a paper, newest first."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Article, Correction
from articles.public.cache.delivery import full_address
from articles.public.queries.keyset_pages import (
    NEWEST_FIRST,
    PER_PAGE,
    KeysetPage,
    Position,
    build_page,
    parse_primary_key,
    read_position,
)
from articles.public.queries.page_queries import publication_or_main

# Large columns that the list does not show.
_DEFERRED = (
    "article__base_parse",
    "article__problems",
    "article__page__source_text",
    "article__page__outside",
)


def corrections(request: HttpRequest, prefix: str) -> HttpResponse:
    """The corrections of published articles, cut by key."""
    publication = publication_or_main(prefix)
    corrections = Correction.objects.filter(article__in=Article.objects.published())
    of_paper = corrections.filter(article__page__issue__publication__prefix=prefix)
    position = read_position(request.GET, NEWEST_FIRST, parse_primary_key)
    correction_page = _load_page(of_paper, position)
    if position.cursor and not correction_page.rows:
        raise Http404
    context = {
        "publication": publication,
        "canonical": full_address(request.path) + correction_page.query,
        "correction_page": correction_page,
    }
    return render(request, "public/correction_list.html", context)


def _load_page(
    corrections: QuerySet[Correction], position: Position[int]
) -> KeysetPage[Correction]:
    order = "-pk"
    if position.is_backwards:
        corrections = corrections.filter(pk__gt=position.cursor)
        order = "pk"
    elif position.cursor is not None:
        corrections = corrections.filter(pk__lt=position.cursor)
    rows = corrections.select_related("article__page__issue__publication").defer(*_DEFERRED)
    nearest = rows.order_by(order)[: PER_PAGE + 1]
    return build_page(
        list(nearest),
        position,
        PER_PAGE,
        lambda correction: correction.pk,
    )
