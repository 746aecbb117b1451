"""What columns are made of: counts that lead to a list, and words in a colour."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode

from articles.models import Article
from articles.models.choices import Status
from articles.scheduled_jobs import LATE
from articles.text.problems import sentence


def count_of(rows: QuerySet[Any], by: str, what: str = "pk", outer: str = "pk") -> Coalesce:
    """How many different `what` the `rows` hold that belong to the outer row through `by`.

    A subquery: it is asked for the rows of one page of a list, not for the whole table.
    """
    own = rows.order_by().filter(**{by: OuterRef(outer)}).values(by)
    counted = own.annotate(every=Count(what, distinct=True)).values("every")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def list_url(model: type[Model], **filters: Any) -> str:
    """The address of the desk's list of `model` with these filters."""
    address = _address(model, get_script_prefix())
    return f"{address}?{urlencode(filters, doseq=True)}" if filters else address


@cache
def _address(model: type[Model], prefix: str) -> str:  # noqa: ARG001  (it is what `reverse` puts before the address)
    """Asked for once for every figure of a list."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def list_link(text: object, model: type[Model], **filters: Any) -> str:
    return format_html('<a class="desk-link" href="{}">{}</a>', list_url(model, **filters), text)


def badge(text: object, colour: str = "") -> str:
    """A word in the colour of what it means: info, success, warning, danger; grey by default."""
    return _badge(str(text), colour or "plain")


@lru_cache(maxsize=500)
def _badge(text: str, colour: str) -> str:
    """The same few words in every row."""
    return format_html('<span class="desk-badge is-{}">{}</span>', colour, text)


def is_overdue(article: Article) -> bool:
    """Whether it should be public by now and is not."""
    at = article.publish_at
    return article.status == Status.SCHEDULED and at is not None and at <= timezone.now() - LATE


def sentences(problems: Iterable[dict[str, Any]]) -> list[str]:
    """What the importer doubted, in words."""
    return [sentence(problem["code"]) for problem in problems]
