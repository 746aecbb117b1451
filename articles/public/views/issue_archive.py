"""All issues of a paper, by year and month, and by the day of the year."""

from datetime import date

from django.db.models import Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import pgettext_lazy

from articles.models import Article, Issue, Publication
from articles.public.cache.delivery import full_address
from articles.public.page_layout import LIST_ROOM, card
from articles.public.queries.calendars import months_of
from articles.public.queries.page_queries import (
    announced,
    beside,
    main_publication,
    other_publications,
)

WEEKDAYS = (
    pgettext_lazy("head of a calendar's column", "Mo"),
    pgettext_lazy("head of a calendar's column", "Tu"),
    pgettext_lazy("head of a calendar's column", "We"),
    pgettext_lazy("head of a calendar's column", "Th"),
    pgettext_lazy("head of a calendar's column", "Fr"),
    pgettext_lazy("head of a calendar's column", "Sa"),
    pgettext_lazy("head of a calendar's column", "Su"),
)


def archive(request: HttpRequest, prefix: str, year: int | None = None) -> HttpResponse:
    """One year of a paper: the last one with an issue, unless the address names another."""
    publication = get_object_or_404(Publication, prefix=prefix) if prefix else main_publication()
    issues = (
        Issue.objects.published().filter(publication__prefix=prefix).select_related("publication")
    )
    years = [first.year for first in issues.dates("date", "year", order="DESC")]
    if year is not None and year not in years:
        raise Http404
    shown = year or next(iter(years), None)
    # They stand newest first.
    after, before = beside(years, shown) if shown else (None, None)
    context = {
        "publication": publication,
        "canonical": full_address(request.path),
        "years": years,
        "year": shown,
        "before": before,
        "after": after,
        "months": months_of(issues.filter(date__year=shown).order_by("date", "edition"))
        if shown
        else [],
        "weekdays": WEEKDAYS,
        "others": other_publications(prefix),
    }
    return render(request, "public/archive.html", context)


# On this day: so many issues at most, and so many pieces of each.
YEARS = 30
PIECES = 3


def on_this_day(request: HttpRequest, prefix: str, day: date) -> HttpResponse:
    """What the paper printed first on this day of the year, newest year first."""
    publication = get_object_or_404(Publication, prefix=prefix) if prefix else main_publication()
    issues = Issue.objects.published().filter(publication__prefix=prefix)
    keys = list(
        issues.filter(date__month=day.month, date__day=day.day).values_list("pk", flat=True)[:YEARS]
    )
    place = Window(
        RowNumber(), partition_by="page__issue_id", order_by=["page__number", "position", "pk"]
    )
    firsts = (
        Article.objects.published()
        .filter(page__issue__in=keys)
        .annotate(place=place)
        .filter(place__lte=PIECES)
    )
    articles = announced(Article.objects.published().filter(pk__in=firsts.values("pk")))
    found = list(
        articles.order_by("-page__issue__date", "page__issue_id", "page__number", "position", "pk")
    )
    if not found:
        raise Http404
    context = {
        "publication": publication,
        "canonical": full_address(request.path),
        "day": day,
        "cards": [card(article, LIST_ROOM) for article in found],
    }
    return render(request, "public/on_this_day.html", context)
