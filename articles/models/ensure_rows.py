"""Rows that are looked up by their natural key, and created where they are missing.

Several transactions may create the same row at once. Inserts leave out what is stored already, and
the unique constraints decide; many names are inserted in one order, so that two transactions do not
wait for each other in a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import TypeVar

from django.utils.text import slugify

Key = TypeVar("Key")
Row = TypeVar("Row")

_SLUG_LENGTH = 90  # leaves room for a number behind it


def ensure_rows(
    wanted: Sequence[Key],
    find: Callable[[], dict[Key, Row]],
    make: Callable[[Sequence[Key], int], None],
) -> dict[Key, Row]:
    """The rows of all keys. `make` is called with those that `find` lacks until none is missing.

    It is told how often it was called before: a slug that was taken is to be another one then.
    """
    if not wanted:
        return {}
    rows = find()
    for attempt in count():
        missing = [key for key in wanted if key not in rows]
        if not missing:
            break
        make(missing, attempt)
        rows = find()
    return rows


def numbered_slug(name: str, attempt: int) -> str:
    """The name as a part of an address, with a number from the second attempt on."""
    slug = slugify(name, allow_unicode=True)[:_SLUG_LENGTH] or "-"
    return f"{slug}-{attempt + 1}" if attempt else slug
