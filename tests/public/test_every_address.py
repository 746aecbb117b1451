"""Every public address, asked of papers that have nothing public: no fault, and no hint of what is hidden."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from articles.models import Article, ArticleTag, Author, Byline, Correction, Illustration, Tag
from articles.models.choices import Status, TagType
from articles.public.queries import page_queries
from articles.public.sitemaps import PARTS
from articles.public.urls import urlpatterns
from articles.search import full_text
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_publication,
    make_published,
    make_section,
)

pytestmark = pytest.mark.django_db

SECRET = "机密"
DAY = date(2026, 3, 12)
EVENING = "evening"
API_LISTS = ("issues", "pages", "articles", "authors", "tags")
# Positions in lists of each kind. Routes that lead to an issue or a day read no query string.
POSITIONS = ("?before=1", "?after=1_1", "?p=2")
WITHOUT_POSITION = {"label", "day", "year", "token", "file"}


def _hide_article(prefix: str) -> None:
    """A draft of a paper, with everything that has an address of its own."""
    publication = make_publication(name=f"云汀{prefix}报", prefix=prefix)
    section = make_section(publication=publication, name=f"{SECRET}版块", slug="hidden")
    page = make_page(issue=make_issue(publication=publication, date=DAY), title=f"{SECRET}版")
    article = make_article(
        page=page, section=section, title=f"{SECRET}路灯", column=f"{SECRET}栏", status=Status.DRAFT
    )
    author = Author.objects.get_or_create(name=f"{SECRET}作者")[0]
    tag = Tag.objects.get_or_create(name=f"{SECRET}标签", slug="hidden")[0]
    Byline.objects.create(article=article, author=author, role="记者")
    ArticleTag.objects.create(content_object=article, tag=tag)
    Illustration.objects.create(article=article, caption=f"{SECRET}图片")
    Correction.objects.create(article=article, note=f"{SECRET}更正")
    full_text.index([article])


def _no_paper() -> None:
    """The database as it is after the installation."""


def _without_issues() -> None:
    make_publication()


def _with_drafts_only() -> None:
    _hide_article("")


def _second_paper_without_issues() -> None:
    make_published()
    make_publication(name="云汀晚报", prefix=EVENING)


def _second_paper_with_drafts_only() -> None:
    make_published()
    _hide_article(EVENING)


SITES = [
    _no_paper,
    _without_issues,
    _with_drafts_only,
    _second_paper_without_issues,
    _second_paper_with_drafts_only,
]


def _samples() -> dict[str, list[Any]]:
    """Values for each parameter of a route: of hidden things, and of things that do not exist."""
    articles = Article.objects.filter(title__contains=SECRET)
    hidden_keys = list(articles.values_list("pk", flat=True))
    author_keys = list(Author.objects.values_list("pk", flat=True))
    keys = {1, *hidden_keys, *author_keys}
    return {
        "prefix": ["", EVENING],
        "pk": sorted(keys),
        "slug": ["hidden", "missing"],
        "name": [f"{SECRET}栏", "missing"],
        "label": ["2026-03-12", "1999-01-01"],
        "number": ["A01"],
        "day": [DAY],
        "year": [2026, 1999],
        "kind": [TagType.TOPIC.value, TagType.PERSON.value],
        "initial": ["j", "other"],
        "section": list(PARTS),
        "token": ["missing"],
        "file": ["pictures/hidden.png", "missing"],
        "path": list(_api_paths(sorted(keys))),
    }


def _api_paths(keys: list[int]) -> Iterator[str]:
    yield from ("", "docs", "openapi.json", "missing", "tags/hidden", "tags/missing")
    for name in API_LISTS:
        yield name
        for key in keys:
            yield f"{name}/{key}"


def _addresses(pattern: URLPattern) -> Iterator[str]:
    samples = _samples()
    names = list(pattern.pattern.converters)
    positions = () if WITHOUT_POSITION.intersection(names) else POSITIONS
    for values in product(*(samples[name] for name in names)):
        arguments = dict(zip(names, values, strict=True))
        address = reverse(f"public:{pattern.name}", kwargs=arguments)
        yield address
        for position in positions:
            yield address + position


def _check(client: Client, address: str) -> None:
    response = client.get(address)
    result = f"{address} answers {response.status_code}"
    assert response.status_code < 500, result
    assert SECRET not in response.content.decode(), result
    assert SECRET not in response.get("Location", ""), result


@pytest.mark.parametrize("fill", SITES, ids=lambda fill: fill.__name__.strip("_"))
def test_no_address_fails_or_tells_what_is_hidden(client: Client, fill: Any) -> None:
    fill()
    for pattern in urlpatterns:
        for address in _addresses(pattern):
            _check(client, address)


def test_nor_do_those_of_busy_authors_and_tags(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are read by other queries."""
    monkeypatch.setattr(page_queries, "BUSY", 0)
    _hide_article("")
    for pattern in urlpatterns:
        if str(pattern.name).startswith(("author", "tag")):
            for address in _addresses(pattern):
                _check(client, address)


def test_hidden_things_are_not_found(client: Client) -> None:
    _hide_article("")
    article = Article.objects.get()
    author, tag = Author.objects.get(), Tag.objects.get()
    assert article.section
    pages = [
        article.get_absolute_url(),
        article.page.get_absolute_url(),
        article.page.issue.get_absolute_url(),
        article.section.get_absolute_url(),
        article.get_column_url(),
        author.get_absolute_url(),
        tag.get_absolute_url(),
    ]
    for address in pages:
        assert client.get(address).status_code == 404, address
    for address in pages[3:]:
        for ending in ("feed/", "feed/rss/"):
            assert client.get(address + ending).status_code == 404, address


def test_the_feed_of_a_paper_without_articles_is_empty(client: Client) -> None:
    make_publication()
    for address in ("/feed/", "/feed/rss/"):
        response = client.get(address)
        assert response.status_code == 200
        text = response.content.decode()
        assert "<entry>" not in text
        assert "<item>" not in text


def test_every_kind_of_address_is_asked() -> None:
    """A new parameter of a route needs a sample here."""
    samples = _samples()
    names: set[str] = set()
    for pattern in urlpatterns:
        names |= pattern.pattern.converters.keys()
    assert names == samples.keys()
