"""The ledger of imports: results as a table, and nothing that could be edited."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from articles.importing.results import ArticleResult, PageResult
from articles.models import ImportRun
from articles.models.choices import ImportOutcome
from tests.admin.browser import change_url, url_of
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> ImportRun:
    article = make_article()
    page = PageResult(
        ImportOutcome.UPDATED,
        "A01",
        "A01.txt",
        "gb18030",
        ("Two lines belong to no article.",),
        (
            ArticleResult(ImportOutcome.CREATED, "夜市搬新址", pk=article.pk),
            ArticleResult(ImportOutcome.FAILED, "<b>河边</b>", "no text"),
        ),
    )
    return ImportRun.objects.create(
        issue=article.page.issue,
        started_at=timezone.now(),
        sources=["三月/A01.txt"],
        outcome=ImportOutcome.UPDATED,
        results=[page.to_json()],
    )


def test_results_are_a_table_that_leads_to_the_articles(run: ImportRun, desk: Client) -> None:
    html = desk.get(change_url(run)).content.decode()
    for text in (
        "A01.txt",
        "gb18030",
        "Two lines belong to no article.",
        "夜市搬新址",
        "no text",
        "三月/A01.txt",
    ):
        assert text in html
    assert f'href="/admin/articles/article/{run.results[0]["articles"][0]["id"]}/change/"' in html
    assert "&lt;b&gt;河边" in html
    assert run.issue is not None
    assert f'href="/admin/articles/page/{run.issue.pages.get().pk}/change/"' in html


def test_run_without_results_opens(desk: Client) -> None:
    run = ImportRun.objects.create(
        started_at=timezone.now(), outcome=ImportOutcome.FAILED, message="A01.txt: empty"
    )
    html = desk.get(change_url(run)).content.decode()
    assert "A01.txt: empty" in html
    assert "Nothing was read." in html


def test_nothing_of_it_can_be_changed(run: ImportRun, staff_client: Callable[..., Client]) -> None:
    client = staff_client("view_importrun", "add_importrun", "change_importrun", "delete_importrun")
    assert client.get(change_url(run)).status_code == 200
    assert client.post(change_url(run), {"message": "x"}).status_code == 403
    assert client.post(url_of(run, "delete"), {"post": "yes"}).status_code == 403
    assert client.get("/admin/articles/importrun/add/").status_code == 403
    assert (
        'value="delete_selected"' not in client.get("/admin/articles/importrun/").content.decode()
    )
