"""Fixtures of several folders, taken into the `conftest` of each: English sentences, recorders, a plain parser."""

from collections.abc import Iterator, Sequence

import pytest
from django.utils import translation

from articles import tasks
from tests.importing.papers import read_marks


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
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
def _plain_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.importing.read.parse_page", read_marks)
