"""What the tests of commands stand on: English sentences, a tagger that only listens."""

from collections.abc import Iterator, Sequence

import pytest
from django.utils import translation

from tests.importing.papers import read_marks


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def _plain_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.importing.reading.parse_page", read_marks)


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[int]]:
    """The keys that the tagger was woken for, a list a call."""
    calls: list[Sequence[int]] = []
    monkeypatch.setattr("articles.tasks.wake_tagging", lambda pks: calls.append(list(pks)))
    return calls
