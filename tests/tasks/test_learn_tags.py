"""The nightly lesson."""

import pytest

from articles import tasks
from articles.tagging.learning import training
from newsroom.celery import app

pytestmark = pytest.mark.django_db


def test_a_night_without_decisions_is_no_failure() -> None:
    assert tasks.learn_tags.delay().successful()


def test_it_learns(monkeypatch: pytest.MonkeyPatch) -> None:
    learned: list[bool] = []
    monkeypatch.setattr(training, "train", lambda: learned.append(True))
    tasks.learn_tags.delay()
    assert learned == [True]


def test_the_beat_asks_for_it_every_night() -> None:
    schedule = app.conf.beat_schedule["learn-tags"]
    assert schedule["task"] == tasks.learn_tags.name
    assert schedule["schedule"].hour == {3}
