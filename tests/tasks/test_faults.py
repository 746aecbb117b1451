"""A database that is away for a moment costs a retry, not the article."""

from collections.abc import Collection

import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError

from articles import tasks
from articles.tagging import article_tagging

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError, IntegrityError])
def test_a_task_is_tried_again_after_a_database_fault(
    fault: type[DatabaseError], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Collection[int]] = []

    def fail_once(pks: Collection[int]) -> None:
        calls.append(pks)
        if len(calls) == 1:
            raise fault("database is locked")

    monkeypatch.setattr(article_tagging, "tag", fail_once)
    tasks.tag_article.delay(1)
    assert calls == [[1], [1]]


def test_a_database_that_stays_away_ends_the_task_and_not_its_caller(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[Collection[int]] = []

    def fail(pks: Collection[int]) -> None:
        calls.append(pks)
        raise OperationalError("no server")

    monkeypatch.setattr(article_tagging, "tag", fail)
    tasks.wake_tagging([1])
    assert len(calls) == 6
