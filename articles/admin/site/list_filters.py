"""Filters by something other than the value of a column."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RadioFilter

from articles.importing.merge import conflicts
from articles.models import Article
from articles.models.querysets import ArticleQuerySet
from articles.scheduled_jobs import LATE
from articles.text.problems import NAMES


class ProblemsFilter(RadioFilter):
    """Whether the importer doubted something on a page or in an article."""

    title = _("problems")
    parameter_name = "problems"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Promise]]:
        return [
            ("some", _("With problems")),
            ("none", _("Without problems")),
            *NAMES.items(),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "some":
                return queryset.exclude(problems=[])
            case "none":
                return queryset.filter(problems=[])
            case None:
                return queryset
            case code:
                return _with_problem(queryset, code)


def _with_problem(queryset: QuerySet[Any], code: str) -> QuerySet[Any]:
    """Searches in the text of the JSON: only PostgreSQL could look into it."""
    problems_text = Cast("problems", TextField())
    queryset = queryset.alias(problems_text=problems_text)
    member = f'"code": "{code}"'
    return queryset.filter(problems_text__contains=member)


class EmptyFilter(RadioFilter):
    """Pages on which no article was found."""

    title = _("articles")
    parameter_name = "articles"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Promise]]:
        return [("none", _("Without articles"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        articles = Article.objects.filter(page=OuterRef("pk"))
        return queryset.filter(~Exists(articles))


class OverdueFilter(RadioFilter):
    """Scheduled articles that should be public by now and are not."""

    title = _("due time")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Promise]]:
        return [("overdue", _("Overdue"))]

    def queryset(self, request: HttpRequest, queryset: ArticleQuerySet) -> QuerySet[Any]:
        if self.value() != "overdue":
            return queryset
        return queryset.due(timezone.now() - LATE)


class ConflictFilter(RadioFilter):
    """Articles in which an editor and a corrected file disagree."""

    title = _("conflicts")
    parameter_name = "conflicts"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Promise]]:
        return [("open", _("To be decided"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "open":
            return queryset
        return queryset.filter(pk__in=conflicts.articles_in_conflict())
