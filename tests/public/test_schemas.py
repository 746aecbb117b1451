"""Feeds and sitemaps are what their schemas ask for (`schemas/`, written after the formats' own words)."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree  # type: ignore[import-untyped]
from pytest_django import Settings

from articles.models import Article, ArticleTag, Author, Byline, Issue, Tag
from tests.factories import make_issue, make_page, make_publication, make_published, make_section

pytestmark = pytest.mark.django_db

SCHEMAS = Path(__file__).parent / "schemas"


@pytest.fixture
def _paper() -> None:
    """Articles with all that an entry can have, and with nothing."""
    author, tag = Author.objects.create(name="甲乙"), Tag.objects.create(name="路灯")
    evening = make_issue(
        publication=make_publication(name="云汀晚报", prefix="晚报"), edition="特刊"
    )
    articles = [
        make_published(
            section=make_section(name="城区"),
            title="雨水 & “海绵”",
            subtitle="<三>处",
            column="议事厅③",
        ),
        make_published(title="", body=""),
        make_published(page=make_page(issue=evening, number="特1"), title="\x0b'花园'"),
    ]
    for article in articles:
        ArticleTag.objects.create(content_object=article, tag=tag)
    Byline.objects.create(article=articles[0], author=author)
    Article.objects.filter(pk=articles[2].pk).update(source="新华社")


def faults(client: Client, address: str, schema: str) -> str:
    document = etree.fromstring(client.get(address).content)
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / f"{schema}.rng"))
    grammar.validate(document)
    return str(grammar.error_log)


@pytest.mark.usefixtures("_paper")
@pytest.mark.parametrize("part", ["", "-news", "-issues", "-pages", "-articles", "-sections"])
def test_a_sitemap_is_valid(client: Client, part: str) -> None:
    Issue.objects.update(date=timezone.localdate())  # older ones are no news
    assert faults(client, f"/sitemap{part}.xml", "sitemaps") == ""


@pytest.mark.usefixtures("_paper")
@pytest.mark.parametrize("in_full", [False, True])
@pytest.mark.parametrize("of", ["", "晚报/", "section/城区/", "column/议事厅/", "tag/路灯/"])
def test_a_feed_is_valid(client: Client, settings: Settings, of: str, in_full: bool) -> None:
    settings.FEEDS_IN_FULL = in_full
    assert faults(client, f"/{of}feed/", "atom") == ""


@pytest.mark.usefixtures("_paper")
def test_the_schemas_find_what_is_wrong(client: Client) -> None:
    for address, schema in (("/feed/", "atom"), ("/sitemap-articles.xml", "sitemaps")):
        document = etree.fromstring(client.get(address).content)
        document[-1].remove(document[-1][0])
        assert not etree.RelaxNG(etree.parse(SCHEMAS / f"{schema}.rng")).validate(document)
