"""Authors: people and offices."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesCheckboxFilter
from unfold.decorators import display

from articles.admin.autocomplete import AuthorSuggestions, with_work
from articles.admin.base import DeskAdmin
from articles.admin.columns import list_link
from articles.models import Article, Author


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    list_display = ("name", "affiliation", "kind", "articles_signed", "last_article")
    list_filter = (("kind", ChoicesCheckboxFilter),)
    search_fields = ("name", "affiliation")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        rows: QuerySet[Author] = super().get_queryset(request)
        return with_work(rows)

    def get_urls(self) -> list[URLPattern]:
        return [path("suggest/", self._suggest, name="articles_author_suggest"), *super().get_urls()]

    def _suggest(self, request: HttpRequest) -> HttpResponseBase:
        view = AuthorSuggestions.as_view(admin_site=self.admin_site)
        response: HttpResponseBase = self.admin_site.admin_view(view)(request)
        return response

    @display(description=_("Articles"))
    def articles_signed(self, author: Any) -> str:
        return list_link(author.signed, Article, bylines__author__id__exact=author.pk)

    @display(description=_("Last article"))
    def last_article(self, author: Any) -> str:
        return f"{author.last_signed:%Y-%m-%d}" if author.last_signed else ""
