"""From an article's form to its public page before it is published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils.translation import gettext as _

from articles.admin.site.admin_part import AdminPart
from articles.editorial import previews
from articles.models import Article


class PreviewLink(AdminPart):
    def urls(self) -> list[URLPattern]:
        route = "<int:article>/preview/"
        return [self.admin_path(route, self._preview, "articles_article_preview")]

    def form_context(self, request: HttpRequest, row: Article) -> dict[str, Any]:
        """A published article has its public page, so it needs no preview."""
        public_address = self.model_admin.view_on_site(row)
        return {"may_preview": not public_address}

    def _preview(self, request: HttpRequest, article: int) -> HttpResponse:
        """Redirect to a link that is signed now. Whoever may see the article may pass it on."""
        row: Article | None = self.model_admin.get_object(request, str(article))
        if row is None:
            message = _("This article is not there any more.")
            self.model_admin.message_user(request, message, messages.WARNING)
            return redirect("admin:articles_article_changelist")
        if not self.model_admin.has_view_permission(request, row):
            raise PermissionDenied
        return redirect("public:preview", previews.token_of(row))
