"""A cache that is away or does not answer costs readers next to nothing, and fills no log."""

import logging
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from articles.editorial import workflow
from articles.models import Article
from articles.public.cache import cache_access
from tests.public.cached_pages import _pages_are_cached, article

__all__ = ["_pages_are_cached", "article"]

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/2026-03-12/"
TIMEOUT = 0.5  # seconds, as in the settings


@pytest.fixture
def mute_port() -> Iterator[int]:
    """The port of a server that accepts and never answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


def away(port: int) -> dict[str, Any]:
    return {
        "pages": {
            "BACKEND": "newsroom.caches.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
            "OPTIONS": {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT},
        }
    }


def test_one_page_waits_for_a_mute_cache_and_the_others_do_not(
    client: Client, article: Article, settings: Settings, mute_port: int
) -> None:
    settings.CACHES = settings.CACHES | away(mute_port)
    begin = time.monotonic()
    for _ in range(20):
        assert article.title in client.get(LIST).content.decode()
    assert TIMEOUT < time.monotonic() - begin < 10 * TIMEOUT


def test_a_cache_that_is_away_is_logged_once_a_minute(
    client: Client,
    article: Article,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]  # nobody listens there afterwards
    settings.CACHES = settings.CACHES | away(port)
    begin = time.monotonic()
    with caplog.at_level(logging.WARNING, logger=cache_access.__name__):
        for seconds in range(0, 59, 6):
            monkeypatch.setattr("time.monotonic", lambda now=begin + seconds: now)
            assert client.get(LIST).status_code == 200
            Article.objects.filter(pk=article.pk).update(title="桂巷换上新路灯")
        assert len(caplog.records) == 1
        monkeypatch.setattr("time.monotonic", lambda: begin + 61)
        client.get(LIST)
    messages = [record.getMessage() for record in caplog.records]
    assert len(messages) == 2
    assert "The cache does not answer" in messages[0]


def test_a_cache_that_is_back_is_used_again(
    client: Client, article: Article, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    present = settings.CACHES["pages"]["LOCATION"]
    monkeypatch.setitem(cache_access._away_until, present, time.monotonic() + 60)
    assert not client.get(LIST).has_header("Last-Modified")
    monkeypatch.setitem(cache_access._away_until, present, time.monotonic() - 1)
    assert client.get(LIST).has_header("Last-Modified")


def test_a_change_while_the_cache_was_away_voids_pages_once_it_is_back(
    client: Client, article: Article, settings: Settings, mute_port: int
) -> None:
    present = settings.CACHES
    client.get(LIST)
    assert client.get(LIST).status_code == 200
    settings.CACHES = settings.CACHES | away(mute_port)
    workflow.withdraw([article], None)
    settings.CACHES = present
    assert client.get(LIST).status_code == 404
