"""People at the desk, and a recorder in the place of the queue."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import translation

from articles import tasks
from tests.factories import make_user

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The keys of the articles whose tagging was asked for."""
    keys: list[int] = []

    def wake(pks: Sequence[int]) -> None:
        keys.extend(pks)

    monkeypatch.setattr(tasks, "wake_tagging", wake)
    return keys


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
