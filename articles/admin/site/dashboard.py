"""The first page of the desk: what waits, and the latest issues. Every figure leads to its list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Model, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import scheduled_jobs
from articles.admin.article.article_admin import STATUS_COLOURS
from articles.admin.site.list_columns import list_url
from articles.admin.site.navigation import may_see
from articles.editorial.workflow import WRITE_OWN
from articles.importing.merge import conflicts
from articles.models import Article, ImportRun, Issue, JobStatus, Page
from articles.models.choices import Status, TaggingState
from articles.scheduled_jobs import LATE
from articles.text.problems import name as problem_name

_SHOWN_ISSUES = 8
_SHOWN_IMPORTS = 5
_NUMBER = re.compile(r"([^0-9]*)([0-9]{1,4})")
_LONGEST_RUN = 200  # 2024 is a year, not the last of 2,024 pages


class Figure(NamedTuple):
    label: str | Promise
    number: int
    url: str
    colour: str = ""


class _Counts:
    """What the rows of one issue add up to."""

    def __init__(self) -> None:
        self.numbers: list[str] = []
        self.empty = 0
        self.statuses: Counter[str] = Counter()
        self.untagged = 0
        self.overdue = 0
        self.problems: Counter[tuple[type[Model], str]] = Counter()


class IssueRow(NamedTuple):
    issue: Issue
    pages: Figure
    missing: list[str]  # page numbers that were printed, as it seems, and did not come in
    empty: Figure  # pages without an article
    articles: Figure
    statuses: list[Figure]
    untagged: Figure
    overdue: Figure
    problems: list[Figure]  # by kind, the most frequent first


def add_figures(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the index page shows, to those who may see it."""
    context["own"] = list_url(Article) if request.user.has_perm(WRITE_OWN) else ""
    if request.user.has_perm("articles.view_article") or request.user.has_perm(
        "articles.change_article"
    ):
        figures = waiting()
        context |= {"waiting": figures, "alarms": alarms(figures), "issue_rows": latest_issues()}
        context["statuses"] = Status.choices
    if may_see(request, ImportRun):
        runs = ImportRun.objects.defer("sources", "results", "snapshot").select_related(
            "issue__publication", "user"
        )
        context["imports"] = runs[:_SHOWN_IMPORTS]
    return context


def waiting() -> list[Figure]:
    """Work that is left. Red is what should not be. What is published and done is not even counted."""
    moving = Article.objects.order_by().filter(
        status__in=[Status.IN_REVIEW, Status.APPROVED, Status.SCHEDULED]
    )
    late = Q(status=Status.SCHEDULED, publish_at__lte=timezone.now() - LATE)
    groups = {status: (count, overdue) for status, count, overdue in moving.values_list("status").annotate(
        Count("pk"), overdue=Count("pk", filter=late)
    )}  # fmt: skip
    figures = [
        _figure(
            label, groups.get(status, (0, 0))[0], STATUS_COLOURS[status], status__exact=status.value
        )
        for status, label in (
            (one, one.label) for one in (Status.IN_REVIEW, Status.APPROVED, Status.SCHEDULED)
        )
    ]
    if overdue := groups.get(Status.SCHEDULED, (0, 0))[1]:
        figures.append(_figure(_("Overdue"), overdue, "danger", due="overdue"))
    for label, state, colour in (
        (_("Tagging pending"), TaggingState.PENDING, "warning"),
        (_("Tagging failed"), TaggingState.FAILED, "danger"),
    ):
        count = Article.objects.filter(tagging_state=state).count()
        figures.append(_figure(label, count, colour, tagging_state__exact=state.value))
    if in_conflict := conflicts.articles_in_conflict().count():
        figures.append(_figure(_("Conflicts"), in_conflict, "danger", conflicts="open"))
    return figures


def alarms(figures: Iterable[Figure]) -> list[str]:
    """What runs by itself and does not: a sentence each."""
    noted = list(JobStatus.objects.order_by("name"))
    is_late = any("due=overdue" in figure.url for figure in figures)
    return [
        *filter(None, [scheduled_jobs.why_overdue(noted) if is_late else ""]),
        *scheduled_jobs.failures(noted),
    ]


def latest_issues() -> list[IssueRow]:
    """The latest issues with what their pages and articles add up to, in three queries of narrow rows."""
    issues = list(Issue.objects.select_related("publication")[:_SHOWN_ISSUES])
    counts: dict[int, _Counts] = defaultdict(_Counts)
    pages = (
        Page.objects.order_by()
        .filter(issue__in=issues)
        .values_list("pk", "issue", "number", "problems")
    )
    issue_of = {}
    for page, issue, number, problems in pages:
        issue_of[page] = issue
        counts[issue].numbers.append(number)
        counts[issue].problems.update((Page, problem["code"]) for problem in problems)
    filled = _count_articles(issue_of, counts)
    for page in issue_of.keys() - filled:
        counts[issue_of[page]].empty += 1
    return [_row(issue, counts[issue.pk]) for issue in issues]


def _count_articles(issue_of: dict[int, int], counts: dict[int, _Counts]) -> set[int]:
    """Count them for their issues; the pages that have any."""
    late, filled = timezone.now() - LATE, set()
    articles = Article.objects.order_by().filter(page__issue__in=counts)
    for page, status, tagging, publish_at, problems in articles.values_list(
        "page", "status", "tagging_state", "publish_at", "problems"
    ):
        filled.add(page)
        own = counts[issue_of[page]]
        own.statuses[status] += 1
        own.untagged += tagging != TaggingState.DONE
        own.overdue += status == Status.SCHEDULED and publish_at is not None and publish_at <= late
        own.problems.update((Article, problem["code"]) for problem in problems)
    return filled


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


def _row(issue: Issue, counts: _Counts) -> IssueRow:
    def figure(label: str | Promise, count: int, colour: str = "", **filters: Any) -> Figure:
        return _figure(label, count, colour, page__issue__id__exact=issue.pk, **filters)

    def of_pages(label: str | Promise, count: int, **filters: Any) -> Figure:
        return Figure(label, count, list_url(Page, issue__id__exact=issue.pk, **filters))

    return IssueRow(
        issue,
        of_pages(_("Pages"), len(counts.numbers)),
        missing_numbers(counts.numbers),
        of_pages(_("Pages without articles"), counts.empty, articles="none"),
        figure(_("Articles"), counts.statuses.total()),
        [
            figure(
                label,
                counts.statuses[status],
                STATUS_COLOURS.get(Status(status), ""),
                status__exact=status,
            )
            for status, label in Status.choices
        ],
        figure(
            _("Untagged"),
            counts.untagged,
            "warning",
            tagging_state__exact=[TaggingState.PENDING.value, TaggingState.FAILED.value],
        ),
        figure(_("Overdue"), counts.overdue, "danger", due="overdue"),
        [
            (figure if model is Article else of_pages)(problem_name(code), count, problems=code)
            for (model, code), count in counts.problems.most_common()
        ],
    )


def _figure(label: str | Promise, count: int, colour: str = "", **filters: Any) -> Figure:
    return Figure(label, count, list_url(Article, **filters), colour if count else "")
