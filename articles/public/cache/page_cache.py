"""The middleware that stores public pages until something on them may have changed, and sends 304
where it can.

A cached page is looked up before the database is asked or the user is known. It names the
generations of the paper that it belongs to (`articles.public.cache.generation`) and is void with
the next of any of them: a withdrawn article also stands in lists, in feeds, on the pages beside it
and under its tags.
"""

import gzip
import re
import time
from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag
from django.utils.http import http_date, parse_http_date_safe

from articles.public.cache.cache_access import from_cache, pages
from articles.public.cache.delivery import GENERATION
from articles.public.cache.generation import (
    PageGeneration,
    complete_generation,
    current_generation,
)
from articles.public.cache.stored_page import StoredPage, read_page

# No query string, or a position in a list. Search terms and unknown parameters are without number.
_CACHED_QUERY = re.compile(r"|(?:before|after|p)=[-0-9_]{1,40}")

_ACCEPTS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_MIN_COMPRESSED_BYTES = 500

_PROCESS_START = int(time.time())
_NANOSECONDS = 1_000_000_000

# A sitemap of 50,000 addresses has ten times as many bytes, and is rarely asked for.
_MAX_CACHED_BYTES = 1_000_000


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
        address = self._stored_address(request)
        stored = _load(address) if address else None
        if stored is None:
            return self._render(request, address)
        request.get_host()  # raises for a host that is not allowed: it gets no cached page either
        page, generation = stored
        return _with_conditions(request, page.to_response(), generation)

    def _render(self, request: HttpRequest, address: str | None) -> HttpResponseBase:
        """The view's response; its generation is the one from before the view ran.

        A change while the view runs makes a new generation, so that the page stored here is void.
        """
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not _is_public(response):
            return response
        set_response_etag(response)
        _compress(request, response)
        generation: PageGeneration | None = request.META.get(GENERATION)
        if generation and response.status_code == 200:
            generation = complete_generation(generation)
        if generation and address and _may_be_cached(response):
            _save(address, response, generation)
        return _with_conditions(request, response, generation)

    def _stored_address(self, request: HttpRequest) -> str | None:
        """What tells the page from all others; None for a page that is not cached."""
        if not settings.PAGE_CACHE_SECONDS:
            return None
        query = request.META.get("QUERY_STRING", "")
        if not _CACHED_QUERY.fullmatch(query):
            return None
        accepts_gzip = _accepts_gzip(request)
        return f"{self.release} {accepts_gzip} {request.path}?{query}"


def _load(address: str) -> tuple[StoredPage, PageGeneration] | None:
    """The stored page with its generation, if that is the present one."""
    key = _key(address)
    # Not by `get`, which is an error where Redis has a list or anything else under the key.
    stored = from_cache(lambda: pages.get_many([key])) or {}
    page = read_page(stored.get(key), address)
    if page is None:
        return None
    generation = current_generation(page.tokens)
    if generation is None or generation.tokens != page.tokens:
        return None
    return page, generation


def _save(address: str, response: HttpResponse, generation: PageGeneration) -> None:
    tokens = generation.tokens
    if tokens is None:
        return
    page = StoredPage(address, tokens, dict(response.headers), response.content)
    seconds = settings.PAGE_CACHE_SECONDS
    from_cache(lambda: pages.set(_key(address), page.to_bytes(), seconds))


def _key(address: str) -> str:
    digest = blake2b(address.encode(), digest_size=16)
    return f"page:{digest.hexdigest()}"


def _may_be_cached(response: HttpResponse) -> bool:
    if response.status_code != 200 or response.cookies:
        return False
    return len(response.content) <= _MAX_CACHED_BYTES


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
    request: HttpRequest, response: HttpResponse, generation: PageGeneration | None
) -> HttpResponseBase:
    """The response with its date, or 304 for a client that has this very page already."""
    date = _last_modified(response, generation)
    response.headers.pop("Last-Modified", None)
    if date:
        response.headers["Last-Modified"] = http_date(date)
    # Only the very date that we sent counts: nobody knows which page a later date belongs to.
    client_date = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    matching_date = date if date == client_date and _is_settled(generation) else None
    etag = response.headers.get("ETag")
    not_modified = get_conditional_response(request, etag, matching_date, response)
    return not_modified or response


def _last_modified(response: HttpResponse, generation: PageGeneration | None) -> int | None:
    """Seconds since 1970; None without a generation.

    The date that the view sets is not enough: withdrawing an article does not make the others
    newer.
    """
    if generation is None:
        return None
    date_of_view = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    return max(_date_of(generation), date_of_view or 0)


def _date_of(generation: PageGeneration) -> int:
    """The second of the last change; the second before it while another change could come in the
    same second.
    """
    second = _second_of(generation)
    return second if _is_settled(generation) else second - 1


def _is_settled(generation: PageGeneration | None) -> bool:
    """Whether no change can get the same date as the last one any more."""
    return generation is not None and time.time() >= _second_of(generation) + 1


def _second_of(generation: PageGeneration) -> int:
    """Never before this process began: another release, or other settings, may have made the pages
    until then.
    """
    return max(generation.changed_at // _NANOSECONDS, _PROCESS_START)
