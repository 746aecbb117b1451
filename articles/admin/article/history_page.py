"""The history of an article: who changed what, when and why; two versions side by side; an older one restored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.admin.article import article_saving
from articles.admin.article.article_form import UNTOLD
from articles.admin.article.field_differences import differences
from articles.admin.site.model_admin import DeskAdmin
from articles.editorial import editing, history
from articles.models.article_version import VersionBase
from articles.models.choices import Status

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class HistoryMixin(DeskAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self._restore_view)
        address = "<int:article>/history/<int:version>/restore/"
        return [path(address, view, name="articles_article_restore"), *super().get_urls()]

    def log_addition(self, *_args: Any) -> None:
        """The article's own history tells of it."""

    log_change = log_addition

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        article = self.get_object(request, object_id)
        if article is None:
            response: HttpResponse = self._get_obj_does_not_exist_redirect(
                request, self.opts, object_id
            )
            return response
        if not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        versions = list(history.versions_of(article)) or [history.present_version(article)]
        shown = _chosen(versions, request.GET.get("version", "")) or versions[0]
        before = _chosen(versions, request.GET.get("against", "")) or _before(versions, shown)
        context = {
            **self.admin_site.each_context(request),
            "title": _("History"),
            "opts": self.opts,
            "original": article,
            "versions": versions,
            "shown": shown,
            "before": before,
            "differences": differences(before, shown),
            "restorable": shown is not versions[0] and self.has_change_permission(request, article),
            "published": article.status == Status.PUBLISHED,
        }
        return TemplateResponse(
            request, "admin/articles/article/history.html", context | (extra_context or {})
        )

    def _restore_view(self, request: HttpRequest, article: int, version: int) -> HttpResponse:
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(self.get_queryset(request), pk=article)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        chosen = history.versions_of(row).filter(pk=version).first()
        if chosen is None:
            raise Http404
        try:
            noted = editing.restore(
                row,
                chosen,
                cast("User", request.user),
                correction=request.POST.get("correction", "").strip(),
            )
        except editing.CorrectionRequired:
            self.message_user(request, UNTOLD, messages.ERROR)
            back = reverse("admin:articles_article_history", args=[row.pk])
            return HttpResponseRedirect(f"{back}?version={version}")
        article_saving.wake(row, noted)
        self.message_user(request, _("The older version was restored."), messages.SUCCESS)
        if noted.reopened:
            self.message_user(
                request,
                _("The approved text was changed: it is in review again."),
                messages.WARNING,
            )
        return HttpResponseRedirect(reverse("admin:articles_article_history", args=[row.pk]))


def _chosen(versions: Sequence[VersionBase], key: str) -> VersionBase | None:
    return next((version for version in versions if str(version.pk) == key), None)


def _before(versions: Sequence[VersionBase], shown: VersionBase) -> VersionBase | None:
    at = versions.index(shown)
    return versions[at + 1] if at + 1 < len(versions) else None
