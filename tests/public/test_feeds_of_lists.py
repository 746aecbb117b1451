"""Feeds of sections, authors and tags, as Atom and as RSS, with the opening or the whole text."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from articles.models import Article, ArticleTag, Author, Byline, Tag, TagRedirect
from articles.public.queries import page_queries
from tests.factories import make_article, make_published, make_section

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
LONG = "三条小巷装上了路灯。" * 60


def _feed(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own feed


@pytest.fixture
def article() -> Article:
    made = make_published(title="路灯亮了", section=make_section(name="城区"), body=LONG)
    Byline.objects.create(article=made, author=Author.objects.create(pk=7, name="甲乙"))
    ArticleTag.objects.create(content_object=made, tag=Tag.objects.create(name="路灯"))
    make_published(title="别的事")
    return made


@pytest.mark.parametrize("home", ["/section/城区/", "/author/7-甲乙/", "/tag/路灯/"])
def test_each_list_has_its_feed_in_both_forms_and_names_it(
    client: Client, article: Article, home: str
) -> None:
    text = client.get(home).content.decode()
    atom, rss = _feed(client, f"{home}feed/"), _feed(client, f"{home}feed/rss/")
    assert [one.text for one in atom.findall(f"{ATOM}entry/{ATOM}title")] == ["路灯亮了"]
    assert [one.text for one in rss.findall("channel/item/title")] == ["路灯亮了"]
    own = [
        str(link.get("href")).removeprefix("http://127.0.0.1:8000")
        for link in atom.findall(f"{ATOM}link")
    ]
    for address in (own[1], own[1] + "rss/"):
        assert (
            f'rel="alternate" type="application/{"rss" if "rss" in address else "atom"}+xml"'
            in text
        )
        assert f'href="{address}"' in text


def test_the_paper_has_rss_too(client: Client, article: Article) -> None:
    rss = _feed(client, "/feed/rss/")
    assert len(rss.findall("channel/item")) == 2
    guid = rss.find("channel/item/guid")
    assert guid is not None
    assert guid.get("isPermaLink") == "false"
    assert 'href="/feed/rss/"' in client.get("/").content.decode()


def test_who_subscribed_to_a_tag_that_was_merged_goes_on_reading(
    client: Client, article: Article
) -> None:
    TagRedirect.objects.create(slug="街灯", tag=Tag.objects.get(name="路灯"))
    assert len(_feed(client, "/tag/街灯/feed/").findall(f"{ATOM}entry")) == 1


@pytest.mark.parametrize("whole", [True, False])
def test_an_entry_carries_the_whole_text_only_where_the_setting_says_so(
    client: Client, article: Article, settings: Settings, whole: bool
) -> None:
    settings.FEEDS_IN_FULL = whole
    atom, rss = _feed(client, "/tag/路灯/feed/"), _feed(client, "/tag/路灯/feed/rss/")
    for texts in (
        atom.findall(f"{ATOM}entry/{ATOM}content"),
        rss.findall(f"channel/item/{ENCODED}"),
    ):
        assert [one.text for one in texts] == ([f"<p>{LONG}</p>"] if whole else [])


def test_of_whom_nobody_has_read_there_is_no_feed(client: Client) -> None:
    draft = make_article(section=make_section(name="城区"))
    Byline.objects.create(article=draft, author=Author.objects.create(pk=7, name="甲乙"))
    ArticleTag.objects.create(content_object=draft, tag=Tag.objects.create(name="路灯"))
    for home in ("/section/城区/", "/author/7-甲乙/", "/tag/路灯/"):
        for form in ("feed/", "feed/rss/"):
            assert client.get(home + form).status_code == 404


def _statements(client: Client, address: str) -> str:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return "\n".join(query["sql"] for query in queries.captured_queries)


@pytest.mark.parametrize("home", ["/author/7-甲乙/", "/tag/路灯/"])
def test_the_feed_of_a_busy_name_goes_through_the_newest_articles(
    client: Client, article: Article, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its own articles would all be sorted for the forty newest."""
    rare, feed = _statements(client, f"{home}feed/"), _feed(client, f"{home}feed/")
    assert '"id" IN (SELECT' in rare
    monkeypatch.setattr(page_queries, "BUSY", 0)
    busy = _statements(client, f"{home}feed/")
    assert '"id" IN (SELECT' not in busy
    again = _feed(client, f"{home}feed/")
    assert ElementTree.tostring(again) == ElementTree.tostring(feed)
