"""The trail of a row: who changed which field from what to what, and when.

Articles have their own (`articles.editorial.history`). For all other rows it is Django's log, which
is kept with the values of before and after and shown at the row's history.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.admin.models import LogEntry
from django.db.models import DateTimeField, Model
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext

from articles.admin.site.row_form import value_text
from articles.editorial.desk_access import reads_all
from articles.models.sort_key_field import SortKeyField

if TYPE_CHECKING:
    from unfold.admin import ModelAdmin as _Base
else:  # a mixin: it stands before the admin's own base
    _Base = object

_VALUES = "values"  # beside Django's "fields", in the same order


class ValueChange(NamedTuple):
    """A field of a row or of a row inside its form, and its texts before and after."""

    label: str
    old: str
    new: str


class TrailedAdmin(_Base):
    """Writes only the columns that the user changed, and keeps what they were."""

    object_history_template: Any = "admin/articles/object_history.html"

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        """An address may name an empty field, which Django looks up and does not find."""
        return super().get_object(request, object_id, from_field or None)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The other columns are other people's, and the importer's."""
        if not change:
            super().save_model(request, obj, form, change)
            return
        columns = _changed_columns(obj, form)
        if columns:
            obj.save(update_fields=columns)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        message: list[dict[str, Any]] = super().construct_change_message(
            request, form, formsets, add
        )
        changed_forms = _changed_forms(form, formsets or (), add=add)
        changes = [part["changed"] for part in message if "changed" in part]
        for change, changed_form in zip(changes, changed_forms, strict=True):
            change[_VALUES] = _value_pairs(changed_form)
        return message

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """A save that changes nothing leaves no trace."""
        if message:
            return super().log_change(request, obj, message)
        return None

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response: HttpResponse = super().history_view(request, object_id, extra_context)
        context = getattr(response, "context_data", None) or {}
        for entry in context.get("action_list", ()):
            entry.value_changes = value_changes(entry)
        return response

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The rows that go along are named to those who may read all articles: they name some."""
        rows, counts, permissions, protected = super().get_deleted_objects(objs, request)
        if reads_all(request.user):
            return rows, counts, permissions, protected
        names = [str(row) for row in objs]
        hidden = [gettext("rows that you may not read")] if protected else []
        return names, counts, permissions, hidden


def value_changes(entry: LogEntry) -> list[ValueChange]:
    """What an entry of the log changed; nothing where it is a sentence or an older entry."""
    changes: list[ValueChange] = []
    for part in _parts(entry):
        change = part.get("changed", {})
        pairs = change.get(_VALUES, ())
        inside = change.get("object", "")
        for label, (old, new) in zip(change.get("fields", ()), pairs, strict=False):
            name = capfirst(gettext(label))
            if inside:
                name = f"{inside}: {name}"
            changes.append(ValueChange(name, old, new))
    return changes


def _parts(entry: LogEntry) -> list[dict[str, Any]]:
    if not entry.change_message.startswith("["):
        return []
    try:
        parts: list[dict[str, Any]] = json.loads(entry.change_message)
    except ValueError:
        return []
    return parts


def _changed_columns(row: Model, form: Any) -> list[str]:
    """The columns to be written, with those that follow from others; none if nothing changed."""
    changed = set(form.changed_data)
    fields = row._meta.concrete_fields
    names = [field.name for field in fields if field.name in changed]
    if not names:
        return []
    return names + [field.name for field in fields if _follows(field)]


def _follows(field: Any) -> bool:
    is_time_of_change = isinstance(field, DateTimeField) and field.auto_now
    return is_time_of_change or isinstance(field, SortKeyField)


def _changed_forms(form: Any, formsets: Iterable[Any], *, add: bool) -> Iterator[Any]:
    """The forms that Django's message calls changed, in its order."""
    if form.changed_data and not add:
        yield form
    for formset in formsets:
        for row, _names in formset.changed_objects:
            yield next(inner for inner in formset.forms if inner.instance is row)


def _value_pairs(form: Any) -> list[tuple[str, str]]:
    """The texts before and after of each changed field."""
    pairs = []
    for name in form.changed_data:
        field = form.fields.get(name)
        if field is None:  # the form of a new password names no field of its own
            continue
        old = value_text(field, form.initial.get(name))
        new = value_text(field, form.cleaned_data.get(name))
        pairs.append((old, new))
    return pairs
