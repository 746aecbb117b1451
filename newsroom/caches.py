"""The cache in Redis, asked over a client that stays: Django makes a new one for every question, and making it takes
as long as asking."""

from functools import cache
from typing import Any

from django.core.cache.backends.redis import RedisCache as DjangosCache
from django.core.cache.backends.redis import RedisCacheClient
from redis import Redis


class _Client(RedisCacheClient):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._client = cache(Redis)  # one for each pool of connections


class RedisCache(DjangosCache):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._class = _Client
