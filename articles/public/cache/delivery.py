"""How a public page is delivered: to read only, the same to every reader, and checked before reuse."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.public.redirects import lead_on

View = Callable[..., HttpResponseBase]

# The pages hold no script and no inline style; what an editor's text might smuggle in stays dead.
CONTENT_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


# So many seconds a browser may go on showing what it has shown its reader before, while it asks for the new one.
STALE = 10


def delivered(view: View, *, may_be_stale: bool = False) -> View:
    """A view with the headers of a public page; `kept.KeptPages` keeps it and answers 304 to who has it already.

    A copy may be kept anywhere but not shown unasked, because a withdrawn article is gone at once, from every
    cache too. The one exception (`may_be_stale`) is for pages that only lead to articles, and only in the
    browser of a reader who saw that very page a moment ago; what others share always asks.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = lead_on(request)
        if may_be_stale:
            patch_cache_control(
                response,
                public=True,
                max_age=0,
                s_maxage=0,
                proxy_revalidate=True,
                stale_while_revalidate=STALE,
            )
        else:
            patch_cache_control(response, public=True, no_cache=True)
        response.headers["Content-Security-Policy"] = CONTENT_POLICY
        return response

    # A form of another site could change nothing here: there is nothing to ask its token for, only to say 405.
    return csrf_exempt(require_safe(answer))


def full_address(address: str) -> str:
    """An address as the world knows it, whatever host the request named."""
    return str(settings.SITE_URL) + address


def is_address(request: HttpRequest, address: str) -> bool:
    """Whether the request came to this very address, however it was percent-encoded."""
    return request.path == unquote(address)
