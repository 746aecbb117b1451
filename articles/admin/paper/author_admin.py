"""Authors: people and offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.contrib.filters.admin import ChoicesCheckboxFilter
from unfold.decorators import display

from articles import tasks
from articles.admin.site.autocomplete import AuthorSuggestions, with_work
from articles.admin.site.list_columns import list_link
from articles.admin.site.model_admin import DeskAdmin
from articles.editorial import merge_authors
from articles.models import Article, Author

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@admin.register(Author)
class AuthorAdmin(DeskAdmin):
    list_display = ("name", "affiliation", "kind", "articles_signed", "last_article")
    list_filter = (("kind", ChoicesCheckboxFilter),)
    search_fields = ("name", "affiliation")
    actions = ("merge_selected",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        rows: QuerySet[Author] = super().get_queryset(request)
        return with_work(rows)

    def get_urls(self) -> list[URLPattern]:
        return [
            path("suggest/", self._suggest, name="articles_author_suggest"),
            *super().get_urls(),
        ]

    def _suggest(self, request: HttpRequest) -> HttpResponseBase:
        view = AuthorSuggestions.as_view(admin_site=self.admin_site)
        response: HttpResponseBase = self.admin_site.admin_view(view)(request)
        return response

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_change_permission(request) and self.has_delete_permission(request))

    @admin.action(description=gettext_lazy("Merge the selected authors"), permissions=["merge"])
    def merge_selected(self, request: HttpRequest, authors: QuerySet[Any]) -> HttpResponse | None:
        """First shows what each choice would do, then does the one that was made."""
        rows = sorted(authors, key=lambda author: (-author.signed, author.name))
        if len(rows) < 2:
            self.message_user(
                request, _("Select at least two authors to be merged."), messages.WARNING
            )
            return None
        target = next(
            (author for author in rows if str(author.pk) == request.POST.get("target")), None
        )
        if target is None:
            return self._ask(request, rows)
        sources = [author for author in rows if author != target]
        names = ", ".join(map(str, sources))
        merge = tasks.start_author_merge(sources, target, cast("User", request.user))
        self.log_change(request, target, _("Merged: %s.") % names)
        if merge is None:
            self.message_user(
                request, _("%(names)s: merged into “%(name)s”.") % {"names": names, "name": target}
            )
        return None

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Tells of merges that go on in the background, as far as they have come."""
        if request.method == "GET":
            for merge in merge_authors.unfinished():
                progress = _("%(merge)s %(done)d of %(total)d articles are done.") % {
                    "merge": merge.reason,
                    "done": merge.done,
                    "total": merge.total,
                }
                self.message_user(request, progress)
        response: HttpResponse = super().changelist_view(request, extra_context)
        return response

    def _ask(self, request: HttpRequest, rows: list[Any]) -> HttpResponse:
        choices = [
            (author, merge_authors.preview_merge([row for row in rows if row != author], author))
            for author in rows
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge authors"),
        }
        return TemplateResponse(
            request, "admin/articles/author/merge.html", {**context, "choices": choices}
        )

    @display(description=gettext_lazy("Articles"))
    def articles_signed(self, author: Any) -> str:
        return list_link(author.signed, Article, bylines__author__id__exact=author.pk)

    @display(description=gettext_lazy("Last article"))
    def last_article(self, author: Any) -> str:
        return f"{author.last_signed:%Y-%m-%d}" if author.last_signed else ""
