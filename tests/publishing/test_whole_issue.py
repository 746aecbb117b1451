"""A whole issue with one verb, which says what is not ready."""

from datetime import date

import pytest
from django.utils import timezone

from articles import publishing
from articles.choices import Status
from articles.models import Article
from tests.factories import make_article, make_issue, make_page, make_user

pytestmark = pytest.mark.django_db


def make_whole() -> dict[str, Article]:
    return {status: make_article(status=status, publish_at=timezone.now()) for status in Status}


def test_what_is_ready_goes_out_and_the_rest_is_named() -> None:
    articles = make_whole()
    report = publishing.publish_issue(make_issue(), make_user(is_superuser=True))
    assert report == (2, [articles[Status.DRAFT], articles[Status.IN_REVIEW]])
    published = Article.objects.filter(status=Status.PUBLISHED)
    assert set(published) == {articles[one] for one in (Status.APPROVED, Status.SCHEDULED, Status.PUBLISHED)}


def test_other_issues_stay() -> None:
    other = make_article(status=Status.APPROVED, page=make_page(issue=make_issue(date=date(2026, 3, 13))))
    assert publishing.publish_issue(make_issue(), make_user(is_superuser=True)) == (0, [])
    other.refresh_from_db()
    assert other.status == Status.APPROVED


def test_those_without_the_right_publish_nothing() -> None:
    make_whole()
    with pytest.raises(publishing.NotAllowed):
        publishing.publish_issue(make_issue(), make_user())
