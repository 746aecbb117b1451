"""The same piece on another page or another day is found; another piece on the same event is not."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, DuplicateArticle, TextKey
from articles.models.choices import TaggingState
from articles.tagging import article_tagging, duplicates
from articles.text import fingerprints
from tests.factories import make_article, make_issue, make_page

pytestmark = pytest.mark.django_db

PIECE = """桂巷街道给三条小巷装上了新路灯,居民议事会选定了每一盏灯的位置。

施工队用了十二天,白天挖沟布线,傍晚立杆,没有一户人家停过电。

灯杆上贴着志愿服务队的电话,哪盏灯不亮了,半小时内就有人上门。

“以前下夜班要打手电,现在一路亮到家门口。”住在巷尾的陶师傅说。"""

# Another piece on the same event, with one sentence of the first in it.
OTHER = """“以前下夜班要打手电,现在一路亮到家门口。”说起新路灯,陶师傅笑得合不拢嘴。

柳渡区今年计划改造背街小巷四十六条,路灯、排水、通信线缆一次做完,不再反复开挖。

区住建局负责人介绍,每条巷子先开居民会,再定方案,做什么、怎么做由住户说了算。

到年底,全区背街小巷的亮灯率要从七成提高到九成五,电费由区里统一支付。"""


def print_on(number: str, day: int, **fields: str) -> Article:
    page = make_page(number=number, issue=make_issue(date=date(2024, 10, day)))
    return make_article(page=page, **fields)


def tagged(*articles: Article) -> None:
    article_tagging.tag([article.pk for article in articles])


def repeated(article: Article) -> dict[Article, float]:
    return dict(duplicates.duplicates_of(article))


def test_the_same_text_on_another_page_and_day_is_found_from_both_sides() -> None:
    first, again = (
        print_on("A01", 14, body=PIECE),
        print_on("A05", 16, body=PIECE, title="小巷亮了"),
    )
    tagged(first)
    tagged(again)
    assert repeated(first) == {again: 1}
    assert repeated(again) == {first: 1}


def test_copies_in_one_batch_are_found() -> None:
    first, again = print_on("A01", 14, body=PIECE), print_on("A05", 14, body=PIECE)
    tagged(first, again)
    assert repeated(first) == {again: 1}


@pytest.mark.parametrize("cut", range(4))
def test_a_copy_without_one_of_its_paragraphs_is_found(cut: int) -> None:
    paragraphs = PIECE.split("\n\n")
    shorter = "\n\n".join(paragraphs[:cut] + paragraphs[cut + 1 :])
    first, again = (
        print_on("A01", 14, body=PIECE),
        print_on("A05", 14, body=shorter, title="改过的题目"),
    )
    tagged(first, again)
    assert repeated(first)[again] > 0.9


def test_other_line_breaks_and_punctuation_make_no_other_piece() -> None:
    first = print_on("A01", 14, body=PIECE)
    again = print_on("A05", 14, body=PIECE.replace("\n\n", "").replace(",", "，"))
    tagged(first, again)
    assert repeated(first) == {again: 1}


def test_another_piece_on_the_same_event_is_no_repeat() -> None:
    first, other = print_on("A01", 14, body=PIECE), print_on("A05", 14, body=OTHER)
    tagged(first, other)
    assert repeated(first) == {}


def test_short_notes_are_not_compared() -> None:
    first, again = print_on("A01", 14, body="今日停水。"), print_on("A05", 14, body="今日停水。")
    tagged(first, again)
    assert repeated(first) == {}
    assert fingerprints.keys("今日停水。") == []


def test_the_keys_of_a_text_are_written_anew_only_where_they_differ() -> None:
    same, changed = make_article(), make_article()
    duplicates.store_keys({same.pk: PIECE, changed.pk: PIECE})
    rows = dict(TextKey.objects.filter(article=same).values_list("pk", "key"))
    duplicates.store_keys({same.pk: PIECE, changed.pk: OTHER})
    assert dict(TextKey.objects.filter(article=same).values_list("pk", "key")) == rows
    assert set(TextKey.objects.filter(article=changed).values_list("key", flat=True)) == {
        *fingerprints.keys(OTHER)
    }


def test_an_article_that_was_rewritten_repeats_nothing_any_more() -> None:
    first, again = print_on("A01", 14, body=PIECE), print_on("A05", 14, body=PIECE)
    tagged(first, again)
    Article.objects.filter(pk=first.pk).update(body=OTHER, tagging_state=TaggingState.PENDING)
    tagged(first)
    assert not DuplicateArticle.objects.exists()
    assert TextKey.objects.filter(article=first).count() == fingerprints.BANDS


def test_a_phrase_of_the_time_leads_to_no_comparison(
    monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(duplicates, "_COMMON", 3)
    copies = [print_on("A01", 14, body=PIECE) for _ in range(5)]
    tagged(*copies)
    assert not DuplicateArticle.objects.exists()


def test_where_articles_appear_also_is_read_in_two_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    first, again = print_on("A01", 14, body=PIECE), print_on("A05", 16, body=PIECE)
    alone = print_on("A06", 16, body=OTHER)
    tagged(first, again, alone)
    with django_assert_max_num_queries(2):
        found = duplicates.duplicates_by_article([first.pk, alone.pk])
        assert {pk: [str(other.page) for other in others] for pk, others in found.items()} == {
            first.pk: [str(again.page)],
            alone.pk: [],
        }
