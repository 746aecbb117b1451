"""An issue on the desk: its day can be corrected, its pages are one step away."""

from datetime import date

import pytest
from django.test import Client

from articles.models import Issue, Page
from tests.admin.browser import change_url, fill
from tests.factories import make_article, make_issue, make_page, make_published

pytestmark = pytest.mark.django_db


def test_day_is_corrected(desk: Client) -> None:
    issue = make_issue(date=date(2026, 3, 12))
    desk.post(change_url(issue), fill(desk.get(change_url(issue)), "issue_form", date="2026-03-13"))
    assert Issue.objects.get().date == date(2026, 3, 13)


def test_day_that_another_issue_has_is_refused(desk: Client) -> None:
    issue = make_issue(date=date(2026, 3, 12))
    make_issue(date=date(2026, 3, 13))
    response = desk.post(
        change_url(issue), fill(desk.get(change_url(issue)), "issue_form", date="2026-03-13")
    )
    assert response.status_code == 200
    assert "already exists" in response.content.decode()


def test_pages_are_shown_and_not_edited_here(desk: Client) -> None:
    page = make_page(number="A01", title="要闻")
    url = change_url(page.issue)
    opened = desk.get(url)
    assert change_url(page) in opened.content.decode()
    desk.post(url, fill(opened, "issue_form") | {"pages-0-title": "x", "pages-0-DELETE": "on"})
    assert Page.objects.get().title == "要闻"


@pytest.mark.parametrize("of", ["issue", "page"])
def test_view_on_site_is_offered_where_readers_find_something(of: str, desk: Client) -> None:
    page = make_article().page
    row = page if of == "page" else page.issue
    assert row.get_absolute_url() not in desk.get(change_url(row)).content.decode()
    make_published(page=page)
    assert f'href="{row.get_absolute_url()}"' in desk.get(change_url(row)).content.decode()
