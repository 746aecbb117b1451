"""The desk works under its content policy: Chromium refuses nothing on any of its pages."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.editorial import previews
from articles.models import Article
from articles.search import full_text
from tests.admin.test_urls import MAKERS, OTHERS, PAGES, REFUSED, other_address, prefix
from tests.browser.conftest import OpenPage
from tests.browser.test_workflow import _session_of
from tests.factories import make_article, make_published, make_user
from tests.pictured import add_picture, png
from tests.workbench.papers import make_paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Sent, not read; or they show what is asked for only with arguments.
_NOT_OPENED = {
    "articles_page_arrange",
    "articles_page_plan",
    "auth_user_password_change",
    "logout",
    "view_on_site",
}
# Every violation, also one that the console does not show.
_WATCH = """
document.addEventListener("securitypolicyviolation", event =>
  console.error(`refused: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))
"""


class Refusals(list[str]):
    """What the browser refuses or complains of, with the page where it does."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        page.add_init_script(_WATCH)
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.append(f"{page.url}: {error}"))

    def _note(self, message: ConsoleMessage) -> None:
        is_answer = message.text.startswith("Failed to load resource")  # a page that answers 403
        if message.type == "error" and not is_answer:
            self.append(f"{self.page.url}: {message.text}")


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def session(live_server: LiveServer) -> str:
    return _session_of(make_user("chief", is_staff=True, is_superuser=True))


def open_as(session: str, live_server: LiveServer, open_page: OpenPage) -> Page:
    page = open_page(viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]  # the stubs want their own mapping
    return page


def desk_addresses() -> list[str]:
    addresses = []
    for model, make in MAKERS.items():
        row = make()
        for page in PAGES:
            if (model, page) not in REFUSED:
                arguments = [] if page in ("changelist", "add") else [row.pk]
                addresses.append(reverse(f"admin:{prefix(model)}_{page}", args=arguments))
    addresses += [other_address(name) for name in OTHERS if name not in _NOT_OPENED]
    return [*addresses, "/admin/nothing/"]


def test_no_page_of_the_desk_is_refused_anything(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    article = make_article()
    add_picture(article, png(600, 300))
    full_text.index([article])
    form = reverse("admin:articles_article_change", args=[article.pk])
    addresses = [*desk_addresses(), form]
    page = open_as(session, live_server, open_page)
    refusals = Refusals(page)
    for path in addresses:
        page.goto(path, wait_until="load")
    assert refusals == []


def test_the_scripts_of_the_theme_run(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    """A menu opens, a list of choices is asked for, and the editor's picture is seen."""
    article = make_article(title="夜市搬到河边")
    row = add_picture(article, png(600, 300))
    form = reverse("admin:articles_article_change", args=[article.pk])
    url = row.url
    page = open_as(session, live_server, open_page)
    refusals = Refusals(page)
    page.goto("/admin/")
    page.wait_for_function("window.Alpine !== undefined")
    assert page.evaluate("getComputedStyle(document.body).fontFamily")
    page.goto(form)
    page.locator("#id_section + .select2").click()
    expect(page.locator(".select2-results")).to_be_visible()
    assert page.locator(f"a[href='{url}']").count() > 0
    width = page.evaluate(
        """url => new Promise(done => {
          const image = new Image();
          image.onload = () => done(image.naturalWidth);
          image.onerror = () => done(0);
          image.src = url;
        })""",
        url,
    )
    assert width == 600
    assert refusals == []


def test_the_workbench_is_refused_nothing(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    paper, _night, _bridge = make_paper()
    page = open_as(session, live_server, open_page)
    refusals = Refusals(page)
    page.goto(reverse("admin:articles_page_workbench", args=[paper.pk]))
    expect(page.locator(".wb-block").first).to_be_visible()
    page.locator(".wb-block").first.click()
    page.locator("[data-do=help]").click()
    assert refusals == []


def test_the_login_is_refused_nothing(live_server: LiveServer, open_page: OpenPage) -> None:
    page = open_page(base_url=live_server.url)
    refusals = Refusals(page)
    page.goto("/admin/login/")
    page.locator("input[name=login]").fill("nobody")
    page.locator("input[name=password]").fill("nothing")
    page.locator("form button[type=submit]").first.click()
    expect(page.locator("input[name=login]")).to_be_visible()
    assert refusals == []


def test_a_preview_shows_its_picture(live_server: LiveServer, open_page: OpenPage) -> None:
    article: Article = make_article()
    add_picture(article, png(600, 300))
    make_published()
    link = reverse("public:preview", args=[previews.token_of(article)])
    page = open_page(base_url=live_server.url)
    refusals = Refusals(page)
    page.goto(link)
    image = page.locator("figure img")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert refusals == []


def test_a_refusal_would_be_seen(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    page = open_as(session, live_server, open_page)
    refusals = Refusals(page)
    page.goto("/admin/")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'ran'";
          document.body.append(script);
        }"""
    )
    page.wait_for_timeout(200)
    assert page.title() != "ran"
    assert any("script-src" in refusal for refusal in refusals)
