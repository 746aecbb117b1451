"""Sitemaps and robots.txt."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.public import sitemaps
from tests.factories import make_article, make_page, make_published, make_section

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


def _locations(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return [unquote(one) for one in re.findall(r"<loc>([^<]+)</loc>", response.content.decode())]


def test_the_index_names_every_part(client: Client) -> None:
    make_published()
    parts = ["issues", "pages", "articles", "sections"]
    assert _locations(client, "/sitemap.xml") == [f"{SITE}/sitemap-{part}.xml" for part in parts]


def test_the_parts_hold_what_can_be_read(client: Client) -> None:
    article = make_published(section=make_section(name="城区"), title="小巷装上新路灯")
    make_article(page=make_page(number="A02"), section=make_section(name="空栏目"))
    assert _locations(client, "/sitemap-issues.xml") == [f"{SITE}/2026-03-12/"]
    assert _locations(client, "/sitemap-pages.xml") == [f"{SITE}/2026-03-12/A01/"]
    assert _locations(client, "/sitemap-articles.xml") == [f"{SITE}/2026-03-12/A01/{article.pk}-小巷装上新路灯/"]
    assert _locations(client, "/sitemap-sections.xml") == [f"{SITE}/section/城区/"]


def test_a_large_paper_is_cut_into_files(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps.Articles, "limit", 2)
    for _ in range(3):
        make_published()
    assert f"{SITE}/sitemap-articles.xml?p=2" in _locations(client, "/sitemap.xml")
    assert len(_locations(client, "/sitemap-articles.xml")) == 2
    assert len(_locations(client, "/sitemap-articles.xml?p=2")) == 1


def test_an_untitled_article_costs_no_further_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    articles = [make_published(title="") for _ in range(3)]
    with django_assert_num_queries(2):
        locations = _locations(client, "/sitemap-articles.xml")
    assert locations == [SITE + unquote(article.get_absolute_url()) for article in articles]


def test_an_empty_site_has_sitemaps_too(client: Client) -> None:
    assert len(_locations(client, "/sitemap.xml")) == 4
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
