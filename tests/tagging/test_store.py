"""What tagging does to the rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, ArticleTag, Author, Byline, Tag, TagAlias, TagDecision
from articles.models.choices import DecisionKind, TaggingState, TagOrigin, TagType
from articles.tagging import article_tagging, article_texts
from articles.tagging.ranking import Evidence, RankedTag
from articles.tagging.word_classes import TagKind
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def ranked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names the ranker gives from now on; a test may change the list."""
    names = ["路灯", "小巷"]
    monkeypatch.setattr(
        article_texts, "_rank", lambda *_: [RankedTag(name, 0.5, TagKind.TOPIC) for name in names]
    )
    return names


def tags_of(article: Article, origin: TagOrigin = TagOrigin.AUTOMATIC) -> set[str]:
    return set(article.article_tags.filter(origin=origin).values_list("tag__name", flat=True))


def state_of(article: Article) -> tuple[str, str, int, object]:
    article.refresh_from_db()
    return (
        article.tagging_state,
        article.tagging_error,
        article.tagging_attempts,
        article.tagging_lease,
    )


def test_an_article_gets_the_tags_of_its_text_without_its_authors() -> None:
    article = make_article(
        title="桂巷街道装上新路灯", body="路灯由尹素梅设计。\n\n## 路灯\n\n尹素梅还修路灯。"
    )
    Byline.objects.create(article=article, author=Author.objects.create(name="尹素梅"))
    article_tagging.tag([article.pk])
    assert {"路灯", "桂巷街道"} <= tags_of(article)
    assert "尹素梅" not in tags_of(article)
    assert state_of(article) == (TaggingState.DONE, "", 0, None)


def test_tagging_again_replaces_automatic_tags(ranked: list[str]) -> None:
    article = make_article()
    article_tagging.tag([article.pk])
    Article.objects.update(tagging_state=TaggingState.PENDING)
    ranked[:] = ["小巷", "夜路"]
    article_tagging.tag([article.pk])
    assert tags_of(article) == {"小巷", "夜路"}


def test_a_tag_that_stays_takes_over_its_new_score_and_is_not_written_for_nothing() -> None:
    article = make_article(title="桂巷街道装上新路灯", body="路灯亮了。")
    article_tagging.tag([article.pk])
    before = ArticleTag.objects.get(tag__name="路灯").score
    article_tagging.request_tagging([article.pk])
    with CaptureQueriesContext(connection) as queries:
        article_tagging.tag([article.pk])
    assert not [
        query for query in queries if query["sql"].startswith('UPDATE "articles_articletag"')
    ]
    Article.objects.update(tagging_state=TaggingState.PENDING, body="路灯亮了。路灯真亮。")
    article_tagging.tag([article.pk])
    assert ArticleTag.objects.get(tag__name="路灯").score > before


def test_an_editors_tags_stay_and_stay_the_editors(ranked: list[str]) -> None:
    article = make_article()
    for name in ("路灯", "民生"):
        ArticleTag.objects.create(content_object=article, tag=Tag.objects.create(name=name))
    article_tagging.tag([article.pk])
    assert tags_of(article, TagOrigin.EDITOR) == {"路灯", "民生"}
    assert tags_of(article) == {"小巷"}


def test_a_tag_that_an_editor_took_off_never_comes_back_on_that_article(ranked: list[str]) -> None:
    article, other = make_article(), make_article()
    ranked[:] = ["AI", "小巷"]
    TagDecision.objects.create(article=article, name="ai", kind=DecisionKind.REMOVED)
    TagDecision.objects.create(article=article, name="小巷", kind=DecisionKind.KEPT)
    article_tagging.tag([article.pk, other.pk])
    assert tags_of(article) == {"小巷"}
    assert tags_of(other) == {"AI", "小巷"}


def test_a_tag_that_stays_keeps_its_row_and_gets_its_new_score_and_evidence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = make_article()
    evidence = Evidence(where={"title": 1}, shares={"title": 1.0}, factors={})
    row = ArticleTag.objects.create(
        content_object=article,
        tag=Tag.objects.create(name="路灯"),
        score=0.1,
        origin=TagOrigin.AUTOMATIC,
    )
    monkeypatch.setattr(
        article_texts, "_rank", lambda *_: [RankedTag("路灯", 0.5, TagKind.TOPIC, evidence)]
    )
    article_tagging.tag([article.pk])
    row.refresh_from_db()
    assert (row.score, row.evidence) == (0.5, evidence)


def test_blocked_tags_are_not_given_aliases_give_their_tag_and_pinned_terms_stay_whole() -> None:
    Tag.objects.create(name="小巷", blocked=True)
    Tag.objects.create(name="云汀夜话", pinned=True)
    TagAlias.objects.create(tag=Tag.objects.create(name="照明"), name="路灯")
    article = make_article(
        title="云汀夜话说路灯", body="小巷的路灯亮了。云汀夜话说的是小巷的路灯。"
    )
    article_tagging.tag([article.pk])
    assert {"云汀夜话", "照明"} <= tags_of(article)
    assert not {"小巷", "路灯", "云汀", "夜话"} & tags_of(article)


def test_a_new_tag_is_of_the_kind_that_was_found() -> None:
    article_tagging.tag([make_article(title="桂巷街道装上新路灯", body="桂巷街道的路灯亮了。").pk])
    assert Tag.objects.get(name="桂巷街道").type == TagType.PLACE
    assert Tag.objects.get(name="路灯").type == TagType.TOPIC


def test_a_tag_that_differs_in_case_only_is_the_same_tag(ranked: list[str]) -> None:
    Tag.objects.create(name="Ai")
    ranked[:] = ["AI"]
    article_tagging.tag([make_article().pk])
    assert [tag.name for tag in Tag.objects.all()] == ["Ai"]


def test_names_with_one_slug_are_two_tags(ranked: list[str]) -> None:
    ranked[:] = ["5G", "5G+"]
    article = make_article()
    article_tagging.tag([article.pk])
    assert tags_of(article) == {"5G", "5G+"}


def test_only_the_tagging_columns_are_written(ranked: list[str]) -> None:
    article = make_article(problems="", version=7)
    before = {name: repr(value) for name, value in Article.objects.values().get().items()}
    article_tagging.tag([article.pk])
    after = {name: repr(value) for name, value in Article.objects.values().get().items()}
    assert {name for name in after if after[name] != before[name]} == {"tagging_state"}


def test_an_article_that_changes_meanwhile_stays_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    article, other = make_article(), make_article()

    def edit_while_ranking(source: article_texts.ArticleSource, *_: object) -> list[RankedTag]:
        Article.objects.filter(pk=article.pk).update(title="改过的题目")
        return [RankedTag("旧题目", 0.5, TagKind.TOPIC)]

    monkeypatch.setattr(article_texts, "_rank", edit_while_ranking)
    article_tagging.tag([article.pk, other.pk])
    assert tags_of(article) == set()
    assert state_of(article)[0] == TaggingState.PENDING
    assert state_of(other)[0] == TaggingState.DONE


def test_one_article_that_cannot_be_tagged_fails_with_its_reason_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good, bad = make_article(), make_article(title="坏稿")

    def rank(source: article_texts.ArticleSource, *_: object) -> list[RankedTag]:
        if source.title == "坏稿":
            raise ValueError("no words")
        return [RankedTag("路灯", 0.5, TagKind.TOPIC)]

    monkeypatch.setattr(article_texts, "_rank", rank)
    article_tagging.tag([bad.pk, good.pk])
    assert state_of(bad) == (TaggingState.FAILED, "ValueError: no words", 0, None)
    assert state_of(good)[0] == TaggingState.DONE


def test_what_is_not_pending_is_left_alone(
    ranked: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    done = make_article(tagging_state=TaggingState.DONE)
    with django_assert_num_queries(1):
        article_tagging.tag([done.pk])
    assert tags_of(done) == set()


def test_a_batch_costs_a_handful_of_queries(
    ranked: list[str], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    pks = [make_article().pk for _ in range(30)]
    with django_assert_max_num_queries(34):
        article_tagging.tag(pks)
    assert Article.objects.filter(tagging_state=TaggingState.DONE).count() == 30


def test_nobody_takes_over_what_somebody_is_at_work_on() -> None:
    free, late, leased, done = (make_article() for _ in range(4))
    Article.objects.filter(pk=late.pk).update(tagging_lease=timezone.now(), tagging_attempts=2)
    article_tagging.lease([leased.pk])
    Article.objects.filter(pk=done.pk).update(tagging_state=TaggingState.DONE)
    assert article_tagging.take_over(10) == [(free.pk, 0), (late.pk, 2)]
    assert article_tagging.take_over(10) == []


def test_a_released_article_can_be_taken_over_at_once() -> None:
    article = make_article()
    article_tagging.lease([article.pk])
    article_tagging.release([article.pk])
    assert article_tagging.take_over(10) == [(article.pk, 0)]


def test_no_more_is_taken_over_than_asked_for() -> None:
    first, second = make_article(), make_article()
    assert article_tagging.take_over(1) == [(first.pk, 0)]
    assert article_tagging.take_over(1) == [(second.pk, 0)]


def test_what_never_ends_is_given_up_and_may_be_tried_again_after_an_edit(
    ranked: list[str],
) -> None:
    article = make_article(tagging_attempts=article_tagging.MAX_ATTEMPTS)
    article_tagging.tag([article.pk])
    assert state_of(article)[0] == TaggingState.PENDING
    assert article_tagging.give_up() == 1
    assert state_of(article)[0] == TaggingState.FAILED
    assert str(article_tagging.MAX_ATTEMPTS) in article.tagging_error
    Article.objects.update(tagging_state=TaggingState.PENDING)
    article_tagging.tag([article.pk])
    assert state_of(article) == (TaggingState.DONE, "", 0, None)


def test_tags_that_are_requested_anew_while_an_article_is_ranked_are_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = make_article()

    def block_while_ranking(*_: object) -> list[RankedTag]:
        Tag.objects.create(name="路灯", blocked=True)
        article_tagging.request_tagging([article.pk])
        article_tagging.lease([article.pk])
        return [RankedTag("路灯", 0.5, TagKind.TOPIC)]

    monkeypatch.setattr(article_texts, "_rank", block_while_ranking)
    article_tagging.tag([article.pk])
    assert tags_of(article) == set()
    assert state_of(article)[0] == TaggingState.PENDING
