"""Which articles are shown beside one, and in which order."""

from collections.abc import Iterable
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, DuplicateArticle, RelatedArticle, Tag
from articles.models.choices import Status, TagType
from articles.tagging import related
from tests.factories import make_article, make_issue, make_page, make_published

pytestmark = pytest.mark.django_db


def tagged(*names: str, day: int = 14, **fields: object) -> Article:
    page = make_page(issue=make_issue(date=date(2024, 10, day)))
    article = make_published(page=page, **fields)
    for name in names:
        article.tags.add(name)
    return article


def refresh(*articles: Article) -> None:
    related.refresh([article.pk for article in articles])


def beside(article: Article) -> list[Article]:
    return list(related.related_to(article, Article.objects.published()))


def test_what_shares_a_tag_is_related_both_ways() -> None:
    article, other, stranger = tagged("路灯"), tagged("路灯"), tagged("马拉松")
    refresh(article)
    assert beside(article) == [other]
    assert beside(other) == [article]
    assert beside(stranger) == []


def test_a_rare_tag_relates_more_than_a_common_one() -> None:
    common = [tagged("民生") for _ in range(8)]
    rare = tagged("路灯")
    article = tagged("民生", "路灯")
    refresh(article)
    assert beside(article)[0] == rare
    assert set(beside(article)[1:]) < set(common)


def test_the_same_event_comes_first_and_what_is_near_in_time() -> None:
    Tag.objects.create(name="云汀马拉松", type=TagType.EVENT)
    topic, event = tagged("路灯"), tagged("云汀马拉松", day=1)
    near, far = tagged("绿道", day=15), tagged("绿道", day=30)
    article = tagged("路灯", "云汀马拉松", "绿道")
    refresh(article)
    order = beside(article)
    assert order[0] == event
    assert order.index(near) < order.index(far)
    assert topic in order


def test_neither_the_article_itself_nor_the_same_piece_again() -> None:
    article = tagged("路灯", title="小巷亮了")
    copy, namesake, other = (
        tagged("路灯"),
        tagged("路灯", title="小巷亮了"),
        tagged("路灯", title="灯杆会说话"),
    )
    again = tagged("路灯", title="灯杆会说话")
    DuplicateArticle.objects.create(article=copy, other=article, share=0.9)
    refresh(article)
    shown = beside(article)
    assert not {article, copy, namesake} & set(shown)
    assert len({other, again} & set(shown)) == 1


def test_no_more_are_stored_than_are_shown() -> None:
    article, *_others = [tagged("路灯") for _ in range(20)]
    refresh(article)
    assert RelatedArticle.objects.filter(article=article).count() == related.SHOWN
    assert len(beside(article)) == related.SHOWN


def test_what_is_withdrawn_disappears_at_once() -> None:
    article, other = tagged("路灯"), tagged("路灯")
    refresh(article)
    Article.objects.filter(pk=other.pk).update(status=Status.WITHDRAWN)
    assert beside(article) == []


def test_an_article_that_lost_its_tag_is_no_longer_related_after_its_next_tagging() -> None:
    article, other = tagged("路灯"), tagged("路灯")
    refresh(article, other)
    article.tags.clear()
    refresh(article, other)
    assert beside(article) == []


def test_a_tag_that_everything_has_leads_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "_COMMON", 3)
    article, *_others = [tagged("云汀") for _ in range(6)]
    refresh(article)
    assert beside(article) == []


@pytest.mark.parametrize("count", [2, 40])
def test_a_batch_costs_the_same_few_queries(
    count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    articles = [tagged("路灯", f"标签{number // 2}") for number in range(count)]
    with django_assert_max_num_queries(9):  # SQLite takes a thousand values at a time
        refresh(*articles)


def test_what_is_related_is_read_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    articles = [tagged("路灯") for _ in range(10)]
    refresh(*articles)
    with django_assert_num_queries(1):
        assert len(beside(articles[0])) == related.SHOWN


def test_unpublished_articles_are_found_but_not_shown() -> None:
    article = tagged("路灯")
    draft = make_article()
    draft.tags.add("路灯")
    refresh(article)
    assert RelatedArticle.objects.filter(article=article, other=draft).exists()
    assert beside(article) == []


def scores(articles: Iterable[Article]) -> list[float]:
    return [row.score for row in RelatedArticle.objects.filter(article__in=articles)]


def test_refreshing_again_changes_nothing() -> None:
    articles = [tagged("路灯", "小巷"), tagged("路灯"), tagged("小巷")]
    refresh(*articles)
    before = scores(articles)
    refresh(*articles)
    assert scores(articles) == before
