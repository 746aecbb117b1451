"""From an article's form to its public page before it is published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles.admin.site.model_admin import DeskAdmin
from articles.editorial import previews
from articles.models import Article


class PreviewMixin(DeskAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self._preview_view)
        return [
            path("<int:article>/preview/", view, name="articles_article_preview"),
            *super().get_urls(),
        ]

    def _preview_view(self, request: HttpRequest, article: int) -> HttpResponse:
        """To a link made now; whoever may see the article may pass it on."""
        found: Article | None = self.get_object(request, str(article))
        if found is None:
            self.message_user(request, _("This article is not there any more."), messages.WARNING)
            return redirect("admin:articles_article_changelist")
        if not self.has_view_permission(request, found):
            raise PermissionDenied
        return redirect("public:preview", previews.token_of(found))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Article | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        context["may_preview"] = obj is not None and not self.view_on_site(obj)
        response: HttpResponse = super().render_change_form(
            request, context, *args, obj=obj, **kwargs
        )
        return response
