"""The moves of the workflow as buttons of an article's form and as actions of the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from unfold.dataclasses import UnfoldAction

from articles.admin.site.admin_part import AdminPart
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

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

    from articles.admin.article.article_form import ArticleForm

Action = Callable[[Any, HttpRequest, ArticleQuerySet], None]


class WorkflowButton(NamedTuple):
    """A move at the desk."""

    name: str  # in the names of its button and of its action
    move: Move
    verb: Callable[..., int]  # takes articles and the user, returns how many moved
    permission: str  # what an action is asked for: `has_..._permission` of the admin
    form_label: Promise
    list_label: Any  # None: no action of the list
    message: Promise  # with the number of articles that moved

    @property
    def input_name(self) -> str:
        """What the form sends when its button was pressed."""
        return f"articles_article_save_and_{self.name}"


_SUBMIT = WorkflowButton(
    "submit",
    SUBMIT,
    workflow.submit,
    "submit",
    _("Save and submit for review"),
    _("Submit for review"),
    ngettext_lazy("%d article was submitted for review.", "%d articles were submitted for review."),
)
_APPROVE = WorkflowButton(
    "approve",
    APPROVE,
    workflow.approve,
    "approve",
    _("Save and approve"),
    _("Approve"),
    ngettext_lazy("%d article was approved.", "%d articles were approved."),
)
_SEND_BACK = WorkflowButton(
    "send_back",
    SEND_BACK,
    workflow.send_back,
    "approve",
    _("Save and send back"),
    _("Send back"),
    ngettext_lazy("%d article was sent back.", "%d articles were sent back."),
)
_PUBLISH = WorkflowButton(
    "publish",
    PUBLISH,
    workflow.publish,
    "publish",
    _("Save and publish"),
    _("Publish"),
    ngettext_lazy("%d article was published.", "%d articles were published."),
)
_SCHEDULE = WorkflowButton(
    "schedule",
    SCHEDULE,
    workflow.schedule,
    "publish",
    _("Save and schedule"),
    None,  # the list asks for no time
    ngettext_lazy("%d article was scheduled.", "%d articles were scheduled."),
)
_WITHDRAW = WorkflowButton(
    "withdraw",
    WITHDRAW,
    workflow.withdraw,
    "withdraw",
    _("Save and withdraw"),
    _("Withdraw"),
    ngettext_lazy("%d article was withdrawn.", "%d articles were withdrawn."),
)
_BUTTONS = (_SUBMIT, _APPROVE, _SEND_BACK, _PUBLISH, _SCHEDULE, _WITHDRAW)

_OWN_EDITS = ngettext_lazy(
    "%d article stayed as it was, because you changed it yourself: somebody else approves it.",
    "%d articles stayed as they were, because you changed them yourself: "
    "somebody else approves them.",
)
_WRONG_STATUS = ngettext_lazy(
    "%d article stayed as it was, because its status does not allow this.",
    "%d articles stayed as they were, because their status does not allow this.",
)


def is_allowed(user: User | AnonymousUser, move: Move) -> bool:
    """Whether the user may make this move at the desk; reporters submit what they wrote."""
    if workflow.may(user, move):
        return True
    return move is SUBMIT and user.has_perm(WRITE_OWN)


def list_actions() -> tuple[Action, ...]:
    buttons = [button for button in _BUTTONS if button.list_label]
    return tuple(map(_list_action, buttons))


def _list_action(button: WorkflowButton) -> Action:
    def move_selected(model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet) -> None:
        _move(model_admin, request, queryset, button)

    # Django names an action after its function.
    move_selected.__name__ = f"{button.name}_selected"
    described = admin.action(
        description=button.list_label,
        permissions=[button.permission],
    )
    action: Action = described(move_selected)
    return action


class WorkflowButtons(AdminPart):
    def offered(self, request: HttpRequest, article: Any) -> list[UnfoldAction]:
        """The buttons that the article's status and the user's permissions allow."""
        buttons = []
        for button in _BUTTONS:
            if article.status not in button.move.origins:
                continue
            if article.is_own and button.move is APPROVE:
                continue
            if is_allowed(request.user, button.move):
                buttons.append(_form_button(button))
        return buttons

    def run_pressed(self, request: HttpRequest, form: ArticleForm) -> None:
        """The move of the button that was pressed, after everything of the form is stored."""
        for button in _BUTTONS:
            if button.input_name not in request.POST:
                continue
            if is_allowed(request.user, button.move):
                self._run(request, form, button)

    def _run(self, request: HttpRequest, form: ArticleForm, button: WorkflowButton) -> None:
        articles = Article.objects.filter(pk=form.instance.pk)
        if button is not _SCHEDULE:
            _move(self.model_admin, request, articles, button)
            return
        when = form.cleaned_data.get("schedule_for")
        # The field is absent where the article is not approved.
        if when:
            _move(self.model_admin, request, articles, button, when)


def _form_button(button: WorkflowButton) -> UnfoldAction:
    return UnfoldAction(
        action_name=button.input_name,
        method=button.verb,  # the theme shows it only; `run_pressed` calls it
        description=button.form_label,
        path="",
        attrs={},
    )


def _move(
    model_admin: Any,
    request: HttpRequest,
    articles: ArticleQuerySet,
    button: WorkflowButton,
    *arguments: Any,
) -> None:
    """Move the articles, and say how many moved and why the others stayed."""
    selected = articles.count()
    own_edits = 0
    if button.move is APPROVE:
        edited = workflow.own_edits(articles, request.user)
        own_edits = edited.count()
    moved = button.verb(articles, *arguments, request.user)
    wrong_status = selected - moved - own_edits
    reports = (
        (moved, button.message, messages.SUCCESS),
        (own_edits, _OWN_EDITS, messages.WARNING),
        (wrong_status, _WRONG_STATUS, messages.WARNING),
    )
    for count, sentence, level in reports:
        if count > 0:
            model_admin.message_user(request, sentence % count, level)
