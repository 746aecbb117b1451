"""Correcting a page: its number and title, and nothing of what came in."""

import pytest
from django.test import Client

from articles.models import Page
from tests.admin.browser import change_url, fill
from tests.factories import make_page

pytestmark = pytest.mark.django_db


def test_number_and_title_are_corrected(desk: Client) -> None:
    page = make_page(number="A01")
    desk.post(
        change_url(page),
        fill(desk.get(change_url(page)), "page_form", number=" A0\u200b2", title="综合·城区"),
    )
    page.refresh_from_db()
    assert (page.number, page.title) == ("A02", "综合·城区")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("A02", "This issue has a page A02 already."),
        ("A/2", "no slash"),
        ("\u200b", "no slash"),
    ],
)
def test_number_that_leads_nowhere_is_refused(number: str, told: str, desk: Client) -> None:
    page = make_page(number="A01")
    make_page(number="A02")
    response = desk.post(
        change_url(page), fill(desk.get(change_url(page)), "page_form", number=number)
    )
    assert told in response.content.decode()
    page.refresh_from_db()
    assert page.number == "A01"


@pytest.mark.parametrize(
    "column", ["issue", "source_text", "source_sha256", "encoding", "parser_version", "problems"]
)
def test_what_came_in_cannot_be_sent_in(column: str, desk: Client) -> None:
    page = make_page()
    before = getattr(page, column)
    desk.post(change_url(page), fill(desk.get(change_url(page)), "page_form") | {column: "x"})
    assert getattr(Page.objects.get(), column) == before
