"""A prepared query gives what Django's own would give, over whichever connection."""

import pytest
from django.db import connection
from django.db.models import BigAutoField

from articles.models import Article
from articles.public.queries.article_page import load_article_page
from articles.public.queries.prepared_queries import Param, PreparedQuery, fetch_once
from tests.factories import make_article, make_page, make_section

_ON_PAGE: PreparedQuery[Article] = PreparedQuery(
    lambda: (
        Article.objects.filter(page=Param("page", BigAutoField()))
        .select_related("page__issue", "section")
        .defer("body")
    )
)


@pytest.mark.django_db
def test_its_objects_have_what_was_selected_and_read_the_rest_when_it_is_asked_for() -> None:
    article = make_article(
        title="小巷装上新路灯", body="居民说亮堂。", section=make_section(name="城区")
    )
    [found] = _ON_PAGE.fetch(page=article.page_id)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(connection, "cursor", None)
        assert (found, found.title, found.page.issue, found.section) == (
            article, "小巷装上新路灯", article.page.issue, article.section,
        )  # fmt: skip
    assert found.body == "居民说亮堂。"
    found.title = "小巷亮了"
    found.save(update_fields=["title"])
    assert Article.objects.get().title == "小巷亮了"


@pytest.mark.django_db
def test_what_several_rows_are_joined_to_is_made_once() -> None:
    page = make_page()
    make_article(page=page)
    make_article(page=page)
    one, other = _ON_PAGE.fetch(page=page.pk)
    assert one.page is other.page
    assert one.section is None


@pytest.mark.django_db
def test_a_query_that_no_row_can_match_is_empty() -> None:
    """Django writes no SQL for it, but raises EmptyResultSet."""
    make_article()
    articles = Article.objects.filter(pk__in=[])
    assert fetch_once(articles) == []
    query: PreparedQuery[Article] = PreparedQuery(lambda: articles)
    assert query.fetch() == query.fetch() == []


@pytest.mark.django_db(transaction=True)
def test_it_is_asked_again_after_the_connection_was_lost() -> None:
    article = make_article()
    for _ in range(2):
        assert _ON_PAGE.fetch(page=article.page_id) == [article]
        connection.close()


@pytest.mark.django_db
def test_postgresql_plans_it_once_for_a_connection() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans what it has planned before, by itself")
    counts = []
    for pk in range(3):
        load_article_page(pk)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%bylines_rows%'"
            )
            counts.append(cursor.fetchone()[0])
    assert counts[0] == counts[1] == counts[2] > 0
