"""The ledger of imports: read only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesCheckboxFilter,
    RangeDateTimeFilter,
)
from unfold.decorators import display

from articles.admin.imports.undo_page import UndoMixin
from articles.admin.imports.upload_pages import COLOURS, UploadingAdmin
from articles.admin.site.list_columns import badge
from articles.models import Article, ImportRun, Page
from articles.models.choices import ImportOutcome


@admin.register(ImportRun)
class ImportRunAdmin(UndoMixin, UploadingAdmin):
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportRun]:
        rows: QuerySet[ImportRun] = super().get_queryset(request)
        return rows.defer(
            "sources", "results", "snapshot"
        )  # of an import of years these are megabytes

    @display(description=_("Result"), ordering="outcome")
    def outcome_shown(self, run: ImportRun) -> str:
        if run.undone_at:
            return badge(_("Undone"), "warning")
        return badge(run.get_outcome_display(), COLOURS.get(ImportOutcome(run.outcome), ""))

    @display(description=_("Files"))
    def sources_shown(self, run: ImportRun) -> str:
        return ", ".join(map(str, run.sources))

    @display(description=_("Pages and articles"))
    def results_shown(self, run: ImportRun) -> str:
        keys = (
            dict(Page.objects.filter(issue=run.issue_id).values_list("number", "pk"))
            if run.issue_id
            else {}
        )
        there = (
            set(Article.objects.filter(page__issue=run.issue_id).values_list("pk", flat=True))
            if keys
            else set()
        )
        pages = [
            _told(page)
            | {
                "id": keys.get(page["number"]),
                "articles": [
                    _told(one) | {"is_there": one.get("id") in there}
                    for one in page.get("articles", ())
                ],
            }
            for page in run.results
        ]
        return render_to_string("admin/articles/importrun/results.html", {"pages": pages})


def _told(result: dict[str, Any]) -> dict[str, Any]:
    """A result of the ledger with its outcome as a word and a colour."""
    outcome = ImportOutcome(result["outcome"])
    return result | {"result": outcome.label, "colour": COLOURS.get(outcome, "plain")}
