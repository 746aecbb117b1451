"""The periodic sweep finds what a lost message or a dead worker left behind."""

from collections.abc import Collection
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from articles import tasks
from articles.models import Article
from articles.models.choices import TaggingState
from articles.tagging import article_tagging
from newsroom.celery import app
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[Collection[int]]:
    given: list[Collection[int]] = []
    monkeypatch.setattr(article_tagging, "tag", lambda pks: given.append(list(pks)))
    return given


def test_an_article_whose_message_was_lost_is_tagged() -> None:
    article = make_article()
    tasks.sweep_pending()
    article.refresh_from_db()
    assert article.tagging_state == TaggingState.DONE


def test_an_article_whose_worker_died_is_tagged_when_its_lease_is_over() -> None:
    article = make_article(tagging_attempts=1, tagging_lease=timezone.now() + timedelta(minutes=1))
    tasks.sweep_pending()
    assert Article.objects.get().tagging_state == TaggingState.PENDING
    Article.objects.update(tagging_lease=timezone.now())
    tasks.sweep_pending()
    article.refresh_from_db()
    assert article.tagging_state == TaggingState.DONE


def test_what_was_tried_before_goes_alone_and_the_rest_together(
    batches: list[Collection[int]],
) -> None:
    tried, fresh, other = make_article(tagging_attempts=1), make_article(), make_article()
    tasks.sweep_pending()
    assert batches == [[fresh.pk, other.pk], [tried.pk]]


def test_a_batch_that_came_again_after_a_crash_is_taken_apart(
    batches: list[Collection[int]],
) -> None:
    tried, fresh = make_article(tagging_attempts=1), make_article()
    tasks.tag_articles([tried.pk, fresh.pk])
    assert batches == [[fresh.pk], [tried.pk]]


def test_what_killed_its_worker_too_often_is_marked_failed() -> None:
    article = make_article(
        tagging_attempts=article_tagging.MAX_ATTEMPTS, tagging_lease=timezone.now()
    )
    tasks.sweep_pending()
    article.refresh_from_db()
    assert article.tagging_state == TaggingState.FAILED
    assert article.tagging_error


def test_what_failed_is_not_swept() -> None:
    make_article(tagging_state=TaggingState.FAILED)
    tasks.sweep_pending()
    assert Article.objects.get().tagging_state == TaggingState.FAILED


def test_the_beat_runs_tasks_that_exist() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)
