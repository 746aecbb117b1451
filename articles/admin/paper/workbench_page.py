"""The workbench of a page: its source stands beside its articles, to be put right.

The browser arranges; the server says what that would do, and saves it.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from articles.admin.paper.workbench_messages import KINDS, describe_page, describe_plan
from articles.admin.site.admin_part import AdminPart, user_of
from articles.models import Page
from articles.parsing.record import OUTSIDE
from articles.workbench.arrangement import MalformedError
from articles.workbench.arrangement_store import Saved, save_arrangement
from articles.workbench.current_arrangement import load_workbench_page
from articles.workbench.save_plan import Proposal, make_plan, read_proposal

_STALE, _NOT_READY, _MALFORMED = 409, 422, 400


class Workbench(AdminPart):
    def urls(self) -> list[URLPattern]:
        show = require_GET(self._show)
        plan = require_POST(self._plan)
        save = require_POST(self._save)
        return [
            self.admin_path("<int:pk>/workbench/", show, "articles_page_workbench"),
            self.admin_path("<int:pk>/workbench/plan/", plan, "articles_page_plan"),
            self.admin_path("<int:pk>/workbench/save/", save, "articles_page_arrange"),
        ]

    def _show(self, request: HttpRequest, pk: int) -> HttpResponse:
        _check_permission(request)
        workbench_page = load_workbench_page(pk)
        if workbench_page is None:
            raise Http404
        page = workbench_page.page
        before, after = _neighbours(page)
        kinds = [(kind.value, word, key, kind in OUTSIDE) for kind, (word, key) in KINDS.items()]
        context = {
            **self.page_context(request, _("Workbench")),
            "subtitle": f"{page} {page.title}",
            "page": page,
            "opts": self.model_admin.opts,
            "before": before,
            "after": after,
            "state": describe_page(workbench_page) | _addresses(pk),
            "kinds": kinds,
        }
        return TemplateResponse(request, "admin/articles/page/workbench.html", context)

    def _plan(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a save would do; nothing is written."""
        _check_permission(request)
        try:
            proposal = _sent_proposal(request)
        except MalformedError as error:
            return _malformed_response(error)
        workbench_page = load_workbench_page(pk)
        if workbench_page is None or workbench_page.seen != proposal.seen:
            return _stale_response()
        plan = make_plan(workbench_page, proposal, user_of(request))
        return JsonResponse(describe_plan(plan))

    def _save(self, request: HttpRequest, pk: int) -> HttpResponse:
        _check_permission(request)
        try:
            proposal = _sent_proposal(request)
        except MalformedError as error:
            return _malformed_response(error)
        with transaction.atomic():
            saved = save_arrangement(pk, proposal, user_of(request))
        if saved.is_stale or saved.plan is None:
            return _stale_response()
        if not saved.is_done:
            return JsonResponse(describe_plan(saved.plan), status=_NOT_READY)
        self._add_messages(request, saved)
        return JsonResponse({"saved": True})

    def _add_messages(self, request: HttpRequest, saved: Saved) -> None:
        message = _("The page is saved as you arranged it.")
        self.model_admin.message_user(request, message, messages.SUCCESS)
        if not saved.reopened:
            return
        message = ngettext(
            "%d approved article was changed: it is in review again.",
            "%d approved articles were changed: they are in review again.",
            saved.reopened,
        )
        self.model_admin.message_user(request, message % saved.reopened, messages.WARNING)


def _check_permission(request: HttpRequest) -> None:
    """Those may who may change any text that is not public, and its page.

    Joining articles takes no permission to delete: nothing printed goes with it.
    """
    user = request.user
    if not user.has_perms(["articles.change_article", "articles.change_page"]):
        raise PermissionDenied


def _sent_proposal(request: HttpRequest) -> Proposal:
    try:
        data: Any = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise MalformedError("not JSON") from error
    except RequestDataTooBig as error:
        raise MalformedError("too large") from error
    return read_proposal(data)


def _malformed_response(error: MalformedError) -> JsonResponse:
    sentence = _("The workbench sent what cannot be read (%s); load it anew.") % error
    return JsonResponse({"refusals": [sentence]}, status=_MALFORMED)


def _stale_response() -> JsonResponse:
    sentence = _(
        "This page was changed since you opened it. "
        "Nothing was saved; load it anew to see what is there now."
    )
    return JsonResponse({"refusals": [sentence]}, status=_STALE)


def _addresses(pk: int) -> dict[str, str]:
    return {
        "plan": reverse("admin:articles_page_plan", args=[pk]),
        "save": reverse("admin:articles_page_arrange", args=[pk]),
    }


def _neighbours(page: Page) -> tuple[Page | None, Page | None]:
    """The pages before and after it in its issue."""
    queryset = Page.objects.filter(issue=page.issue_id)
    queryset = queryset.order_by("number")
    pages = [
        None,
        *queryset.only("number"),
        None,
    ]
    place = pages.index(page)
    return pages[place - 1], pages[place + 1]
