"""Versions of what is learned from editors: taken into use, refused, rolled back."""

from collections.abc import Iterable
from zlib import crc32

import pytest
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, TagDecision, TagWeights
from articles.models.choices import DecisionKind, WeightsState
from articles.tagging import article_texts
from articles.tagging.learning import training, versions
from articles.tagging.learning.examples import Example
from tests.factories import make_article

pytestmark = pytest.mark.django_db

THINGS = ("路灯", "公园", "菜场", "书店", "校车", "电梯", "广场", "渡口", "桥梁", "绿地")
BESIDE = ("居民区", "运动会", "停车场", "图书馆", "博物馆", "志愿者")
# What every article has besides, and nobody chooses.
FILLERS = (
    "早上有老人下棋,晚上有孩子看蚂蚁,树下放着石凳和水桶。",
    "墙边停着自行车,窗台上摆着花盆,屋顶的瓦片换过了。",
    "雨天地面不再积水,台阶铺了石板,栏杆刷了油漆。",
)


def make_pieces(count: int) -> list[Article]:
    """Articles on one thing each, which also speak of 桂花, in many words."""
    return [
        make_article(
            title=f"{thing}边的桂花之{number}",
            body=f"{thing}修好了。{thing}旁边种了桂花。{beside}也在附近,桂花开了。{thing}离{beside}很近。"
            + FILLERS[number % len(FILLERS)],
        )
        for number in range(count)
        for thing, beside in [(THINGS[number % len(THINGS)], BESIDE[number % len(BESIDE)])]
    ]


def decide(article: Article, **kinds: DecisionKind) -> None:
    TagDecision.objects.bulk_create(
        TagDecision(article=article, name=name, kind=kind) for name, kind in kinds.items()
    )


def nod_but_take_off(articles: Iterable[Article], unwanted: str) -> None:
    """What an editor makes of the ranker's tags: one is taken off, and what else the article speaks of is added."""
    for article in articles:
        names = given(article)
        decide(
            article,
            **{
                name: DecisionKind.REMOVED if name == unwanted else DecisionKind.KEPT
                for name in names
            },
        )
        added = [name for name in (*THINGS, *BESIDE) if name in article.body and name not in names]
        decide(article, **dict.fromkeys(added, DecisionKind.ADDED))


def given(article: Article) -> list[str]:
    tags, _faults = article_texts.rank_all(
        {
            source.pk: source
            for source in article_texts.read_sources(Article.objects.filter(pk=article.pk))
        }
    )
    return [tag.name for tag in tags[article.pk]]


def test_what_editors_take_off_everywhere_is_no_longer_given_to_a_new_article() -> None:
    new = make_pieces(1)[0]
    assert "桂花" in given(new)
    nod_but_take_off(make_pieces(30), "桂花")
    version = training.train()
    assert (version.state, version.reason) == (WeightsState.ACTIVE, "")
    assert version.weights["桂花"] < 0.7
    assert version.precision_before < version.precision_after
    assert version.f1_before < version.f1_after
    assert "桂花" not in given(new)


def test_decisions_without_reason_are_refused_and_change_nothing() -> None:
    pieces = make_pieces(30)
    for article in pieces:
        thrown = {name: crc32(f"{article.title}{name}".encode()) % 2 for name in given(article)}
        decide(
            article,
            **{
                name: DecisionKind.KEPT if head else DecisionKind.REMOVED
                for name, head in thrown.items()
            },
        )
    before = given(pieces[0])
    version = training.train()
    assert version.state == WeightsState.REFUSED
    assert version.reason
    assert given(pieces[0]) == before


def test_decisions_that_contradict_the_earlier_ones_are_refused() -> None:
    nod_but_take_off(make_pieces(30), "桂花")
    first = training.train()
    for article in make_pieces(40):
        decide(
            article,
            桂花=DecisionKind.ADDED,
            **{n: DecisionKind.REMOVED for n in given(article) if n != "桂花"},
        )
    second = training.train()
    assert second.state == WeightsState.REFUSED
    assert TagWeights.objects.get(state=WeightsState.ACTIVE) == first


def test_too_few_decisions_teach_nothing() -> None:
    nod_but_take_off(make_pieces(training.FEWEST - 1), "桂花")
    with pytest.raises(versions.NothingToLearn):
        training.train()
    assert not TagWeights.objects.exists()


def test_without_new_decisions_there_is_no_new_version() -> None:
    nod_but_take_off(make_pieces(30), "桂花")
    training.train()
    with pytest.raises(versions.NothingToLearn):
        training.train()
    assert TagWeights.objects.count() == 1


def test_a_dry_run_stores_nothing() -> None:
    nod_but_take_off(make_pieces(30), "桂花")
    assert training.train(dry_run=True).state == WeightsState.ACTIVE
    assert not TagWeights.objects.exists()


def test_rolling_back_goes_to_the_version_before_and_in_the_end_to_the_shipped_weights() -> None:
    first, second = (
        TagWeights.objects.create(state=WeightsState.RETIRED, weights={"路灯": n}) for n in (2, 3)
    )
    versions.use(second)
    assert article_texts.vocabulary().weights == {"路灯": 3}
    assert versions.roll_back() == first
    assert article_texts.vocabulary().weights == {"路灯": 2}
    assert versions.roll_back() is None
    assert article_texts.vocabulary().weights == {}
    with pytest.raises(versions.NothingToLearn):
        versions.roll_back()


def test_two_versions_are_never_in_use_at_once() -> None:
    TagWeights.objects.create(state=WeightsState.ACTIVE)
    with pytest.raises(IntegrityError):
        TagWeights.objects.create(state=WeightsState.ACTIVE)


def test_reading_decisions_costs_a_few_queries_for_every_hundred(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    nod_but_take_off(make_pieces(30), "桂花")
    with django_assert_max_num_queries(20):
        training.train()


def test_what_is_decided_while_a_version_is_learned_counts_for_the_next_one() -> None:
    nod_but_take_off(make_pieces(30), "桂花")
    late = make_pieces(1)[0]

    def decide_meanwhile(examples: Iterable[Example]) -> Iterable[Example]:
        yield from examples
        decide(late, 桂花=DecisionKind.REMOVED)

    first = training.train(progress=decide_meanwhile)
    second = training.train()
    assert second.decisions == first.decisions + 1


def test_what_the_version_in_use_did_not_know_is_not_taken_for_an_earlier_decision() -> None:
    nod_but_take_off(make_pieces(30), "桂花")

    def contradict_meanwhile(examples: Iterable[Example]) -> Iterable[Example]:
        yield from examples
        decide(make_pieces(1)[0], 桂花=DecisionKind.ADDED)

    version = training.train(progress=contradict_meanwhile)
    stored = TagWeights.objects.get(pk=version.pk)
    assert stored.created_at < TagDecision.objects.latest("at").at
