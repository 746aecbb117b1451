"""The beat publishes what is due."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import tasks
from articles.choices import Status
from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_what_is_due_is_published_and_the_rest_waits() -> None:
    now = timezone.now()
    due = make_article(status=Status.SCHEDULED, publish_at=now)
    make_article(status=Status.SCHEDULED, publish_at=now + timedelta(hours=1))
    tasks.publish_due.delay()
    assert list(Article.objects.published()) == [due]
