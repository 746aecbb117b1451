"""The headers of a public page: the same for every reader, and checked before a page is reused."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.public.cache.generation import current_generation
from articles.public.cache.scopes import Shows, scopes_of_page
from articles.public.redirects import redirect_old

View = Callable[..., HttpResponseBase]

# Where a request keeps the generation from before its view ran.
GENERATION = "newsroom.generation"

# For this many seconds a browser may show the copy that it has while it asks for the new page.
STALE_SECONDS = 10


def public_page(view: View, shows: Shows, *, may_be_stale: bool = False) -> View:
    """The view with the headers of a public page; `PageCacheMiddleware` stores its response.

    `shows` says which changes void it, and the argument `prefix` of the view of which paper. Any
    cache may store a copy but must ask the server before it shows the copy, because a
    withdrawn article has to disappear from every cache at once. `may_be_stale` makes one
    exception, for pages that only lead to articles: the browser of a reader who saw the page a
    moment ago. Shared caches always ask.
    """

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        scopes = scopes_of_page(shows, kwargs.get("prefix", ""))
        request.META[GENERATION] = current_generation(scopes)
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = redirect_old(request)
        _set_headers(response, may_be_stale=may_be_stale)
        return response

    # A form on another site cannot change anything here: it gets 405 and needs no CSRF token.
    return csrf_exempt(require_safe(respond))


def _set_headers(response: HttpResponseBase, *, may_be_stale: bool) -> None:
    if may_be_stale:
        patch_cache_control(
            response,
            public=True,
            max_age=0,
            s_maxage=0,
            proxy_revalidate=True,
            stale_while_revalidate=STALE_SECONDS,
        )
    else:
        patch_cache_control(response, public=True, no_cache=True)


def leave_uncached(request: HttpRequest) -> None:
    """Have the page made anew every time, because it shows more than its address says."""
    request.META[GENERATION] = None


def full_address(address: str) -> str:
    """The path with the configured scheme and host of the site, whatever host the request named."""
    return str(settings.SITE_URL) + address


def is_address(request: HttpRequest, address: str) -> bool:
    """Whether the request has exactly this path, however it was percent-encoded."""
    return request.path == unquote(address)
