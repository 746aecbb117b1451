"""The first page of the desk: what waits, and the latest issues. Every figure leads to its list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.admin.article import STATUS_COLOURS
from articles.admin.columns import list_url
from articles.admin.filters import LATE
from articles.admin.navigation import may_see
from articles.choices import Status, TaggingState
from articles.importing import conflicts
from articles.models import Article, ImportRun, Issue, Page
from articles.publishing import WRITE_OWN

_SHOWN_ISSUES = 8
_SHOWN_IMPORTS = 5
_NUMBER = re.compile(r"([^0-9]*)([0-9]{1,4})")
_LONGEST_RUN = 200  # 2024 is a year, not the last of 2,024 pages


class Figure(NamedTuple):
    label: str | Promise
    number: int
    url: str
    colour: str = ""


class IssueRow(NamedTuple):
    issue: Issue
    pages: Figure
    missing: list[str]  # page numbers that were printed, as it seems, and did not come in
    empty: Figure  # pages without an article
    articles: Figure
    statuses: list[Figure]


def add_figures(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the index page shows, to those who may see it."""
    context["own"] = list_url(Article) if request.user.has_perm(WRITE_OWN) else ""
    if request.user.has_perm("articles.view_article") or request.user.has_perm("articles.change_article"):
        context |= {"waiting": waiting(), "issue_rows": latest_issues(), "statuses": Status.choices}
    if may_see(request, ImportRun):
        runs = ImportRun.objects.defer("sources", "results", "former").select_related("issue__publication", "user")
        context["imports"] = runs[:_SHOWN_IMPORTS]
    return context


def waiting() -> list[Figure]:
    """Work that is left, in two queries. Red is what should not be."""
    overdue = Q(status=Status.SCHEDULED, publish_at__lte=timezone.now() - LATE)
    count = Article.objects.aggregate(
        in_review=Count("pk", filter=Q(status=Status.IN_REVIEW)),
        approved=Count("pk", filter=Q(status=Status.APPROVED)),
        scheduled=Count("pk", filter=Q(status=Status.SCHEDULED)),
        overdue=Count("pk", filter=overdue),
        pending=Count("pk", filter=Q(tagging_state=TaggingState.PENDING)),
        failed=Count("pk", filter=Q(tagging_state=TaggingState.FAILED)),
    )
    figures = [
        _figure(_("In review"), count["in_review"], "info", status__exact=Status.IN_REVIEW.value),
        _figure(_("Approved"), count["approved"], "approved", status__exact=Status.APPROVED.value),
        _figure(_("Scheduled"), count["scheduled"], "warning", status__exact=Status.SCHEDULED.value),
        _figure(_("Tagging pending"), count["pending"], "warning", tagging_state__exact=TaggingState.PENDING.value),
        _figure(_("Tagging failed"), count["failed"], "danger", tagging_state__exact=TaggingState.FAILED.value),
    ]
    if in_conflict := conflicts.articles_in_conflict().count():
        figures.append(_figure(_("Conflicts"), in_conflict, "danger", conflicts="open"))
    if count["overdue"]:
        figures.insert(3, _figure(_("Overdue"), count["overdue"], "danger", due="overdue"))
    return figures


def latest_issues() -> list[IssueRow]:
    """The latest issues with their pages and their articles by status, in three queries."""
    issues = list(Issue.objects.select_related("publication")[:_SHOWN_ISSUES])
    pages: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    is_empty = ~Exists(Article.objects.filter(page=OuterRef("pk")))
    rows = Page.objects.order_by().filter(issue__in=issues).annotate(empty=is_empty)
    for issue, number, empty in rows.values_list("issue", "number", "empty"):
        pages[issue].append((number, empty))
    articles: Counter[tuple[int, str]] = Counter()
    groups = Article.objects.order_by().filter(page__issue__in=issues).values_list("page__issue", "status")
    for issue, status, count in groups.annotate(count=Count("pk")):
        articles[issue, status] = count
    return [_row(issue, pages[issue.pk], articles) for issue in issues]


def missing_numbers(numbers: Iterable[str]) -> list[str]:
    """The page numbers that fail in the run of each section: A01 and A03 without an A02."""
    runs: dict[str, dict[int, str]] = defaultdict(dict)
    for number in numbers:
        if (found := _NUMBER.fullmatch(number)) and int(found[2]) <= _LONGEST_RUN:
            runs[found[1]][int(found[2])] = found[2]
    return [
        f"{section}{at:0{len(run[min(run)])}}"
        for section, run in sorted(runs.items())
        for at in range(1, max(run))
        if at not in run
    ]


def _row(issue: Issue, pages: list[tuple[str, bool]], articles: Counter[tuple[int, str]]) -> IssueRow:
    def figure(label: str | Promise, count: int, colour: str = "", **filters: Any) -> Figure:
        return _figure(label, count, colour, page__issue__id__exact=issue.pk, **filters)

    statuses = [
        figure(label, articles[issue.pk, status], STATUS_COLOURS.get(Status(status), ""), status__exact=status)
        for status, label in Status.choices
    ]
    total = sum(one.number for one in statuses)
    return IssueRow(
        issue,
        Figure(_("Pages"), len(pages), list_url(Page, issue__id__exact=issue.pk)),
        missing_numbers(number for number, _empty in pages),
        Figure(
            _("Pages without articles"),
            sum(empty for _number, empty in pages),
            list_url(Page, issue__id__exact=issue.pk, articles="none"),
        ),
        figure(_("Articles"), total),
        statuses,
    )


def _figure(label: str | Promise, count: int, colour: str = "", **filters: Any) -> Figure:
    return Figure(label, count, list_url(Article, **filters), colour if count else "")
