"""The way into the API."""

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string


def api(request: HttpRequest, path: str) -> HttpResponse:
    """Loaded when it is first asked for: its library takes megabytes that most processes have no use for."""
    answer: HttpResponse = import_string("articles.public.api.dispatch.answer")(request, path)
    return answer
