"""Whatever the API answers stands in its description: each status, and what comes with it."""

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from articles.models import ArticleRedirect, Illustration
from articles.models.choices import Status
from tests.factories import make_article
from tests.public.every_page import furnished

pytestmark = pytest.mark.django_db


@pytest.fixture
def described(client: Client) -> dict[str, Any]:
    told: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    return told


def _faults(described: dict[str, Any], path: str, status: int, answer: Any) -> list[str]:
    told = described["paths"][f"/api/v1/{path}"]["get"]["responses"]
    if str(status) not in told:
        return [f"{path} does not say that it may answer {status}"]
    content = told[str(status)].get("content")
    if content is None:
        return []
    schema = {**content["application/json"]["schema"], "components": described["components"]}
    return [
        f"{path} {status}: {fault.message}"
        for fault in Draft202012Validator(schema).iter_errors(answer)
    ]


def test_every_answer_is_described(client: Client, described: dict[str, Any]) -> None:
    article = furnished()
    Illustration.objects.create(article=article, caption="路灯亮了。")
    withdrawn = make_article(status=Status.WITHDRAWN, publish_at=article.publish_at)
    ArticleRedirect.objects.create(old_id=10**6, article=article)
    byline, mark = article.bylines.get(), article.article_tags.get()
    keys = {
        "issues": article.page.issue_id,
        "pages": article.page_id,
        "articles": article.pk,
        "authors": byline.author_id,
        "tags": mark.tag.slug,
    }
    asked: list[tuple[str, str, int]] = [("articles/{key}", f"articles/{withdrawn.pk}", 410)]
    asked += [("articles/{key}", f"articles/{10**6}", 301)]
    for name, key in keys.items():
        one = f"{name}/{{slug}}" if name == "tags" else f"{name}/{{key}}"
        asked += [(name, name, 200), (name, f"{name}?limit=0", 422), (one, f"{name}/{key}", 200)]
        asked += [(one, f"{name}/999999999", 404)]
    asked += [("articles", "articles?tag=没有", 404), ("issues", "issues?publication=没有", 404)]
    faults = []
    for path, address, status in asked:
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == status, address
        faults += _faults(described, path, status, response.json() if response.content else None)
    assert faults == []


def test_an_answer_that_is_not_described_would_be_found(described: dict[str, Any]) -> None:
    assert _faults(described, "issues/{key}", 418, None)
    assert _faults(described, "issues/{key}", 200, {"id": "1"})
