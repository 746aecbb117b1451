"""What columns of lists are made of: counts that lead to another list, and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
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

    A subquery: it is run for the rows of one page of a list, not for the whole table.
    """
    rows_of_outer = rows.order_by().filter(**{by: OuterRef(outer)})
    by_outer = rows_of_outer.values(by)
    counted = by_outer.annotate(every=Count(what, distinct=True))
    count = Subquery(
        counted.values("every"),
        output_field=IntegerField(),
    )
    return Coalesce(count, 0)


def list_url(model: type[Model], **filters: Any) -> str:
    """The address of the desk's list of `model` with these filters."""
    address = _changelist_address(model, get_script_prefix())
    if not filters:
        return address
    query = urlencode(filters, doseq=True)
    return f"{address}?{query}"


@cache
def _changelist_address(
    model: type[Model],
    prefix: str,  # noqa: ARG001  # `reverse` puts it before the address
) -> str:
    """Kept, because every figure of a list needs it."""
    options = model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_changelist")


def list_link(text: object, model: type[Model], **filters: Any) -> str:
    address = list_url(model, **filters)
    return format_html('<a class="desk-link" href="{}">{}</a>', address, text)


def is_overdue(article: Article) -> bool:
    """Whether it should be public by now and is not."""
    if article.status != Status.SCHEDULED or article.publish_at is None:
        return False
    late = timezone.now() - LATE
    return article.publish_at <= late


def percent(share: float | None) -> int | None:
    if share is None:
        return None
    return round(share * 100)


def sentences(problems: Iterable[dict[str, Any]]) -> list[str]:
    """What the importer doubted, in words."""
    return [sentence(problem["code"]) for problem in problems]
