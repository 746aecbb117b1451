"""In a real browser, at the width of a phone and of a desk: the front page, an article, its tags, the login."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from articles.search import full_text
from tests.browser.conftest import OpenPage
from tests.factories import make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}


@pytest.fixture
def article(live_server: LiveServer) -> Article:
    made = make_published(
        title="十二公里江岸还给走路的人", body="江守业从老煤码头下到江边,一路往南走。" * 20
    )
    made.tags.add("慢行道")
    full_text.index([made])
    return made


class Complaints(list[str]):
    """What goes wrong on a page while a reader uses it."""

    def __init__(self, page: Page, host: str) -> None:
        super().__init__()
        page.on(
            "console",
            lambda message: self.extend([message.text] if message.type == "error" else []),
        )
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("request", lambda request: self._note_stranger(request.url, host))

    def _note_stranger(self, url: str, host: str) -> None:
        if (
            urlsplit(url).scheme.startswith("http")
            and urlsplit(url).netloc != urlsplit(host).netloc
        ):
            self.append(f"asks another host: {url}")


def overflows(page: Page) -> bool:
    """Whether a reader has to scroll sideways."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_reader_goes_from_the_front_page_to_an_article_and_its_tag(
    live_server: LiveServer, article: Article, open_page: OpenPage, size: dict[str, int]
) -> None:
    page = open_page(viewport=size)
    complaints = Complaints(page, live_server.url)
    page.goto(live_server.url)
    assert not overflows(page)
    page.get_by_role("link", name=article.title).first.click()
    expect(page.get_by_role("heading", name=article.title)).to_be_visible()
    expect(page.get_by_text("江守业从老煤码头下到江边").first).to_be_visible()
    assert not overflows(page)
    page.get_by_role("link", name=re.compile("慢行道")).first.click()
    expect(page.get_by_role("link", name=article.title).first).to_be_visible()
    assert not overflows(page)
    assert complaints == []


def test_a_reader_finds_an_article_by_a_word_of_its_text(
    live_server: LiveServer, article: Article, open_page: OpenPage
) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{live_server.url}/search/?q=煤码头")
    expect(page.get_by_role("link", name=article.title).first).to_be_visible()
    assert not overflows(page)


def test_the_desk_asks_who_is_there(live_server: LiveServer, open_page: OpenPage) -> None:
    page = open_page(viewport=DESK)
    complaints = Complaints(page, live_server.url)
    page.goto(f"{live_server.url}/admin/")
    expect(page.locator("input[name=login]")).to_be_visible()
    assert complaints == []
