"""The vocabulary of tags: their names, their types, and what the tagger may do with them.

Two tags of the same thing can be merged. The admin of taggit is taken away: it is of another
table, and merges without a check of permissions.
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
from articles.admin.site.model_admin import DeskAdmin, DeskForm, RowForm
from articles.admin.site.paged_list import KeyedChangeList
from articles.editorial.desk_access import visible_tags
from articles.models import Article, ArticleTag, Tag, TagAlias, TagDecision, TagWeights
from articles.models.choices import DecisionKind, WeightsState
from articles.tagging import vocabulary
from articles.tagging.learning.versions import learned_factors

admin.site.unregister(taggit.models.Tag)


class TagForm(RowForm):
    def related_values(self, row: Any) -> list[Any]:
        """Its other names."""
        names = TagAlias.objects.filter(tag=row.pk).order_by("pk")
        return list(names.values_list("pk", "name"))


class AliasInline(TabularInline):
    model = TagAlias
    form = DeskForm
    extra = 0

    # Other names are part of the tag, so its permissions hold.
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _has_any(request, "articles.view_tag", "articles.change_tag")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _has_any(request, "articles.change_tag", "articles.add_tag")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("articles.change_tag"))

    has_delete_permission = has_change_permission


def _has_any(request: HttpRequest, *permissions: str) -> bool:
    return any(request.user.has_perm(permission) for permission in permissions)


def _count_decisions(kind: DecisionKind) -> Coalesce:
    """How often editors decided so on the outer tag."""
    decisions = TagDecision.objects.filter(name=OuterRef("name"), kind=kind)
    by_name = decisions.order_by().values("name")
    counted = by_name.annotate(every=Count("pk"))
    count = Subquery(
        counted.values("every"),
        output_field=IntegerField(),
    )
    return Coalesce(count, 0)


def _relate_anew(articles: list[int]) -> None:
    """After the commit, find the related articles of these articles anew."""
    transaction.on_commit(partial(tasks.wake_relating, articles))


@admin.register(Tag)
class TagAdmin(DeskAdmin):
    form = TagForm
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
        tags = visible_tags(super().get_queryset(request), request.user)
        tags = tags.annotate(
            tagged=count_of(ArticleTag.objects.all(), "tag"),
            kept=_count_decisions(DecisionKind.KEPT),
            removed=_count_decisions(DecisionKind.REMOVED),
        )
        # NULL where no editor judged the tag.
        judged = NullIf(F("kept") + F("removed"), 0)
        with_share: QuerySet[Tag] = tags.annotate(left=F("kept") * 1.0 / judged)
        return with_share

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        active = TagWeights.objects.filter(state=WeightsState.ACTIVE)
        version = active.defer("weights").first()
        context = dict(extra_context or {})
        context["version"] = version
        response: HttpResponse = super().changelist_view(request, context)
        return response

    def get_changelist_instance(self, request: HttpRequest) -> KeyedChangeList:
        """Gives each tag of the page its factor."""
        changelist: KeyedChangeList = super().get_changelist_instance(request)
        factors = learned_factors()
        for tag in changelist.result_list:
            tag.factor = factors.get(tag.name.casefold())
        return changelist

    @display(description=gettext_lazy("Articles"))
    def articles_tagged(self, tag: Any) -> str:
        return list_link(tag.tagged, Article, article_tags__tag__id__exact=tag.pk)

    @display(description=gettext_lazy("Left by editors"), ordering="left")
    def precision(self, tag: Any) -> str:
        """In how many of the articles where editors judged this automatic tag they left it."""
        judged = tag.kept + tag.removed
        if not judged:
            return ""
        return f"{tag.left:.0%} ({tag.kept}/{judged})"

    @display(description=gettext_lazy("Learned factor"))
    def learned(self, tag: Any) -> str:
        if tag.factor:
            return f"×{tag.factor:.2g}"
        return ""

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            old_slug = form.initial["slug"]
            vocabulary.redirect_slugs([old_slug], obj)

    def delete_model(self, request: HttpRequest, obj: Tag) -> None:
        articles = vocabulary.articles_of([obj])
        super().delete_model(request, obj)
        _relate_anew(articles)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> None:
        articles = vocabulary.articles_of(queryset)
        super().delete_queryset(request, queryset)
        _relate_anew(articles)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        may_change = self.has_change_permission(request)
        may_delete = self.has_delete_permission(request)
        return bool(may_change and may_delete)

    @admin.action(description=gettext_lazy("Merge the selected tags"), permissions=["merge"])
    def merge_selected(self, request: HttpRequest, queryset: QuerySet[Tag]) -> HttpResponse | None:
        """First shows what each choice would do, then does the chosen merge."""
        selected = sorted(queryset, key=lambda tag: (-tag.tagged, tag.name))
        if len(selected) < 2:
            message = _("Select at least two tags to be merged.")
            self.message_user(request, message, messages.WARNING)
            return None
        target = request.POST.get("target")
        for tag in selected:
            if str(tag.pk) == target:
                others = _others(selected, tag)
                self._merge(request, others, tag)
                return None
        return self._choice_page(request, selected)

    def _merge(self, request: HttpRequest, sources: list[Tag], target: Tag) -> None:
        names = ", ".join(tag.name for tag in sources)
        articles = vocabulary.merge(sources, target)
        _relate_anew(articles)
        log_message = _("Merged: %s.") % names
        self.log_change(request, target, log_message)
        message = _("%(names)s: merged into “%(name)s”.")
        values = {"names": names, "name": target.name}
        self.message_user(request, message % values)

    def _choice_page(self, request: HttpRequest, tags: list[Tag]) -> HttpResponse:
        choices = []
        for tag in tags:
            preview = vocabulary.preview_merge(_others(tags, tag), tag)
            choices.append((tag, preview))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merge tags"),
            "choices": choices,
        }
        return TemplateResponse(request, "admin/articles/tag/merge.html", context)


def _others(tags: list[Tag], target: Tag) -> list[Tag]:
    return [tag for tag in tags if tag != target]
