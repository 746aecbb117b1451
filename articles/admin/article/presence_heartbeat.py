"""Who else has the article open: shown when the form opens, and kept up to date by a heartbeat."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.site.admin_part import AdminPart, user_of
from articles.editorial import presence
from articles.models import Article


class PresenceHeartbeat(AdminPart):
    def urls(self) -> list[URLPattern]:
        route = "<int:article>/presence/"
        return [self.admin_path(route, self._heartbeat, "articles_article_presence")]

    def form_context(self, request: HttpRequest, row: Article) -> dict[str, Any]:
        if not self.model_admin.has_change_permission(request, row):
            return {}
        return {"present": _enter(request, row.pk)}

    def leave(self, request: HttpRequest, article: Article) -> None:
        """Forget the user: who saves and goes on has left, and a sent form says no farewell."""
        presence.leave(article.pk, user_of(request))

    def _heartbeat(self, request: HttpRequest, article: int) -> HttpResponse:
        """A sign of life of an open form, or with `leave` its end.

        Answers who else is there, as a sentence.
        """
        if request.method != "POST":
            raise PermissionDenied
        row = self.get_changeable_row(request, article, ("pk", "status", "created_by"))
        if "leave" in request.POST:
            self.leave(request, row)
            return JsonResponse({})
        return JsonResponse({"present": _enter(request, article)})


def _enter(request: HttpRequest, article: int) -> str:
    """Note that the user is in the article. Returns who else is, in a sentence, or nothing."""
    user = user_of(request)
    presence.enter(article, user)
    others = presence.others_in(article, user)
    names = [other.get_full_name() or other.get_username() for other in others]
    if not names:
        return ""
    sentence = ngettext("%s is in this article too.", "%s are in this article too.", len(names))
    return sentence % _(", ").join(names)
