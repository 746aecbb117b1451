"""All issues of a paper, by year and month."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import pgettext_lazy

from articles.models import Issue, Publication
from articles.public.calendars import months_of
from articles.public.reading import main_publication, other_publications, sections_of

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
    issues = Issue.objects.published().filter(publication__prefix=prefix).select_related("publication")
    years = [first.year for first in issues.dates("date", "year", order="DESC")]
    if year is not None and year not in years:
        raise Http404
    shown = year or next(iter(years), None)
    context = {
        "publication": publication,
        "years": years,
        "year": shown,
        "months": months_of(issues.filter(date__year=shown).order_by("date", "edition")) if shown else [],
        "weekdays": WEEKDAYS,
        "sections": sections_of(prefix),
        "others": other_publications(prefix),
    }
    return render(request, "public/archive.html", context)
