"""Public pages are kept until something in the paper changes, and sent only to those who lack them.

A kept page is found before anything is asked of the database or known of the reader. It belongs to one mark of
`articles.public.cache.generation`; with the next one it counts no more, whichever page it is: a withdrawn article
stands in lists, feeds, on the pages beside it and under its tags.
"""

import gzip
import re
import time
from collections.abc import Callable
from hashlib import blake2b
from typing import NamedTuple, Self

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.http import http_date, parse_http_date_safe

from articles.public.cache.generation import CACHE_FAULTS, Mark, last_change

# Nothing or a place in a list. Of search terms and of parameters nobody has heard of there is no end.
_KEPT_QUERY = re.compile(r"|(?:before|after|p)=[-0-9_]{1,40}")


_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_WORTH_PACKING = 500  # bytes

_BEGAN = int(time.time())

# A sitemap of 50,000 addresses has ten times that, and few ask for it.
_LARGEST = 1_000_000


class KeptPage(NamedTuple):
    """A page as it was sent, with the word of the mark it belongs to."""

    word: str
    content: bytes
    headers: dict[str, str]

    @classmethod
    def of(cls, response: HttpResponse, mark: Mark) -> Self:
        return cls(mark.word, response.content, dict(response.headers))

    def response(self) -> HttpResponse:
        return HttpResponse(self.content, headers=self.headers)


class KeptPages:
    """The middleware. Which responses are public pages, `delivery.delivered` says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # The names of style sheets stand in the pages: those of another release are not ours.
        self.release = getattr(staticfiles_storage, "manifest_hash", "")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        mark = last_change()
        response = self._kept(request, mark) or self._made(request, mark)
        if isinstance(response, HttpResponse) and _is_public(response):
            return _sent(request, response, mark)
        return response

    def _kept(self, request: HttpRequest, mark: Mark | None) -> HttpResponse | None:
        key = self._key(request)
        if mark is None or key is None:
            return None
        try:
            found = cache.get(key)
        except CACHE_FAULTS:
            return None
        if not found or found[0] != mark.word:
            return None
        request.get_host()  # a host that is not allowed gets no page, not even this one
        return KeptPage(*found).response()

    def _made(self, request: HttpRequest, mark: Mark | None) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not _is_public(response):
            return response
        set_response_etag(response)
        _compress(request, response)
        key = self._key(request)
        small = len(response.content) <= _LARGEST
        if mark and key and small and response.status_code == 200 and not response.cookies:
            # The mark is the one from before the page was made: what changed meanwhile makes it void.
            _keep(key, KeptPage.of(response, mark))
        return response

    def _key(self, request: HttpRequest) -> str | None:
        """Where the page is kept; None for one that is not."""
        query = request.META.get("QUERY_STRING", "")
        if not settings.PAGES_KEPT_SECONDS or not _KEPT_QUERY.fullmatch(query):
            return None
        form = f"{self.release} {_takes_gzip(request)} {request.path}?{query}"
        return blake2b(form.encode(), digest_size=16).hexdigest()


def _keep(key: str, page: KeptPage) -> None:
    try:
        cache.set(key, tuple(page), settings.PAGES_KEPT_SECONDS)
    except CACHE_FAULTS:
        return


def _takes_gzip(request: HttpRequest) -> bool:
    return bool(_GZIP.search(request.headers.get("Accept-Encoding", "")))


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    """Pack the page, once for all who read it. It holds no secret that its length could tell (BREACH)."""
    patch_vary_headers(response, ("Accept-Encoding",))
    if len(response.content) < _WORTH_PACKING or not _takes_gzip(request):
        return
    # Whatever the middlewares below have said of its length is said again of the packed one.
    response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    # The same page in other bytes: two strong marks may not be equal then.
    response.headers["ETag"] = f"W/{response.headers['ETag']}"


def _is_public(response: HttpResponse) -> bool:
    return "public" in response.headers.get("Cache-Control", "")


def _sent(request: HttpRequest, response: HttpResponse, mark: Mark | None) -> HttpResponseBase:
    """304 for who has this very page already."""
    # What the view says of its articles' dates is not enough: a withdrawal makes none of them newer.
    own = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    date = max(_date_of(mark), own or 0) if mark else None
    response.headers.pop("Last-Modified", None)
    if date:
        response.headers["Last-Modified"] = http_date(date)
    # Only by the very date we gave: of a later one nobody knows which page it belongs to.
    same = (
        date if date == parse_http_date_safe(request.headers.get("If-Modified-Since", "")) else None
    )
    return (
        get_conditional_response(request, response.headers.get("ETag"), same, response) or response
    )


def _date_of(mark: Mark) -> int:
    """The second of the last change; the one before it while another change could come within it.

    Until this process began another release, or other settings, may have made the pages.
    """
    second = max(mark.at // 1_000_000_000, _BEGAN)
    return second if time.time() >= second + 1 else second - 1
