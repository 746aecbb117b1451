"""Rights in words: Django keeps their names in the table, in English, whatever the language of the reader."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Those of the libraries open no page of the desk.
_APPS = ("articles", "auth")
_VERBS = {
    "add": _("Can add %(what)s"),
    "change": _("Can change %(what)s"),
    "delete": _("Can delete %(what)s"),
    "view": _("Can view %(what)s"),
}


def in_words(right: Permission) -> str:
    """What a right allows, after the name of the rows that it is about; `content_type` should be selected."""
    rows = right.content_type
    verb, _underscore, model = right.codename.partition("_")
    if verb in _VERBS and model == rows.model:
        return f"{rows} | {_VERBS[verb] % {'what': rows.name}}"
    return f"{rows} | {gettext(right.name)}"


def say_rights(field: Any) -> Any:
    """A form's field: where it offers rights, those of the desk, in words; any other field as it is."""
    if field is not None and field.queryset.model is Permission:
        field.queryset = field.queryset.filter(content_type__app_label__in=_APPS)
        field.label_from_instance = in_words
    return field
