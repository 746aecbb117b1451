"""What comes out of a printer."""

import re

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import OpenPage
from tests.factories import make_page, make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "居民说,晚上出门亮堂多了。" * 40


def test_each_page_of_an_issue_is_a_sheet(live_server: LiveServer, open_page: OpenPage) -> None:
    for number in ("A01", "A02", "A03"):
        for place in (1, 2, 3):
            make_published(page=make_page(number=number), position=place, body=TEXT)
    page = open_page()
    page.goto(live_server.url)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 3


def test_an_article_is_printed_with_its_day_and_without_the_ways_through_the_site(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    address = make_published(body=TEXT).get_absolute_url()
    make_published()
    page = open_page()
    page.goto(live_server.url + address)
    page.emulate_media(media="print")
    expect(page.locator(".trail")).to_be_visible()
    expect(page.locator(".text")).to_be_visible()
    for way in (".ways", ".seek", ".aids", ".beside", ".onpage", ".foot"):
        expect(page.locator(way)).to_be_hidden()
