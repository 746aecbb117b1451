"""A correction of a published article: a word to the readers, and a trail."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles.editorial import history, workflow
from articles.models import Correction
from articles.models.choices import Status
from tests.factories import make_article, make_published, make_user

pytestmark = pytest.mark.django_db
NOTE = "标题中的街道名有误。"


def test_readers_see_what_was_corrected(client: Client) -> None:
    article = make_published()
    assert workflow.correct(article, NOTE, make_user(is_superuser=True)) == 1
    assert NOTE in client.get(article.get_absolute_url()).content.decode()


def test_the_trail_says_who_and_what() -> None:
    user = make_user(is_superuser=True)
    article = make_published()
    workflow.correct(article, NOTE, user)
    assert Correction.objects.get().by == user
    assert history.versions_of(article).get().history_change_reason == NOTE


@pytest.mark.parametrize(
    "status", [Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.WITHDRAWN]
)
def test_only_what_readers_have_seen_is_corrected(status: Status) -> None:
    assert workflow.correct(make_article(status=status), NOTE, make_user(is_superuser=True)) == 0
    assert not Correction.objects.exists()


def test_every_other_right_is_not_enough() -> None:
    user = make_user()
    user.user_permissions.set(Permission.objects.exclude(codename="correct_article"))
    with pytest.raises(workflow.NotAllowed, match="correct_article"):
        workflow.correct(make_published(), NOTE, user)
    assert not Correction.objects.exists()
