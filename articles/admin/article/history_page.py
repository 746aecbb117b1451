"""The history of an article: who changed what, when and why.

Two versions stand side by side, and an older one can be restored.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _

from articles.admin.article import article_saving
from articles.admin.article.article_form import CORRECTION_REQUIRED
from articles.admin.article.field_differences import differences
from articles.admin.site.admin_part import AdminPart, user_of
from articles.editorial import editing, history
from articles.importing.files.naming import clean_text
from articles.models import Article
from articles.models.article_version import VersionBase
from articles.models.choices import Status


class HistoryPage(AdminPart):
    def urls(self) -> list[URLPattern]:
        route = "<int:article>/history/<int:version>/restore/"
        return [self.admin_path(route, self._restore, "articles_article_restore")]

    def show(
        self, request: HttpRequest, article: Article, extra_context: dict[str, Any]
    ) -> HttpResponse:
        """The page at Django's own address of the history."""
        if not self.model_admin.has_view_or_change_permission(request, article):
            raise PermissionDenied
        versions = _all_versions(article)
        newest = versions[0]
        selected = _find_version(versions, request.GET.get("version", "")) or newest
        before = _find_version(versions, request.GET.get("against", ""))
        if before is None:
            before = _version_before(versions, selected)
        may_change = self.model_admin.has_change_permission(request, article)
        context = {
            **self.page_context(request, _("History")),
            "opts": self.model_admin.opts,
            "original": article,
            "versions": versions,
            "selected": selected,
            "before": before,
            "differences": differences(before, selected),
            "restorable": may_change and selected is not newest,
            "published": article.status == Status.PUBLISHED,
            **extra_context,
        }
        return TemplateResponse(request, "admin/articles/article/history.html", context)

    def _restore(self, request: HttpRequest, article: int, version: int) -> HttpResponse:
        if request.method != "POST":
            raise PermissionDenied
        row = self.get_changeable_row(request, article)
        versions = history.versions_of(row)
        restored = versions.filter(pk=version).first()
        if restored is None:
            raise Http404
        address = reverse("admin:articles_article_history", args=[row.pk])
        user = user_of(request)
        correction = clean_text(request.POST.get("correction", "")).strip()
        try:
            with transaction.atomic():
                if article_saving.is_stale(row, request.POST.get("seen_version", "")):
                    return self._refuse(request, article_saving.CHANGED_MEANWHILE, address, version)
                outcome = editing.restore(row, restored, user, correction=correction)
        except editing.CorrectionRequired:
            return self._refuse(request, CORRECTION_REQUIRED, address, version)
        article_saving.wake_tagger(row, outcome)
        message = _("The older version was restored.")
        self.model_admin.message_user(request, message, messages.SUCCESS)
        if outcome.reopened:
            self.model_admin.message_user(request, article_saving.REOPENED, messages.WARNING)
        return HttpResponseRedirect(address)

    def _refuse(
        self, request: HttpRequest, sentence: object, address: str, version: int
    ) -> HttpResponse:
        self.model_admin.message_user(request, sentence, messages.ERROR)
        return HttpResponseRedirect(f"{address}?version={version}")


def _all_versions(article: Article) -> list[VersionBase]:
    """The newest first; an article that nobody has changed yet has its present state alone."""
    versions = list(history.versions_of(article))
    return versions or [history.present_version(article)]


def _find_version(versions: Sequence[VersionBase], key: str) -> VersionBase | None:
    for version in versions:
        if str(version.pk) == key:
            return version
    return None


def _version_before(versions: Sequence[VersionBase], version: VersionBase) -> VersionBase | None:
    place = versions.index(version) + 1
    if place < len(versions):
        return versions[place]
    return None
