"""What the small scripts add for a reader: dark mode, larger type, arrow keys, reading aloud."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.browser.conftest import OpenPage
from tests.factories import make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A voice that says a sentence in no time; what it says is written down.
VOICE = """
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => VOICES, cancel() {}, addEventListener() {},
  speak(words) { (window.spoken ??= []).push([words.text, words.rate]); setTimeout(() => words.onend(), 5); },
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@pytest.fixture
def articles() -> list[Article]:
    return [make_published(title=f"路灯之{place}", position=place, body="灯亮了。路好走!") for place in (1, 2, 3)]


def _at(page: Page, live_server: LiveServer, article: Article) -> Page:
    page.goto(live_server.url + article.get_absolute_url())
    return page


def _background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_dark_is_switched_and_remembered(live_server: LiveServer, articles: list[Article], open_page: OpenPage) -> None:
    page = _at(open_page(color_scheme="light"), live_server, articles[0])
    light, switch = _background(page), page.locator("[data-do=theme]")
    switch.click()
    dark = _background(page)
    assert dark != light
    page.goto(live_server.url)
    assert _background(page) == dark
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    assert _background(page) == light


def test_type_grows_to_an_end_and_is_remembered(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
    page = _at(open_page(), live_server, articles[0])
    size = "parseFloat(getComputedStyle(document.querySelector('.text')).fontSize)"
    larger = page.locator("[data-step='1']")
    assert page.evaluate(size) == 18
    for _ in range(2):
        larger.click()
    assert page.evaluate(size) == 24
    expect(larger).to_have_attribute("aria-disabled", "true")
    page.reload()
    assert page.evaluate(size) == 24


def test_arrow_keys_turn_to_the_next_article_but_not_while_typing(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
    page = _at(open_page(), live_server, articles[0])
    page.locator("input[type=search]").press("ArrowRight")
    expect(page.locator("h1")).to_have_text("路灯之1 ")
    page.locator("main").press("ArrowRight")
    expect(page.locator("h1")).to_have_text("路灯之2 ")
    page.locator("main").press("ArrowLeft")
    expect(page.locator("h1")).to_have_text("路灯之1 ")


def test_an_article_is_read_sentence_by_sentence(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
    page = open_page()
    page.add_init_script(VOICE.replace("VOICES", '[{lang: "zh-CN"}]'))
    _at(page, live_server, articles[0])
    page.locator(".aloud select").select_option("1.5")
    page.locator(".aloud button").click()
    page.wait_for_function("window.spoken?.length === 3")
    assert page.evaluate("spoken") == [["路灯之1", 1.5], ["灯亮了。", 1.5], ["路好走!", 1.5]]
    expect(page.locator(".aloud button")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("voices", ["[]", '[{lang: "fr-FR"}]'])
def test_where_no_voice_speaks_the_language_nothing_is_offered(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage, voices: str
) -> None:
    page = open_page()
    page.add_init_script(VOICE.replace("VOICES", voices))
    _at(page, live_server, articles[0])
    expect(page.locator("[data-step='1']")).to_be_visible()
    expect(page.locator(".aloud")).to_be_hidden()


def test_without_scripts_nothing_is_offered_that_needs_one(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
    page = _at(open_page(java_script_enabled=False), live_server, articles[0])
    assert page.locator(".switch:visible").count() == 0
