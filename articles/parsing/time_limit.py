"""A limit of time around the parse of a page; the loops over lines and pieces look at it.

Every stage takes time in proportion to its text, so only a text that no press prints gets there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic
from typing import Final, TypeVar

PAGE_SECONDS: Final = 10.0
_ITEMS_BETWEEN_LOOKS = 8  # at the clock
_Item = TypeVar("_Item")
# Of the parse that runs in this thread or task, on the clock of `monotonic`.
_end: ContextVar[float] = ContextVar("end", default=inf)


class PageTooSlowError(Exception):
    """The page took longer to read than its limit allows."""


@contextmanager
def limited_to(seconds: float) -> Iterator[None]:
    """Let a parse inside the block raise `PageTooSlowError` when it takes longer."""
    token = _end.set(monotonic() + seconds)
    try:
        yield
    finally:
        _end.reset(token)


def within_limit(items: Iterable[_Item]) -> Iterator[_Item]:
    """The same items, as long as the time of the page is not over."""
    end = _end.get()
    for number, item in enumerate(items):
        if number % _ITEMS_BETWEEN_LOOKS == 0 and monotonic() > end:
            raise PageTooSlowError
        yield item
