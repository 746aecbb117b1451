"""Who else is in the article that is open in the form: told when it opens, and by a heartbeat while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.site.model_admin import DeskAdmin
from articles.editorial import presence
from articles.models import Article

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class PresenceMixin(DeskAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self._presence_view)
        return [
            path("<int:article>/presence/", view, name="articles_article_presence"),
            *super().get_urls(),
        ]

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Article | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None and self.has_change_permission(request, obj):
            context["present"] = _heard(request, obj.pk)
        response: HttpResponse = super().render_change_form(
            request, context, *args, obj=obj, **kwargs
        )
        return response

    def response_post_save_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Who saves and goes on has left; the page itself says no farewell where a form is sent."""
        presence.leave(obj.pk, cast("User", request.user))
        response: HttpResponse = super().response_post_save_change(request, obj)
        return response

    def _presence_view(self, request: HttpRequest, article: int) -> HttpResponse:
        """A heartbeat of an open form, or with `leave` its end. Answers who else is there, in a sentence."""
        if request.method != "POST" or not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(
            self.get_queryset(request).only("pk", "status", "created_by"), pk=article
        )
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if "leave" in request.POST:
            presence.leave(article, cast("User", request.user))
            return JsonResponse({})
        return JsonResponse({"present": _heard(request, article)})


def _heard(request: HttpRequest, article: int) -> str:
    user = cast("User", request.user)
    presence.enter(article, user)
    names = [one.get_full_name() or one.get_username() for one in presence.others_in(article, user)]
    if not names:
        return ""
    told = ngettext("%s is in this article too.", "%s are in this article too.", len(names))
    return told % _(", ").join(names)
