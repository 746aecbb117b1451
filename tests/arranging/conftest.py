"""An editor who may do everything, and a recorder in the place of the queue."""

from collections.abc import Iterator, Sequence

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from articles import tasks
from tests.factories import make_user


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def editor(db: None) -> User:
    return make_user("editor", is_staff=True, is_superuser=True)


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The keys of the articles whose tagging was asked for."""
    keys: list[int] = []

    def wake(pks: Sequence[int]) -> None:
        keys.extend(pks)

    monkeypatch.setattr(tasks, "wake_tagging", wake)
    return keys
