"""The verbs of `publishing` as buttons of an article's form and as actions of the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from unfold.decorators import action

from articles.admin.article.article_form import ArticleForm
from articles.admin.site.model_admin import DeskAdmin
from articles.editorial import workflow
from articles.editorial.workflow import (
    APPROVE,
    PUBLISH,
    SCHEDULE,
    SEND_BACK,
    SUBMIT,
    WITHDRAW,
    WRITE_OWN,
    Move,
)
from articles.models import Article
from articles.models.querysets import ArticleQuerySet


class Button(NamedTuple):
    """A verb at the desk: what it does, the statuses it starts at, what the editor is told."""

    verb: Callable[..., int]
    move: Move
    told: Promise  # with the number of articles that moved


_SUBMIT = Button(
    workflow.submit,
    SUBMIT,
    ngettext_lazy("%d article was submitted for review.", "%d articles were submitted for review."),
)
_APPROVE = Button(
    workflow.approve,
    APPROVE,
    ngettext_lazy("%d article was approved.", "%d articles were approved."),
)
_SEND_BACK = Button(
    workflow.send_back,
    SEND_BACK,
    ngettext_lazy("%d article was sent back.", "%d articles were sent back."),
)
_PUBLISH = Button(
    workflow.publish,
    PUBLISH,
    ngettext_lazy("%d article was published.", "%d articles were published."),
)
_SCHEDULE = Button(
    workflow.schedule,
    SCHEDULE,
    ngettext_lazy("%d article was scheduled.", "%d articles were scheduled."),
)
_WITHDRAW = Button(
    workflow.withdraw,
    WITHDRAW,
    ngettext_lazy("%d article was withdrawn.", "%d articles were withdrawn."),
)
_BUTTONS = {
    "save_and_submit": _SUBMIT,
    "save_and_approve": _APPROVE,
    "save_and_send_back": _SEND_BACK,
    "save_and_publish": _PUBLISH,
    "save_and_schedule": _SCHEDULE,
    "save_and_withdraw": _WITHDRAW,
}
_OWN = ngettext_lazy(
    "%d article stayed as it was, because you changed it yourself: somebody else approves it.",
    "%d articles stayed as they were, because you changed them yourself: somebody else approves them.",
)
_LEFT = ngettext_lazy(
    "%d article stayed as it was, because its status does not allow this.",
    "%d articles stayed as they were, because their status does not allow this.",
)


class WorkflowAdmin(DeskAdmin):
    actions: ClassVar[tuple[str, ...]] = (
        "submit_selected", "approve_selected", "send_back_selected", "publish_selected", "withdraw_selected",
    )  # fmt: skip
    actions_submit_line = tuple(_BUTTONS)

    def has_submit_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return workflow.may(request.user, SUBMIT) or request.user.has_perm(WRITE_OWN)

    def has_approve_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return workflow.may(request.user, APPROVE)

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return workflow.may(request.user, PUBLISH)

    def has_withdraw_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return workflow.may(request.user, WITHDRAW)

    def get_actions_submit_line(self, request: HttpRequest, object_id: Any) -> list[Any]:
        """The verbs that the article's status and the user's permissions allow."""
        article = self.get_object(request, str(object_id))
        if article is None or not self.has_change_permission(request, article):
            return []
        return [
            button
            for button in super().get_actions_submit_line(request, object_id)
            if article.status
            in (move := _BUTTONS[button.method.original_function_name].move).origins
            and not (article.is_own and move is APPROVE)
        ]

    def _run_submitted(self, request: HttpRequest, form: ArticleForm) -> None:
        """The verb of the button that was pressed, after everything of the form is stored."""
        for button in super().get_actions_submit_line(request, form.instance.pk):
            if button.action_name in request.POST:
                button.method(request, form)

    def _move(
        self, request: HttpRequest, articles: ArticleQuerySet, button: Button, *told: Any
    ) -> None:
        """Do it, and say how many moved and why the others stayed."""
        chosen = articles.count()
        own = workflow.own_edits(articles, request.user).count() if button.move is APPROVE else 0
        moved = button.verb(articles, *told, request.user)
        for count, sentence, level in (
            (moved, button.told, messages.SUCCESS),
            (own, _OWN, messages.WARNING),
            (chosen - moved - own, _LEFT, messages.WARNING),
        ):
            if count > 0:
                self.message_user(request, sentence % count, level)

    # --- buttons of the form ---

    @action(description=_("Save and submit for review"), permissions=["submit"])
    def save_and_submit(self, request: HttpRequest, form: ArticleForm) -> None:
        self._move(request, _only(form), _SUBMIT)

    @action(description=_("Save and approve"), permissions=["approve"])
    def save_and_approve(self, request: HttpRequest, form: ArticleForm) -> None:
        self._move(request, _only(form), _APPROVE)

    @action(description=_("Save and send back"), permissions=["approve"])
    def save_and_send_back(self, request: HttpRequest, form: ArticleForm) -> None:
        self._move(request, _only(form), _SEND_BACK)

    @action(description=_("Save and publish"), permissions=["publish"])
    def save_and_publish(self, request: HttpRequest, form: ArticleForm) -> None:
        self._move(request, _only(form), _PUBLISH)

    @action(description=_("Save and schedule"), permissions=["publish"])
    def save_and_schedule(self, request: HttpRequest, form: ArticleForm) -> None:
        if when := form.cleaned_data.get(
            "schedule_for"
        ):  # absent where the article is not approved
            self._move(request, _only(form), _SCHEDULE, when)

    @action(description=_("Save and withdraw"), permissions=["withdraw"])
    def save_and_withdraw(self, request: HttpRequest, form: ArticleForm) -> None:
        self._move(request, _only(form), _WITHDRAW)

    # --- actions of the list ---

    @admin.action(description=_("Submit for review"), permissions=["submit"])
    def submit_selected(self, request: HttpRequest, queryset: ArticleQuerySet) -> None:
        self._move(request, queryset, _SUBMIT)

    @admin.action(description=_("Approve"), permissions=["approve"])
    def approve_selected(self, request: HttpRequest, queryset: ArticleQuerySet) -> None:
        self._move(request, queryset, _APPROVE)

    @admin.action(description=_("Send back"), permissions=["approve"])
    def send_back_selected(self, request: HttpRequest, queryset: ArticleQuerySet) -> None:
        self._move(request, queryset, _SEND_BACK)

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: ArticleQuerySet) -> None:
        self._move(request, queryset, _PUBLISH)

    @admin.action(description=_("Withdraw"), permissions=["withdraw"])
    def withdraw_selected(self, request: HttpRequest, queryset: ArticleQuerySet) -> None:
        self._move(request, queryset, _WITHDRAW)


def _only(form: ArticleForm) -> ArticleQuerySet:
    return Article.objects.filter(pk=form.instance.pk)
