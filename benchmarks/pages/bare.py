"""What Django needs for a page with one query and a plain template, once without and once with its page cache.

A project of its own beside ours: our settings, but the middlewares that `startproject` gives.
"""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.cache import cache_page

from articles.models import Article

_PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ body }}</p>"
)  # fmt: skip


def bare(request: HttpRequest) -> HttpResponse:
    row = Article.objects.values("title", "body").get(pk=1)
    return HttpResponse(_PAGE.render(row, request))


urlpatterns = [path("bare/", bare), path("bare/cached/", cache_page(60)(bare))]
