"""What was learned from editors: its versions, their figures, and a return to an earlier one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from articles.admin.site.badges import PLAIN, WEIGHTS_COLOURS, badge
from articles.admin.site.model_admin import LedgerAdmin
from articles.editorial.desk_access import reads_all
from articles.models import TagWeights
from articles.models.choices import WeightsState
from articles.tagging.learning import versions as learned_versions

_SHOWN_FACTORS = 100


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

    def get_fieldsets(self, request: HttpRequest, obj: TagWeights | None = None) -> Any:
        """The factors name words of every article."""
        fieldsets = super().get_fieldsets(request, obj)
        if reads_all(request.user):
            return fieldsets
        return [part for part in fieldsets if "factors" not in part[1]["fields"]]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Also for those who see the vocabulary: the weights are part of it."""
        for permission in ("articles.view_tag", "articles.change_tag"):
            if request.user.has_perm(permission):
                return True
        return bool(super().has_view_permission(request, obj))

    def has_use_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("articles.change_tag"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[TagWeights]:
        versions: QuerySet[TagWeights] = super().get_queryset(request)
        # Larger than everything else that the list shows.
        return versions.defer("weights")

    @display(description=gettext_lazy("Version"), ordering="pk")
    def version(self, weights: TagWeights) -> str:
        return str(weights)

    @display(description=gettext_lazy("State"), ordering="state")
    def state_shown(self, weights: TagWeights) -> str:
        state = WeightsState(weights.state)
        colour = WEIGHTS_COLOURS.get(state, PLAIN)
        label = weights.get_state_display()
        return badge(label, colour)

    @display(description=gettext_lazy("Tags that editors agree with"))
    def precision(self, weights: TagWeights) -> str:
        return f"{weights.precision_before:.1%} → {weights.precision_after:.1%}"

    @display(description="F1")
    def f1(self, weights: TagWeights) -> str:
        return f"{weights.f1_before:.3f} → {weights.f1_after:.3f}"

    @display(description=gettext_lazy("Factors"))
    def factors(self, weights: TagWeights) -> str:
        """Those farthest from 1, the greatest first."""
        factors = weights.weights.items()
        by_effect = sorted(factors, key=_effect, reverse=True)
        strongest = by_effect[:_SHOWN_FACTORS]
        strongest.sort(key=_factor, reverse=True)
        arguments = [(name, f"{factor:.2g}") for name, factor in strongest]
        return format_html_join(" ", '<span class="desk-name">{} ×{}</span>', arguments)

    @admin.action(description=gettext_lazy("Use this version"), permissions=["use"])
    def use_selected(self, request: HttpRequest, queryset: QuerySet[TagWeights]) -> None:
        versions = list(queryset[:2])
        if len(versions) != 1:
            self.message_user(request, _("Select one version."), messages.WARNING)
            return
        version = versions[0]
        learned_versions.use(version)
        self.log_change(request, version, _("Taken into use."))
        message = _("%s is in use; tag articles anew where it should show at once.")
        self.message_user(request, message % version)

    @admin.action(description=gettext_lazy("Use nothing learned"), permissions=["use"])
    def use_none(self, request: HttpRequest, queryset: QuerySet[TagWeights]) -> None:
        learned_versions.use(None)
        self.message_user(request, _("Nothing learned is in use any more."))


def _factor(item: tuple[str, float]) -> float:
    return item[1]


def _effect(item: tuple[str, float]) -> float:
    """How much a factor changes: a half as much as a double."""
    factor = item[1]
    return max(factor, 1 / factor)
