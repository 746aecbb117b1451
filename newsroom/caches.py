"""The cache in Redis, with a client that stays open.

Django makes a new client for every query, which takes as long as the query itself.
"""

from functools import cache
from typing import Any

from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.core.cache.backends.redis import RedisCacheClient
from redis import Redis


class _OpenClient(RedisCacheClient):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._client = cache(Redis)  # a client for each pool of connections


class RedisCache(DjangoRedisCache):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._class = _OpenClient
