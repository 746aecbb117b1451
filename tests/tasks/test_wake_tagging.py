"""Queueing articles for tagging."""

import logging
from collections.abc import Collection

import pytest
from kombu.exceptions import OperationalError

from articles import tasks
from articles.models import Article
from articles.models.choices import TaggingState
from articles.tagging import article_tagging
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[Collection[int]]:
    """What the work itself is given."""
    given: list[Collection[int]] = []
    monkeypatch.setattr(article_tagging, "tag", given.append)
    return given


@pytest.fixture
def _no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("Connection refused")

    monkeypatch.setattr(tasks.tag_articles, "apply_async", refuse)


def test_without_a_broker_the_articles_are_tagged_when_it_returns() -> None:
    article = make_article()
    tasks.wake_tagging([article.pk])
    article.refresh_from_db()
    assert article.tagging_state == TaggingState.DONE
    assert article.article_tags.exists()


def test_many_articles_go_in_batches(batches: list[Collection[int]]) -> None:
    tasks.wake_tagging(range(1, 121))
    assert [len(batch) for batch in batches] == [50, 50, 20]
    assert [pk for batch in batches for pk in batch] == list(range(1, 121))


def test_nothing_to_wake_queues_nothing(batches: list[Collection[int]]) -> None:
    tasks.wake_tagging([])
    assert batches == []


def test_the_sweep_leaves_alone_what_is_on_its_way(batches: list[Collection[int]]) -> None:
    tasks.wake_tagging([make_article().pk])
    tasks.sweep_pending()
    assert len(batches) == 1


@pytest.mark.usefixtures("_no_broker")
def test_a_broker_that_is_away_is_logged_and_no_error(caplog: pytest.LogCaptureFixture) -> None:
    tasks.wake_tagging([make_article().pk])
    [record] = caplog.records
    assert record.levelno == logging.WARNING
    assert "Connection refused" in record.getMessage()


@pytest.mark.usefixtures("_no_broker")
def test_after_one_refusal_no_further_batch_waits_for_the_broker(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tasks.wake_tagging([make_article().pk] * 120)
    assert len(caplog.records) == 1


@pytest.mark.usefixtures("_no_broker")
def test_the_next_sweep_takes_what_the_broker_refused() -> None:
    article = make_article()
    tasks.wake_tagging([article.pk])
    assert Article.objects.get().tagging_state == TaggingState.PENDING
    assert article_tagging.take_over(10) == [(article.pk, 0)]
