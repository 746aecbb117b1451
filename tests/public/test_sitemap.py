"""Sitemaps and robots.txt."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import ArticleTag, Author, Byline, Tag
from articles.public import sitemaps
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_publication,
    make_published,
    make_section,
)

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


def _locations(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return [unquote(one) for one in re.findall(r"<loc>([^<]+)</loc>", response.content.decode())]


def test_the_index_names_every_part_that_has_something_in_it(client: Client) -> None:
    article = make_published()
    parts = ["issues", "pages", "articles", "indexes"]
    assert _locations(client, "/sitemap.xml") == [f"{SITE}/sitemap-{part}.xml" for part in parts]
    article.section = make_section(name="城区")
    article.save(update_fields=["section"])
    assert f"{SITE}/sitemap-sections.xml" in _locations(client, "/sitemap.xml")


def test_the_parts_hold_what_can_be_read(client: Client) -> None:
    article = make_published(section=make_section(name="城区"), title="小巷装上新路灯")
    make_article(page=make_page(number="A02"), section=make_section(name="空栏目"))
    assert _locations(client, "/sitemap-issues.xml") == [f"{SITE}/2026-03-12/"]
    assert _locations(client, "/sitemap-pages.xml") == [f"{SITE}/2026-03-12/A01/"]
    assert _locations(client, "/sitemap-articles.xml") == [
        f"{SITE}/2026-03-12/A01/{article.pk}-小巷装上新路灯/"
    ]
    assert _locations(client, "/sitemap-sections.xml") == [f"{SITE}/section/城区/"]


def test_lists_that_can_be_read_are_told(client: Client) -> None:
    article, hidden = make_published(column="议事厅①"), make_article(column="别的")
    author, tag = Author.objects.create(name="甲乙"), Tag.objects.create(name="路灯")
    Byline.objects.create(article=article, author=author)
    ArticleTag.objects.create(content_object=article, tag=tag)
    Byline.objects.create(article=hidden, author=Author.objects.create(name="丙丁"))
    ArticleTag.objects.create(content_object=hidden, tag=Tag.objects.create(name="夜市"))
    assert _locations(client, "/sitemap-columns.xml") == [f"{SITE}/column/议事厅/"]
    assert _locations(client, "/sitemap-authors.xml") == [SITE + unquote(author.get_absolute_url())]
    assert _locations(client, "/sitemap-tags.xml") == [f"{SITE}/tag/路灯/"]


def test_the_indexes_of_every_paper_are_told_and_those_of_the_site_once(client: Client) -> None:
    make_published()
    make_published(
        page=make_page(
            issue=make_issue(publication=make_publication(name="云汀晚报", prefix="晚报"))
        )
    )
    make_publication(name="没出的报", prefix="空")
    own = ["archive", "column", "section"]
    expected = [f"{SITE}/{paper}{index}/" for paper in ("", "晚报/") for index in own]
    shared = [f"{SITE}/author/", f"{SITE}/tag/"]
    assert sorted(_locations(client, "/sitemap-indexes.xml")) == sorted([*expected, *shared])


def test_a_large_paper_is_cut_into_files(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "LIMIT", 2)
    for _ in range(3):
        make_published()
    assert f"{SITE}/sitemap-articles.xml?p=2" in _locations(client, "/sitemap.xml")
    assert len(_locations(client, "/sitemap-articles.xml")) == 2
    assert len(_locations(client, "/sitemap-articles.xml?p=2")) == 1


def test_an_untitled_article_costs_no_further_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    articles = [make_published(title="") for _ in range(3)]
    with django_assert_num_queries(1):
        locations = _locations(client, "/sitemap-articles.xml")
    assert locations == [SITE + unquote(article.get_absolute_url()) for article in articles]


@pytest.mark.parametrize(
    "title", ["小巷装上新路灯", "雨水花园 & “海绵”？", "A-b's + (c) 50%", "?!", "长" * 90]
)
def test_an_address_is_the_one_that_the_page_has(client: Client, title: str) -> None:
    issue = make_issue(publication=make_publication(name="云汀晚报", prefix="晚报"), edition="特刊")
    article = make_published(page=make_page(issue=issue, number="特1"), title=title)
    for part, thing in (("issues", issue), ("pages", article.page), ("articles", article)):
        assert _locations(client, f"/sitemap-{part}.xml") == [
            SITE + unquote(thing.get_absolute_url())
        ]


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "²", "9" * 30])
def test_a_file_that_is_not_there_is_not_found(client: Client, number: str) -> None:
    make_published()
    assert client.get(f"/sitemap-articles.xml?p={number}").status_code == 404


def test_an_empty_site_has_sitemaps_too(client: Client) -> None:
    assert _locations(client, "/sitemap.xml") == [f"{SITE}/sitemap-issues.xml"]
    assert _locations(client, "/sitemap-articles.xml") == []


def test_robots_may_read_the_paper_but_not_the_desk_or_the_search(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /admin/" in lines
    assert "Disallow: /search/" in lines
    assert "Disallow: /" not in lines
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
