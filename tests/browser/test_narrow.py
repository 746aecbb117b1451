"""The narrowest screen, or a wide one enlarged four times: nothing reaches beyond its edge, however long a name is."""

import pytest
from pytest_django.live_server_helper import LiveServer

from articles.models import ArticleTag, Author, Byline, Tag
from articles.models.choices import TagType
from articles.search import full_text
from tests.browser.conftest import OpenPage
from tests.factories import make_issue, make_page, make_publication, make_published, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "云汀市柳渡区石灯街道工作委员会与云汀市柳渡区石灯街道办事处联合通讯组第一小组"
LATIN = "Yunting-Liudu-Shideng-Joint-Correspondents-First-Section-Of-The-Second-Group"
WIDTH = 320  # WCAG 2.2, 1.4.10


def _furnish() -> list[str]:
    """Long names wherever a name can stand; the addresses of the pages that only lead to articles."""
    paper = make_publication(name=LONG)
    page = make_page(issue=make_issue(publication=paper, edition="特刊"), title=LONG[:30])
    article = make_published(
        page=page, title=LATIN, section=make_section(publication=paper, name=LONG), column=LONG
    )
    Byline.objects.create(
        article=article, author=Author.objects.create(name=LATIN, affiliation=LONG * 3), role=LONG
    )
    for name, kind in ((LATIN, TagType.TOPIC), (LONG, TagType.EVENT)):
        ArticleTag.objects.create(
            content_object=article, tag=Tag.objects.create(name=name, type=kind)
        )
    article.corrections.create(note=LATIN * 3)
    full_text.index([article])
    return [
        *(
            "/archive/",
            "/on/03-12/",
            "/section/",
            "/column/",
            "/author/",
            "/author/y/",
            "/corrections/",
            "/api/v1/docs",
        ),
        *(
            "/tag/",
            "/tag/type/topic/",
            "/tag/type/event/",
            f"/search/?q={LATIN}",
            f"/search/?q={LATIN}没有",
            "/没有/",
            "/api/v1/docs",
        ),
        *(
            thing.get_absolute_url()
            for thing in (Author.objects.get(), *Tag.objects.all(), article.section)
            if thing
        ),
    ]


def test_no_page_is_scrolled_sideways(live_server: LiveServer, open_page: OpenPage) -> None:
    addresses = _furnish()
    page = open_page(viewport={"width": WIDTH, "height": 600})
    wide = {}
    for address in addresses:
        page.goto(live_server.url + address)
        reached = page.evaluate("document.documentElement.scrollWidth")
        if reached > WIDTH:
            wide[address] = reached
    assert wide == {}


def test_arrow_keys_turn_the_pages_of_a_register(
    live_server: LiveServer, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.public.queries.name_register.NAMES_PER_PAGE", 1)
    article = make_published()
    for name in ("安某", "张某"):
        Byline.objects.create(article=article, author=Author.objects.create(name=name))
    page = open_page()
    page.goto(f"{live_server.url}/author/")
    page.locator("main").press("ArrowRight")
    page.get_by_role("link", name="张某").wait_for()
    page.locator("main").press("ArrowLeft")
    page.get_by_role("link", name="安某").wait_for()


def test_a_feed_opened_on_a_phone_is_in_letters_of_a_size_to_read(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    make_published()
    page = open_page(viewport={"width": 390, "height": 844}, is_mobile=True)
    page.goto(live_server.url + "/feed/")
    shown = "parseFloat(getComputedStyle(document.querySelector('entry > title')).fontSize) * screen.width / innerWidth"
    assert page.evaluate(shown) > 16
