"""Nobody approves what they changed; an edit of what was approved has it reviewed again."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from pytest_django import Settings

from articles.editorial import history, workflow
from articles.models import Article
from articles.models.choices import Act, Status
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db

LATER = datetime(2100, 1, 1, 8, tzinfo=UTC)


def edited(status: Status, *users: User) -> Article:
    article = make_article(status=status)
    article.edited_by.add(*users)
    return article


def test_who_changed_an_article_does_not_approve_it() -> None:
    user = make_user(is_superuser=True)
    own, other = edited(Status.IN_REVIEW, user), edited(Status.IN_REVIEW, make_user("second"))
    assert list(workflow.own_edits(Article.objects.all(), user)) == [own]
    assert workflow.approve([own, other], user) == 1
    assert Article.objects.get(status=Status.APPROVED) == other


def test_an_edit_by_another_does_not_hide_ones_own() -> None:
    user, second = make_user(is_superuser=True), make_user("second", is_superuser=True)
    article = edited(Status.IN_REVIEW, user, second)
    assert workflow.approve([article], user) == workflow.approve([article], second) == 0
    assert workflow.approve([article], make_user("third", is_superuser=True)) == 1


def test_approval_settles_the_edits_before_it() -> None:
    user = make_user(is_superuser=True)
    article = edited(Status.IN_REVIEW, user)
    workflow.approve([article], make_user("second", is_superuser=True))
    workflow.send_back([article], user)
    workflow.submit([article], user)
    assert workflow.approve([article], user) == 1


def test_one_person_may_do_it_all_where_the_setting_says_so(settings: Settings) -> None:
    settings.FOUR_EYES = False
    user = make_user(is_superuser=True)
    article = edited(Status.IN_REVIEW, user)
    assert not workflow.own_edits(Article.objects.all(), user).exists()
    assert workflow.approve([article], user) == 1


@pytest.mark.parametrize("status", [Status.APPROVED, Status.SCHEDULED])
def test_an_edit_of_what_was_approved_reopens_its_review(status: Status) -> None:
    user = make_user()
    article = make_article(status=status, publish_at=LATER if status is Status.SCHEDULED else None)
    assert workflow.note_edits([article], user) == 1
    article.refresh_from_db()
    assert (article.status, article.publish_at) == (Status.IN_REVIEW, None)
    assert [version.act for version in history.versions_of(article)] == [Act.REOPEN]
    assert list(article.edited_by.all()) == [user]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_an_edit_of_anything_else_is_noted_and_moves_nothing(status: Status) -> None:
    article, user = make_article(status=status), make_user()
    assert workflow.note_edits([article], user) == 0
    article.refresh_from_db()
    assert article.status == status
    assert list(article.edited_by.all()) == [user]


def test_a_corrected_article_needs_no_new_approval() -> None:
    article = make_published()
    assert workflow.note_edits([article], make_user()) == 0
    assert not article.edited_by.exists()


def test_withdrawn_article_that_was_edited_comes_back_only_approved() -> None:
    user, second = make_user(is_superuser=True), make_user("second", is_superuser=True)
    article = edited(Status.WITHDRAWN, user)
    assert workflow.publish([article], second) == 0
    assert workflow.approve([article], second) == 1
    assert workflow.publish([article], user) == 1
