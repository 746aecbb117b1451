"""The search page."""

from typing import NamedTuple

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models import Article, Publication
from articles.public.output_text import Fragment, excerpt, plain
from articles.public.page_layout import LIST_ROOM, opening
from articles.public.queries.keyset_pages import PER_PAGE
from articles.public.queries.page_queries import main_publication, of_paper, with_pictures
from articles.search.full_text import find
from articles.search.terms import MAX_QUERY


class SearchHit(NamedTuple):
    """An article with the text around the words, or its opening where only its title has them."""

    article: Article
    fragments: list[Fragment]
    opening: list[str]


def search(request: HttpRequest, prefix: str) -> HttpResponse:
    """The published articles that match `q`, best first: of all papers, or with a prefix of one."""
    publication = get_object_or_404(Publication, prefix=prefix) if prefix else None
    articles = Article.objects.published()
    if publication:
        articles = of_paper(articles, publication)
    query = plain(request.GET.get("q", "")).strip()[:MAX_QUERY]
    matching = with_pictures(find(query, articles))
    try:
        results = Paginator(matching, PER_PAGE).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    words = query.split()
    context = {
        "publication": publication or main_publication(),
        "query": query,
        "results": results,
        "hits": [_build_hit(article, words) for article in results],
    }
    return render(request, "public/search.html", context)


def _build_hit(article: Article, words: list[str]) -> SearchHit:
    text = "".join(part.text for part in article.parts())
    fragments = excerpt(text, words)
    if fragments:
        return SearchHit(article, fragments, [])
    return SearchHit(
        article,
        [],
        opening(article, LIST_ROOM),
    )
