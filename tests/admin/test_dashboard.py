"""The first page of the desk: figures that are right, lead to their lists, and are cheap."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import scheduled_jobs
from articles.admin.site.dashboard import missing_numbers
from articles.models import Article, ImportRun, JobStatus
from articles.models.choices import ImportOutcome, Status, TaggingState
from tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db

INDEX = "/admin/"
PROBLEM = {"code": "missing_end", "spans": []}


def figures(client: Client) -> dict[str, int]:
    return {str(figure.label): figure.number for figure in client.get(INDEX).context["waiting"]}


def test_what_waits_is_counted(desk: Client) -> None:
    make_article(status=Status.IN_REVIEW, tagging_state=TaggingState.FAILED)
    make_article(status=Status.APPROVED, tagging_state=TaggingState.DONE)
    make_article(status=Status.SCHEDULED, publish_at=timezone.now() + timedelta(hours=1))
    make_article()
    assert figures(desk) == {
        "In review": 1,
        "Approved": 1,
        "Scheduled": 1,
        "Tagging pending": 2,
        "Tagging failed": 1,
    }


def test_overdue_articles_are_told_apart(desk: Client) -> None:
    make_article(status=Status.SCHEDULED, publish_at=timezone.now() - timedelta(hours=1))
    assert figures(desk)["Overdue"] == 1


def test_article_that_the_beat_is_about_to_publish_is_not_overdue(desk: Client) -> None:
    make_article(status=Status.SCHEDULED, publish_at=timezone.now() - timedelta(seconds=30))
    assert "Overdue" not in figures(desk)


def test_every_figure_leads_to_a_list_of_as_many_rows(desk: Client) -> None:
    page = make_page(issue=make_issue(date=date(2026, 3, 13)))
    for status in Status:
        make_article(page=page, status=status, publish_at=timezone.now() - timedelta(hours=1))
    make_article(page=page, status=Status.SCHEDULED, publish_at=timezone.now() + timedelta(hours=1))
    make_article(tagging_state=TaggingState.FAILED)
    make_article(page=page, problems=[PROBLEM], tagging_state=TaggingState.FAILED)
    make_page(issue=page.issue, number="A02", problems=[{"code": "unplaced", "spans": []}])
    context = desk.get(INDEX).context
    rows = context["issue_rows"]
    row = rows[0]
    figures = [
        *context["waiting"],
        *row.statuses,
        row.articles,
        row.pages,
        row.empty,
        row.untagged,
        row.overdue,
    ]
    for figure in [*figures, *row.problems]:
        found = desk.get(figure.url).context["cl"].result_count
        assert found == figure.number, figure.label


def test_latest_issues_come_first_with_their_statuses(desk: Client) -> None:
    for day in range(1, 12):
        make_page(issue=make_issue(date=date(2026, 3, day)))
    make_article(page=make_page(issue=make_issue(date=date(2026, 3, 11))), status=Status.WITHDRAWN)
    rows = desk.get(INDEX).context["issue_rows"]
    assert [row.issue.date.day for row in rows] == [11, 10, 9, 8, 7, 6, 5, 4]
    assert [figure.number for figure in rows[0].statuses] == [0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [
        (["A01", "A02", "A04", "B01", "B03"], ["A03", "B02"]),
        (["1", "2", "4", "10"], ["3", "5", "6", "7", "8", "9"]),
        (["A01", "A02"], []),
        (["要闻", "A2024"], []),
        ([], []),
    ],
)
def test_missing_page_numbers(numbers: list[str], missing: list[str]) -> None:
    assert missing_numbers(numbers) == missing


def test_gaps_of_an_issue_are_named_and_lead_to_their_pages(desk: Client) -> None:
    make_article(page=make_page(number="A01"))
    empty = make_page(number="A03")
    response = desk.get(INDEX)
    (row,) = response.context["issue_rows"]
    assert row.missing == ["A02"]
    assert row.empty.number == 1
    assert "Missing: A02" in response.content.decode()
    assert list(desk.get(row.empty.url).context["cl"].result_list) == [empty]


def test_problems_of_an_issue_are_counted_by_kind(desk: Client) -> None:
    for problems in ([PROBLEM], [PROBLEM, {"code": "no_byline", "spans": []}], []):
        make_article(problems=problems)
    (row,) = desk.get(INDEX).context["issue_rows"]
    assert [(figure.label, figure.number) for figure in row.problems] == [
        ("No end", 2),
        ("No byline", 1),
    ]


def test_what_is_overdue_says_why(desk: Client) -> None:
    make_article(status=Status.SCHEDULED, publish_at=timezone.now() - timedelta(hours=1))
    assert "Nothing has ever been published on schedule here" in desk.get(INDEX).content.decode()
    JobStatus.objects.create(
        name=scheduled_jobs.PUBLISHING, done_at=timezone.now() - timedelta(hours=2)
    )
    assert "the beat or its worker stands still" in desk.get(INDEX).content.decode()


def test_a_chore_that_failed_says_why_until_it_is_done_again(desk: Client) -> None:
    scheduled_jobs.note_failed(scheduled_jobs.PUBLISHING, OSError("disk full"))
    (alarm,) = desk.get(INDEX).context["alarms"]
    assert alarm.startswith("Publishing on schedule failed (")
    assert alarm.endswith("OSError: disk full")
    scheduled_jobs.note_done(scheduled_jobs.PUBLISHING)
    assert desk.get(INDEX).context["alarms"] == []


def test_nothing_is_alarming_where_nothing_is_scheduled(desk: Client) -> None:
    assert desk.get(INDEX).context["alarms"] == []


def test_latest_imports_are_shown(desk: Client) -> None:
    run = ImportRun.objects.create(started_at=timezone.now(), outcome=ImportOutcome.FAILED)
    assert (
        reverse("admin:articles_importrun_change", args=[run.pk])
        in desk.get(INDEX).content.decode()
    )


def test_the_page_takes_few_queries(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for day in range(1, 12):
        make_article(page=make_page(issue=make_issue(date=date(2026, 3, day))))
    with django_assert_max_num_queries(11):
        desk.get(INDEX)


def test_staff_without_rights_sees_neither_figures_nor_lists(
    staff_client: Callable[..., Client],
) -> None:
    make_article(title="夜市搬新址")
    response = staff_client().get(INDEX)
    page = response.content.decode()
    assert "waiting" not in response.context
    assert "Your account has no rights here yet" in page
    assert not re.findall(r'href="/admin/(?:articles|auth)/', page)


def test_sidebar_leads_to_what_the_user_may_see(staff_client: Callable[..., Client]) -> None:
    page = staff_client("view_article").get(INDEX).content.decode()
    lists = set(re.findall(r'href="/admin/(\w+/\w+)/"', page))
    assert lists - {"account/2fa"} == {"articles/article"}  # the menu of the name


def test_an_empty_newsroom_is_told_how_to_begin(desk: Client) -> None:
    assert not Article.objects.exists()
    assert 'href="/admin/articles/importrun/import/"' in desk.get(INDEX).content.decode()
