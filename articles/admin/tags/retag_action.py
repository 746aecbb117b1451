"""Tagging articles anew from the list: what would come, go and stay, then in the background with its progress."""

from __future__ import annotations

from collections import Counter

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import tasks
from articles.admin.site.list_columns import list_url
from articles.admin.site.model_admin import DeskAdmin
from articles.models import Article
from articles.models.choices import TaggingState
from articles.models.querysets import ArticleQuerySet
from articles.tagging import article_tagging

# Articles of a preview: a second's work.
_LOOKED_AT = 100
_LOOK_AGAIN = 2  # seconds
_FOLLOWED = "retagging"  # in the session: the keys of the articles whose progress is shown


class RetagAdmin(DeskAdmin):
    def has_retag_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("articles.change_article"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self._progress_view)
        return [path("retagging/", view, name="articles_article_retagging"), *super().get_urls()]

    @admin.action(description=gettext_lazy("Tag the selected articles anew"), permissions=["retag"])
    def retag_selected(self, request: HttpRequest, articles: ArticleQuerySet) -> HttpResponse:
        """First shows what it would do, then does it."""
        pks = list(articles.order_by("pk").values_list("pk", flat=True))
        if "confirmed" not in request.POST:
            return self._ask(request, pks)
        article_tagging.ask_again(pks)
        tasks.wake_tagging(pks)
        request.session[_FOLLOWED] = pks
        return HttpResponseRedirect(reverse("admin:articles_article_retagging"))

    def _ask(self, request: HttpRequest, pks: list[int]) -> HttpResponse:
        looked_at = pks[:_LOOKED_AT]
        previews = article_tagging.preview(looked_at)
        articles = Article.objects.only("title", "body").in_bulk(looked_at)
        sums: Counter[str] = Counter()
        for preview in previews.values():
            sums.update({field: len(names) for field, names in preview._asdict().items()})
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Tag articles anew"),
            "count": len(pks),
            "looked_at": len(looked_at),
            "selected": looked_at,
            "across": request.POST.get("select_across", "0"),
            "sums": sums,
            "rows": [
                (articles[pk], preview)
                for pk, preview in previews.items()
                if preview.come or preview.go
            ],
        }
        return TemplateResponse(request, "admin/articles/article/retag.html", context)

    def _progress_view(self, request: HttpRequest) -> HttpResponse:
        """How far the tagger is with what this user asked for; with everything, where they asked for nothing.

        It comes again by itself as long as something waits, with or without scripts."""
        if not self.has_retag_permission(request):
            raise PermissionDenied
        asked = request.session.get(_FOLLOWED)
        rows = Article.objects.all() if asked is None else Article.objects.filter(pk__in=asked)
        waiting = rows.pending_tagging().count()
        every = waiting if asked is None else len(asked)
        failed = rows.filter(tagging_state=TaggingState.FAILED).count()
        if not waiting:
            request.session.pop(_FOLLOWED, None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Tagging"),
            "waiting": waiting,
            "done": every - waiting,
            "every": every,
            "failed": failed,
            "failures": list_url(Article, tagging_state__exact=TaggingState.FAILED.value),
        }
        response = TemplateResponse(request, "admin/articles/article/retagging.html", context)
        if waiting:
            response.headers["Refresh"] = str(_LOOK_AGAIN)
        return response
