"""What stands under `/api/v1/`: the endpoints, their description for programs, and their handbook for people."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.translation import gettext as _

from articles.public.api.docs import chapters, shapes
from articles.public.api.endpoints import ROOT, api, refusal
from articles.public.cache.delivery import full_address
from articles.public.queries.page_queries import main_publication


def answer(request: HttpRequest, path: str) -> HttpResponse:
    """To whoever asks: scripts of any site may, since nothing here depends on who they are."""
    response = _answer(request, path)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _answer(request: HttpRequest, path: str) -> HttpResponse:
    if path == "":
        return redirect(f"{ROOT}docs")
    if path == "docs":
        return _handbook(request)
    if path == "openapi.json":
        return JsonResponse(_description())
    try:
        match = _endpoints().resolve(path)
    except Resolver404:
        return refusal(
            _("There is no such address; %s tells which there are.") % full_address(f"{ROOT}docs"),
            404,
        )
    if request.method == "HEAD":
        request.method = "GET"  # the server leaves the content out
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


def _handbook(request: HttpRequest) -> HttpResponse:
    context = {
        "publication": main_publication(),
        "canonical": full_address(f"{ROOT}docs"),
        "shared": {"title": "API"},
        "description": full_address(f"{ROOT}openapi.json"),
        "chapters": chapters(_description()),
        "shapes": shapes(_description()),
    }
    return render(request, "public/api.html", context)


@cache
def _endpoints() -> URLResolver:
    patterns, _app, _namespace = api.urls
    return URLResolver(RoutePattern(""), patterns)


@cache
def _description() -> dict[str, Any]:
    """OpenAPI 3.1, with the site's own address."""
    described = api.get_openapi_schema(path_prefix=ROOT)
    return {**described, "servers": [{"url": full_address("")}]}
