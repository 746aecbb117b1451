"""What the paper had to put right: its corrections, newest first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models import Article, Correction, Publication
from articles.public.delivery import full_address
from articles.public.paging import PER_PAGE, read_number
from articles.public.reading import main_publication


def corrections(request: HttpRequest, prefix: str) -> HttpResponse:
    """Those of articles that can be read; `?before=` gives the ones older than that key."""
    publication = get_object_or_404(Publication, prefix=prefix) if prefix else main_publication()
    told = Correction.objects.filter(article__in=Article.objects.published())
    told = told.filter(article__page__issue__publication__prefix=prefix)
    before = request.GET.get("before")
    if before is not None:
        told = told.filter(pk__lt=read_number(before))
    rows = told.select_related("article__page__issue__publication").defer(
        "article__base_parse", "article__problems", "article__page__source_text", "article__page__outside"
    )
    found = list(rows.order_by("-pk")[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    if before is not None and not shown:
        raise Http404
    context = {
        "publication": publication,
        "canonical": full_address(request.path) + (f"?before={before}" if before else ""),
        "corrections": shown,
        "older": f"?before={shown[-1].pk}" if len(found) > PER_PAGE else "",
    }
    return render(request, "public/corrections_list.html", context)
