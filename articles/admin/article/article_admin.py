"""Articles on the desk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesCheckboxFilter,
    RangeDateFilter,
)
from unfold.decorators import display

from articles.admin.article import article_saving
from articles.admin.article.article_form import ArticleForm
from articles.admin.article.article_inlines import BylineInline, IllustrationInline
from articles.admin.article.conflict_page import ConflictMixin
from articles.admin.article.history_page import HistoryMixin
from articles.admin.article.presence_heartbeat import PresenceMixin
from articles.admin.article.preview_link import PreviewMixin
from articles.admin.article.review_queue import QueueAdmin
from articles.admin.paper.source_markup import marked_lines, marks_of
from articles.admin.site.list_columns import badge, count_of, is_overdue
from articles.admin.site.list_filters import ConflictFilter, OverdueFilter, ProblemsFilter
from articles.admin.tags import tags_field
from articles.admin.tags.retag_action import RetagAdmin
from articles.editorial import editing, history, workflow
from articles.editorial.workflow import CORRECT, SCHEDULE, WITHDRAW, WRITE_OWN
from articles.models import Article, Byline, Conflict, Issue
from articles.models.article_content import TAGGED_COLUMNS, FormGroup, form_texts
from articles.models.choices import Act, ConflictState, Status, TaggingState
from articles.models.querysets import ArticleQuerySet
from articles.search import full_text
from articles.tagging import duplicates
from articles.text.problems import sentence

if TYPE_CHECKING:
    from django.contrib.auth.models import User

STATUS_COLOURS = {
    Status.IN_REVIEW: "info",
    Status.APPROVED: "approved",
    Status.SCHEDULED: "warning",
    Status.PUBLISHED: "success",
    Status.WITHDRAWN: "danger",
}
TAGGING_COLOURS = {TaggingState.PENDING: "warning", TaggingState.FAILED: "danger"}
_COLUMNS = frozenset(field.name for field in Article._meta.concrete_fields)
_SHOWN_DAYS = 10
_SHOWN_NAMES = 4


@admin.register(Article)
class ArticleAdmin(
    PreviewMixin, PresenceMixin, ConflictMixin, HistoryMixin, RetagAdmin, QueueAdmin
):
    actions = (*QueueAdmin.actions, "retag_selected")
    form = ArticleForm
    inlines = (BylineInline, IllustrationInline)
    list_display = (
        "headline_shown", "place", "section", "signed",
        "status_shown", "tagging_shown", "problems_shown", "public_since",
    )  # fmt: skip
    list_select_related = ("page__issue__publication", "section")
    list_before_template = "admin/articles/article/days.html"
    list_fullwidth = True
    list_filter = (
        ("status", ChoicesCheckboxFilter),
        OverdueFilter,
        ("page__issue", AutocompleteSelectFilter),
        ("section", AutocompleteSelectFilter),
        ("page__issue__date", RangeDateFilter),
        ProblemsFilter,
        ConflictFilter,
        ("tagging_state", ChoicesCheckboxFilter),
        ("bylines__author", AutocompleteSelectFilter),
        ("article_tags__tag", AutocompleteSelectFilter),
        ("page__issue__publication", AutocompleteSelectFilter),
    )
    search_fields = ("title",)  # so that there is a search box; `get_search_results` answers it
    search_help_text = _("Words from the headline, the text, a byline or a caption")
    autocomplete_fields = ("page", "section")
    readonly_fields = ("created_at", "updated_at")
    fieldsets = (
        (None, {"fields": (*form_texts(FormGroup.TEXT), "tag_names")}),
        (
            _("Place"),
            {"fields": (("page", "position"), ("section", *form_texts(FormGroup.PLACE)))},
        ),
        (_("Credits"), {"fields": (form_texts(FormGroup.CREDITS),)}),
        (_("Record"), {"classes": ("collapse",), "fields": (("created_at", "updated_at"),)}),
    )
    compressed_fields = False

    # --- rows ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows: QuerySet[Article] = super().get_queryset(request)
        if request.user.has_perm(WRITE_OWN) and not self._sees_all(request):
            rows = rows.filter(created_by=request.user.pk)
        # Each of these can be larger than the article itself, and no list shows them.
        return rows.defer(
            "base_parse", "page__source_text", "page__outside", "page__problems"
        ).prefetch_related(Prefetch("bylines", Byline.objects.select_related("author")))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """With what its form shows, in one query; a request asks for it more than once."""
        found: dict[str, Article | None] = request.__dict__.setdefault("_desk_articles", {})
        if object_id not in found:
            found[object_id] = self._whole(request, object_id)
        return found[object_id]

    def _whole(self, request: HttpRequest, object_id: str) -> Article | None:
        if not object_id.isdecimal():
            return None
        rows = self.get_queryset(request).defer(None).prefetch_related(None).order_by()
        # Whether the user may not approve it, having changed it: the buttons ask.
        own = workflow.own_edits(Article.objects.filter(pk=OuterRef("pk")), request.user)
        undecided = Conflict.objects.filter(state=ConflictState.OPEN)
        rows = rows.select_related("page__issue__publication", "section")
        rows = rows.annotate(is_own=Exists(own), undecided=count_of(undecided, "article"))
        return rows.filter(pk=object_id).first()

    def get_search_results(
        self, request: HttpRequest, queryset: ArticleQuerySet, search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        if not search_term.strip():
            return queryset, False
        found = full_text.find(search_term, queryset)
        chosen = "o" in request.GET  # the editor sorted by a column: not by rank then
        return (found.order_by(*queryset.query.order_by) if chosen else found), False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        days = Issue.objects.select_related("publication")[:_SHOWN_DAYS]
        response: HttpResponse = super().changelist_view(
            request, {**(extra_context or {}), "days": days}
        )
        return response

    def _sees_all(self, request: HttpRequest) -> bool:
        """Whether the user sees more than what they wrote."""
        return bool(super().has_view_permission(request))

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        is_own = obj is None or obj.created_by_id == request.user.pk
        return self._sees_all(request) or (is_own and request.user.has_perm(WRITE_OWN))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What the public reads is changed by those who may correct it; their own drafts by those who write."""
        if super().has_change_permission(request, obj):
            return obj is None or obj.status != Status.PUBLISHED or request.user.has_perm(CORRECT)
        is_own = obj is None or (
            obj.created_by_id == request.user.pk and obj.status == Status.DRAFT
        )
        return is_own and request.user.has_perm(WRITE_OWN)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What the public sees or is about to see is withdrawn before it can be deleted."""
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.status not in WITHDRAW.origins)

    # --- columns ---

    @display(description=_("Headline"), ordering="title")
    def headline_shown(self, article: Article) -> str:
        above = article.kicker or article.column
        return (
            format_html("{} <small>{}</small>", article.headline, above)
            if above
            else article.headline
        )

    @display(description=_("Printed"), ordering="page__issue__date")
    def place(self, article: Article) -> str:
        return str(article.page)

    @display(description=_("Bylines"))
    def signed(self, article: Article) -> str:
        names = [byline.author.name for byline in article.bylines.all()]
        shown = [*names[:_SHOWN_NAMES], "…"] if len(names) > _SHOWN_NAMES else names
        return format_html_join(
            " ", '<span class="desk-name">{}</span>', ((name,) for name in shown)
        )

    @display(description=_("Status"), ordering="status")
    def status_shown(self, article: Article) -> str:
        if is_overdue(article):
            return badge(_("Overdue"), "danger")
        status = Status(article.status)
        return badge(status.label, STATUS_COLOURS.get(status, ""))

    @display(description=_("Tagging"), ordering="tagging_state")
    def tagging_shown(self, article: Article) -> str:
        state = TaggingState(article.tagging_state)
        colour = TAGGING_COLOURS.get(state)
        # Done: nothing to do, nothing to read.
        return badge(state.label, colour) if colour else ""

    @display(description=_("Problems"))
    def problems_shown(self, article: Article) -> str:
        return str(len(article.problems) or "")

    @display(description=_("Published at"), ordering="publish_at")
    def public_since(self, article: Article) -> str:
        return (
            f"{timezone.localtime(article.publish_at):%Y-%m-%d %H:%M}" if article.publish_at else ""
        )

    # --- the form ---

    @display(description=_("Tags"))
    def tag_names(self, article: Article) -> str:
        """For those who may look but not edit; the form's field of this name is for the others."""
        return ", ".join(str(tag) for tag in article.article_tags.select_related("tag"))

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """A published article has a place for what is corrected, an approved one for its time."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        if obj.status == Status.PUBLISHED:
            fieldsets.insert(0, (None, {"fields": ("correction",)}))
        if obj.status in SCHEDULE.origins and self.has_publish_permission(request, obj):
            fieldsets.insert(1, (None, {"fields": ("schedule_for",)}))
        return fieldsets

    def view_on_site(self, article: Article) -> str | None:
        public = (
            article.status == Status.PUBLISHED
            and article.publish_at
            and article.publish_at <= timezone.now()
        )
        return article.get_absolute_url() if public else None

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Article | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None:
            marks = marks_of((obj.base_parse or {}).get("blocks", ()))
            context |= {
                "source_lines": marked_lines(obj.page.source_text, marks),
                "status_badge": self.status_shown(obj),
                "tagging_badge": self.tagging_shown(obj),
                "confidence": None if obj.confidence is None else round(obj.confidence * 100),
                "problems": [
                    (code, sentence(code))
                    for code in dict.fromkeys(one["code"] for one in obj.problems)
                ],
                # What was never public was never corrected.
                "corrections": obj.corrections.select_related("by") if obj.publish_at else (),
                "copies": [(other, round(100 * share)) for other, share in duplicates.of(obj)],
            }
        response: HttpResponse = super().render_change_form(
            request, context, *args, obj=obj, **kwargs
        )
        return response

    def _settled(self, request: HttpRequest, article: Article) -> set[str]:
        """The kinds of problems the editor has looked at: those that were ticked; who accepts, accepts all."""
        open_ones = {problem["code"] for problem in article.problems}
        return (
            open_ones
            if "_accept" in request.POST
            else open_ones.intersection(request.POST.getlist("settled"))
        )

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool
    ) -> None:
        """Only the columns that the editor changed: the others are other people's, and the tagger's."""
        if not change:
            obj.created_by = cast("User", request.user)
            obj.save()
            return
        history.keep([obj])
        if columns := _COLUMNS.intersection(form.changed_data):
            obj.save(update_fields=columns)

    def save_related(
        self, request: HttpRequest, form: ArticleForm, formsets: Iterable[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        article, user = form.instance, cast("User", request.user)  # nobody else gets as far as this
        tags_field.apply_changes(
            article, form.cleaned_data["tag_names"], user, accepted="_accept" in request.POST
        )
        changed = {
            *form.changed_data,
            *(formset.prefix for formset in formsets if formset.has_changed()),
        }
        if not change:
            changed |= TAGGED_COLUMNS
        changed.discard("schedule_for")  # read by its button
        editing.settle(article, self._settled(request, article))
        act = Act.EDIT if change else Act.WRITE
        if changed and article_saving.record_edit(
            article, changed, user, form.cleaned_data.get("correction", ""), act
        ):
            self.message_user(
                request,
                _("The approved text was changed: it is in review again."),
                messages.WARNING,
            )
        self._run_submitted(request, form)
