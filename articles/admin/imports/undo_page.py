"""An import taken back from the ledger: what would go and what would come back, then the deed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action

from articles import tasks
from articles.admin.site.model_admin import LedgerAdmin
from articles.importing import undo
from articles.models import ImportRun

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class UndoMixin(LedgerAdmin):
    actions_detail = ("undo",)

    def has_undo_permission(self, request: HttpRequest, object_id: object = None) -> bool:
        """Who may bring issues in may take them back."""
        return request.user.has_perm("articles.add_importrun")

    def get_actions_detail(self, request: HttpRequest, object_id: int) -> list[Any]:
        """No button where nothing is left to be undone."""
        run = self.get_object(request, str(object_id))
        if run is None or not undo.is_in_force(run):
            return []
        actions: list[Any] = super().get_actions_detail(request, object_id)
        return actions

    @action(description=gettext_lazy("Undo this import"), url_path="undo", permissions=["undo"])
    def undo(self, request: HttpRequest, object_id: int) -> HttpResponse:
        if not self.has_undo_permission(request):
            raise PermissionDenied
        run = get_object_or_404(
            ImportRun.objects.select_related("issue__publication"), pk=object_id
        )
        if request.method == "POST":
            return self._undo(request, run)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Undo this import"),
            "opts": self.opts,
            "original": run,
            "plan": undo.preview(run),
        }
        return TemplateResponse(request, "admin/articles/importrun/undo.html", context)

    def _undo(self, request: HttpRequest, run: ImportRun) -> HttpResponse:
        try:
            retag = undo.undo(run, cast("User", request.user))
        except undo.UndoRefusedError:
            return HttpResponseRedirect(request.path)  # where the reasons stand
        if retag:
            transaction.on_commit(partial(tasks.wake_tagging, retag))
        self.message_user(request, _("The import was undone."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_importrun_change", args=[run.pk]))
