"""The workbench of a page: its source beside its articles, to be put right. The browser arranges, the server
says what that would do, and saves it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from articles.admin.paper.workbench_messages import KINDS, describe, opened_state
from articles.admin.site.model_admin import PlacedAdmin
from articles.models import Page
from articles.parsing.record import OUTSIDE
from articles.workbench.arrangement import MalformedError
from articles.workbench.arrangement_store import Saved, save_arrangement
from articles.workbench.current_arrangement import load_workbench_page
from articles.workbench.save_plan import Proposal, make_plan, read_proposal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_STALE, _NOT_READY, _NO_SENSE = 409, 422, 400


class WorkbenchAdmin(PlacedAdmin):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/workbench/",
                wrap(require_GET(self._workbench)),
                name="articles_page_workbench",
            ),
            path(
                "<int:pk>/workbench/plan/",
                wrap(require_POST(self._plan)),
                name="articles_page_plan",
            ),
            path(
                "<int:pk>/workbench/save/",
                wrap(require_POST(self._save)),
                name="articles_page_arrange",
            ),
            *super().get_urls(),
        ]

    def has_workbench_permission(self, request: HttpRequest) -> bool:
        """Those who may change any text that is not public, and its page. Joining takes no right to delete:
        nothing printed goes with it."""
        user = request.user
        return user.has_perm("articles.change_article") and user.has_perm("articles.change_page")

    def _workbench(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._refuse(request)
        opened = load_workbench_page(pk)
        if opened is None:
            raise Http404
        before, after = _neighbours(opened.page)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Workbench"),
            "subtitle": f"{opened.page} {opened.page.title}",
            "page": opened.page,
            "opts": self.opts,
            "before": before,
            "after": after,
            "state": opened_state(opened) | _addresses(pk),
            "kinds": [
                (kind.value, word, key, kind in OUTSIDE) for kind, (word, key) in KINDS.items()
            ],
        }
        return TemplateResponse(request, "admin/articles/page/workbench.html", context)

    def _plan(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a save would do; nothing is written."""
        self._refuse(request)
        try:
            proposal = _sent(request)
        except MalformedError as fault:
            return _no_sense(fault)
        opened = load_workbench_page(pk)
        if opened is None or opened.seen != proposal.seen:
            return _stale()
        return JsonResponse(describe(make_plan(opened, proposal, cast("User", request.user))))

    def _save(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._refuse(request)
        try:
            proposal = _sent(request)
        except MalformedError as fault:
            return _no_sense(fault)
        with transaction.atomic():
            saved = save_arrangement(pk, proposal, cast("User", request.user))
        if saved.is_stale or saved.plan is None:
            return _stale()
        if not saved.is_done:
            return JsonResponse(describe(saved.plan), status=_NOT_READY)
        self._tell(request, saved)
        return JsonResponse({"saved": True})

    def _tell(self, request: HttpRequest, saved: Saved) -> None:
        self.message_user(request, _("The page is saved as you arranged it."), messages.SUCCESS)
        if saved.reopened:
            told = ngettext(
                "%d approved article was changed: it is in review again.",
                "%d approved articles were changed: they are in review again.",
                saved.reopened,
            )
            self.message_user(request, told % saved.reopened, messages.WARNING)

    def _refuse(self, request: HttpRequest) -> None:
        if not self.has_workbench_permission(request):
            raise PermissionDenied


def _sent(request: HttpRequest) -> Proposal:
    try:
        data: Any = json.loads(request.body)
    except ValueError as fault:
        raise MalformedError("not JSON") from fault
    return read_proposal(data)


def _no_sense(fault: MalformedError) -> JsonResponse:
    sentence = _("The workbench sent what cannot be read (%s); load it anew.") % fault
    return JsonResponse({"refusals": [sentence]}, status=_NO_SENSE)


def _stale() -> JsonResponse:
    sentence = _(
        "This page was changed since you opened it. Nothing was saved; load it anew to see what is there now."
    )
    return JsonResponse({"refusals": [sentence]}, status=_STALE)


def _addresses(pk: int) -> dict[str, str]:
    return {
        "plan": reverse("admin:articles_page_plan", args=[pk]),
        "save": reverse("admin:articles_page_arrange", args=[pk]),
    }


def _neighbours(page: Page) -> tuple[Page | None, Page | None]:
    """The pages before and after it in its issue."""
    pages = list(Page.objects.filter(issue=page.issue_id).only("number").order_by("number"))
    at = next(place for place, one in enumerate(pages) if one.pk == page.pk)
    return (pages[at - 1] if at else None), (pages[at + 1] if at + 1 < len(pages) else None)
