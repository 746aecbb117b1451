"""Public addresses, cached: a page has dozens, and Django searches all routes for each of them."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

# Some days of a paper with all their pages, authors and tags; a few megabytes.
REMEMBERED = 4096


def address(route: str, *arguments: object) -> str:
    """The address of a public page, as `reverse` gives it; it never changes in a process."""
    return _address(get_script_prefix(), route, arguments)


@lru_cache(REMEMBERED)
def _address(
    prefix: str,  # noqa: ARG001 - `reverse` reads the prefix by itself
    route: str,
    arguments: tuple[object, ...],
) -> str:
    return reverse(f"public:{route}", args=arguments)
