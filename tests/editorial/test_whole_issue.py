"""A whole issue with one verb, which says what is not ready."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.editorial import workflow
from articles.models import Article
from articles.models.choices import Status
from tests.factories import make_article, make_issue, make_page, make_user

pytestmark = pytest.mark.django_db


def make_whole() -> dict[str, Article]:
    return {status: make_article(status=status, publish_at=timezone.now()) for status in Status}


def test_what_is_ready_goes_out_and_the_rest_is_named() -> None:
    articles = make_whole()
    report = workflow.publish_issue(make_issue(), make_user(is_superuser=True))
    assert report == (2, [articles[Status.DRAFT], articles[Status.IN_REVIEW]])
    published = Article.objects.filter(status=Status.PUBLISHED)
    assert set(published) == {
        articles[one] for one in (Status.APPROVED, Status.SCHEDULED, Status.PUBLISHED)
    }


def test_other_issues_stay() -> None:
    other = make_article(
        status=Status.APPROVED, page=make_page(issue=make_issue(date=date(2026, 3, 13)))
    )
    assert workflow.publish_issue(make_issue(), make_user(is_superuser=True)) == (0, [])
    other.refresh_from_db()
    assert other.status == Status.APPROVED


@pytest.mark.parametrize(("days", "is_news"), [(0, True), (1, True), (2, False), (2_000, False)])
def test_a_back_issue_was_published_on_the_day_it_was_printed(days: int, is_news: bool) -> None:
    began, printed = timezone.now(), timezone.localdate() - timedelta(days=days)
    article = make_article(status=Status.APPROVED, page=make_page(issue=make_issue(date=printed)))
    workflow.publish_issue(article.page.issue, make_user(is_superuser=True))
    article.refresh_from_db()
    assert article.publish_at
    assert (article.publish_at >= began) == is_news
    assert is_news or timezone.localdate(article.publish_at) == printed


def test_a_straggler_of_a_back_issue_is_published_now() -> None:
    began, article = timezone.now(), make_article(status=Status.APPROVED)
    workflow.publish([article], make_user(is_superuser=True))
    article.refresh_from_db()
    assert article.publish_at
    assert article.publish_at >= began


def test_those_without_the_right_publish_nothing() -> None:
    make_whole()
    with pytest.raises(workflow.NotAllowed):
        workflow.publish_issue(make_issue(), make_user())
