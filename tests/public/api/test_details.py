"""One thing at a time: an issue, a page, an article, an author, a tag."""

from typing import Any

import pytest
from django.test import Client

from articles.models import (
    Article,
    ArticleRedirect,
    ArticleTag,
    Author,
    Byline,
    Correction,
    Illustration,
    Tag,
    TagRedirect,
)
from articles.models.choices import Status
from tests.factories import make_article, make_page, make_published, make_section

pytestmark = pytest.mark.django_db


def _get(client: Client, address: str) -> dict[str, Any]:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.content.decode()
    answer: dict[str, Any] = response.json()
    return answer


def test_an_article_is_told_with_all_that_readers_see_of_it(client: Client) -> None:
    article = make_published(
        kicker="桂巷街道",
        title="小巷装上新路灯",
        subtitle="走夜路不再慌",
        column="议事厅③",
        source="云汀日报",
        section=make_section(name="城区"),
        body="三条小巷装上了路灯。\n\n## 走夜路不再慌",
    )
    author, tag = Author.objects.create(name="甲乙"), Tag.objects.create(name="路灯")
    Byline.objects.create(article=article, author=author, role="记者")
    ArticleTag.objects.create(content_object=article, tag=tag)
    Illustration.objects.create(
        article=article, caption="路灯亮了。", credit="丙丁 摄", picture="a.jpg", width=9, height=6
    )
    Correction.objects.create(article=article, note="应为四条。")
    told = _get(client, f"articles/{article.pk}")
    assert told["url"] == f"http://127.0.0.1:8000{article.get_absolute_url()}"
    assert (told["date"], told["page"], told["column"]) == ("2026-03-12", "A01", "议事厅")
    assert (told["kicker"], told["headline"], told["subtitle"]) == (
        "桂巷街道",
        "小巷装上新路灯",
        "走夜路不再慌",
    )
    assert told["section"] == {"slug": "城区", "name": "城区"}
    assert [(one["role"], one["author"]["name"]) for one in told["bylines"]] == [("记者", "甲乙")]
    assert told["body"] == [
        {"text": "三条小巷装上了路灯。", "is_subheading": False},
        {"text": "走夜路不再慌", "is_subheading": True},
    ]
    assert [one["name"] for one in told["tags"]] == ["路灯"]
    assert [(one["caption"], one["url"]) for one in told["pictures"]] == [
        ("路灯亮了。", "http://127.0.0.1:8000/media/a.jpg")
    ]
    assert [one["note"] for one in told["corrections"]] == ["应为四条。"]


def test_issues_and_pages_lead_down_to_articles(client: Client) -> None:
    second, first = (
        make_published(page=make_page(number="A2"), position=place) for place in (2, 1)
    )
    last = make_published(page=make_page(number="A10"))
    make_article(page=make_page(number="A3"))
    issue = _get(client, f"issues/{last.page.issue_id}")
    assert [page["number"] for page in issue["pages"]] == ["A2", "A10"]
    page = _get(client, f"pages/{issue['pages'][0]['id']}")
    assert [article["id"] for article in page["articles"]] == [first.pk, second.pk]


def test_a_withdrawn_article_is_gone_and_an_unpublished_one_never_was(client: Client) -> None:
    gone, hidden = make_published(), make_article()
    Article.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)
    response = client.get(f"/api/v1/articles/{gone.pk}")
    assert (response.status_code, list(response.json())) == (410, ["detail"])
    assert client.get(f"/api/v1/articles/{hidden.pk}").status_code == 404
    for address in (f"issues/{gone.page.issue_id}", f"pages/{gone.page_id}"):
        assert client.get(f"/api/v1/{address}").status_code == 404


def test_what_was_joined_or_merged_leads_to_what_it_became(client: Client) -> None:
    article, tag = make_published(), Tag.objects.create(name="路灯")
    ArticleRedirect.objects.create(old_id=article.pk + 9, article=article)
    response = client.get(f"/api/v1/articles/{article.pk + 9}")
    assert (response.status_code, response["Location"]) == (301, f"/api/v1/articles/{article.pk}")
    TagRedirect.objects.create(slug="灯", tag=tag)
    assert client.get("/api/v1/tags/灯").status_code == 404
    ArticleTag.objects.create(content_object=article, tag=tag)
    assert _get(client, "tags/灯")["slug"] == "路灯"


def test_authors_and_tags_that_nobody_has_read_are_not_told(client: Client) -> None:
    author = Author.objects.create(name="甲乙")
    Byline.objects.create(article=make_article(), author=author)
    assert client.get(f"/api/v1/authors/{author.pk}").status_code == 404
    Byline.objects.create(article=make_published(), author=author)
    assert _get(client, f"authors/{author.pk}")["name"] == "甲乙"
