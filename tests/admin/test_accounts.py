"""Who may edit accounts may not give out rights: not to others, and not to themselves."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from tests.admin.browser import change_url, fill
from tests.factories import make_user

pytestmark = pytest.mark.django_db

RIGHTS = tuple(
    f"auth.{verb}_{row}"
    for verb in ("add", "view", "change", "delete")
    for row in ("user", "group")
)


@pytest.fixture
def steward(staff_client: Callable[..., Client]) -> Client:
    return staff_client(*RIGHTS)


def test_names_of_colleagues_can_be_edited(steward: Client) -> None:
    user = make_user("correspondent")
    steward.post(change_url(user), fill(steward.get(change_url(user)), "user_form", last_name="江"))
    user.refresh_from_db()
    assert user.last_name == "江"


@pytest.mark.parametrize("field", ["is_superuser", "is_staff"])
def test_nobody_raises_anybody(field: str, steward: Client) -> None:
    user = make_user("correspondent")
    steward.post(change_url(user), fill(steward.get(change_url(user)), "user_form") | {field: "on"})
    user.refresh_from_db()
    assert not getattr(user, field)


def test_rights_and_groups_are_not_given_out(steward: Client) -> None:
    user, group = make_user("correspondent"), Group.objects.create(name="夜班")
    right = Permission.objects.get(codename="publish_article")
    data = fill(steward.get(change_url(user)), "user_form") | {
        "groups": [group.pk],
        "user_permissions": [right.pk],
    }
    steward.post(change_url(user), data)
    assert not user.groups.exists()
    assert not user.user_permissions.exists()


def test_superuser_is_out_of_reach(steward: Client, chief: User) -> None:
    assert steward.post(change_url(chief), {"username": "x"}).status_code == 403
    assert steward.get(f"/admin/auth/user/{chief.pk}/password/").status_code == 403
    assert steward.post(f"/admin/auth/user/{chief.pk}/delete/", {"post": "yes"}).status_code == 403
    steward.post(
        "/admin/auth/user/",
        {"action": "delete_selected", "_selected_action": [chief.pk], "post": "yes"},
    )
    assert User.objects.filter(pk=chief.pk).exists()


def test_groups_are_the_superusers(steward: Client, desk: Client) -> None:
    group = Group.objects.create(name="夜班")
    assert steward.get(change_url(group)).status_code == 200
    assert steward.post(change_url(group), {"name": "早班"}).status_code == 403
    assert (
        desk.post(
            change_url(group), fill(desk.get(change_url(group)), "group_form", name="早班")
        ).status_code
        == 302
    )


def test_superuser_gives_out_rights(desk: Client) -> None:
    user = make_user("correspondent")
    desk.post(change_url(user), fill(desk.get(change_url(user)), "user_form") | {"is_staff": "on"})
    user.refresh_from_db()
    assert user.is_staff
