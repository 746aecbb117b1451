"""Issues: one day's paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import TabularInline
from unfold.contrib.filters.admin import AutocompleteSelectFilter, RangeDateFilter
from unfold.decorators import display

from articles.admin.imports import import_link
from articles.admin.site.list_columns import list_link
from articles.admin.site.model_admin import PlacedAdmin
from articles.admin.site.paged_list import KeyedChangeList
from articles.editorial import workflow
from articles.editorial.desk_access import reads_all
from articles.editorial.workflow import PUBLISH
from articles.models import Article, Issue, Page
from articles.models.choices import Status

_NAMES_IN_MESSAGE = 10


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
        pages: QuerySet[Page] = super().get_queryset(request)
        pages = pages.select_related("issue")
        return pages.defer("source_text", "outside", "problems")


class IssueList(KeyedChangeList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        _count_contents(self.result_list)


def _count_contents(issues: list[Any]) -> None:
    """Count for the issues of one page, in two queries: a subquery for each row takes longer."""
    pages = Page.objects.order_by().filter(issue__in=issues)
    page_rows = pages.values_list("issue").annotate(Count("pk"))
    page_counts = dict(page_rows)
    articles = Article.objects.order_by().filter(page__issue__in=issues)
    article_rows = articles.values_list("page__issue").annotate(
        every=Count("pk"),
        published=Count("pk", filter=Q(status=Status.PUBLISHED)),
    )
    article_counts = {}
    for key, *counts in article_rows:
        article_counts[key] = counts
    for issue in issues:
        issue.pages_count = page_counts.get(issue.pk, 0)
        counts = article_counts.get(issue.pk, [0, 0])
        issue.articles_count, issue.published_count = counts


@admin.register(Issue)
class IssueAdmin(PlacedAdmin):
    inlines = (PageInline,)
    list_display = (
        "date",
        "publication",
        "edition",
        "number",
        "pages_in",
        "articles_in",
        "articles_published",
    )
    list_select_related = ("publication",)
    # No hierarchy of dates: it reads the date of every issue twice before the list.
    list_filter = (("publication", AutocompleteSelectFilter), ("date", RangeDateFilter))
    search_fields = ("date", "publication__name", "edition", "=number")
    autocomplete_fields = ("publication",)
    readonly_fields = ("created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("publication", ("date", "edition"), ("number", "page_count"))}),
        (_("Record"), {"fields": (("created_at", "updated_at"),)}),
    )
    compressed_fields = False
    actions = ("publish_issues",)
    actions_list = ("import_pages",)

    import_pages = import_link.import_pages
    has_import_permission = import_link.has_import_permission

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return workflow.may(request.user, PUBLISH)

    @admin.action(description=_("Publish the whole issue"), permissions=["publish"])
    def publish_issues(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        """What is ready is published; what is not is named."""
        for issue in queryset:
            report = workflow.publish_issue(issue, request.user)
            self._add_messages(request, issue, report)

    def _add_messages(
        self, request: HttpRequest, issue: Issue, report: workflow.IssueReport
    ) -> None:
        message = ngettext(
            "%(issue)s: %(count)d article was published.",
            "%(issue)s: %(count)d articles were published.",
            report.published,
        )
        message %= {"issue": issue, "count": report.published}
        self.message_user(request, message, messages.SUCCESS)
        if report.not_ready:
            message = _not_ready_message(report.not_ready, named=reads_all(request.user))
            self.message_user(request, message, messages.WARNING)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        issues: QuerySet[Issue] = super().get_queryset(request)
        return issues.select_related("publication")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[IssueList]:
        return IssueList

    def view_on_site(self, issue: Issue) -> str | None:
        published = Issue.objects.published()
        if not published.filter(pk=issue.pk).exists():
            return None
        return issue.get_absolute_url()

    @display(description=_("Pages"))
    def pages_in(self, issue: Any) -> str:
        return list_link(issue.pages_count, Page, issue__id__exact=issue.pk)

    @display(description=_("Articles"))
    def articles_in(self, issue: Any) -> str:
        return list_link(issue.articles_count, Article, page__issue__id__exact=issue.pk)

    @display(description=_("Published"))
    def articles_published(self, issue: Any) -> str:
        return list_link(
            issue.published_count,
            Article,
            page__issue__id__exact=issue.pk,
            status__exact=Status.PUBLISHED.value,
        )


def _not_ready_message(articles: Sequence[Article], *, named: bool) -> str:
    """How many are not ready, and the first of them with links for those who may read them."""
    count = len(articles)
    if not named:
        sentence = ngettext("%d article is not ready.", "%d articles are not ready.", count)
        return sentence % count
    sentence = ngettext("%d article is not ready:", "%d articles are not ready:", count)
    links = []
    for article in articles[:_NAMES_IN_MESSAGE]:
        address = reverse("admin:articles_article_change", args=[article.pk])
        links.append((address, article.headline, article.get_status_display()))
    names = format_html_join(" · ", '<a class="desk-link" href="{}">{}</a> ({})', links)
    more = " …" if count > _NAMES_IN_MESSAGE else ""
    return format_html("{} {}{}", sentence % count, names, more)
