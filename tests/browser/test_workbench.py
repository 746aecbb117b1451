"""A page that was imported wrong is put right on the workbench, with mouse and keys, in six actions."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article
from articles.parsing import Block, Credit, Kind, Span
from tests.browser.conftest import OpenPage
from tests.browser.test_workflow import _session_of
from tests.factories import make_page, make_user
from tests.workbench.papers import make_paper, record, store

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What the importer took each line for; a number is the article it put it in.
WRONG = [
    (1, Kind.TITLE, "夜市搬新址"),
    (1, Kind.BYLINE, "记者 陈望"),
    (1, Kind.PARAGRAPH, "夜市搬到了河边。"),
    (1, Kind.SUBHEADING, "柳湾大桥合龙"),  # another article begins here
    (1, Kind.PARAGRAPH, "大桥只剩最后一段钢梁。"),
    (2, Kind.PARAGRAPH, "工人们三班倒,下月合龙。"),  # the end of the bridge, taken for an article
    (3, Kind.TITLE, "六万尾鱼苗入江"),
    (3, Kind.PARAGRAPH, "春江水暖"),  # the kicker
    (3, Kind.PARAGRAPH, "通讯员 李芸 渔政船把鱼苗放进水里。"),  # the byline is in it
    (3, Kind.CAPTION, "建设中的柳湾大桥。"),  # of the bridge
    (3, Kind.PARAGRAPH, "订报热线 1234"),  # furniture
]
RIGHT = [
    ["title", "byline", "paragraph"],
    ["title", "paragraph", "paragraph", "caption"],
    ["title", "kicker", "byline", "paragraph"],
]


def make_wrong() -> Any:
    page = make_page(source_text="\n".join(text for _article, _kind, text in WRONG))
    for number in (1, 2, 3):
        blocks = [
            Block(kind, text, (Span(line, 0, len(text)),))
            for line, (article, kind, text) in enumerate(WRONG, start=1)
            if article == number
        ]
        authors = [Credit("陈望", "记者")] if number == 1 else []
        found = record(blocks, *authors)
        store(page, number, found if number != 2 else replace(found, title=""))
    return page


@pytest.fixture
def session(live_server: LiveServer) -> str:
    return _session_of(make_user("first", is_staff=True, is_superuser=True))


def open_workbench(pk: int, session: str, live_server: LiveServer, open_page: OpenPage) -> Page:
    page = open_page(
        viewport={"width": 1280, "height": 900}, base_url=live_server.url, locale="en-GB"
    )
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]  # the stubs want their own mapping
    page.goto(f"/admin/articles/page/{pk}/workbench/")
    return page


def state_of(page: Page) -> dict[str, Any]:
    state: dict[str, Any] = json.loads(page.locator("#workbench-state").text_content() or "")
    return state


def kinds_in(card: Any) -> list[str]:
    found: list[str] = card.locator(".wb-block").evaluate_all(
        "blocks => blocks.map(block => block.className.match(/kind-(\\w+)/)[1])"
    )
    return found


def cards(page: Page) -> list[list[str]]:
    """The kinds of the blocks of each article, as the cards show them."""
    return [kinds_in(card) for card in page.locator(".wb-card").all()[:-1]]


def line(page: Page, number: int) -> Any:
    return page.locator(f".wb-lines li[data-line='{number}'] mark").first


def drag_over(page: Page, number: int, start: int, end: int) -> None:
    """Choose characters of a line with the mouse."""
    box = page.evaluate(
        """([number, start, end]) => {
          const range = document.createRange();
          const text = document.querySelector(`.wb-lines li[data-line='${number}'] mark`).firstChild;
          range.setStart(text, start);
          range.setEnd(text, end);
          const { left, right, top, height } = range.getBoundingClientRect();
          return [left, right, top + height / 2];
        }""",
        [number, start, end],
    )
    page.mouse.move(box[0] + 0.5, box[2])
    page.mouse.down()
    page.mouse.move(box[1] - 0.5, box[2], steps=4)
    page.mouse.up()


def test_a_page_imported_wrong_is_put_right_in_six_actions(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    paper = make_wrong()
    page = open_workbench(paper.pk, session, live_server, open_page)

    line(page, 4).click()
    page.keyboard.press("s")  # 1: here begins an article, and this is its headline
    line(page, 6).click()
    page.keyboard.press("m")  # 2: the orphan belongs to the one above
    caption = page.locator(".wb-card").nth(2).locator(".wb-block.kind-caption")
    caption.hover()
    caption.locator(".wb-handle").drag_to(
        page.locator(".wb-card").nth(1).locator("header")
    )  # 3: the caption too
    line(page, 8).click()
    page.locator("[data-kind=kicker]").click()  # 4
    drag_over(page, 9, 0, 6)
    page.keyboard.press("b")  # 5: the byline out of the paragraph
    page.locator(".wb-lines li[data-line='11'] .wb-number").click()
    page.keyboard.press("f")  # 6: furniture

    assert cards(page) == RIGHT
    expect(page.locator(".wb-card").nth(2).locator(".wb-signature")).to_have_text("通讯员 李芸")

    page.keyboard.press("Control+s")
    expect(page.locator(".wb-change")).to_have_count(3)
    with page.expect_navigation():
        page.locator("#wb-saving [value=save]").click()
    expect(page.get_by_text("编排保存")).to_be_visible()
    assert cards(page) == RIGHT
    state = state_of(page)
    assert state["accepted"]
    assert [row["headline"] for row in state["articles"]] == [
        "夜市搬新址",
        "柳湾大桥合龙",
        "六万尾鱼苗入江",
    ]
    assert [row["signature"] for row in state["articles"]] == ["记者 陈望", "", "通讯员 李芸"]
    assert [row["edited"] for row in state["articles"]] == [[], [], []]
    assert [block["spans"] for block in state["outside"]] == [[[11, 0, 9]]]


def test_undo_and_redo_go_through_every_step(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    paper = make_wrong()
    page = open_workbench(paper.pk, session, live_server, open_page)
    before = page.locator(".wb-sides").inner_text()
    line(page, 4).click()
    for key in ("s", "k", "n", "2", "f"):
        page.keyboard.press(key)
    after = cards(page)
    for _step in range(5):
        page.keyboard.press("Control+z")
    assert page.locator(".wb-sides").inner_text() == before
    expect(page.locator("[data-do=undo]")).to_be_disabled()
    for _step in range(5):
        page.keyboard.press("Control+y")
    assert cards(page) == after


def test_blocks_are_worked_on_with_keys_alone(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    paper, _night, _bridge = make_paper()
    page = open_workbench(paper.pk, session, live_server, open_page)
    for _block in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("j")  # the market's two paragraphs are one
    assert cards(page)[0] == ["title", "byline", "paragraph"]
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("/")  # and two again, cut behind the first sentence
    assert cards(page)[0] == ["title", "byline", "paragraph", "paragraph"]
    expect(page.locator(".wb-block.is-chosen .wb-printed")).to_have_text("摊主说,人更多了。")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".wb-card").first.locator(".wb-block").nth(2)).to_contain_text("摊主说")
    page.keyboard.press("i")
    page.keyboard.type("记者 陈旺")
    page.keyboard.press("Enter")
    expect(page.locator(".wb-signature").first).to_have_text("记者 陈旺")
    page.keyboard.press("?")
    expect(page.locator("#wb-help")).to_be_visible()


def test_either_side_shows_what_the_other_has_under_the_mouse(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    paper, _night, _bridge = make_paper()
    page = open_workbench(paper.pk, session, live_server, open_page)
    line(page, 7).hover()
    expect(page.locator(".wb-block.is-lit")).to_contain_text("大桥只剩")
    page.locator(".wb-block.kind-caption").hover()
    expect(page.locator(".wb-lines mark.is-lit")).to_have_text("河边的夜市。")


def test_words_of_an_editor_that_find_no_place_are_asked_about(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    paper, night, _bridge = make_paper()
    Article.objects.filter(pk=night.pk).update(body="夜市周一搬到了河边。\n\n摊主说,人更多了。")
    page = open_workbench(paper.pk, session, live_server, open_page)
    line(page, 3).click()
    for _character in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("/")
    page.keyboard.press("Control+s")
    question = page.locator(".wb-question")
    expect(question).to_contain_text("夜市周一搬到了河边。")
    question.locator("[value=keep]").check()
    with page.expect_navigation():
        page.locator("#wb-saving [value=save]").click()
    page.goto(reverse("admin:articles_article_change", args=[night.pk]))
    expect(page.locator("[name=body]")).to_have_value("夜市周一搬到了河边。\n\n摊主说,人更多了。")


def test_a_page_that_somebody_else_saved_is_not_saved_over(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    paper, night, _bridge = make_paper()
    page = open_workbench(paper.pk, session, live_server, open_page)
    other = page.context.new_page()
    other.goto(reverse("admin:articles_article_change", args=[night.pk]))
    other.locator("[name=title]").fill("夜市搬到河边")
    with other.expect_navigation():
        other.locator("[name=_save]").first.click()
    line(page, 3).click()
    page.keyboard.press("h")
    page.keyboard.press("Control+s")
    expect(page.locator("#wb-saving .desk-problems")).to_be_visible()
    expect(page.locator("#wb-saving [value=save]")).to_be_disabled()


def test_the_links_of_the_desk_lead_to_the_article_on_the_workbench(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    paper, _night, bridge = make_paper(confidence=0.2)
    page = open_workbench(paper.pk, session, live_server, open_page)
    page.goto("/admin/articles/article/queue/")
    with page.expect_navigation(url=f"**/workbench/**#article-{bridge.pk}"):
        page.locator(f"a[href$='#article-{bridge.pk}']").click()
    expect(page.locator(".wb-block.is-chosen")).to_contain_text("柳湾大桥合龙")


def test_a_save_stays_at_the_article_that_was_worked_on_and_the_queue_is_one_key_away(
    live_server: LiveServer, session: str, open_page: OpenPage
) -> None:
    paper, night, bridge = make_paper(confidence=0.2)
    page = open_workbench(paper.pk, session, live_server, open_page)
    page.goto(
        f"/admin/articles/page/{paper.pk}/workbench/?queue={paper.issue_id}#article-{bridge.pk}"
    )
    page.keyboard.press(
        "m"
    )  # the bridge is joined to the market, so that its own address is no more
    page.keyboard.press("Control+s")
    page.locator("#wb-saving [value=save]").click()
    expect(page.get_by_text("编排保存")).to_be_visible()
    expect(page).to_have_url(
        f"{live_server.url}/admin/articles/page/{paper.pk}/workbench/?queue={paper.issue_id}#article-{night.pk}"
    )
    page.wait_for_load_state()  # the page is there before its keys are
    with page.expect_navigation(url=f"**/queue/?issue={paper.issue_id}"):
        page.keyboard.press("q")
