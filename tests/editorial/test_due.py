"""Scheduled articles go out when their time has come, and not before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.editorial import workflow
from articles.models import Article
from articles.models.choices import Status
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_article_whose_time_has_come_is_published_with_the_time_it_was_given() -> None:
    now = timezone.now()
    article = make_article(status=Status.SCHEDULED, publish_at=now - timedelta(minutes=5))
    assert workflow.publish_due(now) == 1
    article.refresh_from_db()
    assert (article.status, article.publish_at) == (Status.PUBLISHED, now - timedelta(minutes=5))
    assert article.version == 1
    assert list(Article.objects.published()) == [article]


def test_article_whose_time_is_to_come_stays() -> None:
    now = timezone.now()
    make_article(status=Status.SCHEDULED, publish_at=now + timedelta(minutes=5))
    assert workflow.publish_due(now) == 0


def test_withdrawn_article_does_not_come_back_when_its_time_comes() -> None:
    now = timezone.now()
    article = make_article(status=Status.SCHEDULED, publish_at=now - timedelta(minutes=5))
    workflow.withdraw([article], None)
    assert workflow.publish_due(now) == 0
