"""What the small scripts add for a reader: dark mode, larger type, arrow keys, reading aloud."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from tests.browser.conftest import OpenPage
from tests.factories import make_page, make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A voice that says a sentence in no time; what it says is written down.
VOICE = """
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => VOICES, cancel() {}, addEventListener() {},
  speak(words) { (window.spoken ??= []).push([words.text, words.rate]); setTimeout(() => words.onend(), 5); },
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""

# A finger that goes so many pixels to the left.
SWIPE = """(left) => {
  const at = (x) => new Touch({identifier: 1, target: document.body, clientX: x, clientY: 300});
  const say = (type, touch, touches) => dispatchEvent(new TouchEvent(type, {touches, changedTouches: [touch]}));
  Object.defineProperty(TouchEvent.prototype, "target", {value: document.body});
  say("touchstart", at(200), [at(200)]);
  say("touchend", at(200 - left), []);
}"""


@pytest.fixture
def articles() -> list[Article]:
    return [
        make_published(title=f"路灯之{place}", position=place, body="灯亮了。路好走!")
        for place in (1, 2, 3)
    ]


def _at(page: Page, live_server: LiveServer, article: Article) -> Page:
    page.goto(live_server.url + article.get_absolute_url())
    return page


def _background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_dark_is_switched_and_remembered(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
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


def test_the_type_of_a_page_grows_with_that_of_its_articles(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(live_server.url + articles[0].page.get_absolute_url())
    sizes = "[...document.querySelectorAll('.opening')].map((one) => parseFloat(getComputedStyle(one).fontSize))"
    before = page.evaluate(sizes)
    page.locator("[data-step='1']").click()
    assert all(now > then for now, then in zip(page.evaluate(sizes), before, strict=True))


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
    page = open_page(bypass_csp=True)  # or waiting would be an eval
    page.add_init_script(VOICE.replace("VOICES", '[{lang: "zh-CN"}]'))
    _at(page, live_server, articles[0])
    page.locator(".aloud select").select_option("1.5")
    page.locator(".aloud button").click()
    page.wait_for_function("window.spoken?.length === 3")
    assert page.evaluate("spoken") == [["路灯之1", 1.5], ["灯亮了。", 1.5], ["路好走！", 1.5]]
    expect(page.locator(".aloud button")).to_have_attribute("aria-pressed", "false")


def test_a_page_is_read_headline_by_headline_with_how_each_piece_begins(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
    page = open_page(bypass_csp=True)
    page.add_init_script(VOICE.replace("VOICES", '[{lang: "zh-CN"}]'))
    page.goto(live_server.url + articles[0].page.get_absolute_url())
    page.locator(".aloud button").click()
    page.wait_for_function("window.spoken && document.querySelector('.aloud [aria-pressed=false]')")
    spoken = [text for text, _ in page.evaluate("spoken")]
    assert spoken[:3] == ["路灯之1", "灯亮了。", "路好走！"]
    assert [text for text in spoken if text.startswith("路灯之")] == [
        "路灯之1",
        "路灯之2",
        "路灯之3",
    ]


def test_a_piece_without_a_headline_is_not_begun_twice(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    untitled = make_published(title="", body="灯亮了。路好走!")
    page = open_page(bypass_csp=True)
    page.add_init_script(VOICE.replace("VOICES", '[{lang: "zh-CN"}]'))
    _at(page, live_server, untitled).locator(".aloud button").click()
    page.wait_for_function("window.spoken?.length === 2")
    assert page.evaluate("spoken.map(([words]) => words)") == ["灯亮了。", "路好走！"]


def test_what_is_read_stays_in_sight_unless_the_reader_turned_away(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    long = make_published(body="\n\n".join(f"第{number}盏灯亮了。" for number in range(80)))
    page = open_page(
        viewport={"width": 390, "height": 600}, reduced_motion="reduce", bypass_csp=True
    )
    page.add_init_script(
        VOICE.replace("VOICES", '[{lang: "zh-CN"}]').replace(
            "words.onend(), 5", "words.onend(), 30"
        )
    )
    _at(page, live_server, long).locator(".aloud button").click()
    page.wait_for_function("window.spoken?.length > 40")
    assert page.evaluate("scrollY") > 500
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function("window.spoken?.length > 60")
    assert page.evaluate("scrollY") == 0


def test_reading_goes_on_where_it_was_stopped(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
    page = open_page(bypass_csp=True)  # or waiting would be an eval
    page.add_init_script(
        VOICE.replace("VOICES", '[{lang: "zh-CN"}]').replace(
            "words.onend(), 5", "words.onend(), 600"
        )
    )
    _at(page, live_server, articles[0])
    play = page.locator(".aloud button")
    play.click()
    page.wait_for_function("window.spoken?.length === 2")
    play.click()
    page.wait_for_timeout(700)
    assert page.evaluate("spoken.length") == 2
    play.click()
    page.wait_for_function("window.spoken?.length === 4")
    assert page.evaluate("spoken.map(([words]) => words)") == [
        "路灯之1",
        "灯亮了。",
        "灯亮了。",
        "路好走！",
    ]


@pytest.mark.parametrize(
    ("voices", "chosen"),
    [
        (["zh-HK", "zh-CN"], "zh-CN"),
        (["zh-HK"], "zh-HK"),
        (["en-GB", "cmn-Hans-CN"], "cmn-Hans-CN"),
    ],
)
def test_mandarin_is_read_where_there_is_a_choice(
    live_server: LiveServer,
    articles: list[Article],
    open_page: OpenPage,
    voices: list[str],
    chosen: str,
) -> None:
    page = open_page()
    page.add_init_script(VOICE.replace("VOICES", str([{"lang": lang} for lang in voices])))
    _at(page, live_server, articles[0])
    assert page.evaluate("voice().lang") == chosen


def test_where_the_sites_own_words_are_english_a_chinese_voice_reads(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage, settings: Settings
) -> None:
    settings.LANGUAGE_CODE = "en"
    page = open_page()
    page.add_init_script(VOICE.replace("VOICES", '[{lang: "en-GB"}, {lang: "zh-CN"}]'))
    _at(page, live_server, articles[0])
    assert page.evaluate("[document.documentElement.lang, voice().lang]") == ["en", "zh-CN"]


def test_a_swipe_turns_to_the_next_article_and_a_short_one_does_not(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
    page = _at(
        open_page(viewport={"width": 390, "height": 844}, has_touch=True), live_server, articles[0]
    )
    page.evaluate(SWIPE, 60)
    expect(page.locator("h1")).to_have_text("路灯之1 ")
    page.evaluate(SWIPE, 160)
    expect(page.locator("h1")).to_have_text("路灯之2 ")
    page.evaluate(SWIPE, -160)
    expect(page.locator("h1")).to_have_text("路灯之1 ")


def test_a_thumb_opens_a_piece_wherever_it_touches_it(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.goto(live_server.url)
    page.locator(".card--head .opening").first.tap(force=True)  # the headline’s link lies over it
    expect(page.locator("h1")).to_have_text("路灯之1 ")


def test_of_forty_pages_the_one_that_is_shown_is_in_sight(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    pages = [
        make_published(page=make_page(number=f"A{number:02}", title="要闻")).page
        for number in range(1, 41)
    ]
    address = pages[29].get_absolute_url()
    page = open_page(viewport={"width": 390, "height": 844})
    page.goto(live_server.url + address)
    expect(page.locator(".pages [aria-current]")).to_be_in_viewport()


@pytest.mark.parametrize("voices", ["[]", '[{lang: "fr-FR"}]'])
def test_where_no_voice_speaks_the_language_nothing_is_offered(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage, voices: str
) -> None:
    page = open_page()
    page.add_init_script(VOICE.replace("VOICES", voices))
    _at(page, live_server, articles[0])
    expect(page.locator("[data-step='1']")).to_be_visible()
    expect(page.locator(".aloud")).to_be_hidden()


def test_nothing_moves_when_the_voices_come_late(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    late = VOICE.replace("VOICES", 'window.come ? [{lang: "zh-CN"}] : []')
    page.add_init_script(
        late.replace("addEventListener() {}", "addEventListener(_, heard) { window.say = heard; }")
    )
    _at(page, live_server, articles[0])
    expect(page.locator(".aloud")).to_be_hidden()
    place = page.locator(".text").bounding_box()
    page.evaluate("come = true; say()")
    expect(page.locator(".aloud")).to_be_visible()
    assert page.locator(".text").bounding_box() == place


def test_without_scripts_nothing_is_offered_that_needs_one(
    live_server: LiveServer, articles: list[Article], open_page: OpenPage
) -> None:
    page = _at(open_page(java_script_enabled=False), live_server, articles[0])
    assert page.locator(".switch:visible").count() == 0
