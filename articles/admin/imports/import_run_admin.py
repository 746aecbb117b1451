"""The ledger of imports: read only, with the pages of an upload and of an undo."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesCheckboxFilter,
    RangeDateTimeFilter,
)
from unfold.decorators import action, display

from articles.admin.imports import import_link, undo_page
from articles.admin.imports.undo_page import UndoPage
from articles.admin.imports.upload_pages import UploadPages
from articles.admin.site.badges import OUTCOME_COLOURS, PLAIN, badge, outcome_badge
from articles.admin.site.model_admin import LedgerAdmin
from articles.editorial.desk_access import reads_all
from articles.models import Article, ImportRun, Page
from articles.models.choices import ImportOutcome

# Of an import of years these are megabytes.
_LARGE_COLUMNS = ("sources", "results", "snapshot")


@admin.register(ImportRun)
class ImportRunAdmin(LedgerAdmin):
    actions_list = ("import_pages",)
    actions_detail = ("undo",)
    list_display = ("started_at", "issue", "outcome_shown", "user", "message")
    list_select_related = ("issue__publication", "user")
    list_filter = (
        ("outcome", ChoicesCheckboxFilter),
        ("issue", AutocompleteSelectFilter),
        ("started_at", RangeDateTimeFilter),
    )
    search_fields = ("message", "issue__date", "user__username")
    fieldsets = (
        (None, {"fields": (("issue", "outcome_shown"), "message", "results_shown")}),
        (
            _("Where it came from"),
            {
                "fields": (
                    ("user", "started_at", "finished_at"),
                    ("undone_at", "undone_by"),
                    "sources_shown",
                )
            },
        ),
    )
    readonly_fields = ("undone_at", "undone_by", "outcome_shown", "results_shown", "sources_shown")
    compressed_fields = False

    import_pages = import_link.import_pages
    has_import_permission = import_link.has_import_permission

    def __init__(self, model: type[ImportRun], admin_site: AdminSite) -> None:
        super().__init__(model, admin_site)
        self._undo_page = UndoPage(self)
        self._parts = (UploadPages(self), self._undo_page)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        runs: QuerySet[ImportRun] = super().get_queryset(request)
        return runs.defer(*_LARGE_COLUMNS)

    def get_fieldsets(self, request: HttpRequest, obj: ImportRun | None = None) -> Any:
        """The results name the headlines of all articles."""
        fieldsets = super().get_fieldsets(request, obj)
        if reads_all(request.user):
            return fieldsets
        (title, options), *others = fieldsets
        fields = [field for field in options["fields"] if field != "results_shown"]
        return [(title, {**options, "fields": fields}), *others]

    # --- the undo ---

    def has_undo_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        return undo_page.may_undo(request)

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]:
        """No button where nothing is left to be undone."""
        run = self.get_object(request, str(object_id))
        if run is None or not undo_page.can_be_undone(run):
            return []
        actions: list[Any] = super().get_actions_detail(request, object_id)
        return actions

    @action(description=_("Undo this import"), url_path="undo", permissions=["undo"])
    def undo(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return self._undo_page.show(request, object_id)

    # --- columns ---

    @display(description=_("Result"), ordering="outcome")
    def outcome_shown(self, run: ImportRun) -> str:
        if run.undone_at:
            return badge(_("Undone"), "warning")
        outcome = ImportOutcome(run.outcome)
        colour = OUTCOME_COLOURS.get(outcome, PLAIN)
        label = run.get_outcome_display()
        return badge(label, colour)

    @display(description=_("Files"))
    def sources_shown(self, run: ImportRun) -> str:
        return ", ".join(map(str, run.sources))

    @display(description=_("Pages and articles"))
    def results_shown(self, run: ImportRun) -> str:
        """With links to the pages and the articles that are still in their tables."""
        page_keys: dict[str, int] = {}
        article_keys: set[int] = set()
        if run.issue_id:
            pages = Page.objects.filter(issue=run.issue_id)
            page_keys = dict(pages.values_list("number", "pk"))
        if page_keys:
            articles = Article.objects.filter(page__issue=run.issue_id)
            article_keys = set(articles.values_list("pk", flat=True))
        results = [_page_result(page, page_keys, article_keys) for page in run.results]
        context = {"pages": results}
        return render_to_string("admin/articles/importrun/results.html", context)


def _page_result(
    page: dict[str, Any], page_keys: dict[str, int], article_keys: set[int]
) -> dict[str, Any]:
    """A page of the ledger as its template reads it."""
    articles = []
    for article in page.get("articles", ()):
        badge_of_article = outcome_badge(article["outcome"])
        is_there = article.get("id") in article_keys
        articles.append({**article, **badge_of_article, "is_there": is_there})
    return {
        **page,
        **outcome_badge(page["outcome"]),
        "id": page_keys.get(page["number"]),
        "articles": articles,
    }
