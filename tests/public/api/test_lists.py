"""Lists of the API: what is in them, how they are narrowed, how they go on."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, ArticleTag, Author, Byline, Publication, Tag
from articles.public.api import queries
from articles.public.queries import page_queries
from articles.search import full_text
from tests.factories import make_article, make_issue, make_page, make_published, make_section

pytestmark = pytest.mark.django_db


def _get(client: Client, address: str, **params: Any) -> dict[str, Any]:
    response = client.get(f"/api/v1/{address}", params)
    assert response.status_code == 200, response.content.decode()
    answer: dict[str, Any] = response.json()
    return answer


def _ids(client: Client, **params: Any) -> list[int]:
    return [item["id"] for item in _get(client, "articles", **params)["items"]]


def _walk(client: Client, address: str, field: str, /, **params: Any) -> list[Any]:
    """The whole list, stretch by stretch, as `next` leads."""
    answer = _get(client, address, **params)
    found = [item[field] for item in answer["items"]]
    while answer["next"]:
        parts = urlsplit(answer["next"])
        assert parts.netloc == "127.0.0.1:8000"
        answer = client.get(f"{parts.path}?{parts.query}").json()
        found += [item[field] for item in answer["items"]]
    return found


@pytest.fixture
def articles() -> list[Article]:
    """Seven, oldest first; two published at the same moment."""
    now = timezone.now()
    made = []
    for place in range(7):
        issue = make_issue(date=date(2026, 3, 1 + place))
        moment = now - timedelta(days=1) if place in (3, 4) else now - timedelta(days=8 - place)
        made.append(make_published(page=make_page(issue=issue), publish_at=moment))
    made.sort(key=lambda article: (article.publish_at, article.pk))
    return made


def test_articles_are_listed_newest_first_and_none_is_left_out_or_told_twice(
    client: Client, articles: list[Article]
) -> None:
    expected = [article.pk for article in reversed(articles)]
    for limit in (1, 2, 3, 7, 100):
        assert _walk(client, "articles", "id", limit=limit) == expected


@pytest.mark.parametrize("few_pages", [0, 100])
def test_articles_are_narrowed_by_the_days_of_the_paper(
    client: Client, articles: list[Article], few_pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_MAX_SORTED_PAGES", few_pages)
    days = {article.pk: article.page.issue.date.day for article in articles}
    found = _walk(client, "articles", "id", since="2026-03-02", until="2026-03-04", limit=2)
    assert sorted(days[pk] for pk in found) == [2, 3, 4]
    issue = articles[0].page.issue
    assert _ids(client, issue=issue.pk) == [articles[0].pk]


def test_articles_are_narrowed_by_what_they_belong_to(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = make_section(name="城区")
    author, tag = Author.objects.create(name="甲乙"), Tag.objects.create(name="路灯")
    make_published(title="别的")
    whole = make_published(section=section, column="议事厅③", title="城南夜市开张")
    half = make_published(section=section)
    Byline.objects.create(article=whole, author=author)
    ArticleTag.objects.create(content_object=whole, tag=tag)
    full_text.index([whole, half])
    assert _ids(client, section="城区") == [half.pk, whole.pk]
    for narrow in ({"author": author.pk}, {"tag": "路灯"}, {"column": "议事厅"}, {"q": "城南夜市"}):
        assert _ids(client, **narrow) == [whole.pk]
        assert _ids(client, section="城区", **narrow) == [whole.pk]
    make_section(name="副刊")
    assert _ids(client, section="副刊", tag="路灯") == []


def test_busy_authors_and_tags_give_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, tag = Author.objects.create(name="甲乙"), Tag.objects.create(name="路灯")
    articles = [make_published() for _ in range(4)]
    for article in articles[:3]:
        Byline.objects.create(article=article, author=author)
        ArticleTag.objects.create(content_object=article, tag=tag)
    expected = [article.pk for article in reversed(articles[:3])]
    monkeypatch.setattr(page_queries, "BUSY", 1)
    assert _walk(client, "articles", "id", author=author.pk, limit=2) == expected
    assert _walk(client, "articles", "id", tag="路灯", limit=2) == expected


def test_a_paper_of_its_own_prefix_is_told_apart(client: Client) -> None:
    paper = Publication.objects.create(name="云汀晚报", prefix="evening")
    issue = make_issue(publication=paper)
    article = make_published(page=make_page(issue=issue))
    other = make_published(page=make_page(issue=make_issue()))
    assert _ids(client, publication="evening") == [article.pk]
    assert _ids(client, publication="") == [other.pk]
    assert _walk(client, "issues", "id", publication="evening") == [issue.pk]


def test_issues_and_pages_go_on_by_key(client: Client, articles: list[Article]) -> None:
    days = [str(article.page.issue.date) for article in articles]
    assert _walk(client, "issues", "date", limit=2) == sorted(days, reverse=True)
    assert _walk(client, "issues", "date", since="2026-03-03", until="2026-03-04") == [
        "2026-03-04",
        "2026-03-03",
    ]
    pages = sorted((article.page_id for article in articles), reverse=True)
    assert _walk(client, "pages", "id", limit=3) == pages
    assert _walk(client, "pages", "id", issue=articles[2].page.issue_id) == [articles[2].page_id]


def test_authors_and_tags_are_found_by_name(client: Client) -> None:
    article = make_published()
    for name in ("甲乙", "丙丁", "戊己"):
        Byline.objects.create(article=article, author=Author.objects.create(name=name))
        ArticleTag.objects.create(
            content_object=article, tag=Tag.objects.create(name=name, type="person")
        )
    Tag.objects.create(name="没人用")
    for address in ("authors", "tags"):
        assert _walk(client, address, "name", limit=2) == ["戊己", "丙丁", "甲乙"]
        assert _walk(client, address, "name", name="丙丁") == ["丙丁"]
    assert _walk(client, "tags", "name", type="place") == []


def test_nothing_that_is_not_published_is_in_any_list(client: Client) -> None:
    hidden = make_article(section=make_section(name="机密"))
    Byline.objects.create(article=hidden, author=Author.objects.create(name="机密"))
    ArticleTag.objects.create(content_object=hidden, tag=Tag.objects.create(name="机密"))
    full_text.index([hidden])
    make_published(publish_at=timezone.now() + timedelta(hours=1))
    for address in ("issues", "pages", "articles", "authors", "tags"):
        assert _get(client, address) == {"items": [], "next": None}
    for narrow in ({"tag": "机密"}, {"section": "机密"}, {"q": "机密"}):
        assert _ids(client, **narrow) == []
