"""What other editors chose for half of a set of news makes the tags of the other half better. For this test only."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from articles.models import Article, TagDecision, TagWeights
from articles.models.choices import DecisionKind, WeightsState
from articles.tagging import article_texts, lexicon
from articles.tagging.learning import training, versions
from articles.tagging.learning.factors import Agreement
from articles.tagging.ranking import weigh
from tests.factories import make_article
from tests.house.compose import ROOT

KEYWORDS = ROOT.parent / "shared" / "keywords" / "editor_keywords_dev.jsonl"
SHOWN = 20  # candidates that the simulated editor ticks or takes off on each article
TOP = 5

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not KEYWORDS.exists(), reason="no editors' keywords beside the checkout"),
]

Rows = list[dict[str, Any]]


@pytest.fixture
def halves() -> tuple[Rows, Rows]:
    rows = [json.loads(line) for line in KEYWORDS.read_text(encoding="utf-8").splitlines()]
    return rows[: len(rows) // 2], rows[len(rows) // 2 :]


def store(row: dict[str, Any]) -> Article:
    return make_article(title=row["title"], body="\n\n".join(row["text"].split("\n")))


def candidates(article: Article) -> list[str]:
    [source] = article_texts.read_sources(Article.objects.filter(pk=article.pk))
    known = article_texts.vocabulary()
    weights = weigh(
        article_texts.text_of(source, ()), article_texts.segmenter_for(known), lexicon.load(), known
    )
    return list(weights)[:SHOWN]


def judge(article: Article, kinds: dict[str, DecisionKind]) -> None:
    TagDecision.objects.bulk_create(
        TagDecision(article=article, name=name, kind=kind) for name, kind in kinds.items()
    )


def decide(rows: Rows) -> None:
    """As the editors did: their keywords stay or are added, everything else goes."""
    for row in rows:
        article, wanted = store(row), {word.casefold() for word in row["keywords"]}
        kinds = {
            name: DecisionKind.KEPT if name.casefold() in wanted else DecisionKind.REMOVED
            for name in candidates(article)
        }
        missing = [
            word for word in row["keywords"] if word.casefold() not in map(str.casefold, kinds)
        ]
        judge(article, kinds | dict.fromkeys(missing, DecisionKind.ADDED))


def decide_inversely(rows: Rows) -> None:
    """Of the tags that were given the wrong ones stay and the right ones go."""
    for row in rows:
        article, wanted = store(row), {word.casefold() for word in row["keywords"]}
        judge(article, {
            name: DecisionKind.REMOVED if name.casefold() in wanted else DecisionKind.KEPT for name in given(article)
        })  # fmt: skip


def decide_by_lot(rows: Rows) -> None:
    lot = random.Random(1)  # noqa: S311  (the same each time)
    for row in rows:
        article = store(row)
        judge(
            article,
            {
                name: lot.choice([DecisionKind.KEPT, DecisionKind.REMOVED])
                for name in candidates(article)
            },
        )


def given(article: Article) -> list[str]:
    sources = {
        source.pk: source
        for source in article_texts.read_sources(Article.objects.filter(pk=article.pk))
    }
    tags, _faults = article_texts.rank_all(sources)
    return [tag.name for tag in tags[article.pk]]


def figures(rows: Rows) -> Agreement:
    total = Agreement()
    for row in rows:
        tags = [name.casefold() for name in given(store(row))[:TOP]]
        total = total.with_article(tags, {word.casefold() for word in row["keywords"]})
    return total


def learned_from_one_half(learn_from: Rows, other: Rows) -> tuple[Agreement, Agreement]:
    """The figures of the other half before and after."""
    before = figures(other)
    decide(learn_from)
    assert TagDecision.objects.count() >= 950
    versions.use(training.train())
    after = figures(other)
    versions.use(None)
    TagDecision.objects.all().delete()
    return before, after


def test_a_thousand_decisions_on_one_half_raise_f1_on_the_other(halves: tuple[Rows, Rows]) -> None:
    first, second = halves
    pairs = [learned_from_one_half(first, second), learned_from_one_half(second, first)]
    before, after = (one + other for one, other in zip(*pairs, strict=True))
    assert after.f1 > before.f1
    assert after.precision > before.precision


def test_the_decisions_on_both_halves_are_taken_into_use(halves: tuple[Rows, Rows]) -> None:
    for half in halves:
        decide(half)
    assert training.train().state == WeightsState.ACTIVE


@pytest.mark.parametrize("decide_badly", [decide_inversely, decide_by_lot])
def test_a_bad_batch_of_decisions_is_refused(
    decide_badly: Callable[[Rows], None], halves: tuple[Rows, Rows]
) -> None:
    good, rest = halves
    decide(good)
    in_use = training.train()
    versions.use(in_use)
    # Which decisions are the later ones must not hang on the machine's clock.
    TagDecision.objects.update(at=in_use.created_at - timedelta(hours=1))
    decide_badly(rest)
    latest = TagDecision.objects.filter(at__gt=in_use.created_at - timedelta(minutes=30))
    latest.update(at=in_use.created_at + timedelta(hours=1))
    assert training.train().state == WeightsState.REFUSED
    assert TagWeights.objects.get(state=WeightsState.ACTIVE) == in_use
