"""Pages kept in Redis, as in production: its mark is the same in all processes, and on both databases."""

from collections.abc import Iterator
from contextlib import closing
from uuid import uuid4

import pytest
import redis
from pytest_django import Settings

from articles.models import Article
from tests.factories import make_published
from tests.services import redis_url


@pytest.fixture(autouse=True)
def _pages_are_cached(settings: Settings) -> Iterator[None]:
    settings.PAGE_CACHE_SECONDS = 60
    location, prefix = redis_url(13), uuid4().hex
    backend = "newsroom.caches.RedisCache"
    redis_pages = {"BACKEND": backend, "LOCATION": location, "KEY_PREFIX": prefix}
    settings.CACHES = settings.CACHES | {"pages": redis_pages}
    yield
    # Not `clear()`, which empties the database of Redis: another run of these tests may be using it.
    with closing(redis.Redis.from_url(location)) as client:
        client.delete(*client.scan_iter(f"{prefix}:*"), prefix)


@pytest.fixture
def article() -> Article:
    return make_published(title="桂巷换了新路灯")
