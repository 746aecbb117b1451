"""The news sitemap, the search of the browser's own field, the sign."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.public import sitemaps
from tests.factories import make_issue, make_page, make_published

pytestmark = pytest.mark.django_db

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def make_news(**fields: object) -> Article:
    """Of today's paper."""
    return make_published(page=make_page(issue=make_issue(date=timezone.localdate())), **fields)


def _titles(client: Client) -> list[str | None]:
    root = ElementTree.fromstring(client.get("/sitemap-news.xml").content)  # noqa: S314 - our own
    return [one.text for one in root.iter(f"{NEWS}title")]


def test_news_are_two_days_old_at_most_newest_first(client: Client) -> None:
    now = timezone.now()
    for hours in (1, 49, 47):
        make_news(title=f"{hours}小时 <前>\x0b", publish_at=now - timedelta(hours=hours))
    assert _titles(client) == ["1小时 <前>", "47小时 <前>"]


def test_an_old_paper_published_today_is_no_news(client: Client) -> None:
    now = timezone.now()
    for days in (0, 1, 2, 3, 300):
        issue = make_issue(date=timezone.localdate(now - timedelta(days=days)))
        make_published(page=make_page(issue=issue), title=f"{days}天前", publish_at=now)
    tomorrow = make_issue(date=timezone.localdate(now + timedelta(days=1)))
    make_published(page=make_page(issue=tomorrow), title="明天", publish_at=now)
    assert set(_titles(client)) == {"0天前", "1天前", "2天前", "明天"}


def test_there_are_no_more_news_than_google_takes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sitemaps.NEWS_MOST == 1000
    monkeypatch.setattr(sitemaps, "NEWS_MOST", 2)
    for _ in range(3):
        make_news()
    assert len(_titles(client)) == 2


def test_robots_are_led_to_the_news(client: Client) -> None:
    assert (
        b"Sitemap: http://127.0.0.1:8000/sitemap-news.xml\n"
        in client.get("/robots.txt").content + b"\n"
    )


def test_a_browser_can_search_the_paper_from_its_own_field(client: Client) -> None:
    make_published()
    response = client.get("/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    (url,) = root.findall("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url.get("template") == "http://127.0.0.1:8000/search/?q={searchTerms}"
    assert 'type="application/opensearchdescription+xml"' in client.get("/").content.decode()


def test_who_asks_for_the_sign_by_its_old_name_is_led_to_it(client: Client) -> None:
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/articles/public/icon.svg")
