"""People at the desk, and a recorder in the place of the queue."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from tests.factories import make_user
from tests.fixtures import _in_english, _plain_parser, woken

__all__ = ["_in_english", "_plain_parser", "woken"]

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def chief(db: None) -> User:
    return make_user("chief", is_staff=True, is_superuser=True)


@pytest.fixture
def desk(chief: User) -> Client:
    """The browser of somebody who may do everything."""
    return client_of(chief)


@pytest.fixture
def staff_client(db: None) -> Callable[..., Client]:
    """Makes the browser of a member of the staff with these rights of `articles` (or `app.codename`)."""

    def make(*rights: str) -> Client:
        user = make_user("staff", is_staff=True)
        for right in rights:
            app, _, codename = right.rpartition(".")
            user.user_permissions.add(
                Permission.objects.get(content_type__app_label=app or "articles", codename=codename)
            )
        return client_of(user)

    return make


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client
