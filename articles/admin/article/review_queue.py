"""The review queue: what somebody has to read next.

Those articles come first that the importer was least sure of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, Count, F, IntegerField, Value, When
from django.db.models.functions import Cast, Floor
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.admin.article.workflow_buttons import is_allowed
from articles.admin.site.admin_part import AdminPart, read_key
from articles.admin.site.list_columns import percent, sentences
from articles.editorial import workflow
from articles.editorial.workflow import APPROVE, SUBMIT
from articles.models import Article, Issue
from articles.models.choices import Status
from articles.models.querysets import ArticleQuerySet
from articles.tagging import duplicates

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

ACCEPT = "_accept"  # what the button sends
_ALL_ISSUES = "all"
_LIST_LENGTH = 50
_SEARCHED_NEIGHBOURS = 500  # how far “previous” and “next” look
_ISSUES_IN_MENU = 10
_UNAPPROVED = (Status.DRAFT, Status.IN_REVIEW)
_TENTH = Cast(Floor(F("confidence") * 10), IntegerField())


class QueuePosition(NamedTuple):
    """Where an article stands in the queue; the addresses are empty at its ends."""

    waits: bool
    left: int  # articles in the queue
    before: str
    after: str
    following: int | None  # the key of the article after it
    queue: str


class QueueRow(NamedTuple):
    article: Article
    percent: int | None
    problems: list[str]
    address: str
    copies: Sequence[Article]


def in_order_of_need(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Lowest confidence first, by steps of a tenth; in each those with problems; then as printed.

    What was written by hand, and so has no confidence, comes last.
    """
    is_clean = Case(
        When(problems=[], then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
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

    The steps of confidence are counted in an index first, so that only those rows are sorted
    that can be shown.
    """
    count = 0
    last_tenth = None
    by_tenth = queue.order_by(F("tenth").asc(nulls_last=True))
    steps = by_tenth.values_list("tenth")  # type: ignore[misc]  # annotated
    for tenth, articles in steps.annotate(count=Count("pk")):
        if count < wanted:
            last_tenth = tenth
        count += articles
    if last_tenth is not None:
        end = (last_tenth + 1) / 10
        queue = queue.filter(confidence__lt=end)
    keys = queue.values_list("pk", flat=True)
    return list(keys[:wanted]), count


class ReviewQueue(AdminPart):
    """The list of the queue, an article's position in it, and what accepting an article does.

    `issue` is everywhere the key of an issue as text, or _ALL_ISSUES.
    """

    def urls(self) -> list[URLPattern]:
        return [self.admin_path("queue/", self._list, "articles_article_queue")]

    def form_context(self, request: HttpRequest, row: Article) -> dict[str, Any]:
        if not self.model_admin.has_change_permission(request, row):
            return {}
        position = self._position(request, row)
        if position is None:
            return {"queue_position": None}
        return {"queue_position": position, "show_save_and_add_another": False}

    def accept(self, request: HttpRequest, article: Article) -> None:
        """Move an article as far as the user may, and say how far that was, or why it stayed."""
        user = request.user
        if not is_allowed(user, SUBMIT):
            return
        submitted = workflow.submit([article], user)
        approved = 0
        if workflow.may(user, APPROVE):
            approved = workflow.approve([article], user)
        names = {"headline": article.headline}
        if approved:
            sentence = _("“%(headline)s” was approved.") % names
            self.model_admin.message_user(request, sentence, messages.SUCCESS)
        elif submitted and not workflow.may(user, APPROVE):
            sentence = _("“%(headline)s” was submitted for review.") % names
            self.model_admin.message_user(request, sentence, messages.SUCCESS)
        else:
            self.model_admin.message_user(request, _why_it_stayed(article, user))

    def address_of(self, request: HttpRequest, article: Article) -> str:
        """The article's form in the queue it was opened from; empty if it was opened elsewhere."""
        issue = request.GET.get("queue", "")
        if not issue:
            return ""
        return _form_address(article.pk, issue)

    def next_address(self, request: HttpRequest, article: Article) -> str:
        """Where an article of the queue leads on to, whatever was decided; empty as above."""
        issue = request.GET.get("queue", "")
        if not issue:
            return ""
        key = self._following(request, article, issue)
        if key is None:
            return _list_address(issue)
        return _form_address(key, issue)

    def _following(self, request: HttpRequest, article: Article, issue: str) -> int | None:
        """What followed it when it was opened, if that still waits; else what is first now."""
        queue = self._queue(request, issue)
        queue = queue.exclude(pk=article.pk)
        key = read_key(request.POST.get("following", ""))
        if key is not None and queue.filter(pk=key).exists():
            return key
        keys = queue.values_list("pk", flat=True)
        return keys.first()

    def _queue(self, request: HttpRequest, issue: str) -> ArticleQuerySet:
        """What this user can move on."""
        user = request.user
        articles: ArticleQuerySet = self.model_admin.get_queryset(request)
        articles = articles.prefetch_related(None)
        if workflow.may(user, APPROVE):
            own_edits = workflow.own_edits(Article.objects.all(), user)
            articles = articles.filter(status__in=_UNAPPROVED)
            articles = articles.exclude(pk__in=own_edits.values("pk"))
        else:
            articles = articles.filter(status=Status.DRAFT)
        issue_key = read_key(issue)
        if issue_key is not None:
            articles = articles.filter(page__issue=issue_key)
        return in_order_of_need(articles)

    def _list(self, request: HttpRequest) -> HttpResponse:
        if not self.model_admin.has_change_permission(request):
            raise PermissionDenied
        issue = request.GET.get("issue", _ALL_ISSUES)
        queue = self._queue(request, issue)
        keys, count = first_of(queue, _LIST_LENGTH)
        context = {
            **self.page_context(request, _("Review queue")),
            "left": count,
            "rows": _queue_rows(queue, keys, issue),
            "issues": Issue.objects.select_related("publication")[:_ISSUES_IN_MENU],
            "selected_issue": issue,
        }
        return TemplateResponse(request, "admin/articles/article/queue.html", context)

    def _position(self, request: HttpRequest, article: Article) -> QueuePosition | None:
        """Of an article that was opened from the queue."""
        issue = request.GET.get("queue", "")
        if not issue:
            return None
        queue = self._queue(request, issue)
        keys, count = first_of(queue, _SEARCHED_NEIGHBOURS)
        waits = article.pk in keys
        place = keys.index(article.pk) if waits else -1
        before = keys[place - 1] if place > 0 else None
        following = keys[place + 1] if place + 1 < len(keys) else None
        return QueuePosition(
            waits,
            count,
            before=_form_address(before, issue) if before else "",
            after=_form_address(following, issue) if following else "",
            following=following,
            queue=_list_address(issue),
        )


def _queue_rows(queue: ArticleQuerySet, keys: list[int], issue: str) -> list[QueueRow]:
    articles = queue.order_by().select_related("page__issue__publication").in_bulk(keys)
    copies = duplicates.duplicates_by_article(keys)
    rows = []
    for key in keys:
        article = articles.get(key)
        # It may have been deleted between the two queries.
        if article is None:
            continue
        row = QueueRow(
            article,
            percent(article.confidence),
            sentences(article.problems),
            _form_address(key, issue),
            copies.get(key, ()),
        )
        rows.append(row)
    return rows


def _why_it_stayed(article: Article, user: User | AnonymousUser) -> str:
    """Why an accepted article was not moved, or was not approved."""
    rows = Article.objects.filter(pk=article.pk)
    if workflow.may(user, APPROVE) and workflow.own_edits(rows, user).exists():
        sentence = _(
            "“%(headline)s” waits for review: you changed it, so somebody else approves it."
        )
        return sentence % {"headline": article.headline}
    status = rows.values_list("status", flat=True).get()
    sentence = _("“%(headline)s” stayed as it was, because its status is “%(status)s”.")
    values = {
        "headline": article.headline,
        "status": Status(status).label,
    }
    return sentence % values


def _form_address(key: int, issue: str) -> str:
    form = reverse("admin:articles_article_change", args=[key])
    query = urlencode({"queue": issue})
    return f"{form}?{query}"


def _list_address(issue: str) -> str:
    queue = reverse("admin:articles_article_queue")
    query = urlencode({"issue": issue})
    return f"{queue}?{query}"
