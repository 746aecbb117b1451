"""The first page of the desk: what waits, and the latest issues. Every figure leads to its list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import scheduled_jobs
from articles.admin.site.badges import STATUS_COLOURS
from articles.admin.site.list_columns import list_url
from articles.admin.site.navigation import may_see
from articles.editorial.workflow import WRITE_OWN
from articles.importing.merge import conflicts
from articles.models import Article, ImportRun, Issue, JobStatus, Page
from articles.models.choices import Status, TaggingState
from articles.scheduled_jobs import LATE
from articles.text.problems import name as problem_name

# On their way to the reader.
_MOVING = (Status.IN_REVIEW, Status.APPROVED, Status.SCHEDULED)
_SHOWN_ISSUES = 8
_SHOWN_IMPORTS = 5
_PAGE_NUMBER = re.compile(r"([^0-9]*)([0-9]{1,4})")
_MAX_PAGE_NUMBER = 200  # 2024 is a year, not the last of 2,024 pages


class Figure(NamedTuple):
    """A number that leads to the list of what it counts."""

    label: str | Promise
    number: int
    url: str
    colour: str = ""


class IssueCounts:
    """What the pages and articles of one issue add up to."""

    def __init__(self) -> None:
        self.page_numbers: list[str] = []
        self.empty_pages = 0
        self.statuses: Counter[str] = Counter()
        self.untagged = 0
        self.overdue = 0
        self.page_problems: Counter[str] = Counter()
        self.article_problems: Counter[str] = Counter()


class IssueRow(NamedTuple):
    issue: Issue
    pages: Figure
    missing: list[str]  # page numbers that seem to have been printed and did not come in
    empty: Figure  # pages without an article
    articles: Figure
    statuses: list[Figure]
    untagged: Figure
    overdue: Figure
    problems: list[Figure]  # by kind, the most frequent first


def add_figures(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What the index page shows, to those who may see it."""
    user = request.user
    context["own_articles"] = list_url(Article) if user.has_perm(WRITE_OWN) else ""
    if user.has_perm("articles.view_article") or user.has_perm("articles.change_article"):
        figures = waiting()
        context["waiting"] = figures
        context["alarms"] = alarms(figures)
        context["issue_rows"] = latest_issues()
        context["statuses"] = Status.choices
    if may_see(request, ImportRun):
        runs = ImportRun.objects.defer("sources", "results", "snapshot")
        runs = runs.select_related("issue__publication", "user")
        context["imports"] = runs[:_SHOWN_IMPORTS]
    return context


def waiting() -> list[Figure]:
    """Work that is left; in red what should not be. What is published is not even counted."""
    figures = []
    counts = _count_moving()
    for status in _MOVING:
        count, _overdue = counts.get(status, (0, 0))
        colour = STATUS_COLOURS[status]
        figures.append(_figure(status.label, count, colour, status__exact=status.value))
    _scheduled, overdue = counts.get(Status.SCHEDULED, (0, 0))
    if overdue:
        figures.append(_figure(_("Overdue"), overdue, "danger", due="overdue"))
    tagging_states = (
        (_("Tagging pending"), TaggingState.PENDING, "warning"),
        (_("Tagging failed"), TaggingState.FAILED, "danger"),
    )
    for label, state, colour in tagging_states:
        count = Article.objects.filter(tagging_state=state).count()
        figures.append(_figure(label, count, colour, tagging_state__exact=state.value))
    in_conflict = conflicts.articles_in_conflict().count()
    if in_conflict:
        figures.append(_figure(_("Conflicts"), in_conflict, "danger", conflicts="open"))
    return figures


def _count_moving() -> dict[str, tuple[int, int]]:
    """By status how many articles are on their way, and how many of them are overdue."""
    due = timezone.now() - LATE
    late = Q(status=Status.SCHEDULED, publish_at__lte=due)
    articles = Article.objects.order_by().filter(status__in=_MOVING)
    by_status = articles.values_list("status")
    overdue_count = Count("pk", filter=late)
    counts = {}
    for status, count, overdue in by_status.annotate(Count("pk"), overdue=overdue_count):
        counts[status] = (count, overdue)
    return counts


def alarms(figures: Iterable[Figure]) -> list[str]:
    """A sentence for each job that should run by itself and does not."""
    jobs = list(JobStatus.objects.order_by("name"))
    sentences = scheduled_jobs.failures(jobs)
    is_late = any("due=overdue" in figure.url for figure in figures)
    reason = scheduled_jobs.why_overdue(jobs) if is_late else ""
    if reason:
        return [reason, *sentences]
    return [*sentences]


def latest_issues() -> list[IssueRow]:
    """The latest issues with what their pages and articles add up to, in three narrow queries."""
    in_order = Issue.objects.select_related("publication")
    issues = list(in_order[:_SHOWN_ISSUES])
    counts = {issue.pk: IssueCounts() for issue in issues}
    issue_of_page = _count_pages(issues, counts)
    filled_pages = _count_articles(issue_of_page, counts)
    for page in issue_of_page.keys() - filled_pages:
        issue_pk = issue_of_page[page]
        counts[issue_pk].empty_pages += 1
    return [_issue_row(issue, counts[issue.pk]) for issue in issues]


def _count_pages(issues: list[Issue], counts: dict[int, IssueCounts]) -> dict[int, int]:
    """Count them for their issues. Returns the issue of each page, both by their keys."""
    issue_of_page = {}
    pages = Page.objects.order_by().filter(issue__in=issues)
    rows = pages.values_list("pk", "issue", "number", "problems")
    for page, issue, number, problems in rows:
        issue_of_page[page] = issue
        counts[issue].page_numbers.append(number)
        codes = [problem["code"] for problem in problems]
        counts[issue].page_problems.update(codes)
    return issue_of_page


def _count_articles(issue_of_page: dict[int, int], counts: dict[int, IssueCounts]) -> set[int]:
    """Count them for their issues. Returns the keys of the pages that have any."""
    filled_pages = set()
    late = timezone.now() - LATE
    articles = Article.objects.order_by().filter(page__issue__in=counts)
    columns = ("page", "status", "tagging_state", "publish_at", "problems")
    for page, status, tagging, publish_at, problems in articles.values_list(*columns):
        filled_pages.add(page)
        issue = counts[issue_of_page[page]]
        issue.statuses[status] += 1
        if tagging != TaggingState.DONE:
            issue.untagged += 1
        if status == Status.SCHEDULED and publish_at is not None and publish_at <= late:
            issue.overdue += 1
        codes = [problem["code"] for problem in problems]
        issue.article_problems.update(codes)
    return filled_pages


def missing_numbers(numbers: Iterable[str]) -> list[str]:
    """The page numbers that are missing in each section: of A01 and A03 it is A02."""
    sections: dict[str, dict[int, str]] = defaultdict(dict)
    for number in numbers:
        match = _PAGE_NUMBER.fullmatch(number)
        if match is None:
            continue
        section, digits = match.groups()
        page = int(digits)
        if page <= _MAX_PAGE_NUMBER:
            sections[section][page] = digits
    missing = []
    for section in sorted(sections):
        pages = sections[section]
        first_digits = pages[min(pages)]
        width = len(first_digits)
        gaps = [place for place in range(1, max(pages)) if place not in pages]
        missing += [f"{section}{place:0{width}}" for place in gaps]
    return missing


def _issue_row(issue: Issue, counts: IssueCounts) -> IssueRow:
    def articles(label: str | Promise, count: int, colour: str = "", **filters: Any) -> Figure:
        return _figure(label, count, colour, page__issue__id__exact=issue.pk, **filters)

    def pages(label: str | Promise, count: int, **filters: Any) -> Figure:
        address = list_url(Page, issue__id__exact=issue.pk, **filters)
        return Figure(label, count, address)

    statuses = []
    for status, label in Status.choices:
        colour = STATUS_COLOURS.get(Status(status), "")
        statuses.append(articles(label, counts.statuses[status], colour, status__exact=status))
    problems = []
    for code, count in counts.page_problems.items():
        problems.append(pages(problem_name(code), count, problems=code))
    for code, count in counts.article_problems.items():
        problems.append(articles(problem_name(code), count, problems=code))
    problems.sort(key=lambda figure: figure.number, reverse=True)
    untagged_states = [TaggingState.PENDING.value, TaggingState.FAILED.value]
    return IssueRow(
        issue,
        pages=pages(_("Pages"), len(counts.page_numbers)),
        missing=missing_numbers(counts.page_numbers),
        empty=pages(_("Pages without articles"), counts.empty_pages, articles="none"),
        articles=articles(_("Articles"), counts.statuses.total()),
        statuses=statuses,
        untagged=articles(
            _("Untagged"), counts.untagged, "warning", tagging_state__exact=untagged_states
        ),
        overdue=articles(_("Overdue"), counts.overdue, "danger", due="overdue"),
        problems=problems,
    )


def _figure(label: str | Promise, count: int, colour: str = "", **filters: Any) -> Figure:
    """Coloured only where there is something to count."""
    address = list_url(Article, **filters)
    if not count:
        colour = ""
    return Figure(label, count, address, colour)
