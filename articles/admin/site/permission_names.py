"""Permissions in the language of the reader: Django stores their names in English."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# The permissions of the libraries open no page of the desk.
_APPS = ("articles", "auth")
_VERBS = {
    "add": _("Can add %(what)s"),
    "change": _("Can change %(what)s"),
    "delete": _("Can delete %(what)s"),
    "view": _("Can view %(what)s"),
}


def permission_label(permission: Permission) -> str:
    """What a permission allows, after the name of its table.

    Its `content_type` should be selected.
    """
    table = permission.content_type
    verb, _underscore, model = permission.codename.partition("_")
    name = gettext(permission.name)
    if verb in _VERBS and model == table.model:
        name = _VERBS[verb] % {"what": table.name}
    return f"{table} | {name}"


def name_permissions(field: Any) -> Any:
    """Have a form's field offer the permissions of the desk in words; other fields stay."""
    if field is None or field.queryset.model is not Permission:
        return field
    field.queryset = field.queryset.filter(content_type__app_label__in=_APPS)
    field.label_from_instance = permission_label
    return field
