"""The table of a list: the theme's cells, written out once for each column and not once for each row.

The theme's own renders templates and headings again for every row, which takes longer than all else of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.contrib.admin import helpers
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import label_for_field, lookup_field, quote
from django.db.models import BooleanField, DateField, ForeignKey, Model, TimeField
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from unfold.templatetags.unfold_list import CHECKBOX_CLASSES, LINK_CLASSES, ROW_CLASSES
from unfold.utils import display_for_field, display_for_value
from unfold.widgets import CHECKBOX_CLASSES as BOX_CLASSES

CHECKBOX = "action_checkbox"
_LINK = " ".join(LINK_CLASSES)
_BOX = (
    f'<input type="checkbox" name="{helpers.ACTION_CHECKBOX_NAME}" value="{{}}"'
    f' class="{" ".join(BOX_CLASSES)} action-select" aria-label="{{}}">'
)


Read = Callable[[Any], Any]


class Column(NamedTuple):
    read: Read  # a row's value, or markup
    opening: str  # the cell's tag
    closing: str
    is_link: bool


def columns_of(changes: Any) -> list[Column]:
    found = []
    links = changes.list_display_links
    for name in changes.list_display:
        if name == CHECKBOX:
            found.append(
                _column(changes, name, "td", CHECKBOX_CLASSES, _("Select record"), is_link=False)
            )
            continue
        label = label_for_field(name, changes.model, model_admin=changes.model_admin)
        is_link = links is not None and name in links
        classes = [
            f"field-{name}",
            *ROW_CLASSES,
            *(["nowrap"] if _stays_on_one_line(changes.model, name) else []),
        ]
        found.append(
            _column(changes, name, "th" if is_link else "td", classes, str(label), is_link=is_link)
        )
    return found


def rows_of(changes: Any) -> Iterator[SafeString]:
    """Each row's cells, one after the other."""
    columns = columns_of(changes)
    before, after = _around_key(changes)
    for row in changes.result_list:
        address = f"{before}{quote(row.pk)}{after}"
        yield mark_safe("".join(_cell(column, row, address, changes) for column in columns))  # noqa: S308


def _around_key(changes: Any) -> tuple[str, str]:
    """The address of a row's form is the same for every row but for its key."""
    opts = changes.opts
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[0])
    back = add_preserved_filters({"preserved_filters": changes.preserved_filters, "opts": opts}, "")
    before, after = address.rsplit("0", 1)
    return before, after + back


def checkbox(row: Model) -> str:
    """The theme's box that selects a row, without its template."""
    return format_html(_BOX, row.pk, _("Select record"))


def _column(
    changes: Any, name: str, tag: str, classes: list[str], label: str, *, is_link: bool
) -> Column:
    opening = format_html('<{} class="{}" data-label="{}">', tag, " ".join(classes), label)
    return Column(_reader(name, changes), opening, f"</{tag}>", is_link)


def _stays_on_one_line(model: type[Model], name: str) -> bool:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return isinstance(fields.get(name), DateField | TimeField | ForeignKey)


def _cell(column: Column, row: Model, address: str, changes: Any) -> str:
    text = conditional_escape(column.read(row))
    if column.is_link:
        opener = (
            format_html(' data-popup-opener="{}"', _key(row, changes)) if changes.is_popup else ""
        )
        text = format_html('<a href="{}" class="{}"{}>{}</a>', address, _LINK, opener, text)
    return f"{column.opening}{text}{column.closing}"


def _key(row: Model, changes: Any) -> Any:
    return row.serializable_value(
        str(changes.to_field) if changes.to_field else changes.lookup_opts.pk.attname
    )


def _reader(name: str, changes: Any) -> Read:
    """How the cells of a column are read: which of these it is, Django asks anew for every cell."""
    admin, model = changes.model_admin, changes.model
    empty = admin.get_empty_value_display()
    fields = {field.name: field for field in model._meta.concrete_fields}
    if name in fields:
        return _field_reader(fields[name], empty)
    method = getattr(admin, name, None)
    empty = getattr(method or getattr(model, name, None), "empty_value_display", empty)
    if method is not None:
        return lambda row: _text(method(row), empty)
    return lambda row: _text(lookup_field(name, row, admin)[2], empty)


def _field_reader(field: Any, empty: str) -> Read:
    name = field.name
    if isinstance(field, BooleanField):
        return lambda row: "✓" if getattr(row, name) else ""
    if isinstance(field, ForeignKey):
        return lambda row: empty if (related := getattr(row, name)) is None else related
    return lambda row: display_for_field(getattr(row, name), field, empty)


def _text(value: Any, empty: str) -> Any:
    return value if isinstance(value, str) else display_for_value(value, empty)
