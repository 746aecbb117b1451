"""Authors: people and offices."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesCheckboxFilter
from unfold.decorators import display

from articles.admin.base import DeskAdmin
from articles.admin.columns import count_of, list_link
from articles.models import Article, Author, Byline


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    list_display = ("name", "affiliation", "kind", "articles_signed")
    list_filter = (("kind", ChoicesCheckboxFilter),)
    search_fields = ("name", "affiliation")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        rows: QuerySet[Author] = super().get_queryset(request)
        return rows.annotate(signed=count_of(Byline.objects.all(), "author", "article"))

    @display(description=_("Articles"))
    def articles_signed(self, author: Any) -> str:
        return list_link(author.signed, Article, bylines__author__id__exact=author.pk)
