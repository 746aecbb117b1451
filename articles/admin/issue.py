"""Issues: one day's paper."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import RelatedDropdownFilter
from unfold.decorators import display

from articles.admin.base import DeskAdmin
from articles.admin.columns import count_of, list_link
from articles.choices import Status
from articles.models import Article, Issue, Page


class PageInline(TabularInline):
    """The pages that came in; they are edited on their own."""

    model = Page
    fields = ("number", "title", "source_name")
    readonly_fields = fields
    show_change_link = True
    can_delete = False
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        rows: QuerySet[Page] = super().get_queryset(request)
        return rows.select_related("issue").defer("source_text", "outside", "problems")


@admin.register(Issue)
class IssueAdmin(DeskAdmin):
    inlines = (PageInline,)
    list_display = ("date", "publication", "edition", "number", "pages_in", "articles_in", "articles_published")
    list_select_related = ("publication",)
    list_filter = (("publication", RelatedDropdownFilter),)
    date_hierarchy = "date"
    search_fields = ("date", "publication__name", "edition", "=number")
    autocomplete_fields = ("publication",)
    readonly_fields = ("created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("publication", ("date", "edition"), ("number", "page_count"))}),
        (_("Where it stands"), {"fields": (("created_at", "updated_at"),)}),
    )
    compressed_fields = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        rows: QuerySet[Issue] = super().get_queryset(request)
        articles = Article.objects.all()
        return rows.select_related("publication").annotate(
            pages_count=count_of(Page.objects.all(), "issue"),
            articles_count=count_of(articles, "page__issue"),
            published_count=count_of(articles.filter(status=Status.PUBLISHED), "page__issue"),
        )

    def view_on_site(self, issue: Issue) -> str | None:
        readable = Issue.objects.published().filter(pk=issue.pk).exists()
        return issue.get_absolute_url() if readable else None

    @display(description=_("Pages"))
    def pages_in(self, issue: Any) -> str:
        return list_link(issue.pages_count, Page, issue__id__exact=issue.pk)

    @display(description=_("Articles"))
    def articles_in(self, issue: Any) -> str:
        return list_link(issue.articles_count, Article, page__issue__id__exact=issue.pk)

    @display(description=_("Published"))
    def articles_published(self, issue: Any) -> str:
        return list_link(
            issue.published_count, Article, page__issue__id__exact=issue.pk, status__exact=Status.PUBLISHED.value
        )
