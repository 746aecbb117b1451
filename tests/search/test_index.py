"""What the index holds, and that it follows the rows."""

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Author, Byline, Illustration, SearchEntry
from articles.search import full_text
from articles.search.search_entries import MAX_TERMS
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def found(query: str) -> list[Article]:
    return list(full_text.find(query, Article.objects.all()))


def test_an_article_indexed_again_is_found_by_its_new_text_only() -> None:
    article = make_article(title="旧题目", body="旧的内容。")
    full_text.index([article])
    article.title, article.body = "新题目", "新的内容。"
    full_text.index([article])
    assert found("旧题目") == found("旧的内容") == []
    assert found("新题目") == found("新的内容") == [article]


def test_a_deleted_article_is_no_longer_found() -> None:
    article = make_article(title="撤下的稿件")
    full_text.index([article])
    article.delete()
    again = make_article(title="另一篇", body="内容。")
    full_text.index([again])
    assert found("撤下") == []
    assert found("另一篇") == [again]


def test_authors_and_captions_find_their_article() -> None:
    article = make_article()
    Byline.objects.create(
        article=article, author=Author.objects.create(name="欧阳青禾"), role="记者"
    )
    Illustration.objects.create(article=article, caption="新路灯照亮竹篙巷。")
    full_text.index([article])
    assert found("欧阳青禾") == found("竹篙巷") == [article]


def test_the_marks_of_the_body_are_not_text() -> None:
    article = make_article(body="前一段。\n\n## 走夜路\n\n\\#后一段。")
    full_text.index([article])
    assert SearchEntry.objects.get().body == "前一 一段 段 走夜 夜路 路 后一 一段 段"


def test_an_index_written_in_a_transaction_that_fails_is_gone_with_it() -> None:
    article = make_article(title="没有提交")
    with transaction.atomic():
        full_text.index([article])
        transaction.set_rollback(True)
    assert found("没有提交") == []


def test_a_text_beyond_the_limit_is_indexed_up_to_the_limit() -> None:
    filler = "".join(chr(0x4E00 + number) for number in range(MAX_TERMS))
    article = make_article(title="长稿", body=f"开头。{filler}。结尾。")
    full_text.index([article])
    assert found("开头") == found(filler[15_000:15_004]) == [article]
    assert found("结尾") == []
    assert len(SearchEntry.objects.get().body.split()) == MAX_TERMS - 2


def test_a_batch_costs_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    articles = [make_article() for _ in range(20)]
    with django_assert_num_queries(3):
        full_text.index(articles)


def test_nothing_to_index_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        full_text.index([])
