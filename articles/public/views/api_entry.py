"""The way into the API."""

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string


def api(request: HttpRequest, path: str) -> HttpResponse:
    """The API is loaded with its first request: its library takes megabytes that most processes
    never use.
    """
    answer = import_string("articles.public.api.dispatch.answer")
    response: HttpResponse = answer(request, path)
    return response
