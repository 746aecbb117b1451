"""Redirects from the old address of something that was moved to its present one."""

from copy import copy
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve

from articles.editorial.old_addresses import resolve_old


def redirect_old(request: HttpRequest) -> HttpResponseBase:
    """A redirect to the present address of what stood at the request's address. Raises Http404
    without one.

    The view of the new address is called first: a page that was moved but is not published, or was
    withdrawn, must not give away its new address.
    """
    tried_paths = (*getattr(request, "tried_paths", ()), request.path)
    for path in resolve_old(request.path):
        if path in tried_paths:  # two pages that changed places
            continue
        try:
            response = _call_view(request, path, tried_paths)
        except Http404:
            continue
        if response.status_code != 200:  # it redirects further
            return response
        return redirect(_with_query_string(request, path), permanent=True)
    raise Http404


def _call_view(request: HttpRequest, path: str, tried_paths: tuple[str, ...]) -> HttpResponseBase:
    match = resolve(path)
    moved_request = copy(request)
    moved_request.path = path
    moved_request.path_info = path
    moved_request.tried_paths = tried_paths  # type: ignore[attr-defined]
    response: HttpResponseBase = match.func(
        moved_request,
        *match.args,
        **match.kwargs,
    )
    return response


def _with_query_string(request: HttpRequest, path: str) -> str:
    address = quote(path)
    query = request.META.get("QUERY_STRING", "")
    if query:
        return f"{address}?{query}"
    return address
