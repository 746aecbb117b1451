"""The cache in Redis: what stands there is signed and never unpickled, and the client stays open.

Django's own serializer unpickles, so that whoever can write to Redis runs code in the web process.
Here a value is JSON or bytes under a signature by the secret key. What lacks it is taken for
absent: a value of another program, of another release, or half of one.
"""

from __future__ import annotations

import hmac
import json
from functools import cache
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.core.cache.backends.redis import RedisCache as DjangoRedisCache
from django.core.cache.backends.redis import RedisCacheClient
from redis import Redis

_SIGNATURE_BYTES = 16
_BYTES = b"b"
_JSON = b"j"


class SignedSerializer:
    """Bytes, and whatever JSON can hold, behind a signature."""

    def dumps(self, value: object) -> bytes | int:
        if type(value) is int:  # Redis itself counts with it
            return value
        payload = _payload_of(value)
        return _sign(payload) + payload

    def loads(self, stored: bytes) -> Any:
        """The value; None, which means absent, for what this site did not store."""
        if stored.removeprefix(b"-").isdigit():
            return _read_number(stored)
        signature, payload = stored[:_SIGNATURE_BYTES], stored[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, _sign(payload)):
            return None
        if payload.startswith(_BYTES):
            return payload.removeprefix(_BYTES)
        return json.loads(payload.removeprefix(_JSON))


def _payload_of(value: object) -> bytes:
    if isinstance(value, bytes):
        return _BYTES + value
    return _JSON + json.dumps(value).encode()


def _read_number(stored: bytes) -> int | None:
    return int(stored) if len(stored) < 20 else None  # Redis counts with 64 bits


def _sign(payload: bytes) -> bytes:
    key = blake2b(settings.SECRET_KEY.encode()).digest()
    return blake2b(
        payload, digest_size=_SIGNATURE_BYTES, key=key, person=b"newsroom cache"
    ).digest()


class _OpenClient(RedisCacheClient):
    """Django makes a new client for every query, which takes as long as the query itself."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._client = cache(Redis)  # a client for each pool of connections


class RedisCache(DjangoRedisCache):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"serializer": SignedSerializer(), **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = _OpenClient
