"""Where each process has a cache of its own, a file tells them of each other; several machines keep nothing."""

from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from pytest_django import Settings

from articles.editorial import workflow
from articles.public.cache import generation
from articles.public.cache.scopes import EVERYTHING
from tests.factories import make_published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _pages_are_cached_in_memory(settings: Settings, tmp_path: Path) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    settings.DATA_DIR = tmp_path
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": backend, "LOCATION": str(tmp_path)}}


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="with PostgreSQL nothing is kept in memory"
)
def test_a_change_in_another_process_ends_what_this_one_keeps(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    article = make_published()
    client.get("/")
    assert article.title in client.get("/").content.decode()
    mine = settings.CACHES
    # Another process: the same folder, a memory of its own.
    settings.CACHES = mine | {"pages": mine["pages"] | {"LOCATION": "elsewhere"}}
    workflow.withdraw([article], None)
    settings.CACHES = mine
    assert caches["pages"]._cache  # type: ignore[attr-defined]  # the page is there still
    assert article.title not in client.get("/").content.decode()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite is one machine")
def test_machines_that_share_no_cache_keep_nothing(client: Client) -> None:
    make_published()
    assert not client.get("/").has_header("Last-Modified")
    assert not caches["pages"]._cache  # type: ignore[attr-defined]
    assert generation.current_generation([EVERYTHING]) is None
