"""Only what `published()` gives is seen anywhere: not a title, not a name, not a tag of anything else."""

from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from articles.editorial import workflow
from articles.models import Article, ArticleTag, Author, Byline, Illustration, Tag
from articles.models.choices import Status
from articles.public.sitemaps import PARTS
from articles.search import full_text
from tests.factories import make_article, make_issue, make_page, make_published, make_section

pytestmark = pytest.mark.django_db

SECRET = "机密"
AWAY = ("/admin/", "/static/", "/media/")


class _Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "href" and value]


def _crawl(client: Client) -> Iterator[tuple[str, int, str]]:
    """Every page that can be reached from the front page, the feed and the sitemaps."""
    parts = [f"/sitemap-{name}.xml" for name in PARTS]
    waiting = ["/", "/search/?q=" + SECRET, "/search/?q=路灯", "/feed/", "/sitemap.xml", *parts]
    seen = set(waiting)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        text = response.content.decode()
        yield address, response.status_code, text
        for link in _Links(text).found + text.replace("<loc>", "</loc>").split("</loc>")[1::2]:
            target = urljoin(address, link.removeprefix(settings.SITE_URL))
            if target.startswith("/") and not target.startswith(AWAY) and target not in seen:
                seen.add(target)
                waiting.append(target)


def _furnish(article: Article, word: str) -> None:
    author = Author.objects.get_or_create(name=f"{word}作者")[0]
    tag = Tag.objects.get_or_create(name=f"{word}标签")[0]
    Byline.objects.create(article=article, author=author)
    ArticleTag.objects.create(content_object=article, tag=tag)
    Illustration.objects.create(article=article, caption=f"{word}图片")
    full_text.index([article])


@pytest.fixture(params=["draft", "in review", "scheduled", "not yet", "withdrawn"])
def hidden(request: pytest.FixtureRequest) -> list[Article]:
    """A readable issue, and articles nobody may see: among the readable, on a page, in an issue of their own."""
    past, future = timezone.now() - timedelta(days=1), timezone.now() + timedelta(hours=1)
    states: dict[str, dict[str, Any]] = {
        "draft": {"status": Status.DRAFT},
        "in review": {"status": Status.IN_REVIEW},
        "scheduled": {"status": Status.SCHEDULED, "publish_at": past},
        "not yet": {"status": Status.PUBLISHED, "publish_at": future},
        "withdrawn": {"status": Status.WITHDRAWN, "publish_at": past},
    }
    state = states[request.param]
    public = [make_published(section=make_section(name="城区")) for _ in range(3)]
    for article in public:
        _furnish(article, "公开")
    alone = make_page(issue=make_issue(date=date(2026, 3, 13)), number="A02", title=SECRET + "版")
    beside = make_page(issue=public[0].page.issue, number="A09", title=SECRET + "版")
    articles = [
        make_article(page=page, title=SECRET + "路灯", section=section, kicker=SECRET, **state)
        for page, section in (
            (public[0].page, public[0].section),
            (beside, public[0].section),
            (alone, make_section(name=SECRET)),
        )
    ]
    for article in articles:
        _furnish(article, SECRET)
    return articles


def test_nothing_a_reader_can_reach_tells_of_a_hidden_article(
    client: Client, hidden: list[Article]
) -> None:
    reached = 0
    for address, status, text in _crawl(client):
        reached += 1
        assert status == 200, f"broken link to {unquote(address)}"
        told = (
            text.replace(f'value="{SECRET}"', "")
            .replace(f"<h1>{SECRET}</h1>", "")
            .replace(f"<title>{SECRET} ", "")
        )
        assert SECRET not in told, unquote(address)
        assert "2026-03-13" not in unquote(address)
    assert reached > 15


def test_guessing_addresses_tells_nothing_either(client: Client, hidden: list[Article]) -> None:
    beside, alone = hidden[1:]
    status = 410 if alone.status == Status.WITHDRAWN else 404
    for article in hidden:
        for address in (article.get_absolute_url(), f"/2026-03-12/A01/{article.pk}/"):
            response = client.get(address)
            assert response.status_code == status
            assert SECRET not in response.content.decode()
    section = alone.section
    assert section
    for thing in (
        beside.page,
        alone.page,
        alone.page.issue,
        section,
        Author.objects.get(name=f"{SECRET}作者"),
        Tag.objects.get(name=f"{SECRET}标签"),
    ):
        response = client.get(thing.get_absolute_url())
        assert response.status_code == 404
        assert SECRET not in response.content.decode()


def test_a_withdrawn_article_is_gone_from_the_moment_on(client: Client) -> None:
    article = make_published(title="撤下的稿件")
    make_published()
    address = article.get_absolute_url()
    assert client.get(address).status_code == 200
    Article.objects.filter(pk=article.pk).update(status=Status.WITHDRAWN)
    assert client.get(address).status_code == 410
    for _address, _status, text in _crawl(client):
        assert "撤下的稿件" not in text


def test_a_scheduled_article_that_is_withdrawn_was_never_public(client: Client) -> None:
    """Of what no reader saw, not even the address is confirmed."""
    make_published()
    tomorrow = timezone.now() + timedelta(days=1)
    article = make_article(status=Status.SCHEDULED, publish_at=tomorrow)
    workflow.withdraw([article], None)
    article.refresh_from_db()
    assert article.status == Status.WITHDRAWN
    assert not article.is_withdrawn_after_publication
    address = article.get_absolute_url()
    for path in (address, address.rstrip("/") + ".json", f"/api/v1/articles/{article.pk}"):
        assert client.get(path).status_code == 404, path
