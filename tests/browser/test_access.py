"""No fault that axe-core finds on any kind of page, light or dark, on a phone or at a desk.

axe-core is no part of the project: `npm install axe-core` in any folder, then AXE_CORE=<its axe.min.js>.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from articles import search
from articles.models import ArticleTag, Author, Byline, Illustration, Tag
from tests.browser.conftest import OpenPage
from tests.factories import make_issue, make_page, make_published, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def axe() -> str:
    path = Path(os.environ.get("AXE_CORE", ""))
    if not path.is_file():
        pytest.skip("axe-core is not there; npm install axe-core, then AXE_CORE=…/node_modules/axe-core/axe.min.js")
    return path.read_text()


@pytest.fixture
def addresses(live_server: LiveServer) -> list[str]:
    """One of every kind of page, with everything that can stand on it."""
    page = make_page(title="民生", staff=[{"role": "责任编辑", "name": "庚辛"}])
    section, texts = make_section(name="城区"), "居民说,晚上出门亮堂多了。" * 30
    articles = [
        make_published(page=page, section=section, body=texts, kicker="桂巷", column="议事厅") for _ in range(8)
    ]
    articles += [make_published(page=make_page(number="A02"), title="", section=section)]
    earlier = make_published(page=make_page(issue=make_issue(date=page.issue.date.replace(day=11))))
    author, tag = Author.objects.create(name="甲乙", affiliation="云汀日报"), Tag.objects.create(name="路灯")
    for one in articles:
        Byline.objects.create(article=one, author=author, role="记者")
        ArticleTag.objects.create(content_object=one, tag=tag)
        Illustration.objects.create(article=one, caption="新路灯亮了。", credit="丙丁 摄")
    articles[0].corrections.create(note="路灯是三盏。")
    search.index(articles)
    things = (page.issue, page, articles[0], articles[-1], earlier, section, author, tag)
    fixed = [
        "/",
        "/archive/",
        "/column/议事厅/",
        "/on/03-12/",
        "/corrections/",
        "/search/",
        "/search/?q=路灯",
        "/search/?q=没有",
        "/没有/",
    ]
    return [live_server.url + address for address in (*fixed, *(thing.get_absolute_url() for thing in things))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_no_fault(axe: str, addresses: list[str], open_page: OpenPage, scheme: str, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    faults: list[tuple[str, str, list[Any]]] = []
    for address in addresses:
        page.goto(address)
        page.evaluate(axe)
        found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})")
        faults += [(address, one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
    assert faults == []
