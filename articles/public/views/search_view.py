"""The search page."""

from typing import NamedTuple

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models import Article, Publication
from articles.public.output_text import Fragment, excerpt, plain
from articles.public.page_layout import LIST_ROOM, opening
from articles.public.queries.keyset_pages import PER_PAGE
from articles.public.queries.page_queries import announced, main_publication, of_paper
from articles.search.full_text import find
from articles.search.terms import MAX_QUERY


class Hit(NamedTuple):
    """A found article: the words in their surroundings, or its opening where only its title has them."""

    article: Article
    fragments: list[Fragment]
    opening: list[str]


def search(request: HttpRequest, prefix: str) -> HttpResponse:
    """What the published articles say about `q`, best first: at the root those of all papers, else of the one."""
    paper = get_object_or_404(Publication, prefix=prefix) if prefix else None
    articles = Article.objects.published()
    if paper:
        articles = of_paper(articles, paper)
    query = plain(request.GET.get("q", "")).strip()[:MAX_QUERY]
    found = Paginator(announced(find(query, articles)), PER_PAGE)
    try:
        results = found.page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    context = {
        "publication": paper or main_publication(),
        "query": query,
        "results": results,
        "hits": [_hit(article, query.split()) for article in results],
    }
    return render(request, "public/search.html", context)


def _hit(article: Article, words: list[str]) -> Hit:
    text = "".join(part.text for part in article.parts())
    fragments = excerpt(text, words)
    return Hit(article, fragments, [] if fragments else opening(article, LIST_ROOM))
