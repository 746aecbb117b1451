"""Two versions of an article as editors meet them: a conflict decided, an older one restored, a save refused."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.importing.issues import Identity
from articles.importing.run import import_issues
from articles.models import Article
from tests.browser.conftest import OpenPage
from tests.browser.test_workflow import _session_of, press, work_as
from tests.factories import make_user
from tests.importing.papers import LIGHTS, lay_out, read_marks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHANGE = "/admin/articles/article/{pk}/change/"


@pytest.fixture
def sessions(live_server: LiveServer) -> list[str]:
    people = [
        make_user(name, first_name=name, is_staff=True, is_superuser=True)
        for name in ("lin", "qiao")
    ]
    return [_session_of(user) for user in people]


@pytest.fixture
def article(live_server: LiveServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Article:
    """Imported, changed by an editor, and imported again from a corrected file."""
    monkeypatch.setattr("articles.importing.read.parse_page", read_marks)
    list(import_issues([lay_out(tmp_path, A01=LIGHTS)], Identity()))
    Article.objects.update(title="小巷亮起新路灯")
    corrected = LIGHTS.replace("小巷装上新路灯", "三条小巷装上新路灯", 1).replace(
        "亮堂多了", "亮堂得很"
    )
    list(import_issues([lay_out(tmp_path, A01=corrected)], Identity()))
    return Article.objects.get()


@pytest.fixture
def page(
    live_server: LiveServer, article: Article, sessions: list[str], open_page: OpenPage
) -> Page:
    page = open_page(viewport={"width": 1280, "height": 900}, base_url=live_server.url, locale="en")
    work_as(page, sessions[0], live_server)
    return page


def test_a_conflict_is_decided_and_undone_from_the_history(page: Page, article: Article) -> None:
    change = CHANGE.format(pk=article.pk)
    page.goto("/admin/")
    page.locator("a[href*='conflicts=open']").click()
    page.locator("#result_list a", has_text="小巷亮起新路灯").click()
    expect(page.locator("[name=title]")).to_have_value("小巷亮起新路灯")
    expect(page.locator("[name=body]")).to_have_value(
        "桂巷街道给三条小巷装上了路灯。\n\n居民说,晚上出门亮堂得很。"
    )
    page.locator(".desk-conflict-note a").click()
    expect(page.locator(".desk-three ins").first).to_be_visible()
    page.locator(".desk-by-hand textarea").fill("三条小巷亮起新路灯")
    expect(page.locator("[value=edited]")).to_be_checked()
    with page.expect_navigation(url=f"**{change}"):
        page.locator("#conflicts_form button").click()
    expect(page.locator("[name=title]")).to_have_value("三条小巷亮起新路灯")

    page.goto(change.replace("change", "history"))
    expect(page.locator(".desk-compared ins").first).to_be_visible()
    page.locator(".desk-versions li:last-child a").first.click()
    with page.expect_navigation():
        page.locator("form[action*=restore] button").click()
    page.goto(change)
    expect(page.locator("[name=title]")).to_have_value("小巷亮起新路灯")


def test_the_second_editor_is_told_and_sees_theirs_beside_mine(
    page: Page, article: Article, sessions: list[str], live_server: LiveServer
) -> None:
    change = CHANGE.format(pk=article.pk)
    page.goto(change)
    other = page.context.browser.new_context(base_url=live_server.url).new_page()  # type: ignore[union-attr]
    work_as(other, sessions[1], live_server)
    other.goto(change)
    expect(other.locator(".desk-presence")).to_contain_text("lin")
    other.locator("[name=title]").fill("巷子亮了")
    press(other, "_save")

    page.locator("[name=title]").fill("路灯亮了")
    press(page, "_save")
    expect(page.locator("[name=title]")).to_have_value("路灯亮了")
    expect(page.locator(".desk-newer")).to_contain_text("巷子亮了")
    page.locator("[data-takes=title]").click()
    expect(page.locator("[name=title]")).to_have_value("巷子亮了")
    page.locator("[name=title]").fill("巷子和路灯都亮了")
    page.locator("[name=looked_at]").check()
    press(page, "_save")
    page.goto(change)
    expect(page.locator("[name=title]")).to_have_value("巷子和路灯都亮了")


def test_who_closes_the_form_is_gone(
    page: Page, article: Article, sessions: list[str], live_server: LiveServer
) -> None:
    change = CHANGE.format(pk=article.pk)
    page.goto(change)
    page.goto("/admin/")
    page.wait_for_timeout(1000)  # nobody waits for the answer to a farewell
    work_as(page, sessions[1], live_server)
    page.goto(change)
    expect(page.locator(".desk-presence")).to_be_hidden()
