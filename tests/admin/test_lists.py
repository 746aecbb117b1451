"""The lists: a fixed number of queries whatever the number of rows, filters, search, order."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    Article,
    Author,
    Byline,
    ImportRun,
    Issue,
    Page,
    Publication,
    Section,
    Tag,
)
from articles.models.choices import ImportOutcome, Status, TaggingState
from articles.search import full_text
from tests.factories import (
    make_article,
    make_issue,
    make_page,
    make_publication,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def make_signed(number: int) -> Article:
    issue = make_issue(date=date(2026, 3, 1) + timedelta(days=number))
    article = make_article(
        page=make_page(issue=issue), title="", section=make_section(name=f"城区{number}")
    )
    author = Author.objects.create(name=f"江一苇{number}")
    Byline.objects.create(article=article, author=author)
    article.tags.add(f"夜市{number}")
    return article


MAKERS: dict[type[Model], Callable[[int], Any]] = {
    Article: make_signed,
    Author: make_signed,
    Group: lambda number: Group.objects.create(name=f"编辑{number}"),
    ImportRun: lambda number: ImportRun.objects.create(
        issue=make_signed(number).page.issue,
        user=make_user(f"user{number}"),
        started_at=timezone.now(),
        outcome=ImportOutcome.CREATED,
    ),
    Issue: make_signed,
    Page: make_signed,
    Publication: lambda number: make_publication(name=f"日报{number}", prefix=f"p{number}"),
    Section: lambda number: make_section(
        publication=make_publication(name=f"日报{number}", prefix=f"p{number}")
    ),
    Tag: make_signed,
}


@pytest.mark.parametrize("model", MAKERS)
def test_a_list_of_fifty_rows_takes_as_few_queries_as_one_of_two(
    model: type[Model], desk: Client
) -> None:
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for number in range(2):
        MAKERS[model](number)
    few = queries(desk, url)
    for number in range(2, 50):
        MAKERS[model](number)
    assert queries(desk, url) <= min(few, 12)


def queries(client: Client, url: str) -> int:
    return len(asked(client, url))


def asked(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in captured]


def test_no_list_reads_what_it_does_not_show(desk: Client) -> None:
    make_signed(1)
    for url in (LIST, "/admin/articles/page/"):
        for sql in asked(desk, url):
            assert "base_parse" not in sql
            assert "source_text" not in sql


def test_whole_articles_are_read_for_one_page_and_never_sorted(desk: Client) -> None:
    for number in range(3):
        make_signed(number)
    whole = [sql for sql in asked(desk, LIST) if '"articles_article"."body"' in sql]
    assert whole
    assert all("ORDER BY" not in sql for sql in whole)


@pytest.mark.parametrize("query", ["status__exact=draft", "status__exact=draft&_facets=True"])
def test_articles_are_counted_once(query: str, desk: Client) -> None:
    make_signed(1)
    assert sum("COUNT(" in sql for sql in asked(desk, f"{LIST}?{query}")) == 1


def shown(client: Client, query: str) -> set[Article]:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200
    return set(response.context["cl"].result_list)


def test_articles_are_found_by_issue_section_status_and_tagging(desk: Client) -> None:
    article = make_signed(1)
    Article.objects.filter(pk=article.pk).update(
        status=Status.IN_REVIEW, tagging_state=TaggingState.FAILED
    )
    make_signed(2)
    tag, byline = article.article_tags.get(), article.bylines.get()
    for query in (
        f"page__issue__id__exact={article.page.issue_id}",
        f"section__id__exact={article.section_id}",
        "status__exact=in_review",
        "status__exact=in_review&status__exact=withdrawn",
        "tagging_state__exact=failed",
        f"bylines__author__id__exact={byline.author_id}",
        f"article_tags__tag__id__exact={tag.tag_id}",
        "page__issue__date_from=2026-03-01&page__issue__date_to=2026-03-02",
    ):
        assert shown(desk, query) == {article}, query


def test_articles_with_problems_are_told_from_those_without(desk: Client) -> None:
    doubtful, sound = make_article(problems=[{"code": "missing_end", "spans": []}]), make_article()
    assert shown(desk, "problems=some") == {doubtful}
    assert shown(desk, "problems=none") == {sound}


def test_articles_are_found_by_the_kind_of_their_problems(desk: Client) -> None:
    one = make_article(
        problems=[{"code": "no_byline", "spans": []}, {"code": "missing_end", "spans": []}]
    )
    make_article(problems=[{"code": "missing_beginning", "spans": []}])
    assert shown(desk, "problems=missing_end") == {one}
    assert shown(desk, "problems=nothing") == set()


def test_what_is_overdue_is_marked(desk: Client) -> None:
    make_article(status=Status.SCHEDULED, publish_at=timezone.now() - timedelta(hours=1))
    assert '<span class="desk-badge is-danger">Overdue</span>' in desk.get(LIST).content.decode()


def test_pages_with_problems_are_found(desk: Client) -> None:
    make_page(number="A01", problems=[{"code": "unplaced", "spans": []}])
    make_page(number="A02")
    response = desk.get("/admin/articles/page/?problems=some")
    assert [page.number for page in response.context["cl"].result_list] == ["A01"]


def test_search_finds_drafts_by_words_inside_the_text(desk: Client) -> None:
    article, other = make_article(body="渌口区的夜市搬到了河边。"), make_article(body="今天有雨。")
    full_text.index([article, other])
    assert shown(desk, "q=夜市") == {article}
    assert shown(desk, "q=%20") == {article, other}


def test_search_keeps_the_order_of_the_column_an_editor_chose(desk: Client) -> None:
    articles = [make_article(title=title, body="夜市") for title in ("乙", "夜市甲", "丙")]
    full_text.index(articles)
    by_title = desk.get(f"{LIST}?q=夜市&o=1").context["cl"].result_list
    assert [article.title for article in by_title] == sorted(article.title for article in articles)


def test_the_latest_issues_are_one_step_away(desk: Client) -> None:
    first, second = (
        make_issue(date=date(2026, 3, 2), pk=4711),
        make_issue(date=date(2026, 3, 3), pk=4712),
    )
    html = desk.get(f"{LIST}?page__issue__id__exact={first.pk}").content.decode()
    assert f'href="?page__issue__id__exact={first.pk}" aria-current="page"' in html
    assert f'href="?page__issue__id__exact={second.pk}"' in html


def test_an_issue_is_found_by_a_part_of_its_date(desk: Client) -> None:
    make_issue(date=date(2026, 3, 12), number=14210)
    make_issue(date=date(2025, 11, 2), number=14100)
    for query, found in (("2026-03", 14210), ("14100", 14100)):
        rows = desk.get(f"/admin/articles/issue/?q={query}").context["cl"].result_list
        assert [issue.number for issue in rows] == [found]


def test_autocomplete_offers_issues_pages_sections_authors_and_tags(desk: Client) -> None:
    make_signed(1)
    for model, field, term in (
        ("page", "issue", "2026-03-02"),
        ("article", "page", "A01"),
        ("article", "section", "城区"),
        ("byline", "author", "江一苇"),
        ("articletag", "tag", "夜市"),
    ):
        query = {"app_label": "articles", "model_name": model, "field_name": field, "term": term}
        assert len(desk.get("/admin/autocomplete/", query).json()["results"]) == 1, model


def test_the_figures_of_an_issue_lead_to_its_rows(desk: Client) -> None:
    article = make_article(
        status=Status.PUBLISHED, publish_at=datetime(2026, 3, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    )
    make_article(page=article.page)
    issue = desk.get("/admin/articles/issue/").context["cl"].result_list[0]
    assert (issue.pages_count, issue.articles_count, issue.published_count) == (1, 2, 1)
    query = f"page__issue__id__exact={issue.pk}&status__exact=published"
    assert shown(desk, query) == {article}
    assert query.replace("&", "&amp;") in desk.get("/admin/articles/issue/").content.decode()
