"""The days of a year on which a paper came out, month by month."""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from articles.models import Issue

IssuesByDay = dict[int, list[Issue]]


class CalendarDay(NamedTuple):
    """A cell of a month's table. Number 0 is a cell of another month.

    A second edition is one more issue of the day.
    """

    number: int
    issues: list[Issue]


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    first: date
    weeks: list[list[CalendarDay]]
    issue_count: int


def months_of(issues: Iterable[Issue]) -> list[CalendarMonth]:
    """The months that have an issue, newest first, each as weeks from Monday to Sunday."""
    months: dict[date, IssuesByDay] = defaultdict(lambda: defaultdict(list))
    for issue in issues:
        day = issue.date
        first = day.replace(day=1)
        issues_by_day = months[first]
        issues_by_day[day.day].append(issue)
    newest_first = sorted(months, reverse=True)
    return [_build_month(first, months[first]) for first in newest_first]


def _build_month(first: date, by_day: IssuesByDay) -> CalendarMonth:
    weeks = []
    month = calendar.Calendar()
    for numbers in month.monthdayscalendar(first.year, first.month):
        week = [CalendarDay(number, by_day.get(number, [])) for number in numbers]
        weeks.append(week)
    counts = [len(issues) for issues in by_day.values()]
    return CalendarMonth(first, weeks, issue_count=sum(counts))
