"""All issues of a paper, by year and month, and by the day of the year."""

from datetime import date

from django.db.models import Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext_lazy

from articles.models import Article, Issue
from articles.models.querysets import IssueQuerySet
from articles.public.cache.delivery import full_address
from articles.public.page_layout import LIST_ROOM, build_card
from articles.public.queries.calendars import CalendarMonth, months_of
from articles.public.queries.page_queries import (
    beside,
    other_publications,
    publication_or_main,
    with_pictures,
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

# On this day: so many issues at most, and so many articles of each.
YEARS = 30
ARTICLES_OF_ISSUE = 3


def archive(request: HttpRequest, prefix: str, year: int | None = None) -> HttpResponse:
    """One year of a paper: the last one with an issue, unless the address names another."""
    publication = publication_or_main(prefix)
    issues = Issue.objects.published().filter(publication__prefix=prefix)
    first_days = issues.dates("date", "year", order="DESC")
    years = [first_day.year for first_day in first_days]
    if year is None and years:
        year = years[0]
    elif year is not None and year not in years:
        raise Http404
    before, after = None, None
    if year is not None:
        after, before = beside(years, year)  # the years stand newest first
    context = {
        "publication": publication,
        "canonical": full_address(request.path),
        "years": years,
        "year": year,
        "before": before,
        "after": after,
        "months": _months(issues, year),
        "weekdays": WEEKDAYS,
        "other_papers": other_publications(prefix),
    }
    return render(request, "public/archive.html", context)


def _months(issues: IssueQuerySet, year: int | None) -> list[CalendarMonth]:
    if year is None:
        return []
    of_year = issues.filter(date__year=year).select_related("publication")
    return months_of(of_year.order_by("date", "edition"))


def on_this_day(request: HttpRequest, prefix: str, day: date) -> HttpResponse:
    """The first articles of every issue of this day of the year, newest year first."""
    publication = publication_or_main(prefix)
    articles = _first_articles(prefix, day)
    if not articles:
        raise Http404
    context = {
        "publication": publication,
        "canonical": full_address(request.path),
        "day": day,
        "cards": [build_card(article, LIST_ROOM) for article in articles],
    }
    return render(request, "public/on_this_day.html", context)


def _first_articles(prefix: str, day: date) -> list[Article]:
    of_paper = Issue.objects.published().filter(publication__prefix=prefix)
    of_day = of_paper.filter(
        date__month=day.month,
        date__day=day.day,
    )
    keys = of_day.values_list("pk", flat=True)
    issue_keys = list(keys[:YEARS])
    print_order = ["page__number", "position", "pk"]
    rank = Window(
        RowNumber(),
        partition_by="page__issue_id",
        order_by=print_order,
    )
    published = Article.objects.published()
    of_issues = published.filter(page__issue__in=issue_keys)
    ranked = of_issues.annotate(rank=rank)
    first = ranked.filter(rank__lte=ARTICLES_OF_ISSUE)
    selected = published.filter(pk__in=first.values("pk"))
    articles = with_pictures(selected)
    in_order = articles.order_by("-page__issue__date", "page__issue_id", *print_order)
    return list(in_order)
