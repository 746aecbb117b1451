"""What stands on the form of an article beside its fields."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.models.choices import Status, TaggingState
from tests.admin.browser import change_url
from tests.factories import make_article, make_page, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]

SOURCE = "夜市搬新址\n\n本报讯 夜市搬到了河边。天气预报\n今天有雨。"
PARSE = {
    "title": "夜市搬新址",
    "blocks": [
        {"kind": "title", "text": "夜市搬新址", "spans": [[1, 0, 5]]},
        {"kind": "paragraph", "text": "夜市搬到了河边。", "spans": [[3, 4, 12]]},
    ],
}


def html(client: Client, article: Article) -> str:
    response = client.get(change_url(article))
    assert response.status_code == 200
    return str(response.content.decode())


def test_the_whole_page_stands_beside_the_article_with_its_own_lines_marked(desk: Client) -> None:
    page = html(desk, make_article(page=make_page(source_text=SOURCE), base_parse=PARSE))
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", page) == ["夜市搬新址", "夜市搬到了河边。"]
    assert "天气预报" in page
    assert "今天有雨。" in page


def test_article_without_a_parse_shows_its_page_unmarked(desk: Client) -> None:
    page = html(desk, make_article(page=make_page(source_text=SOURCE), base_parse=None))
    assert "今天有雨。" in page
    assert "<mark" not in page


def test_doubts_of_the_importer_are_sentences(desk: Client) -> None:
    article = make_article(
        confidence=0.523,
        problems=[{"code": "missing_end", "spans": []}, {"code": "newer_code", "spans": []}],
    )
    page = html(desk, article)
    assert "The text stops in the middle of a sentence" in page
    assert "newer_code" in page
    assert "Confidence 52 %" in page


def test_failed_tagging_says_why(desk: Client) -> None:
    article = make_article(tagging_state=TaggingState.FAILED, tagging_error="time limit exceeded")
    page = html(desk, article)
    assert "Failed" in page
    assert "time limit exceeded" in page


def test_the_stored_parse_is_not_shown(desk: Client) -> None:
    assert "spans" not in html(desk, make_article(base_parse=PARSE))


def test_markup_in_a_text_is_shown_as_text(desk: Client) -> None:
    evil = "<script>alert(1)</script>"
    article = make_article(
        title=evil,
        kicker=evil,
        body=evil,
        page=make_page(title=evil, source_text=evil),
        tagging_error=evil,
    )
    article.tags.add(evil)
    parse = {"blocks": [{"kind": "title", "text": evil, "spans": [[1, 0, len(evil)]]}]}
    Article.objects.update(base_parse=parse, problems=[{"code": evil, "spans": []}])
    for url in (
        change_url(article),
        change_url(article.page),
        "/admin/articles/article/",
        "/admin/articles/page/",
        "/admin/articles/tag/",
        change_url(article).replace("change", "history"),
        change_url(article).replace("change", "delete"),
    ):
        page = desk.get(url).content.decode()
        assert "&lt;script&gt;alert(1)" in page, url
        assert evil not in page, url


def test_view_on_site_leads_to_what_the_public_can_see(desk: Client) -> None:
    article = make_published()
    assert f'href="{article.get_absolute_url()}"' in html(desk, article)


@pytest.mark.parametrize(
    "status", [Status.DRAFT, Status.IN_REVIEW, Status.SCHEDULED, Status.WITHDRAWN]
)
def test_view_on_site_is_not_offered_for_what_the_public_cannot_see(
    status: Status, desk: Client
) -> None:
    article = make_article(status=status, publish_at=timezone.now() - timedelta(days=1))
    assert article.get_absolute_url() not in html(desk, article)


def test_page_shows_which_article_each_line_went_to(desk: Client) -> None:
    page = make_page(source_text=SOURCE, staff=[{"name": "江一苇", "role": "责任编辑"}])
    weather = {
        "blocks": [
            {"kind": "paragraph", "text": "天气预报今天有雨。", "spans": [[3, 12, 16], [4, 0, 5]]}
        ]
    }
    make_article(page=page, position=1, base_parse=PARSE)
    make_article(page=page, position=2, base_parse=weather)
    shown = desk.get(change_url(page)).content.decode()
    marked = re.findall(r'<mark[^>]*data-owner="(\d+)"[^>]*>(.*?)</mark>', shown)
    assert marked == [
        ("1", "夜市搬新址"),
        ("1", "夜市搬到了河边。"),
        ("2", "天气预报"),
        ("2", "今天有雨。"),
    ]
    assert "责任编辑 江一苇" in shown
