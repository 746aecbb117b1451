"""A form that refuses to save over a newer version of its row, and shows how the two differ.

The version of a row is a fingerprint of everything its form can change. It needs no column, and it
also notices what an import, a merge or another program has written meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.site.differing_field import FieldDifference
from articles.editorial import diff

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:  # generic in the stubs only
    _ModelForm = forms.ModelForm

SEEN = "seen_version"  # the version with which the form was opened
LOOKED_AT = "looked_at"  # the newer version that the user has looked at
# Fields of these kinds a script can fill in with a text.
_TEXT_WIDGETS = (forms.TextInput, forms.NumberInput, forms.DateInput, forms.Textarea)


class VersionedForm(_ModelForm):
    """For every form of a stored row; the form of an article has the version of its column."""

    newer: Sequence[FieldDifference] = ()
    newer_version: str | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._opened_version = ""
        if self.instance.pk:
            self._opened_version = self._version(self.initial, self.instance)

    @property
    def seen_version(self) -> str:
        """What the page sends: a refused form goes on with the version it was opened with."""
        if self.is_bound:
            return str(self.data.get(SEEN, ""))
        return self._opened_version

    def related_values(self, row: Any) -> list[Any]:
        """What is edited inside the form and is no column of the row."""
        return []

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._refuse_stale(cleaned)
        return cleaned

    def _refuse_stale(self, cleaned: Mapping[str, Any]) -> None:
        """The row stays locked until the transaction ends."""
        rows = type(self.instance)._base_manager.order_by()
        stored = rows.select_for_update().filter(pk=self.instance.pk).first()
        if stored is None:
            raise ValidationError(_deleted_message(), code="conflict")
        values = model_to_dict(stored, fields=self._names())
        current = self._version(values, stored)
        seen = self.data.get(SEEN)
        if self.data.get(LOOKED_AT) == current:
            seen = current
        if seen == current == self._opened_version:
            return
        self.newer = self._differences(values, cleaned)
        self.newer_version = current
        raise ValidationError(_stale_message(stored), code="conflict")

    def _names(self) -> list[str]:
        """The fields that the form can change."""
        return [name for name, field in self.fields.items() if not field.disabled]

    def _version(self, values: Mapping[str, Any], row: Any) -> str:
        fields = {name: _plain(values.get(name)) for name in sorted(self._names())}
        state = [self.related_values(row), fields]
        text = json.dumps(state, cls=DjangoJSONEncoder)
        return hashlib.sha256(text.encode()).hexdigest()[:20]

    def _differences(
        self, stored: Mapping[str, Any], sent: Mapping[str, Any]
    ) -> list[FieldDifference]:
        differences = []
        for name in self._names():
            field = self.fields[name]
            if name not in sent or name not in stored:
                continue
            old = value_text(field, stored[name])
            new = value_text(field, sent[name])
            if old == new:
                continue
            is_text = isinstance(field.widget, _TEXT_WIDGETS)
            difference = FieldDifference(
                capfirst(str(field.label)),
                diff.compare(old, new),
                name if is_text else "",
                old if is_text else "",
            )
            differences.append(difference)
        return differences


def _plain(value: Any) -> Any:
    """A value as JSON has it; of related rows their keys."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        return sorted(map(_plain, value))
    return value


def value_text(field: forms.Field, value: Any) -> str:
    """A value of a form's field as people read it: the stored one, or the one that was sent."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    match field:
        case forms.ModelMultipleChoiceField():
            return "、".join(field.label_from_instance(row) for row in value)
        case forms.ModelChoiceField():
            return _row_text(field, value)
        case forms.ChoiceField():
            labels: dict[Any, Any] = dict(field.choices)  # type: ignore[arg-type]  # no groups here
            return str(labels.get(value, value))
    return str(value)


def _row_text(field: forms.ModelChoiceField[Any], value: Any) -> str:
    row = value
    if not isinstance(value, Model) and field.queryset is not None:
        row = field.queryset.filter(pk=value).first()
    return "" if row is None else field.label_from_instance(row)


def _deleted_message() -> str:
    return _(
        "This was deleted since you opened it, so nothing was saved. "
        "What you wrote still stands in the form."
    )


def _stale_message(row: Model) -> str:
    meta = row._meta
    history = reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[row.pk])
    return format_html(
        '{} {} <a class="desk-link" target="_blank" href="{}">{}</a>',
        _name_last_editor(row),
        _("Nothing was saved; what you wrote still stands in the form. Below is how it differs."),
        history,
        _("What was changed"),
    )


def _name_last_editor(row: Model) -> str:
    """Nobody where the last change was no form's: that of an import, or of another program."""
    entries = LogEntry.objects.filter(
        content_type=get_content_type_for_model(row),
        object_id=str(row.pk),
    )
    entry = entries.select_related("user").order_by("-action_time", "-pk").first()
    if entry is None:
        return _("This was changed since you opened it.")
    user = entry.user
    message = _("This was changed since you opened it, last by %(who)s (%(when)s).")
    changed_at = timezone.localtime(entry.action_time)
    return message % {
        "who": user.get_full_name() or user.get_username(),
        "when": date_format(changed_at, "DATETIME_FORMAT"),
    }
