"""Which pictures are known to be public, so that most requests for one ask no database.

Like a stored page, such a note belongs to one generation of the paper and is void with the next.
Only that a picture is public is noted: a picture becomes public by time alone, and stays so until a
change.
"""

from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache

from articles.public.cache.generation import CACHE_FAULTS, Generation


def is_noted(file: str, generation: Generation | None) -> bool:
    if generation is None:
        return False
    try:
        token: str | None = cache.get(_key(file))
    except CACHE_FAULTS:
        return False
    return token == generation.token


def note(file: str, generation: Generation | None) -> None:
    """Note a public picture; `generation` is the one from before the database was asked."""
    if generation is None or not settings.PAGE_CACHE_SECONDS:
        return
    try:
        cache.set(_key(file), generation.token, settings.PAGE_CACHE_SECONDS)
    except CACHE_FAULTS:
        return


def _key(file: str) -> str:
    digest = blake2b(file.encode(), digest_size=16)
    return f"picture-{digest.hexdigest()}"
