"""An import taken back from the ledger: the page first shows what that would change."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import tasks
from articles.admin.imports.import_link import IMPORT
from articles.admin.site.admin_part import AdminPart, read_key, user_of
from articles.editorial.desk_access import reads_all
from articles.importing import undo
from articles.models import ImportRun


def may_undo(request: HttpRequest) -> bool:
    """Who may bring issues in may take them back."""
    return request.user.has_perm(IMPORT)


def can_be_undone(run: ImportRun) -> bool:
    """Whether the import changed something that nobody has taken back yet."""
    return undo.is_in_force(run)


class UndoPage(AdminPart):
    """Its address is that of the theme's button, so the admin itself adds it."""

    def show(self, request: HttpRequest, key: object) -> HttpResponse:
        if not may_undo(request):
            raise PermissionDenied
        runs = ImportRun.objects.select_related("issue__publication")
        run = get_object_or_404(runs, pk=read_key(str(key)))
        if request.method == "POST":
            return self._carry_out(request, run)
        context = {
            **self.page_context(request, _("Undo this import")),
            "opts": self.model_admin.opts,
            "original": run,
            "plan": undo.preview(run),
            "reads_all": reads_all(request.user),
        }
        return TemplateResponse(request, "admin/articles/importrun/undo.html", context)

    def _carry_out(self, request: HttpRequest, run: ImportRun) -> HttpResponse:
        try:
            articles = undo.undo(run, user_of(request))
        except undo.UndoRefusedError:
            # The page says why.
            return HttpResponseRedirect(request.path)
        if articles:
            transaction.on_commit(partial(tasks.wake_tagging, articles))
        message = _("The import was undone.")
        self.model_admin.message_user(request, message, messages.SUCCESS)
        address = reverse("admin:articles_importrun_change", args=[run.pk])
        return HttpResponseRedirect(address)
