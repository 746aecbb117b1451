"""Who may say which verb."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User

from articles.editorial import workflow
from articles.models import Article
from articles.models.choices import Status
from tests.editorial.test_moves import ORIGIN, make_in
from tests.editorial.test_moves import VERBS as ALL_VERBS
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db

RIGHTS = {
    "submit": "change_article",
    "approve": "approve_article",
    "send_back": "approve_article",
    "publish": "publish_article",
    "schedule": "publish_article",
    "withdraw": "withdraw_article",
}
VERBS = {name: (move, RIGHTS[name]) for name, (move, _target) in ALL_VERBS.items()}


def article_for(verb: str) -> Article:
    return make_in(ORIGIN[verb])


@pytest.mark.parametrize("verb", VERBS)
def test_user_with_the_permission_may(verb: str) -> None:
    move, codename = VERBS[verb]
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename=codename))
    assert move([article_for(verb)], user) == 1


@pytest.mark.parametrize("verb", VERBS)
def test_user_with_every_other_permission_may_not(verb: str) -> None:
    move, codename = VERBS[verb]
    user = make_user()
    user.user_permissions.set(
        Permission.objects.exclude(codename__in=[codename, "write_own_article"])
    )
    article = article_for(verb)
    with pytest.raises(workflow.NotAllowed, match=codename):
        move([article], user)
    assert Article.objects.get().status == article.status


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("user", [AnonymousUser(), None], ids=["anonymous", "system"])
def test_the_system_may_and_a_stranger_may_not(
    verb: str, user: User | AnonymousUser | None
) -> None:
    move, _ = VERBS[verb]
    if user is None:
        assert move([article_for(verb)], user) == 1
    else:
        with pytest.raises(workflow.NotAllowed):
            move([article_for(verb)], user)


def test_user_who_left_may_not() -> None:
    with pytest.raises(workflow.NotAllowed):
        workflow.publish([make_article()], make_user(is_superuser=True, is_active=False))


def test_refusal_moves_none_of_the_set() -> None:
    articles = [make_article() for _ in range(2)]
    with pytest.raises(workflow.NotAllowed):
        workflow.publish(articles, make_user())
    assert {article.status for article in Article.objects.all()} == {Status.DRAFT}
