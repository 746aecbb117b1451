"""The way from an address that leads nowhere any more to where the thing stands now."""

from copy import copy
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import resolve

from articles.editorial.old_addresses import formerly


def lead_on(request: HttpRequest) -> HttpResponseBase:
    """A redirect to where what stood at the request's address can be read. Raises Http404 where nothing can.

    The page there is asked itself: what was moved and has not come out, or was withdrawn, tells no new address.
    """
    tried = (*getattr(request, "moved_from", ()), request.path)
    for path in formerly(request.path):
        if path in tried:  # two that changed places
            continue
        try:
            answer = _ask(request, path, tried)
        except Http404:
            continue
        if answer.status_code != 200:  # it leads further
            return answer
        query = request.META.get("QUERY_STRING", "")
        return redirect(quote(path) + (f"?{query}" if query else ""), permanent=True)
    raise Http404


def _ask(request: HttpRequest, path: str, tried: tuple[str, ...]) -> HttpResponseBase:
    found = resolve(path)
    there = copy(request)
    there.path = there.path_info = path
    there.moved_from = tried  # type: ignore[attr-defined]
    answer: HttpResponseBase = found.func(there, *found.args, **found.kwargs)
    return answer
