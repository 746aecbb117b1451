"""Articles by section, author and tag: newest first, cut by key."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from django.test import Client

from articles.models import ArticleTag, Author, Byline, Tag
from articles.public.queries.keyset_pages import PER_PAGE
from tests.factories import make_article, make_published, make_section

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def _articles_of(text: str) -> list[int]:
    return [
        int(pk) for pk in re.findall(r'<h2 class="title"><a href="/2026-03-12/A01/(\d+)-', text)
    ]


def _walk(
    client: Client, address: str, rel: str, query: str = ""
) -> Iterator[tuple[str, list[int]]]:
    """From one page of a list on, by its own links: the query string of each page and its articles."""
    text = client.get(address + query).content.decode()
    yield query, _articles_of(text)
    match = re.search(rf'rel="{rel}" class="\w+" href="([^"]+)"', text)
    if match:
        yield from _walk(client, address, rel, match[1])


@pytest.fixture
def printed_at_once() -> list[int]:
    """Three pages of a section, most of it published in the same instant; newest first."""
    section = make_section(name="城区")
    times = [NOON] * (2 * PER_PAGE) + [
        NOON - timedelta(microseconds=count + 1) for count in range(PER_PAGE - 5)
    ]
    articles = [make_published(section=section, publish_at=time, position=1) for time in times]
    return [
        one.pk for one in sorted(articles, key=lambda one: (one.publish_at, one.pk), reverse=True)
    ]


def test_every_article_is_met_once_on_the_way_to_the_oldest(
    client: Client, printed_at_once: list[int]
) -> None:
    pages = [articles for _query, articles in _walk(client, "/section/城区/", "next")]
    assert [len(page) for page in pages] == [PER_PAGE, PER_PAGE, PER_PAGE - 5]
    assert list(chain(*pages)) == printed_at_once


def test_the_way_back_is_the_same_way(client: Client, printed_at_once: list[int]) -> None:
    *_, (last, _articles) = _walk(client, "/section/城区/", "next")
    pages = [articles for _query, articles in _walk(client, "/section/城区/", "prev", last)]
    assert list(chain(*reversed(pages))) == printed_at_once


def test_new_articles_do_not_shift_the_pages_behind(
    client: Client, printed_at_once: list[int]
) -> None:
    text = client.get("/section/城区/").content.decode()
    older = re.search(r'rel="next" class="\w+" href="([^"]+)"', text)
    assert older
    make_published(section=make_section(name="城区"), publish_at=NOON + timedelta(hours=1))
    assert (
        _articles_of(client.get("/section/城区/" + older[1]).content.decode())
        == printed_at_once[PER_PAGE : 2 * PER_PAGE]
    )


def test_an_author_has_the_articles_he_signed_each_once(client: Client) -> None:
    author = Author.objects.create(name="甲乙", affiliation="云汀大学")
    signed, _other = make_published(), make_published()
    Byline.objects.create(article=signed, author=author, role="记者")
    Byline.objects.create(article=signed, author=author, role="摄影")
    text = client.get(author.get_absolute_url()).content.decode()
    assert _articles_of(text) == [signed.pk]
    assert "云汀大学" in text


def test_a_tag_has_the_articles_that_carry_it(client: Client) -> None:
    tag = Tag.objects.create(name="路灯")
    tagged, _other = make_published(), make_published()
    for article in (tagged, make_article()):
        ArticleTag.objects.create(content_object=article, tag=tag)
    assert _articles_of(client.get(tag.get_absolute_url()).content.decode()) == [tagged.pk]
    assert client.get("/tag/路灯/").status_code == 200


def test_a_list_says_where_each_article_was_printed_and_how_it_begins(client: Client) -> None:
    article = make_published(section=make_section(name="城区"), body="三条小巷装上了路灯。")
    text = client.get("/section/城区/").content.decode()
    for words in ("三条小巷装上了路灯。", "2026年3月12日", "A01", article.title):
        assert words in text
