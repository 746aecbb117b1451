"""Whole sets of articles in one call: querysets of any shape, and statements of bounded number."""

from collections.abc import Callable, Iterable

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.editorial import workflow
from articles.models import Article
from articles.models.choices import Status
from articles.models.querysets import ArticleQuerySet
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db


def make_approved() -> Article:
    return make_article(status=Status.APPROVED)


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(lambda rows: rows, id="queryset"),
        pytest.param(list, id="list"),
        pytest.param(lambda rows: rows[:3], id="slice"),
        pytest.param(lambda rows: rows.filter(page__number="A01").distinct(), id="distinct"),
        pytest.param(iter, id="iterator"),
    ],
)
def test_verb_takes_any_set_of_articles(
    shape: Callable[[ArticleQuerySet], Iterable[Article]],
) -> None:
    for _ in range(3):
        make_article()
    assert workflow.publish(shape(Article.objects.all()), None) == 3
    assert Article.objects.filter(status=Status.PUBLISHED).count() == 3


def test_only_those_that_moved_are_counted() -> None:
    articles = [make_article(), make_published(), make_article(status=Status.WITHDRAWN)]
    assert workflow.submit(articles, None) == 1


def test_nothing_is_moved_in_an_empty_set() -> None:
    assert workflow.publish([], None) == 0


def test_more_articles_need_no_more_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = make_user(is_superuser=True)
    few, many = [make_approved() for _ in range(2)], [make_approved() for _ in range(30)]
    # Savepoint, rows, update, versions (rows, bylines, pictures, tags, insert), release.
    with django_assert_num_queries(9):
        workflow.publish(few, user)
    with django_assert_num_queries(9):
        workflow.publish(many, user)


def test_sets_larger_than_one_statement_are_moved_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflow, "_BATCH", 2)
    for _ in range(5):
        make_article()
    assert workflow.publish(Article.objects.all(), None) == 5
