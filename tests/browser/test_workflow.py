"""An article's way as the desk walks it: read in the queue, approved by another, published, corrected, withdrawn."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from articles.search import full_text
from tests.browser.conftest import OpenPage
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BACKEND = "django.contrib.auth.backends.ModelBackend"
NOTE = "标题中的地点有误，应为河边。"


@pytest.fixture
def doubtful(live_server: LiveServer) -> Article:
    make_article(title="没有疑点的稿件", confidence=0.98)
    article = make_article(title="夜市搬新址", body="夜市搬到了河边。", confidence=0.21)
    full_text.index([article])
    return article


@pytest.fixture
def sessions(live_server: LiveServer) -> list[str]:
    """Of two who may do everything: keys, because their rows are out of reach once a page is open."""
    people = [make_user(name, is_staff=True, is_superuser=True) for name in ("first", "second")]
    return [_session_of(user) for user in people]


def _session_of(user: User) -> str:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def work_as(page: Page, session: str, live_server: LiveServer) -> None:
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    page.context.clear_cookies()
    page.context.add_cookies([cookie])  # type: ignore[list-item]  # the stubs want their own mapping


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.locator(f"[name={button}]").first.click()


def test_an_article_goes_its_way(
    live_server: LiveServer, doubtful: Article, sessions: list[str], open_page: OpenPage
) -> None:
    public, change = doubtful.get_absolute_url(), f"/admin/articles/article/{doubtful.pk}/change/"
    page = open_page(viewport={"width": 1280, "height": 900}, base_url=live_server.url)

    # The first finds it at the head of the queue, puts it right and accepts it.
    work_as(page, sessions[0], live_server)
    page.goto("/admin/articles/article/queue/")
    with page.expect_navigation(url="**/change/**"):
        page.keyboard.press("n")
    expect(page.locator("[name=title]")).to_have_value("夜市搬新址")
    page.locator("[name=title]").fill("夜市搬到桥头")
    press(page, "_accept")
    expect(page.locator("[name=title]")).to_have_value("没有疑点的稿件")
    page.goto(change)
    expect(page.locator("[name=articles_article_save_and_approve]")).to_have_count(0)
    assert page.goto(public).status == 404  # type: ignore[union-attr]

    # The second approves with one key, and publishes.
    work_as(page, sessions[1], live_server)
    page.goto(f"{change}?queue=all")
    with page.expect_navigation():
        page.keyboard.press("a")
    page.goto(change)
    press(page, "articles_article_save_and_publish")
    page.goto(public)
    expect(page.get_by_role("heading", name="夜市搬到桥头")).to_be_visible()

    # It was the wrong place: readers see what was corrected.
    page.goto(change)
    page.locator("[name=title]").fill("夜市搬到河边")
    press(page, "_save")
    expect(page.locator("[name=title]")).to_have_value(
        "夜市搬到河边"
    )  # refused without a word to them
    page.locator("[name=correction]").fill(NOTE)
    press(page, "_save")
    page.goto(public)
    expect(page.get_by_role("heading", name="夜市搬到河边")).to_be_visible()
    expect(page.get_by_text(NOTE)).to_be_visible()

    # Withdrawn, it is gone from its own address and from search.
    page.goto(change)
    page.once("dialog", lambda question: question.dismiss())
    page.locator("[name=articles_article_save_and_withdraw]").click()
    assert page.request.get(public).status == 200
    page.once("dialog", lambda question: question.accept())
    press(page, "articles_article_save_and_withdraw")
    assert page.goto(public).status == 410  # type: ignore[union-attr]
    page.goto("/search/?q=夜市")
    expect(page.get_by_role("link", name="夜市搬到河边")).to_have_count(0)
