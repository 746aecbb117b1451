"""Which pictures are known to be public, so that most requests for one ask no database.

Like a stored page, such a note belongs to generations of the paper and is void with the next. Only
that a picture is public is noted: a picture becomes public by time alone, and stays so until a
change.
"""

from hashlib import blake2b

from django.conf import settings

from articles.public.cache.cache_access import from_cache, pages
from articles.public.cache.generation import PageGeneration


def is_noted(file: str, generation: PageGeneration | None) -> bool:
    if generation is None or generation.tokens is None:
        return False
    key = _key(file)
    stored = from_cache(lambda: pages.get_many([key])) or {}
    return stored.get(key) == [file, generation.tokens]


def note(file: str, generation: PageGeneration | None) -> None:
    """Note a public picture; `generation` is the one from before the database was asked."""
    if generation is None or not settings.PAGE_CACHE_SECONDS:
        return
    value = [file, generation.tokens]
    seconds = settings.PAGE_CACHE_SECONDS
    from_cache(lambda: pages.set(_key(file), value, seconds))


def _key(file: str) -> str:
    digest = blake2b(file.encode(), digest_size=16)
    return f"picture:{digest.hexdigest()}"
