"""How the API answers: faults in one sentence, kept copies asked for again, few queries, no foreign host."""

import re

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from articles.models import ArticleTag, Author, Byline, Illustration, Tag
from articles.models.paper import SITE_WORDS
from tests.factories import make_page, make_published, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(client: Client) -> None:
    client.get("/api/v1/docs")


_TOLD = ("summary", "description")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("articles?sectoin=城区", 422, "“sectoin” is unknown here"),
        ("articles?since=gestern", 422, "since: "),
        ("articles?until=0", 422, "until: "),
        ("issues?since=20260312", 422, "since: "),
        ("authors?name=甲乙&name=丙丁", 422, "“name” is given twice"),
        ("articles?limit=101", 422, "limit: "),
        ("articles?limit=0", 422, "limit: "),
        ("articles?before=x", 422, "no place in this list"),
        ("issues?before=2026-02-31_1", 422, "no place in this list"),
        ("tags?before=1_1", 422, "no place in this list"),
        ("tags?type=animal", 422, "type: "),
        ("articles?tag=unknown", 404, "no such publication, section, author or tag"),
        ("articles?author=999999999999999999999", 422, "author: "),
        ("articles?publication=unknown", 404, "no such publication"),
        ("articles/1", 404, "nothing published"),
        ("articles/99999999999999999999", 404, "nothing published"),
        ("issues/abc", 404, "no such address"),
        ("nothing", 404, "no such address"),
        ("tags/%0A", 404, "nothing published"),
        ("issues/%0A", 404, "no such address"),
        ("articles?before=99999999999999999_1", 422, "no place in this list"),
        ("articles?q=%00%22", 400, ""),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    client: Client, address: str, status: int, words: str
) -> None:
    with translation.override("en"):
        response = client.get(f"/api/v1/{address}")
    assert response.status_code == status
    assert response["Content-Type"].startswith("application/json")
    if words:
        assert list(response.json()) == ["detail"]
        assert words in response.json()["detail"]


def test_nothing_can_be_written() -> None:
    client = Client(enforce_csrf_checks=True)
    for method in ("POST", "PUT", "PATCH", "DELETE", "QUERY"):
        assert client.generic(method, "/api/v1/articles").status_code == 405


def test_who_has_an_answer_already_is_told_so(client: Client) -> None:
    article = make_published()
    for address in ("articles", f"articles/{article.pk}", "issues", "docs", "openapi.json"):
        response = client.get(f"/api/v1/{address}")
        assert response["Cache-Control"] == "public, no-cache"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies
        again = client.get(f"/api/v1/{address}", headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304
    assert client.head("/api/v1/articles").status_code == 200


def test_chinese_is_not_escaped(client: Client) -> None:
    article = make_published(title="小巷装上新路灯")
    assert "小巷装上新路灯" in client.get(f"/api/v1/articles/{article.pk}").content.decode()


def test_the_handbook_names_every_address_and_loads_nothing_from_elsewhere(client: Client) -> None:
    text = client.get("/api/v1/", follow=True).content.decode()
    described = client.get("/api/v1/openapi.json").json()
    assert len(described["paths"]) == 10
    for path in described["paths"]:
        assert path in text
    sources = re.findall(r'(?:src|href)="([^"]+)"', text)
    assert [
        one for one in sources if not one.startswith(("/", "#", "http://127.0.0.1:8000/"))
    ] == []


@pytest.mark.parametrize(
    ("language", "told"), [("zh-hans", "栏目在地址中的名称。"), ("en", "Slug of a section.")]
)
def test_the_handbook_speaks_the_language_of_the_site_and_the_description_english(
    client: Client, language: str, told: str
) -> None:
    with translation.override(language):
        text = client.get("/api/v1/docs").content.decode()
        described = client.get("/api/v1/openapi.json").content.decode()
    assert told in text
    assert "Slug of a section." in described


def test_no_sentence_of_the_handbook_is_left_in_english(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    told = [
        operations["get"].get(name) for operations in described["paths"].values() for name in _TOLD
    ]
    for shape in described["components"]["schemas"].values():
        if shape["type"] == "object":  # the words of a closed list are told as they are
            told += [
                one.get("description") for one in (shape, *shape.get("properties", {}).values())
            ]
    sentences = [text for text in told if text]
    assert len(sentences) > 60
    assert [text for text in sentences if translation.gettext(text) == text] == []


def test_every_shape_that_is_named_is_told_on_the_same_page(client: Client) -> None:
    text = client.get("/api/v1/docs").content.decode()
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(re.findall(r'id="([^"]+)"', text))


def test_every_answer_is_as_the_description_says(client: Client) -> None:
    """The library checks each answer against its shape; here that they are named in the description."""
    described = client.get("/api/v1/openapi.json").json()
    for operations in described["paths"].values():
        assert (
            "$ref" in operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        )


def test_no_paper_can_have_its_address() -> None:
    assert "api" in SITE_WORDS


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("issues", 1),
        ("issues/{issue}", 2),
        ("pages", 1),
        ("pages/{page}", 3),
        ("articles", 2),
        ("articles?before=9999999999999999_1", 2),
        ("articles?section=城区", 3),
        ("articles?author={author}", 3),
        ("articles?tag=标签0&author={author}", 4),
        ("articles?since=2026-01-01", 3),
        ("articles?column=议事厅", 3),
        ("articles/{article}", 1),
        ("authors", 1),
        ("authors/{author}", 1),
        ("tags", 1),
        ("tags/标签0", 1),
    ],
)
def test_the_database_is_asked_as_often_for_many_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, address: str, count: int
) -> None:
    section, authors = (
        make_section(name="城区"),
        [Author.objects.create(name=f"作者{place}") for place in range(3)],
    )
    tags = [Tag.objects.create(name=f"标签{place}") for place in range(3)]
    for number in range(6):
        article = make_published(
            page=make_page(number=f"A{number}"), section=section, column="议事厅③"
        )
        Byline.objects.bulk_create(Byline(article=article, author=author) for author in authors)
        ArticleTag.objects.bulk_create(ArticleTag(content_object=article, tag=tag) for tag in tags)
        Illustration.objects.create(article=article, caption="路灯亮了。")
    filled = address.format(
        issue=article.page.issue_id, page=article.page_id, article=article.pk, author=authors[0].pk
    )
    with django_assert_num_queries(count):
        response = client.get(f"/api/v1/{filled}")
    assert response.status_code == 200
