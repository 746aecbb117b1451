"""What the tests of importing stand on: English sentences, and a parser that does not guess."""

from collections.abc import Iterator

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
