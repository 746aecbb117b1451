"""The addresses under `/api/v1/`: the endpoints, their description and their docs page."""

import json
import re
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RoutePattern
from django.utils.translation import gettext as _

from articles.public.api.docs import document_endpoints, document_schemas
from articles.public.api.endpoints import ROOT, api, error_response
from articles.public.cache.delivery import full_address
from articles.public.queries.page_queries import main_publication

# The schemas have had these names in the description from the beginning, and clients are generated
# from it.
_PUBLISHED_SUFFIXES = {"Schema": "Shape", "Filter": "Question"}
_SCHEMA_NAME = re.compile(r"\b([A-Z]\w+)(Schema|Filter)\b")


def answer(request: HttpRequest, path: str) -> HttpResponse:
    """Scripts of any site may read the answer: nothing here depends on who the user is."""
    response = _dispatch(request, path)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _dispatch(request: HttpRequest, path: str) -> HttpResponse:
    if _has_nul(request, path):
        return error_response(_("The address has a character in it that no text has."), 400)
    if path == "":
        return redirect(f"{ROOT}docs")
    if path == "docs":
        return _docs_page(request)
    if path == "openapi.json":
        return JsonResponse(_description())
    try:
        match = _endpoints().resolve(path)
    except Resolver404:
        message = _("There is no such address; %s tells which there are.")
        return error_response(message % full_address(f"{ROOT}docs"), 404)
    if request.method == "HEAD":
        request.method = "GET"  # the server leaves out the content
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


def _has_nul(request: HttpRequest, path: str) -> bool:
    """Whether the character 0 stands in the address: PostgreSQL takes no question that has it."""
    texts = [path]
    for name, values in request.GET.lists():
        texts += [name, *map(str, values)]
    return any("\0" in text for text in texts)


def _docs_page(request: HttpRequest) -> HttpResponse:
    """The docs as a page of the site, in its language.

    django-ninja's own docs view is not used: Swagger and Redoc are English only, and run a
    megabyte of scripts from another host, or need one, which the content policy of the public
    pages forbids.
    """
    description = _description()
    context = {
        "publication": main_publication(),
        "canonical": full_address(f"{ROOT}docs"),
        "sharing": {"title": "API"},
        "openapi_address": full_address(f"{ROOT}openapi.json"),
        "endpoints": document_endpoints(description),
        "schemas": document_schemas(description),
    }
    return render(request, "public/api_docs.html", context)


@cache
def _endpoints() -> URLResolver:
    patterns, _app, _namespace = api.urls
    return URLResolver(RoutePattern(""), patterns)


@cache
def _description() -> dict[str, Any]:
    """OpenAPI 3.1, with the site's own address."""
    schema = api.get_openapi_schema(path_prefix=ROOT)
    # JSON and back: the status codes become strings, as programs read them.
    internal_text = json.dumps(schema)
    text = _SCHEMA_NAME.sub(_published_name, internal_text)
    description: dict[str, Any] = json.loads(text)
    description["servers"] = [{"url": full_address("")}]
    return description


def _published_name(match: re.Match[str]) -> str:
    stem, suffix = match.groups()
    return stem + _PUBLISHED_SUFFIXES[suffix]
