"""Tagging articles anew from the list.

A page first shows which tags would come, go and stay. Then it is done in the background, and
another page shows the progress.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import tasks
from articles.admin.site.admin_part import AdminPart
from articles.admin.site.list_columns import list_url
from articles.models import Article
from articles.models.choices import TaggingState
from articles.models.querysets import ArticleQuerySet
from articles.tagging import article_tagging, automatic_tags

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

# As many articles take about a second to preview.
_PREVIEWED_ARTICLES = 100
_REFRESH_SECONDS = 2
_SESSION_KEY = "retagging"  # the keys of the articles whose progress is shown


def may_retag(user: User | AnonymousUser) -> bool:
    return user.has_perm("articles.change_article")


@admin.action(description=gettext_lazy("Tag the selected articles anew"), permissions=["retag"])
def retag_selected(model_admin: Any, request: HttpRequest, queryset: ArticleQuerySet) -> Any:
    """First shows what it would do, then does it."""
    keys = list(queryset.order_by("pk").values_list("pk", flat=True))
    if "confirmed" not in request.POST:
        return _preview_page(model_admin, request, keys)
    article_tagging.request_tagging(keys)
    tasks.wake_tagging(keys)
    request.session[_SESSION_KEY] = keys
    return HttpResponseRedirect(reverse("admin:articles_article_retagging"))


def _preview_page(model_admin: Any, request: HttpRequest, keys: list[int]) -> HttpResponse:
    previewed_keys = keys[:_PREVIEWED_ARTICLES]
    previews = automatic_tags.preview(previewed_keys)
    articles = Article.objects.only("title", "body").in_bulk(previewed_keys)
    rows = []
    for key, preview in previews.items():
        if preview.come or preview.go:
            rows.append((articles[key], preview))
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": _("Tag articles anew"),
        "count": len(keys),
        "looked_at": len(previewed_keys),
        "selected": previewed_keys,
        "across": request.POST.get("select_across", "0"),
        "sums": _count_tags(previews),
        "rows": rows,
    }
    return TemplateResponse(request, "admin/articles/article/retag.html", context)


def _count_tags(previews: Mapping[int, Any]) -> Counter[str]:
    """How many tags would come, go and stay in all."""
    sums: Counter[str] = Counter()
    for preview in previews.values():
        for field, names in preview._asdict().items():
            sums[field] += len(names)
    return sums


class RetagProgress(AdminPart):
    def urls(self) -> list[URLPattern]:
        return [self.admin_path("retagging/", self._progress, "articles_article_retagging")]

    def _progress(self, request: HttpRequest) -> HttpResponse:
        """How far the tagger is with what this user wanted, or else with all articles.

        The page loads itself again as long as something waits, with or without scripts.
        """
        if not may_retag(request.user):
            raise PermissionDenied
        articles = Article.objects.all()
        keys = request.session.get(_SESSION_KEY)
        if keys is not None:
            articles = articles.filter(pk__in=keys)
        waiting = articles.pending_tagging().count()
        every = waiting if keys is None else len(keys)
        if not waiting:
            request.session.pop(_SESSION_KEY, None)
        context = {
            **self.page_context(request, _("Tagging")),
            "opts": self.model_admin.opts,
            "waiting": waiting,
            "done": every - waiting,
            "every": every,
            "failed": articles.filter(tagging_state=TaggingState.FAILED).count(),
            "failures": list_url(Article, tagging_state__exact=TaggingState.FAILED.value),
        }
        response = TemplateResponse(request, "admin/articles/article/retagging.html", context)
        if waiting:
            response.headers["Refresh"] = str(_REFRESH_SECONDS)
        return response
