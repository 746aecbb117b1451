"""A system check for misspelt options: Django takes any attribute of an admin class in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.checks import Error, Tags, register

_OURS = "articles.admin"
# Options whose entries may name a method of the class.
_NAMING = (
    "list_display", "readonly_fields", "actions", "actions_detail", "actions_list", "actions_submit_line",
)  # fmt: skip


@register(Tags.admin)
def check_options(**_options: Any) -> list[Error]:
    """Every public name in an admin class of ours is known to Django or the theme, or is named by an option."""
    errors: list[Error] = []
    for model_admin in admin.site._registry.values():
        for cls in (type(model_admin), *model_admin.inlines):
            errors += misspelt_options(cls)
    return list({error.msg: error for error in errors}.values())


def misspelt_options(cls: type) -> list[Error]:
    """One error for each name that nothing knows, in this class or in a base class of ours."""
    ours = [base for base in cls.__mro__ if base.__module__.startswith(_OURS)]
    known = {name for base in cls.__mro__ if base not in ours for name in vars(base)} | set(
        _named(cls)
    )
    return [
        Error(
            f"{base.__name__}.{name} is neither an option nor a method of the admin, and no option names it.",
            hint="Correct the spelling; a method of our own that only we call begins with an underscore.",
            obj=base,
            id="articles.E001",
        )
        for base in ours
        for name in vars(base)
        if not name.startswith("_") and name not in known and not _is_permission(name)
    ]


def _named(cls: type) -> Iterator[str]:
    for option in _NAMING:
        yield from (name for name in getattr(cls, option, None) or () if isinstance(name, str))
    for _name, options in getattr(cls, "fieldsets", None) or ():
        for line in options["fields"]:
            yield from [line] if isinstance(line, str) else line


def _is_permission(name: str) -> bool:
    """An action with `permissions=["publish"]` asks `has_publish_permission`."""
    return name.startswith("has_") and name.endswith("_permission")
