"""The middleware that stores public pages until something in the paper changes, and sends 304
where it can.

A cached page is looked up before the database is asked or the user is known. It belongs to one
generation of the paper (`articles.public.cache.generation`) and is void with the next one,
whichever page it is: a withdrawn article also stands in lists, in feeds, on the pages beside it
and under its tags.
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

from articles.public.cache.generation import CACHE_FAULTS, Generation, current_generation

# No query string, or a position in a list. Search terms and unknown parameters are without number.
_CACHED_QUERY = re.compile(r"|(?:before|after|p)=[-0-9_]{1,40}")

_ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_MIN_COMPRESSED_BYTES = 500

_PROCESS_START = int(time.time())
_NANOSECONDS = 1_000_000_000

# A sitemap of 50,000 addresses has ten times as many bytes, and is rarely asked for.
_MAX_CACHED_BYTES = 1_000_000


class CachedPage(NamedTuple):
    """A page as it was sent, with the token of the generation it belongs to."""

    token: str
    content: bytes
    headers: dict[str, str]

    @classmethod
    def from_response(cls, response: HttpResponse, generation: Generation) -> Self:
        return cls(
            generation.token,
            response.content,
            dict(response.headers),
        )

    def to_response(self) -> HttpResponse:
        return HttpResponse(self.content, headers=self.headers)


class PageCacheMiddleware:
    """Stores the responses that `delivery.public_page` marked as public, and answers from the
    cache.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        # Pages contain the hashed names of style sheets: the pages of another release name other
        # files.
        self.release = getattr(staticfiles_storage, "manifest_hash", "")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        generation = current_generation()
        response: HttpResponseBase | None = self._load(request, generation)
        if response is None:
            response = self._render(request, generation)
        if isinstance(response, HttpResponse) and _is_public(response):
            return _with_conditions(request, response, generation)
        return response

    def _load(self, request: HttpRequest, generation: Generation | None) -> HttpResponse | None:
        key = self._cache_key(request)
        if generation is None or key is None:
            return None
        try:
            stored = cache.get(key)
        except CACHE_FAULTS:
            return None
        if not stored or stored[0] != generation.token:
            return None
        request.get_host()  # raises for a host that is not allowed: it gets no cached page either
        return CachedPage(*stored).to_response()

    def _render(self, request: HttpRequest, generation: Generation | None) -> HttpResponseBase:
        """The view's response; `generation` is the one from before the view ran.

        A change while the view runs makes a new generation, so that the page stored here is void.
        """
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not _is_public(response):
            return response
        set_response_etag(response)
        _compress(request, response)
        key = self._cache_key(request)
        if generation and key and _may_be_cached(response):
            _save(key, CachedPage.from_response(response, generation))
        return response

    def _cache_key(self, request: HttpRequest) -> str | None:
        """The key of the page in the cache; None for a page that is not cached."""
        if not settings.PAGE_CACHE_SECONDS:
            return None
        query = request.META.get("QUERY_STRING", "")
        if not _CACHED_QUERY.fullmatch(query):
            return None
        accepts_gzip = _accepts_gzip(request)
        variant = f"{self.release} {accepts_gzip} {request.path}?{query}"
        digest = blake2b(variant.encode(), digest_size=16)
        return digest.hexdigest()


def _may_be_cached(response: HttpResponse) -> bool:
    if response.status_code != 200 or response.cookies:
        return False
    return len(response.content) <= _MAX_CACHED_BYTES


def _save(key: str, page: CachedPage) -> None:
    try:
        cache.set(key, tuple(page), settings.PAGE_CACHE_SECONDS)
    except CACHE_FAULTS:
        return


def _accepts_gzip(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept-Encoding", "")
    return _ACCEPTS_GZIP.search(accepted) is not None


def _compress(request: HttpRequest, response: HttpResponse) -> None:
    """Compress the page once for all readers. It contains no secret that its length could reveal
    (BREACH).
    """
    patch_vary_headers(response, ("Accept-Encoding",))
    if len(response.content) < _MIN_COMPRESSED_BYTES or not _accepts_gzip(request):
        return
    # The inner middlewares have set the length of the page before it was compressed.
    response.content = gzip.compress(
        response.content,
        compresslevel=6,
        mtime=0,
    )
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.content))
    # The same page in other bytes must not have the same strong ETag.
    response.headers["ETag"] = f"W/{response.headers['ETag']}"


def _is_public(response: HttpResponse) -> bool:
    """Whether it is a public page. The file of a picture, which never changes, is none."""
    directives = response.headers.get("Cache-Control", "")
    return "public" in directives and "immutable" not in directives


def _with_conditions(
    request: HttpRequest, response: HttpResponse, generation: Generation | None
) -> HttpResponseBase:
    """The response with its date, or 304 for a client that has this very page already."""
    date = _last_modified(response, generation)
    response.headers.pop("Last-Modified", None)
    if date:
        response.headers["Last-Modified"] = http_date(date)
    # Only the very date that we sent counts: nobody knows which page a later date belongs to.
    client_date = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    matching_date = date if date == client_date else None
    etag = response.headers.get("ETag")
    not_modified = get_conditional_response(request, etag, matching_date, response)
    return not_modified or response


def _last_modified(response: HttpResponse, generation: Generation | None) -> int | None:
    """Seconds since 1970; None without a generation.

    The date that the view sets is not enough: withdrawing an article does not make the others
    newer.
    """
    if generation is None:
        return None
    date_of_view = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    return max(_date_of(generation), date_of_view or 0)


def _date_of(generation: Generation) -> int:
    """The second of the last change; the second before it while another change could come in the
    same second.

    Never before this process began: another release, or other settings, may have made the pages
    until then.
    """
    changed_at = generation.changed_at // _NANOSECONDS
    second = max(changed_at, _PROCESS_START)
    is_over = time.time() >= second + 1
    return second if is_over else second - 1
