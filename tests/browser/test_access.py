"""No fault that axe-core finds on any kind of page, light or dark, on a phone, at a desk, or printed."""

from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page as Tab
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from articles.editorial import previews
from articles.models import Article, ArticleTag, Author, Byline, Illustration, RelatedArticle, Tag
from articles.models.choices import Status, TagType
from articles.search import full_text
from tests.browser.conftest import OpenPage
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_publication,
    make_published,
    make_section,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
SHOWN: list[tuple[Literal["screen", "print"], Literal["light", "dark"], int]] = [
    ("screen", "light", 390),
    ("screen", "dark", 390),
    ("screen", "light", 1440),
    ("screen", "dark", 1440),
    ("print", "light", 800),
]


@pytest.fixture
def addresses(live_server: LiveServer, settings: Settings, tmp_path: Path) -> list[str]:
    """One of every kind of page for people, with everything that can stand on it."""
    settings.MEDIA_ROOT = tmp_path
    page = make_page(title="民生", staff=[{"role": "责任编辑", "name": "庚辛"}])
    section, text = make_section(name="城区"), "居民说,晚上出门亮堂多了。" * 30
    body = f"{text}\n\n## 走夜路\n\n{text}"
    articles = [
        make_published(page=page, section=section, body=body, kicker="桂巷", column="议事厅")
        for _ in range(8)
    ]
    articles += [make_published(page=make_page(number="A02"), title="", section=section)]
    earlier = make_published(page=make_page(issue=make_issue(date=page.issue.date.replace(day=11))))
    evening = make_published(
        page=make_page(issue=make_issue(publication=make_publication(name="晚报", prefix="晚报")))
    )
    author = _furnish(articles, earlier)
    withdrawn = make_article(status=Status.WITHDRAWN, publish_at=earlier.publish_at)
    draft = make_article(title="夜市搬到河边")
    old_link = reverse("public:preview", args=[previews.token_of(draft)])
    Article.objects.filter(pk=draft.pk).update(version=draft.version + 1)
    draft.refresh_from_db()
    things: tuple[Any, ...] = (
        page.issue,
        page,
        *articles[:1],
        articles[-1],
        earlier,
        evening,
        withdrawn,
        section,
        author,
    )
    return [
        live_server.url + address
        for address in (
            *(
                "/",
                "/archive/",
                "/archive/2026/",
                "/on/03-12/",
                "/corrections/",
                "/column/议事厅/",
                "/api/v1/docs",
            ),
            *(
                "/section/",
                "/column/",
                "/author/",
                "/author/j/",
                "/tag/",
                "/tag/type/topic/",
                "/tag/type/topic/l/",
            ),
            *(
                "/search/",
                "/search/?q=路灯",
                "/search/?q=没有",
                "/没有/",
                "/晚报/",
                "/tag/路灯/",
                "/tag/灯会/",
            ),
            *(old_link, reverse("public:preview", args=[previews.token_of(draft)])),
            *(thing.get_absolute_url() for thing in things),
        )
    ]


def _furnish(articles: list[Article], earlier: Article) -> Author:
    author = Author.objects.create(name="甲乙", affiliation="云汀日报")
    tags = [
        Tag.objects.create(name=name, type=kind)
        for name, kind in (
            ("路灯", TagType.TOPIC),
            ("桂巷", TagType.PLACE),
            ("灯会", TagType.EVENT),
        )
    ]
    for one in articles:
        Byline.objects.create(article=one, author=author, role="记者")
        for tag in tags:
            ArticleTag.objects.create(content_object=one, tag=tag)
        Illustration.objects.create(article=one, caption="新路灯亮了。", credit="丙丁 摄")
    shown = Illustration(article=articles[0], caption="灯下。", credit="丙丁 摄", order=2)
    content = BytesIO()
    Image.new("RGB", (600, 400), (90, 20, 30)).save(content, "PNG")
    shown.picture.save("lamp.png", ContentFile(content.getvalue()))
    RelatedArticle.objects.create(article=articles[0], other=earlier, score=2.0)
    articles[0].corrections.create(note="路灯是三盏。")
    full_text.index(articles)
    return author


def faults_of(tab: Tab) -> list[tuple[str, str, list[Any]]]:
    if tab.evaluate("!window.axe"):
        tab.evaluate(AXE_SCRIPT)
    # On paper nobody taps: type and links are as small as in print.
    touched = not tab.evaluate("matchMedia('print').matches")
    options = {
        "runOnly": RULES,
        "resultTypes": ["violations"],
        "rules": {"target-size": {"enabled": touched}},
    }
    found = tab.evaluate("options => axe.run(options)", options)["violations"]
    return [(tab.url, one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def test_axe_finds_no_fault(addresses: list[str], open_page: OpenPage) -> None:
    tab = open_page()
    faults = []
    for address in addresses:
        tab.goto(address)
        for media, scheme, width in SHOWN:
            tab.emulate_media(media=media, color_scheme=scheme, reduced_motion="reduce")
            tab.set_viewport_size({"width": width, "height": 900})
            faults += [(media, scheme, width, *fault) for fault in faults_of(tab)]
    assert faults == []


def test_axe_finds_no_fault_in_what_is_shown_when_all_else_fails(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    tab = open_page(viewport={"width": 390, "height": 900})
    tab.goto(f"{live_server.url}/robots.txt")
    tab.set_content(render_to_string("500.html"))
    assert faults_of(tab) == []


def test_axe_would_find_one(open_page: OpenPage) -> None:
    tab = open_page()
    tab.set_content("<!doctype html><title>路灯</title><img src='data:,'>")
    assert {"html-has-lang", "image-alt"} <= {rule for _address, rule, _nodes in faults_of(tab)}
