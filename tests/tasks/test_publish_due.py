"""The beat publishes what is due."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import scheduled_jobs, tasks
from articles.editorial import workflow
from articles.models import Article, JobStatus
from articles.models.choices import Status
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_what_is_due_is_published_and_the_rest_waits() -> None:
    now = timezone.now()
    due = make_article(status=Status.SCHEDULED, publish_at=now)
    make_article(status=Status.SCHEDULED, publish_at=now + timedelta(hours=1))
    tasks.publish_due.delay()
    assert list(Article.objects.published()) == [due]


def test_that_it_was_done_is_noted() -> None:
    tasks.publish_due.delay()
    noted = JobStatus.objects.get(name=scheduled_jobs.PUBLISHING)
    assert (noted.done_at is not None, noted.failed_at) == (True, None)


def test_why_it_failed_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_now: object) -> None:
        raise ValueError("the page lacks a number")

    monkeypatch.setattr(workflow, "publish_due", fail)
    tasks.publish_due.delay()
    noted = JobStatus.objects.get(name=scheduled_jobs.PUBLISHING)
    assert (noted.done_at, noted.error) == (None, "ValueError: the page lacks a number")
