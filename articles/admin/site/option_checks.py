"""A system check for misspelt options, because Django accepts any attribute of an admin class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.core.checks import Error, Tags, register

_OUR_PACKAGE = "articles.admin"
# Options whose entries may name a method of the class.
_NAMING = (
    "list_display",
    "readonly_fields",
    "actions",
    "actions_detail",
    "actions_list",
    "actions_submit_line",
)


@register(Tags.admin)
def check_options(**_options: Any) -> list[Error]:
    """Errors for the public names in our admins that neither a library nor an option knows."""
    errors: dict[str, Error] = {}
    for model_admin in admin.site._registry.values():
        classes = (type(model_admin), *model_admin.inlines)
        for cls in classes:
            for error in misspelt_options(cls):
                errors[error.msg] = error
    return list(errors.values())


def misspelt_options(cls: type) -> list[Error]:
    """One error for each name that nothing knows, in this class or in a base class of ours."""
    our_classes = []
    known = set(_named_by_options(cls))
    for base in cls.__mro__:
        if base.__module__.startswith(_OUR_PACKAGE):
            our_classes.append(base)
        else:
            known.update(vars(base))
    errors = []
    for base in our_classes:
        public_names = [name for name in vars(base) if not name.startswith("_")]
        unknown = [name for name in public_names if name not in known]
        errors += [_error(base, name) for name in unknown if not _is_permission(name)]
    return errors


def _error(cls: type, name: str) -> Error:
    return Error(
        f"{cls.__name__}.{name} is neither an option nor a method of the admin, "
        "and no option names it.",
        hint="Correct the spelling; a method that only we call begins with an underscore.",
        obj=cls,
        id="articles.E001",
    )


def _named_by_options(cls: type) -> Iterator[str]:
    for option in _NAMING:
        for name in getattr(cls, option, None) or ():
            # An action may also be a function.
            if isinstance(name, str):
                yield name
    for _title, options in getattr(cls, "fieldsets", None) or ():
        for line in options["fields"]:
            if isinstance(line, str):
                yield line
            else:
                yield from line


def _is_permission(name: str) -> bool:
    """Django calls `has_publish_permission` for an action with `permissions=["publish"]`."""
    return name.startswith("has_") and name.endswith("_permission")
