"""What the paper had to put right: its corrections, newest first."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models import Article, Correction, Publication
from articles.public.cache.delivery import full_address
from articles.public.queries.keyset_pages import PER_PAGE, read_number
from articles.public.queries.page_queries import main_publication


def corrections(request: HttpRequest, prefix: str) -> HttpResponse:
    """Those of articles that can be read; `?before=` gives the ones older than that key, `?after=` the newer ones."""
    publication = get_object_or_404(Publication, prefix=prefix) if prefix else main_publication()
    told = Correction.objects.filter(article__in=Article.objects.published())
    told = told.filter(article__page__issue__publication__prefix=prefix)
    before, after = request.GET.get("before"), request.GET.get("after")
    if after is not None:
        found = _read(told.filter(pk__gt=read_number(after)).order_by("pk"))
        shown = found[:PER_PAGE][::-1]
        is_newest, is_oldest = len(found) <= PER_PAGE, False
    else:
        found = _read(
            (told if before is None else told.filter(pk__lt=read_number(before))).order_by("-pk")
        )
        shown = found[:PER_PAGE]
        is_newest, is_oldest = before is None, len(found) <= PER_PAGE
    if not shown and (before or after):
        raise Http404
    here = f"?after={after}" if after else f"?before={before}" if before else ""
    context = {
        "publication": publication,
        "canonical": full_address(request.path) + here,
        "corrections": shown,
        "newer": "" if is_newest else f"?after={shown[0].pk}",
        "older": "" if is_oldest else f"?before={shown[-1].pk}",
    }
    return render(request, "public/corrections_list.html", context)


def _read(told: QuerySet[Correction]) -> list[Correction]:
    rows = told.select_related("article__page__issue__publication").defer(
        "article__base_parse",
        "article__problems",
        "article__page__source_text",
        "article__page__outside",
    )
    return list(rows[: PER_PAGE + 1])
