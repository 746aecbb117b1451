"""Tags, and taggit's own screens taken away: they are of another table, and merge without asking for permission."""

from __future__ import annotations

from typing import Any, ClassVar

import taggit.models
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from articles.admin.base import DeskAdmin
from articles.admin.columns import count_of, list_link
from articles.models import Article, ArticleTag, Tag

admin.site.unregister(taggit.models.Tag)


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    list_display = ("name", "slug", "articles_tagged")
    search_fields = ("name",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        rows: QuerySet[Tag] = super().get_queryset(request)
        counted: QuerySet[Tag] = rows.annotate(tagged=count_of(ArticleTag.objects.all(), "tag"))
        return counted

    @display(description=_("Articles"))
    def articles_tagged(self, tag: Any) -> str:
        return list_link(tag.tagged, Article, article_tags__tag__id__exact=tag.pk)
