"""An article on its own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.models import Article, ArticleRedirect
from articles.public.cache.delivery import full_address, is_address
from articles.public.page_layout import SUMMARY, opening, set_text
from articles.public.queries.article_page import read_piece
from articles.public.queries.page_queries import beside, pages_beside, placed, tags_by_kind
from articles.public.structured import as_json_ld, last_change, news_article, pictures


def article(request: HttpRequest, *, pk: int, **_address: object) -> HttpResponse:
    """The key alone finds the article; any other address with it leads to the right one."""
    piece = read_piece(pk)
    if piece is None:
        return _gone(request, pk)
    found = piece.article
    address = found.get_absolute_url()
    if not is_address(request, address):
        return redirect(address, permanent=True)
    before, after = beside(piece.page_mates, found)
    # Only at the ends of a page are the pages beside it asked for.
    page_before, page_after = (None, None) if before and after else pages_beside(found.page)
    summary = "".join(opening(found, SUMMARY))
    context = {
        "publication": found.page.issue.publication,
        "issue": found.page.issue,
        "page": found.page,
        "article": found,
        "text": set_text(found),
        "siblings": piece.page_mates,
        "related": piece.related,
        "tags_by_kind": tags_by_kind(found),
        "before": before,
        "after": after,
        "page_before": page_before,
        "page_after": page_after,
        "canonical": full_address(address),
        "summary": summary,
        "shared": {
            "title": found.headline,
            "modified": last_change(found),
            "pictures": pictures(found),
        },
        "structured": as_json_ld(news_article(found, summary)),
    }
    return render(request, "public/article.html", context)


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    """The way to where it went; 410 for what was published once; of what never was, not even the address is
    confirmed."""
    joined = ArticleRedirect.objects.filter(old_id=pk).values_list("article_id", flat=True).first()
    if joined is not None:
        # By its key alone: the view of that article knows its address, and whether a reader may see it.
        return article(request, pk=joined)
    withdrawn = placed(Article.objects.withdrawn_after_publication().filter(pk=pk)).first()
    if withdrawn is None:
        raise Http404
    context = {"publication": withdrawn.page.issue.publication, "issue": withdrawn.page.issue}
    return render(request, "public/gone.html", context, status=410)
