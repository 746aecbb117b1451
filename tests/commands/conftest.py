"""What the tests of commands stand on: English sentences, a tagger that only listens."""

from collections.abc import Sequence

import pytest

from tests.fixtures import _in_english, _plain_parser

__all__ = ["_in_english", "_plain_parser"]


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[int]]:
    """The keys that the tagger was woken for, a list a call."""
    calls: list[Sequence[int]] = []
    monkeypatch.setattr("articles.tasks.wake_tagging", lambda pks: calls.append(list(pks)))
    monkeypatch.setattr("articles.tasks.make_up_tagging", lambda: None)
    return calls
