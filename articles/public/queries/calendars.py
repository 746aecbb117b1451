"""The days of a year on which a paper came out, month by month."""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from articles.models import Issue


class Day(NamedTuple):
    """A cell of a month's table: 0 is no day; an edition of its own is one more issue."""

    number: int
    issues: list[Issue]


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: list[list[Day]]
    issue_count: int


def months_of(issues: Iterable[Issue]) -> list[Month]:
    """The months that have an issue, newest first, each as weeks from Monday to Sunday."""
    months: dict[date, dict[int, list[Issue]]] = defaultdict(lambda: defaultdict(list))
    for issue in issues:
        months[issue.date.replace(day=1)][issue.date.day].append(issue)
    return [_month(first, months[first]) for first in sorted(months, reverse=True)]


def _month(first: date, by_day: dict[int, list[Issue]]) -> Month:
    weeks = calendar.Calendar().monthdayscalendar(first.year, first.month)
    return Month(
        first,
        [[Day(number, by_day.get(number, [])) for number in week] for week in weeks],
        issue_count=sum(map(len, by_day.values())),
    )
