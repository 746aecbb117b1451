"""What a question finds, and in which order."""

from datetime import timedelta

import pytest
from django.core.paginator import Paginator
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.search import full_text
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db

BODY = "云汀市柳湾镇的电动汽车充电站昨天启用，C919模型也来助兴。𠮷野先生说，第5届灯会就在中国人民广场。"


def found(query: str) -> list[Article]:
    return list(full_text.find(query, Article.objects.published()))


@pytest.fixture
def article() -> Article:
    article = make_published(
        title="充电站启用", kicker="便民实事", subtitle="——三个镇先行", column="走基层", body=BODY
    )
    full_text.index([article, make_published(title="别的消息", body="与此无关。")])
    return article


@pytest.mark.parametrize(
    "query",
    [
        "中国", "国人", "中国人民", "湾镇", "柳湾镇的", "电动汽车", "汽车", "镇", "𠮷", "场",
        "C919", "c919模型", "ｃ919", "第5届", "5届灯", "充电站",
        "便民实事", "三个镇先行", "走基层", "“柳湾镇”", "启用，C919",
    ],
)  # fmt: skip
def test_every_piece_of_the_text_finds_it(article: Article, query: str) -> None:
    assert found(query) == [article]


@pytest.mark.parametrize(
    "query", ["国中", "柳湾的", "电车", "C91", "919", "镇汀", "启用C919助兴", "外"]
)
def test_what_does_not_stand_there_finds_nothing(article: Article, query: str) -> None:
    assert found(query) == []


def test_words_apart_by_space_must_all_occur_anywhere(article: Article) -> None:
    assert found("灯会 柳湾镇") == found("灯会　柳湾镇") == [article]
    assert found("灯会 消息") == []


def test_a_word_in_the_title_ranks_first_then_the_newest() -> None:
    now = timezone.now()
    in_body = make_published(title="一则", body="今年的灯会照常。", publish_at=now)
    older, newer = (
        make_published(title="灯会", body="照常举行。", publish_at=now - timedelta(days=days))
        for days in (2, 1)
    )
    full_text.index([in_body, older, newer])
    assert found("灯会") == [newer, older, in_body]


def test_only_the_articles_that_were_given_are_looked_at(article: Article) -> None:
    draft = make_article(body=BODY)
    full_text.index([draft])
    assert found("充电站") == [article]
    assert list(full_text.find("充电站", Article.objects.filter(pk=draft.pk))) == [draft]


def test_the_result_can_be_paged_joined_and_nested(article: Article) -> None:
    hits = full_text.find("充电站", Article.objects.published())
    assert Paginator(hits, 10).page(1).object_list[0] == article
    assert (
        hits.select_related("page__issue__publication").get().page.issue.publication.name
        == "云汀日报"
    )
    assert hits.exclude(pk=article.pk).count() == 0
    assert list(Article.objects.filter(pk__in=hits)) == [article]


def test_a_question_is_one_query(
    article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert found("充电站 灯会") == [article]
