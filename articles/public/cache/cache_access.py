"""Access to the cache, which may be away or not answer.

After a fault a process leaves the cache alone for some seconds, so that readers do not wait for its
timeout with every page, and says so in the log once a minute.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

T = TypeVar("T")

# Readers' pages have a cache of their own: the default one stands in the database.
pages: Any = ConnectionProxy(caches, "pages")
# What a cache raises that cannot be reached. Readers get their pages all the same.
CACHE_FAULTS = (RedisError, OSError)

PAUSE = 5.0  # seconds
LOGGED_EVERY = 60.0  # seconds

# By the address of the cache: until when it is left alone, and when its last fault was logged.
_away_until: dict[str, float] = {}
_logged_at: dict[str, float] = {}


def from_cache(read: Callable[[], T]) -> T | None:
    """What `read` gets from the cache; None while it is away."""
    if is_away():
        return None
    try:
        return read()
    except CACHE_FAULTS as fault:
        note_fault(fault)
        return None


def is_away() -> bool:
    """Whether the cache did not answer a moment ago."""
    return time.monotonic() < _away_until.get(_address(), 0.0)


def note_fault(fault: Exception) -> None:
    """Leave the cache alone for a while, and log it unless that was done in the last minute."""
    address = _address()
    now = time.monotonic()
    _away_until[address] = now + PAUSE
    if now - _logged_at.get(address, -LOGGED_EVERY) < LOGGED_EVERY:
        return
    _logged_at[address] = now
    logger.warning("The cache does not answer, pages are made anew: %s", fault)


def _address() -> str:
    return str(settings.CACHES["pages"].get("LOCATION", ""))
