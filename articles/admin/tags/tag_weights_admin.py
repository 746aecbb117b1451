"""What was learned from editors: its versions, how each was judged, and the way back to an earlier one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from articles.admin.site.list_columns import badge
from articles.admin.site.model_admin import LedgerAdmin
from articles.models import TagWeights
from articles.models.choices import WeightsState
from articles.tagging.learning import versions as learned_versions

COLOURS = {WeightsState.ACTIVE: "success", WeightsState.REFUSED: "danger"}
_SHOWN = 100  # factors, of those that change the most


@admin.register(TagWeights)
class TagWeightsAdmin(LedgerAdmin):
    list_display = (
        "version",
        "state_shown",
        "created_at",
        "decisions",
        "articles",
        "tags",
        "precision",
        "f1",
        "reason",
    )
    list_display_links = ("version",)
    actions = ("use_selected", "use_none")
    fieldsets = (
        (None, {"fields": (("state_shown", "created_at"), "reason", ("precision", "f1"))}),
        (gettext_lazy("Learned from"), {"fields": (("decisions", "articles", "tags"),)}),
        (gettext_lazy("Factors"), {"fields": ("factors",)}),
    )
    readonly_fields = ("state_shown", "precision", "f1", "factors")

    # They are part of the vocabulary.
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        is_reader = request.user.has_perm("articles.view_tag") or request.user.has_perm(
            "articles.change_tag"
        )
        return bool(is_reader or super().has_view_permission(request, obj))

    def has_use_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("articles.change_tag"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[TagWeights]:
        rows: QuerySet[TagWeights] = super().get_queryset(request)
        # Larger than everything else that the list shows.
        return rows.defer("weights")

    @display(description=gettext_lazy("Version"), ordering="pk")
    def version(self, weights: TagWeights) -> str:
        return str(weights)

    @display(description=gettext_lazy("State"), ordering="state")
    def state_shown(self, weights: TagWeights) -> str:
        return badge(weights.get_state_display(), COLOURS.get(WeightsState(weights.state), ""))

    @display(description=gettext_lazy("Tags that editors agree with"))
    def precision(self, weights: TagWeights) -> str:
        return f"{weights.precision_before:.1%} → {weights.precision_after:.1%}"

    @display(description="F1")
    def f1(self, weights: TagWeights) -> str:
        return f"{weights.f1_before:.3f} → {weights.f1_after:.3f}"

    @display(description=gettext_lazy("Factors"))
    def factors(self, weights: TagWeights) -> str:
        """Those farthest from 1, in order."""
        farthest = sorted(weights.weights.items(), key=lambda pair: -max(pair[1], 1 / pair[1]))[
            :_SHOWN
        ]
        told = (
            (name, f"{factor:.2g}") for name, factor in sorted(farthest, key=lambda pair: -pair[1])
        )
        return format_html_join(" ", '<span class="desk-name">{} ×{}</span>', told)

    @admin.action(description=gettext_lazy("Use this version"), permissions=["use"])
    def use_selected(self, request: HttpRequest, versions: QuerySet[TagWeights]) -> None:
        rows = list(versions[:2])
        if len(rows) != 1:
            self.message_user(request, _("Select one version."), messages.WARNING)
            return
        learned_versions.use(rows[0])
        self.log_change(request, rows[0], _("Taken into use."))
        self.message_user(
            request, _("%s is in use; tag articles anew where it should show at once.") % rows[0]
        )

    @admin.action(description=gettext_lazy("Use nothing learned"), permissions=["use"])
    def use_none(self, request: HttpRequest, versions: QuerySet[TagWeights]) -> None:
        learned_versions.use(None)
        self.message_user(request, _("Nothing learned is in use any more."))
