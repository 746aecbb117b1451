"""Articles and issues as ninjs 3.0."""

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator
from pytest_django import DjangoAssertNumQueries

from articles.importing.issues import Identity
from articles.importing.publishing import Publishing
from articles.importing.run import import_issues
from articles.models import (
    Article,
    ArticleRedirect,
    ArticleTag,
    Author,
    Byline,
    Correction,
    Illustration,
    Issue,
    Publication,
    Tag,
)
from articles.models.choices import AuthorKind, Status, TagOrigin, TagType
from tests.factories import make_article, make_issue, make_page, make_published, make_section
from tests.public.ninjs_schema import SCHEMA

pytestmark = pytest.mark.django_db


def _schemas() -> list[dict[str, Any]]:
    theirs = os.environ.get("NINJS_SCHEMA")
    return [SCHEMA, json.loads(Path(theirs).read_text())] if theirs else [SCHEMA]


def _item(client: Client, address: str, status: int = 200) -> dict[str, Any]:
    """What stands there, which keeps to the standard."""
    response = client.get(address)
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    item: dict[str, Any] = json.loads(response.content)
    for schema in _schemas():
        assert [error.message for error in Draft202012Validator(schema).iter_errors(item)] == []
    return item


def _address(article: Article) -> str:
    return article.get_absolute_url().removesuffix("/") + ".json"


def _furnished(**fields: Any) -> Article:
    article = make_published(
        kicker="桂巷街道",
        title="小巷装上新路灯",
        subtitle="走夜路不再慌",
        column="小巷议事厅③",
        source="云汀日报",
        section=make_section(name="城区"),
        body="三条<小巷>装上了路灯。\n\n## 走夜路不再慌\n\n居民说,亮堂多了。",
        **fields,
    )
    reporter = Author.objects.get_or_create(name="甲乙")[0]
    office = Author.objects.get_or_create(name="桂巷街道办", kind=AuthorKind.OFFICE)[0]
    Byline.objects.create(article=article, author=reporter, role="记者", order=1)
    Byline.objects.create(article=article, author=office, order=2)
    for name, kind in (("路灯", "topic"), ("云汀", "place"), ("丙丁", "person"), ("灯会", "event")):
        tag = Tag.objects.get_or_create(name=name, defaults={"type": TagType(kind)})[0]
        ArticleTag.objects.create(
            content_object=article, tag=tag, score=0.734, origin=TagOrigin.AUTOMATIC
        )
    Illustration.objects.create(article=article, caption="新路灯亮了。", credit="丙丁 摄", order=1)
    Illustration.objects.create(
        article=article, picture="pictures/lamp.jpg", width=900, height=600, order=2
    )
    Correction.objects.create(article=article, note="应为四条小巷。")
    return article


def _named(concepts: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["rel"], one["name"]) for one in concepts]


def test_an_article_is_told_in_full(client: Client) -> None:
    article = _furnished()
    item = _item(client, _address(article))
    assert item["headlines"] == [
        {"role": "kicker", "value": "桂巷街道"},
        {"role": "main", "value": "小巷装上新路灯"},
        {"role": "subtitle", "value": "走夜路不再慌"},
    ]
    assert item["by"] == "记者 甲乙、桂巷街道办"
    assert item["language"] == "zh-Hans"
    assert item["bodies"][0]["value"] == (
        "<p>三条&lt;小巷&gt;装上了路灯。</p>\n<h2>走夜路不再慌</h2>\n<p>居民说,亮堂多了。</p>"
    )
    assert (
        item["bodies"][1]["value"] == "三条<小巷>装上了路灯。\n\n走夜路不再慌\n\n居民说,亮堂多了。"
    )
    assert item["descriptions"] == [{"role": "correction", "value": "应为四条小巷。"}]
    assert item["infoSources"] == [{"name": "云汀日报"}]
    assert item["contentCreated"] == "2026-03-12T00:00:00+08:00"
    assert item["altIds"] == [{"role": "print", "value": f"2026-03-12/A01/{article.position}"}]


def test_what_an_article_is_about_stands_where_the_standard_has_a_place_for_it(
    client: Client,
) -> None:
    item = _item(client, _address(_furnished()))
    assert _named(item["people"]) == [("author", "甲乙"), ("about", "丙丁")]
    assert _named(item["organisations"]) == [("author", "桂巷街道办")]
    assert _named(item["places"]) == [("about", "云汀")]
    assert _named(item["events"]) == [("about", "灯会")]
    assert _named(item["subjects"]) == [
        ("about", "路灯"),
        ("section", "城区"),
        ("column", "小巷议事厅"),
    ]
    assert (item["subjects"][0]["relevance"], item["subjects"][0]["creator"]) == (73, "automatic")


def test_pictures_are_items_of_their_own(client: Client) -> None:
    caption, picture = _item(client, _address(_furnished()))["associations"]
    assert (caption["representationType"], caption["by"]) == ("partial", "丙丁 摄")
    assert caption["descriptions"] == [{"role": "caption", "value": "新路灯亮了。"}]
    assert picture["renditions"][0] | {"name": ""} == {
        "name": "",
        "href": "http://127.0.0.1:8000/media/pictures/lamp.jpg",
        "contentType": "image/jpeg",
        "width": 900,
        "height": 600,
    }


def test_an_article_that_has_only_what_it_must_is_an_item_too(client: Client) -> None:
    item = _item(client, _address(make_published(title="", body="")))
    assert (
        not {"bodies", "by", "people", "associations", "descriptions", "infoSources"} & item.keys()
    )


def test_an_issue_is_a_package_of_its_articles_in_printed_order(client: Client) -> None:
    last, first, second = (
        make_published(page=make_page(number=number), position=place)
        for number, place in (("A10", 1), ("A2", 1), ("A2", 2))
    )
    make_article(title="机密")
    item = _item(client, "/2026-03-12.json")
    assert item["type"] == "composite"
    assert [one["uri"] for one in item["associations"]] == [
        _item(client, _address(article))["uri"] for article in (first, second, last)
    ]


def test_every_item_of_the_sample_paper_keeps_to_the_standard(client: Client) -> None:
    list(import_issues([settings.BASE_DIR / "samples"], Identity(), publish=Publishing.ALL))
    issues = list(Issue.objects.all())
    whole = [
        _item(client, f"{issue.get_absolute_url().removesuffix('/')}.json") for issue in issues
    ]
    assert len(whole) > 1
    for article in Article.objects.published():
        told = _item(client, _address(article))
        assert any(told.items() <= one.items() for item in whole for one in item["associations"])


def test_an_item_keeps_its_name_when_its_headline_changes(client: Client) -> None:
    article = make_published(title="旧题")
    before = _item(client, _address(article))["uri"]
    old = _address(article)
    Article.objects.update(title="新题")
    article.refresh_from_db()
    assert client.get(old, follow=True).redirect_chain == [(_address(article), 301)]
    assert _item(client, _address(article))["uri"] == before


def test_of_a_withdrawn_article_only_that_is_told(client: Client) -> None:
    article = _furnished()
    Article.objects.update(status=Status.WITHDRAWN)
    item = _item(client, _address(article), status=410)
    assert item.pop("uri").endswith(f"article/{article.pk}")
    assert item.pop("standard")["name"] == "ninjs"
    assert item == {"type": "text", "representationType": "partial", "pubStatus": "canceled"}


def test_an_article_that_was_joined_to_another_leads_there(client: Client) -> None:
    article = make_published()
    ArticleRedirect.objects.create(old_id=article.pk + 100, article=article)
    address = f"/2026-03-12/A01/{article.pk + 100}.json"
    assert client.get(address, follow=True).redirect_chain == [(_address(article), 301)]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.APPROVED, Status.SCHEDULED])
def test_what_is_not_published_is_not_there(client: Client, status: Status) -> None:
    article = make_article(status=status, publish_at=timezone.now() + timedelta(days=1))
    assert client.get(_address(article)).status_code == 404
    assert client.get("/2026-03-12.json").status_code == 404


def test_a_second_paper_has_its_own_addresses(client: Client) -> None:
    paper = Publication.objects.create(name="云汀晚报", prefix="evening")
    article = make_published(
        page=make_page(issue=make_issue(publication=paper, date=date(2026, 3, 13)))
    )
    assert _item(client, "/evening/2026-03-13.json")["title"] == "云汀晚报 2026-03-13"
    assert _address(article).startswith("/evening/2026-03-13/A01/")
    _item(client, _address(article))


def test_pages_say_where_their_item_is(client: Client) -> None:
    article = _furnished()
    for address in ("/", "/2026-03-12/"):
        assert (
            'href="http://127.0.0.1:8000/2026-03-12.json"' in client.get(address).content.decode()
        )
    link = f'<link rel="alternate" type="application/json" title="ninjs" href="http://127.0.0.1:8000{_address(article)}">'
    assert link in client.get(article.get_absolute_url()).content.decode()


def test_who_has_an_item_already_is_told_so(client: Client) -> None:
    address = _address(make_published())
    response = client.get(address)
    assert response["Cache-Control"] == "public, no-cache"
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_the_database_is_asked_as_often_for_many_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    articles = [_furnished(page=make_page(number=f"A0{number}")) for number in (1, 2, 3)]
    with django_assert_num_queries(5):
        client.get(_address(articles[0]))
    with django_assert_num_queries(6):
        client.get("/2026-03-12.json")
