"""Articles at the desk: the list, the form, and what a save does.

The pages behind the form's buttons are parts of their own, which the admin makes and asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesCheckboxFilter,
    RangeDateFilter,
)
from unfold.decorators import display

from articles.admin.article import article_saving, workflow_buttons
from articles.admin.article.article_form import ArticleForm
from articles.admin.article.article_inlines import BylineInline, IllustrationInline
from articles.admin.article.conflict_page import ConflictPage
from articles.admin.article.history_page import HistoryPage
from articles.admin.article.presence_heartbeat import PresenceHeartbeat
from articles.admin.article.preview_link import PreviewLink
from articles.admin.article.review_queue import ACCEPT, ReviewQueue
from articles.admin.article.workflow_buttons import WorkflowButtons
from articles.admin.paper.source_markup import block_marks, source_lines
from articles.admin.site.admin_part import read_key, user_of
from articles.admin.site.badges import TAGGING_COLOURS, badge, status_colour
from articles.admin.site.list_columns import count_of, is_overdue, percent
from articles.admin.site.list_filters import ConflictFilter, OverdueFilter, ProblemsFilter
from articles.admin.site.model_admin import DeskAdmin
from articles.admin.tags import retag_action, tags_field
from articles.admin.tags.retag_action import RetagProgress
from articles.editorial import picture_files, workflow
from articles.editorial.desk_access import readable, reads_all
from articles.editorial.workflow import (
    APPROVE,
    CORRECT,
    PUBLISH,
    SCHEDULE,
    SUBMIT,
    WITHDRAW,
    WRITE_OWN,
)
from articles.models import Article, Byline, Conflict, Issue
from articles.models.article_content import FormGroup, form_texts
from articles.models.choices import ConflictState, Status, TaggingState
from articles.models.querysets import ArticleQuerySet
from articles.search import full_text
from articles.tagging import duplicates
from articles.text.problems import sentence

_ISSUES_IN_MENU = 10
_NAMES_IN_COLUMN = 4
# Each of these can be larger than the article itself, and no list shows them.
_LARGE_COLUMNS = ("base_parse", "page__source_text", "page__outside", "page__problems")


@admin.register(Article)
class ArticleAdmin(DeskAdmin):
    actions = (*workflow_buttons.list_actions(), retag_action.retag_selected)
    form = ArticleForm
    inlines = (BylineInline, IllustrationInline)
    list_display = (
        "headline_shown",
        "place",
        "section",
        "signed",
        "status_shown",
        "tagging_shown",
        "problems_shown",
        "public_since",
    )
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

    def __init__(self, model: type[Article], admin_site: AdminSite) -> None:
        super().__init__(model, admin_site)
        self._history_page = HistoryPage(self)
        self._presence = PresenceHeartbeat(self)
        self._queue = ReviewQueue(self)
        self._workflow = WorkflowButtons(self)
        self._parts = (
            PreviewLink(self),
            self._presence,
            ConflictPage(self),
            self._history_page,
            RetagProgress(self),
            self._queue,
            self._workflow,
        )

    # --- rows ---

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        user = request.user
        articles: QuerySet[Article] = super().get_queryset(request)
        if not reads_all(user):
            readable_rows = readable(Article.objects.order_by(), user)
            articles = articles.filter(pk__in=readable_rows.values("pk"))
        articles = articles.defer(*_LARGE_COLUMNS)
        bylines = Byline.objects.select_related("author")
        prefetch = Prefetch("bylines", bylines)
        return articles.prefetch_related(prefetch)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Article | None:
        """With what its form shows, in one query; it is kept, as a request needs it repeatedly."""
        articles: dict[str, Article | None]
        articles = request.__dict__.setdefault("_desk_articles", {})
        if object_id not in articles:
            article = self._load_whole(request, object_id)
            articles[object_id] = article
        return articles[object_id]

    def _load_whole(self, request: HttpRequest, object_id: str) -> Article | None:
        key = read_key(object_id)
        if key is None:
            return None
        articles = self.get_queryset(request).order_by()
        articles = articles.defer(None).prefetch_related(None)
        # Whether the user may not approve it, having changed it: the buttons depend on it.
        outer = Article.objects.filter(pk=OuterRef("pk"))
        own_edits = workflow.own_edits(outer, request.user)
        undecided = Conflict.objects.filter(state=ConflictState.OPEN)
        articles = articles.select_related("page__issue__publication", "section")
        articles = articles.annotate(
            is_own=Exists(own_edits),
            undecided=count_of(undecided, "article"),
        )
        return articles.filter(pk=key).first()

    def get_search_results(
        self, request: HttpRequest, queryset: ArticleQuerySet, search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """By rank, unless the editor sorts by a column."""
        if not search_term.strip():
            return queryset, False
        matches = full_text.find(search_term, queryset)
        if "o" in request.GET:
            matches = matches.order_by(*queryset.query.order_by)
        return matches, False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        issues = Issue.objects.select_related("publication")
        context = dict(extra_context or {})
        context["issues"] = issues[:_ISSUES_IN_MENU]
        response: HttpResponse = super().changelist_view(request, context)
        return response

    # --- permissions ---

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        user = request.user
        if reads_all(user):
            return True
        if obj is not None and obj.created_by_id != user.pk:
            return False
        return user.has_perm(WRITE_OWN)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Who may correct changes published articles; who writes changes their own drafts."""
        user = request.user
        if super().has_change_permission(request, obj):
            if obj is None or obj.status != Status.PUBLISHED:
                return True
            return user.has_perm(CORRECT)
        if obj is not None:
            if obj.created_by_id != user.pk:
                return False
            if obj.status != Status.DRAFT:
                return False
        return user.has_perm(WRITE_OWN)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What the public sees or is about to see is withdrawn before it can be deleted."""
        if obj is not None and obj.status in WITHDRAW.origins:
            return False
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed

    # --- deletion ---

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        files = picture_files.names_in(Article.objects.filter(pk=obj.pk))
        super().delete_model(request, obj)
        picture_files.release(files)

    def delete_queryset(self, request: HttpRequest, queryset: ArticleQuerySet) -> None:
        articles = Article.objects.filter(pk__in=queryset.order_by().values("pk"))
        files = picture_files.names_in(articles)
        super().delete_queryset(request, queryset)
        picture_files.release(files)

    # --- rights to the verbs ---

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return workflow_buttons.is_allowed(request.user, SUBMIT)

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return workflow.may(request.user, APPROVE)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return workflow.may(request.user, PUBLISH)

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return workflow.may(request.user, WITHDRAW)

    def has_retag_permission(self, request: HttpRequest) -> bool:
        return retag_action.may_retag(request.user)

    # --- columns ---

    @display(description=_("Headline"), ordering="title")
    def headline_shown(self, article: Article) -> str:
        kicker = article.kicker or article.column
        if not kicker:
            return article.headline
        return format_html("{} <small>{}</small>", article.headline, kicker)

    @display(description=_("Printed"), ordering="page__issue__date")
    def place(self, article: Article) -> str:
        return str(article.page)

    @display(description=_("Bylines"))
    def signed(self, article: Article) -> str:
        names: list[tuple[str]] = []
        for byline in article.bylines.all():
            if len(names) == _NAMES_IN_COLUMN:
                names.append(("…",))
                break
            names.append((byline.author.name,))
        return format_html_join(" ", '<span class="desk-name">{}</span>', names)

    @display(description=_("Status"), ordering="status")
    def status_shown(self, article: Article) -> str:
        if is_overdue(article):
            return badge(_("Overdue"), "danger")
        label = Status(article.status).label
        return badge(label, status_colour(article.status))

    @display(description=_("Tagging"), ordering="tagging_state")
    def tagging_shown(self, article: Article) -> str:
        """Nothing where the tags are there: nobody has to do anything then."""
        state = TaggingState(article.tagging_state)
        colour = TAGGING_COLOURS.get(state)
        if colour:
            return badge(state.label, colour)
        return ""

    @display(description=_("Problems"))
    def problems_shown(self, article: Article) -> str:
        return str(len(article.problems) or "")

    @display(description=_("Published at"), ordering="publish_at")
    def public_since(self, article: Article) -> str:
        if article.publish_at is None:
            return ""
        return f"{timezone.localtime(article.publish_at):%Y-%m-%d %H:%M}"

    # --- the form ---

    @display(description=_("Tags"))
    def tag_names(self, article: Article) -> str:
        """For those who may look but not edit; the form's field of this name is for the others."""
        tags = article.article_tags.select_related("tag")
        return ", ".join(str(tag) for tag in tags)

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """A published article has a field for its correction, an approved one for its time."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj is None:
            return fieldsets
        if not self.has_change_permission(request, obj):
            return fieldsets
        if obj.status == Status.PUBLISHED:
            correction = {"fields": ("correction",)}
            fieldsets.insert(0, (None, correction))
        if obj.status in SCHEDULE.origins and self.has_publish_permission(request):
            schedule = {"fields": ("schedule_for",)}
            fieldsets.insert(1, (None, schedule))
        return fieldsets

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> list[Any]:
        article = self.get_object(request, str(object_id))
        if article is None:
            return []
        if not self.has_change_permission(request, article):
            return []
        return self._workflow.offered(request, article)

    def view_on_site(self, article: Article) -> str | None:
        if article.status != Status.PUBLISHED or article.publish_at is None:
            return None
        if article.publish_at > timezone.now():
            return None
        return article.get_absolute_url()

    def _form_context(self, request: HttpRequest, obj: Article) -> dict[str, Any]:
        parse = obj.base_parse or {}
        marks = block_marks(parse.get("blocks", ()))
        # What was never public was never corrected.
        corrections = obj.corrections.none()
        if obj.publish_at:
            corrections = obj.corrections.select_related("by")
        # Other people's articles were made from the other lines of the page.
        lines = []
        if reads_all(request.user):
            lines = source_lines(obj.page.source_text, marks)
        return {
            "source_lines": lines,
            "status_badge": self.status_shown(obj),
            "tagging_badge": self.tagging_shown(obj),
            "confidence": percent(obj.confidence),
            "problems": _kinds_of_problems(obj),
            "corrections": corrections,
            "copies": self._readable_copies(request, obj),
        }

    def _readable_copies(
        self, request: HttpRequest, article: Article
    ) -> list[tuple[Article, int | None]]:
        pairs = duplicates.duplicates_of(article)
        if not pairs:
            return []
        keys = [other.pk for other, _share in pairs]
        others = readable(Article.objects.filter(pk__in=keys).order_by(), request.user)
        readable_keys = set(others.values_list("pk", flat=True))
        return [(other, percent(share)) for other, share in pairs if other.pk in readable_keys]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        article = self.get_object(request, object_id)
        if article is not None:
            return self._history_page.show(request, article, extra_context or {})
        response: HttpResponse = self._get_obj_does_not_exist_redirect(
            request, self.opts, object_id
        )
        return response

    # --- a save ---

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool
    ) -> None:
        """Nothing: Django calls `save_related` next, which does all of a save in one order."""

    def save_related(
        self, request: HttpRequest, form: ArticleForm, formsets: Iterable[Any], change: bool
    ) -> None:
        """All that a save does, in this order, in one transaction.

        Before it, `ArticleForm.clean` has locked the row and compared its version.
        """
        article = form.instance
        user = user_of(request)
        is_accepted = ACCEPT in request.POST
        # The columns of the form; of a stored article its former version is kept first.
        if change:
            article_saving.update_article(article, form)
        else:
            article_saving.create_article(article, user)
        # Bylines and illustrations.
        super().save_related(request, form, formsets, change)
        tags = form.cleaned_data["tag_names"]
        tags_field.apply_changes(article, tags, user, accepted=is_accepted)
        settled = request.POST.getlist("settled")
        article_saving.settle_problems(article, settled, is_accepted=is_accepted)
        # The version, the history, the search index, the tagger, the reviewers and the readers.
        changed = article_saving.changed_names(form, formsets, is_new=not change)
        if changed:
            correction = form.cleaned_data.get("correction", "")
            outcome = article_saving.record_edit(
                article,
                changed,
                user,
                correction=correction,
                is_new=not change,
            )
            if outcome.reopened:
                self.message_user(request, article_saving.REOPENED, messages.WARNING)
        # The move of the button that was pressed.
        self._workflow.run_pressed(request, form)
        if is_accepted:
            self._queue.accept(request, article)

    def construct_change_message(self, *_args: Any, **_options: Any) -> list[dict[str, Any]]:
        """Nothing: the article's own history has it."""
        return []

    def log_addition(self, *_args: Any) -> None:
        """Nothing, as above; `log_change` writes no empty message."""

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """“Save and continue” stays in the queue, too."""
        if ACCEPT in request.POST:
            # Its own message is enough.
            return self.response_post_save_change(request, obj)
        response: HttpResponse = super().response_change(request, obj)
        address = self._queue.address_of(request, obj)
        if address and "_continue" in request.POST:
            return HttpResponseRedirect(address)
        return response

    def response_post_save_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Back to the list, or on to the next article of the queue."""
        self._presence.leave(request, obj)
        address = self._queue.next_address(request, obj)
        if address:
            return HttpResponseRedirect(address)
        response: HttpResponse = super().response_post_save_change(request, obj)
        return response


def _kinds_of_problems(article: Article) -> list[tuple[str, str]]:
    """Each kind once, with its sentence."""
    kinds = {}
    for problem in article.problems:
        code = problem["code"]
        kinds[code] = sentence(code)
    return list(kinds.items())
