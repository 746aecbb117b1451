"""The Atom feed."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from articles.models import Article, ArticleTag, Author, Byline, Tag
from articles.public import feeds
from articles.public.feeds import ENTRIES
from tests.factories import make_issue, make_page, make_publication, make_published, make_section

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def _feed(client: Client, address: str = "/feed/") -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own feed


def _texts(feed: ElementTree.Element, path: str) -> list[str]:
    return [
        one.text or "" for one in feed.findall(path.replace("/", f"/{ATOM}").replace("^", ATOM))
    ]


def test_entries_are_the_latest_articles_newest_first(client: Client) -> None:
    now = timezone.now()
    for hours in (3, 1, 2):
        make_published(title=f"{hours}小时前", publish_at=now - timedelta(hours=hours))
    assert _texts(_feed(client), "^entry/title") == ["1小时前", "2小时前", "3小时前"]


def test_what_came_out_at_once_stands_as_it_is_printed(client: Client) -> None:
    now = timezone.now()
    for place in ("A10 1", "A02 2", "A02 1", "A01 2", "A01 1"):
        number, position = place.split()
        make_published(
            page=make_page(number=number), position=int(position), title=place, publish_at=now
        )
    assert _texts(_feed(client), "^entry/title") == ["A01 1", "A01 2", "A02 1", "A02 2", "A10 1"]


def test_a_feed_is_not_longer_than_a_reader_needs(client: Client) -> None:
    now = timezone.now()
    for days in range(ENTRIES + 1):
        make_published(publish_at=now - timedelta(days=days))
    assert len(_feed(client).findall(f"{ATOM}entry")) == ENTRIES


def test_a_whole_issue_stands_in_the_feed_and_of_an_archive_no_more_than_that(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 2)
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 5)
    now = timezone.now()
    for hours in (50, 40, 30, 3, 2, 1):
        make_published(title=f"{hours}小时前", publish_at=now - timedelta(hours=hours))
    assert _texts(_feed(client), "^entry/title") == ["1小时前", "2小时前", "3小时前"]
    for _ in range(5):
        make_published(publish_at=now)
    assert len(_feed(client).findall(f"{ATOM}entry")) == 5


def test_an_entry_says_who_wrote_it_and_what_it_is_about(client: Client) -> None:
    article = make_published(
        section=make_section(name="城区"), subtitle="——走夜路不再慌", body="三条小巷装上了路灯。"
    )
    for name in ("甲乙", "丙丁"):
        Byline.objects.create(article=article, author=Author.objects.create(name=name))
    ArticleTag.objects.create(content_object=article, tag=Tag.objects.create(name="路灯"))
    feed = _feed(client)
    assert _texts(feed, "^entry/author/name") == ["甲乙、丙丁"]
    assert [one.get("term") for one in feed.iter(f"{ATOM}category")] == ["城区", "路灯"]
    assert _texts(feed, "^entry/summary") == ["<p>——走夜路不再慌</p><p>三条小巷装上了路灯。</p>"]


def test_one_control_character_does_not_break_the_feed(client: Client) -> None:
    article = make_published(
        title="路灯\x0b亮\x01了\ufffe", body="三条\x0c小巷\x08。", subtitle="\x1f副题"
    )
    Byline.objects.create(article=article, author=Author.objects.create(name="甲\x0b乙"))
    ArticleTag.objects.create(
        content_object=article, tag=Tag.objects.create(name="路\x0b灯", slug="lamp")
    )
    feed = _feed(client)
    assert _texts(feed, "^entry/title") == ["路灯亮了"]
    assert _texts(feed, "^entry/author/name") == ["甲乙"]


def test_text_is_text_in_the_title_and_in_the_summary(client: Client) -> None:
    make_published(title="1<2 & 3>2 ]]> </script>", body="<b>x</b> & <script>alert(1)</script>")
    feed = _feed(client)
    assert _texts(feed, "^entry/title") == ["1<2 & 3>2 ]]> </script>"]
    (summary,) = feed.findall(f"{ATOM}entry/{ATOM}summary")
    assert summary.get("type") == "html"
    assert summary.text == "<p>&lt;b&gt;x&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_new_headline_changes_the_address_but_not_the_identity(client: Client) -> None:
    article = make_published(title="旧标题")
    before = _feed(client)
    Article.objects.filter(pk=article.pk).update(title="新标题")
    after = _feed(client)
    assert _texts(before, "^entry/id") == _texts(after, "^entry/id")
    links = [feed.find(f"{ATOM}entry/{ATOM}link") for feed in (before, after)]
    assert links[0] is not None
    assert links[1] is not None
    assert links[0].get("href") != links[1].get("href")


def test_a_move_to_another_domain_changes_the_address_but_not_the_identity(
    client: Client, settings: Settings
) -> None:
    article = make_published()
    settings.SITE_URL = "https://new.example.org"
    feed = _feed(client)
    assert _texts(feed, "^entry/id") == [
        f"tag:127.0.0.1,{article.created_at:%Y-%m-%d}:article/{article.pk}"
    ]
    link = feed.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert str(link.get("href")).startswith("https://new.example.org/")


def test_an_entry_was_never_updated_before_it_was_published(client: Client) -> None:
    article = make_published()
    Article.objects.filter(pk=article.pk).update(updated_at=timezone.now() - timedelta(days=7))
    feed = _feed(client)
    assert _texts(feed, "^entry/updated") == _texts(feed, "^entry/published")


def test_addresses_are_the_sites_own_whatever_host_was_asked(client: Client) -> None:
    make_published()
    feed = ElementTree.fromstring(client.get("/feed/", headers={"host": "localhost"}).content)  # noqa: S314
    assert {str(link.get("href"))[:22] for link in feed.iter(f"{ATOM}link")} == {
        "http://127.0.0.1:8000/"
    }


def test_each_paper_has_its_own_feed(client: Client) -> None:
    make_published(title="日报的事")
    evening = make_publication(name="云汀晚报", prefix="晚报")
    make_published(
        page=make_page(issue=make_issue(publication=evening, date=date(2026, 3, 12))),
        title="晚报的事",
    )
    assert _texts(_feed(client), "^entry/title") == ["日报的事"]
    assert _texts(_feed(client, "/晚报/feed/"), "^entry/title") == ["晚报的事"]
    assert _texts(_feed(client, "/晚报/feed/"), "^title") == ["云汀晚报"]


@pytest.mark.parametrize("address", ["/feed/", "/feed/rss/"])
def test_a_feed_opened_in_a_browser_is_dressed_by_the_sites_own_sheet(
    client: Client, address: str
) -> None:
    make_published()
    (sheet,) = re.findall(
        r'<\?xml-stylesheet href="/static/([^"]+)"', client.get(address).content.decode()
    )
    assert finders.find(sheet)
