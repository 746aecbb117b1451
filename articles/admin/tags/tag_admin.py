"""The vocabulary of tags: their names, kinds and what the tagger may do with them; two of one thing are merged.

taggit's own screens are taken away: they are of another table, and merge without asking for permission.
"""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

import taggit.models
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import TabularInline
from unfold.decorators import display

from articles import tasks
from articles.admin.site.list_columns import count_of, list_link
from articles.admin.site.model_admin import DeskAdmin, DeskForm
from articles.admin.site.paged_list import KeyedChangeList
from articles.models import Article, ArticleTag, Tag, TagAlias, TagDecision, TagWeights
from articles.models.choices import DecisionKind, WeightsState
from articles.tagging import vocabulary
from articles.tagging.learning.versions import learned_factors

admin.site.unregister(taggit.models.Tag)


class AliasInline(TabularInline):
    model = TagAlias
    form = DeskForm
    extra = 0

    # They are part of the tag.
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(
            request.user.has_perm("articles.view_tag")
            or request.user.has_perm("articles.change_tag")
        )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(
            request.user.has_perm("articles.change_tag")
            or request.user.has_perm("articles.add_tag")
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("articles.change_tag"))

    has_delete_permission = has_change_permission


def _decided(kind: DecisionKind) -> Coalesce:
    """How often editors decided so on the outer tag."""
    own = TagDecision.objects.filter(name=OuterRef("name"), kind=kind).order_by().values("name")
    return Coalesce(
        Subquery(own.annotate(every=Count("pk")).values("every"), output_field=IntegerField()), 0
    )


def _relate_anew(articles: list[int]) -> None:
    transaction.on_commit(partial(tasks.wake_relating, articles))


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    list_display = (
        "name",
        "type",
        "parent",
        "pinned",
        "blocked",
        "articles_tagged",
        "precision",
        "learned",
    )
    list_before_template = "admin/articles/tag/learned.html"
    list_filter = ("type", "pinned", "blocked")
    list_select_related = ("parent",)
    search_fields = ("name", "aliases__name")
    prepopulated_fields: ClassVar = {"slug": ("name",)}
    autocomplete_fields = ("parent",)
    fields = ("name", "slug", "type", "parent", "description", "pinned", "blocked")
    inlines = (AliasInline,)
    actions = ("merge_selected",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        rows: QuerySet[Tag] = super().get_queryset(request)
        counted = rows.annotate(
            tagged=count_of(ArticleTag.objects.all(), "tag"),
            kept=_decided(DecisionKind.KEPT),
            removed=_decided(DecisionKind.REMOVED),
        )
        # Nothing where nobody judged it.
        judged: QuerySet[Tag] = counted.annotate(
            left=F("kept") * 1.0 / NullIf(F("kept") + F("removed"), 0)
        )
        return judged

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        version = TagWeights.objects.filter(state=WeightsState.ACTIVE).defer("weights").first()
        response: HttpResponse = super().changelist_view(
            request, {**(extra_context or {}), "version": version}
        )
        return response

    def get_changelist_instance(self, request: HttpRequest) -> KeyedChangeList:
        """Each tag of the page knows its factor."""
        changes: KeyedChangeList = super().get_changelist_instance(request)
        factors = learned_factors()
        for tag in changes.result_list:
            tag.factor = factors.get(tag.name.casefold())
        return changes

    @display(description=gettext_lazy("Articles"))
    def articles_tagged(self, tag: Any) -> str:
        return list_link(tag.tagged, Article, article_tags__tag__id__exact=tag.pk)

    @display(description=gettext_lazy("Left by editors"), ordering="left")
    def precision(self, tag: Any) -> str:
        """Of the times that editors judged it where the tagger gave it, those that they left it."""
        judged = tag.kept + tag.removed
        return f"{tag.left:.0%} ({tag.kept}/{judged})" if judged else ""

    @display(description=gettext_lazy("Learned factor"))
    def learned(self, tag: Any) -> str:
        return f"×{tag.factor:.2g}" if tag.factor else ""

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            vocabulary.redirect_slugs([form.initial["slug"]], obj)

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        concerned = vocabulary.articles_of([obj])
        super().delete_model(request, obj)
        _relate_anew(concerned)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> None:
        concerned = vocabulary.articles_of(queryset)
        super().delete_queryset(request, queryset)
        _relate_anew(concerned)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_change_permission(request) and self.has_delete_permission(request))

    @admin.action(description=gettext_lazy("Merge the selected tags"), permissions=["merge"])
    def merge_selected(self, request: HttpRequest, tags: QuerySet[Tag]) -> HttpResponse | None:
        """First shows what each choice would do, then does the one that was made."""
        rows = sorted(tags, key=lambda tag: (-tag.tagged, tag.name))
        if len(rows) < 2:
            self.message_user(
                request, _("Select at least two tags to be merged."), messages.WARNING
            )
            return None
        target = next((tag for tag in rows if str(tag.pk) == request.POST.get("target")), None)
        if target is None:
            return self._ask(request, rows)
        sources = [tag for tag in rows if tag != target]
        names = ", ".join(tag.name for tag in sources)
        _relate_anew(vocabulary.merge(sources, target))
        self.log_change(request, target, _("Merged: %s.") % names)
        self.message_user(
            request, _("%(names)s: merged into “%(name)s”.") % {"names": names, "name": target.name}
        )
        return None

    def _ask(self, request: HttpRequest, rows: list[Tag]) -> HttpResponse:
        choices = [
            (tag, vocabulary.preview_merge([row for row in rows if row != tag], tag))
            for tag in rows
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge tags"),
        }
        return TemplateResponse(
            request, "admin/articles/tag/merge.html", {**context, "choices": choices}
        )
