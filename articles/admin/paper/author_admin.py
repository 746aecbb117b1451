"""Authors: people and offices."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesCheckboxFilter
from unfold.decorators import display

from articles import tasks
from articles.admin.site.admin_part import AdminPart, user_of
from articles.admin.site.autocomplete import AuthorSuggestions, with_work
from articles.admin.site.list_columns import list_link
from articles.admin.site.model_admin import DeskAdmin
from articles.editorial import merge_authors
from articles.editorial.desk_access import reads_all, visible_authors
from articles.models import Article, Author


class SuggestedAuthors(AdminPart):
    """The address that the field of a byline reads its choices from."""

    def urls(self) -> list[URLPattern]:
        site = self.model_admin.admin_site
        view = AuthorSuggestions.as_view(admin_site=site)
        return [self.admin_path("suggest/", view, "articles_author_suggest")]


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    _part_classes = (SuggestedAuthors,)
    list_display = ("name", "affiliation", "kind", "articles_signed", "last_article")
    list_filter = (("kind", ChoicesCheckboxFilter),)
    search_fields = ("name", "affiliation")
    actions = ("merge_selected",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        authors = visible_authors(super().get_queryset(request), request.user)
        return with_work(authors)

    def _report_progress(self, request: HttpRequest) -> None:
        for merge in merge_authors.unfinished():
            message = _("%(merge)s %(done)d of %(total)d articles are done.")
            message %= {
                "merge": merge.reason,
                "done": merge.done,
                "total": merge.total,
            }
            self.message_user(request, message)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Shows how far the merges in the background are."""
        if request.method == "GET" and reads_all(request.user):
            self._report_progress(request)
        response: HttpResponse = super().changelist_view(request, extra_context)
        return response

    def has_merge_permission(self, request: HttpRequest) -> bool:
        may_change = self.has_change_permission(request)
        may_delete = self.has_delete_permission(request)
        return bool(may_change and may_delete)

    @admin.action(description=gettext_lazy("Merge the selected authors"), permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """First shows what each choice would do, then does the chosen merge."""
        selected = sorted(queryset, key=lambda author: (-author.signed, author.name))
        if len(selected) < 2:
            message = _("Select at least two authors to be merged.")
            self.message_user(request, message, messages.WARNING)
            return None
        target = request.POST.get("target")
        for author in selected:
            if str(author.pk) == target:
                others = _others(selected, author)
                self._merge(request, others, author)
                return None
        return self._choice_page(request, selected)

    def _merge(self, request: HttpRequest, sources: list[Any], target: Author) -> None:
        """At once, or in the background where it is much; the list then shows the progress."""
        names = ", ".join(map(str, sources))
        user = user_of(request)
        merge = tasks.start_author_merge(sources, target, user)
        log_message = _("Merged: %s.") % names
        self.log_change(request, target, log_message)
        if merge is None:
            message = _("%(names)s: merged into “%(name)s”.")
            values = {"names": names, "name": target}
            self.message_user(request, message % values)

    def _choice_page(self, request: HttpRequest, authors: list[Any]) -> HttpResponse:
        choices = []
        for author in authors:
            preview = merge_authors.preview_merge(_others(authors, author), author)
            choices.append((author, preview))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge authors"),
            "choices": choices,
        }
        return TemplateResponse(request, "admin/articles/author/merge.html", context)

    @display(description=gettext_lazy("Articles"))
    def articles_signed(self, author: Any) -> str:
        return list_link(author.signed, Article, bylines__author__id__exact=author.pk)

    @display(description=gettext_lazy("Last article"))
    def last_article(self, author: Any) -> str:
        if author.last_signed is None:
            return ""
        return f"{author.last_signed:%Y-%m-%d}"


def _others(authors: list[Any], target: Any) -> list[Any]:
    return [author for author in authors if author != target]
