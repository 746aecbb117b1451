"""Choices that are typed: the chosen row is shown without another query.

Authors of the same name are told apart by their work.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey, Max, Model, OuterRef, QuerySet, Subquery
from django.utils.translation import ngettext

from articles.admin.site.admin_part import read_key
from articles.admin.site.list_columns import count_of
from articles.models import Author, Byline


class KnownSelect(AutocompleteSelect):
    known: Model | None = None  # the row that the form's own row points to, where it is loaded

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        if self.known is None or list(value) != [str(self.known.pk)]:
            # The form says what is wrong with the others; to look them up would fail.
            keys = [key for key in value if read_key(str(key)) is not None]
            return super().optgroups(name, keys, attr)
        options = []
        if not self.is_required:
            empty = self.create_option(name, "", "", False, 0)
            options.append(empty)
        selected = self.create_option(
            name,
            self.known.pk,
            self.label(self.known),
            True,
            len(options),
        )
        options.append(selected)
        return [(None, options, 0)]

    def label(self, row: Any) -> str:
        return str(row)


class AuthorSelect(KnownSelect):
    url_name = "%s:articles_author_suggest"

    def label(self, row: Any) -> str:
        return author_label(row)


class AuthorSuggestions(AutocompleteJsonView):
    def get_queryset(self) -> QuerySet[Author]:
        return with_work(super().get_queryset())

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        return {**result, "text": author_label(obj)}


def select_for(field: ForeignKey[Any, Any], site: AdminSite) -> KnownSelect:
    """The widget of a field that is named in `autocomplete_fields`."""
    widget = AuthorSelect if field.related_model is Author else KnownSelect
    return widget(field, site)


def show_known(form: Any) -> None:
    """Give each such widget of a form the row that is loaded already."""
    loaded = form.instance._state.fields_cache
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, KnownSelect):
            widget.known = loaded.get(name)


def with_work(rows: QuerySet[Any], author: str = "pk") -> QuerySet[Any]:
    """With what tells two people of one name apart: how much each signed, and when last.

    `author` is the column of the rows that holds the author's key.
    """
    bylines = Byline.objects.order_by().filter(author=OuterRef(author))
    last = Max("article__page__issue__date")
    by_author = bylines.values("author").annotate(last=last)
    signed = count_of(
        Byline.objects.all(),
        "author",
        "article",
        outer=author,
    )
    annotated: QuerySet[Any] = rows.annotate(
        signed=signed,
        last_signed=Subquery(by_author.values("last")),
    )
    return annotated


def author_label(author: Any) -> str:
    """Name and affiliation; of an author `with_work` also the articles and the last one's day."""
    parts = [str(author)]
    signed = getattr(author, "signed", 0)
    if signed:
        articles = ngettext("%d article", "%d articles", signed)
        parts.append(articles % signed)
        parts.append(f"{author.last_signed:%Y-%m-%d}")
    return " · ".join(parts)
