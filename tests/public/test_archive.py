"""All issues of a paper, as calendars."""

import re
from datetime import date

import pytest
from django.test import Client

from articles.public.queries.calendars import months_of
from tests.factories import make_issue, make_page, make_publication, make_published

pytestmark = pytest.mark.django_db


def _publish(day: date, edition: str = "", **fields: object) -> None:
    make_published(page=make_page(issue=make_issue(date=day, edition=edition, **fields)))


def test_the_archive_opens_with_the_last_year_and_leads_to_the_others(client: Client) -> None:
    for day in (date(2024, 10, 15), date(2026, 3, 12), date(2026, 1, 2)):
        _publish(day)
    text = client.get("/archive/").content.decode()
    assert re.findall(r'href="(/2[^"]+)"', text) == ["/2026-03-12/", "/2026-01-02/"]
    assert 'href="/archive/2024/"' in text
    assert 'href="/archive/2025/"' not in text
    assert re.findall(r'href="(/2[^"]+)"', client.get("/archive/2024/").content.decode()) == [
        "/2024-10-15/"
    ]


def test_a_day_with_a_named_edition_leads_to_both(client: Client) -> None:
    _publish(date(2026, 3, 12))
    _publish(date(2026, 3, 12), "特刊")
    text = client.get("/archive/").content.decode()
    assert 'href="/2026-03-12/"' in text
    assert 'href="/2026-03-12-%E7%89%B9%E5%88%8A/"' in text


def test_days_without_a_readable_issue_lead_nowhere(client: Client) -> None:
    _publish(date(2026, 3, 12))
    make_page(issue=make_issue(date=date(2026, 3, 13)))
    assert "2026-03-13" not in client.get("/archive/").content.decode()


def test_other_papers_are_listed(client: Client) -> None:
    make_published()
    evening = make_publication(name="云汀晚报", prefix="晚报")
    make_published(page=make_page(issue=make_issue(publication=evening)))
    assert "云汀晚报" in client.get("/archive/").content.decode()


def test_an_empty_archive_leads_back(client: Client) -> None:
    response = client.get("/archive/")
    assert response.status_code == 200
    assert b'class="empty"' in response.content


def test_weeks_run_from_monday_to_sunday() -> None:
    issue = make_issue(date=date(2026, 3, 12))  # a Thursday
    (month,) = months_of([issue])
    assert [day.number for day in month.weeks[0]] == [0, 0, 0, 0, 0, 0, 1]
    assert month.weeks[2][3].issues == [issue]
    assert month.issue_count == 1


def test_a_day_of_the_year_is_written_as_a_newspaper_writes_it(client: Client) -> None:
    make_published()
    assert "<h1>3月12日</h1>" in client.get("/on/03-12/").content.decode()


def test_a_year_leads_to_those_beside_it_that_have_an_issue(client: Client) -> None:
    for day in (date(2021, 10, 15), date(2024, 3, 12), date(2026, 1, 2)):
        _publish(day)
    text = client.get("/archive/2024/").content.decode()
    assert re.findall(r'rel="(prev|next)" class="\w+" href="([^"]+)"', text) == [
        ("prev", "/archive/2021/"),
        ("next", "/archive/2026/"),
    ]
    assert 'rel="next"' not in client.get("/archive/").content.decode()
