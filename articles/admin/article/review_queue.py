"""The review queue: what somebody has to read next, those first that the importer was least sure of."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, Count, F, IntegerField, Value, When
from django.db.models.functions import Cast, Floor
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.admin.article.article_form import ArticleForm
from articles.admin.article.workflow_buttons import WorkflowAdmin
from articles.admin.site.list_columns import sentences
from articles.editorial import workflow
from articles.editorial.workflow import APPROVE
from articles.models import Article, Issue
from articles.models.choices import Status
from articles.models.querysets import ArticleQuerySet
from articles.tagging import duplicates

_SHOWN = 50
_REACHED = 500  # how far “previous” and “next” look
EVERY = "all"
_TENTH = Cast(Floor(F("confidence") * 10), IntegerField())


class Place(NamedTuple):
    """Where an article stands in the queue; the addresses are empty at its ends."""

    waits: bool
    left: int
    before: str
    after: str
    following: int | None  # the key of the article after it
    queue: str


def in_order_of_need(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Lowest confidence first, by steps of a tenth; in each those with problems; then as printed.

    What was written by hand, and so has no confidence, comes last."""
    is_clean = Case(
        When(problems=[], then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    return articles.annotate(tenth=_TENTH).order_by(
        F("tenth").asc(nulls_last=True),
        is_clean,
        "-page__issue__date",
        "page__issue",
        "page__number",
        "position",
        "pk",
    )


def first_of(queue: ArticleQuerySet, wanted: int) -> tuple[list[int], int]:
    """The first keys of a queue in order of need, and how many articles it has.

    The steps of confidence are counted in an index first, so that only those rows are sorted that can be shown."""
    left, last = 0, None
    steps = queue.order_by(F("tenth").asc(nulls_last=True)).values_list("tenth")  # type: ignore[misc]  # annotated
    for tenth, count in steps.annotate(count=Count("pk")):
        last = tenth if left < wanted else last
        left += count
    near = queue if last is None else queue.filter(confidence__lt=(last + 1) / 10)
    return list(near.values_list("pk", flat=True)[:wanted]), left


class QueueAdmin(WorkflowAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self._queue_view)
        return [path("queue/", view, name="articles_article_queue"), *super().get_urls()]

    def _queue(self, request: HttpRequest, of: str) -> ArticleQuerySet:
        """What this user can move on; `of` is the key of an issue, or EVERY."""
        rows: ArticleQuerySet = self.get_queryset(request).prefetch_related(None)
        if self.has_approve_permission(request):
            rows = rows.filter(status__in=[Status.DRAFT, Status.IN_REVIEW])
            rows = rows.exclude(
                pk__in=workflow.own_edits(Article.objects.all(), request.user).values("pk")
            )
        else:
            rows = rows.filter(status=Status.DRAFT)
        return in_order_of_need(rows.filter(page__issue=int(of)) if of.isdecimal() else rows)

    def _queue_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        of = request.GET.get("issue", EVERY)
        queue = self._queue(request, of)
        keys, left = first_of(queue, _SHOWN)
        rows = queue.order_by().select_related("page__issue__publication").in_bulk(keys)
        copies = duplicates.places(keys)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Review queue"),
            "left": left,
            "rows": [
                (
                    row,
                    _percent(row),
                    sentences(row.problems),
                    _address(row.pk, of),
                    copies.get(row.pk, ()),
                )
                for row in map(rows.get, keys)
                if row
            ],
            "issues": Issue.objects.select_related("publication")[:10],
            "of": of,
        }
        return TemplateResponse(request, "admin/articles/article/queue.html", context)

    def _place(self, request: HttpRequest, article: Article) -> Place | None:
        """Of an article that was opened from the queue."""
        of = request.GET.get("queue", "")
        if not of:
            return None
        queue = self._queue(request, of)
        keys, left = first_of(queue, _REACHED)
        at = keys.index(article.pk) if article.pk in keys else -1
        before = _address(keys[at - 1], of) if at > 0 else ""
        following = keys[at + 1] if at + 1 < len(keys) else None
        after = _address(following, of) if following else ""
        return Place(at >= 0, left, before, after, following, _home(of))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Article | None = None,
        **kwargs: Any,
    ) -> HttpResponse:
        if obj is not None and self.has_change_permission(request, obj):
            context["place"] = self._place(request, obj)
            if context["place"]:
                context["show_save_and_add_another"] = False
        response: HttpResponse = super().render_change_form(
            request, context, *args, obj=obj, **kwargs
        )
        return response

    def _run_submitted(self, request: HttpRequest, form: ArticleForm) -> None:
        super()._run_submitted(request, form)
        if "_accept" in request.POST and self.has_submit_permission(request):
            self._accept(request, form.instance)

    def _accept(self, request: HttpRequest, article: Article) -> None:
        what = {"headline": article.headline}
        workflow.submit([article], request.user)
        if not workflow.may(request.user, APPROVE):
            self.message_user(
                request, _("“%(headline)s” was submitted for review.") % what, messages.SUCCESS
            )
        elif workflow.approve([article], request.user):
            self.message_user(request, _("“%(headline)s” was approved.") % what, messages.SUCCESS)
        else:
            told = _(
                "“%(headline)s” waits for review: you changed it, so somebody else approves it."
            )
            self.message_user(request, told % what)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Who accepts is told of that alone; “save and continue” stays in the queue, too."""
        if "_accept" in request.POST:
            return self.response_post_save_change(request, obj)
        response: HttpResponse = super().response_change(request, obj)
        of = request.GET.get("queue", "")
        return (
            HttpResponseRedirect(_address(obj.pk, of))
            if of and "_continue" in request.POST
            else response
        )

    def response_post_save_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """From one article of the queue to the next, whatever was decided."""
        if not (of := request.GET.get("queue", "")):
            response: HttpResponse = super().response_post_save_change(request, obj)
            return response
        following = self._following(request, obj, of)
        return HttpResponseRedirect(_address(following, of) if following else _home(of))

    def _following(self, request: HttpRequest, article: Article, of: str) -> int | None:
        """What followed it when it was opened, if that still waits; else what is first now."""
        queue = self._queue(request, of).exclude(pk=article.pk)
        said = request.POST.get("following", "")
        if said.isdecimal() and queue.filter(pk=said).exists():
            return int(said)
        return queue.values_list("pk", flat=True).first()


def _address(pk: int, of: str) -> str:
    return f"{reverse('admin:articles_article_change', args=[pk])}?{urlencode({'queue': of})}"


def _home(of: str) -> str:
    """The queue itself."""
    return f"{reverse('admin:articles_article_queue')}?{urlencode({'issue': of})}"


def _percent(article: Article) -> int | None:
    return None if article.confidence is None else round(article.confidence * 100)
