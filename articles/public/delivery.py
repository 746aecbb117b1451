"""How a public page is delivered: to read only, the same to every reader, and checked before reuse."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponseBase]

# The pages hold no script and no inline style; what an editor's text might smuggle in stays dead.
_CONTENT_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def delivered(view: View) -> View:
    """A view with the headers of a public page, answering 304 to a reader who has it already.

    A copy may be kept anywhere but not shown unasked: a withdrawn article is gone at once.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        # A withdrawal makes nothing newer: by its date, what is gone would count as not modified.
        response.headers.pop("Last-Modified", None)
        patch_cache_control(response, public=True, no_cache=True)
        response.headers["Content-Security-Policy"] = _CONTENT_POLICY
        return response

    return require_safe(conditional_page(answer))


def full_address(address: str) -> str:
    """An address as the world knows it, whatever host the request named."""
    return str(settings.SITE_URL) + address


def is_address(request: HttpRequest, address: str) -> bool:
    """Whether the request came to this very address, however it was percent-encoded."""
    return request.path == unquote(address)
