"""The table of a list: the theme's cells, prepared once for each column and not for each row.

The theme's own table renders templates and headings again for every row, which takes longer than
everything else of a page.
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
_BOX_CLASSES = " ".join(BOX_CLASSES)
_BOX = (
    f'<input type="checkbox" name="{helpers.ACTION_CHECKBOX_NAME}" value="{{}}"'
    f' class="{_BOX_CLASSES} action-select" aria-label="{{}}">'
)

CellReader = Callable[[Any], Any]  # of a row, its value or its markup


class TableColumn(NamedTuple):
    read: CellReader
    opening: str  # the cell's tag
    closing: str
    is_link: bool


def columns_of(changelist: Any) -> list[TableColumn]:
    return [_column(changelist, name) for name in changelist.list_display]


def rows_of(changelist: Any) -> Iterator[SafeString]:
    """Each row's cells, one after the other."""
    columns = columns_of(changelist)
    before_key, after_key = _address_parts(changelist)
    for row in changelist.result_list:
        address = f"{before_key}{quote(row.pk)}{after_key}"
        cells = [_cell(column, row, address, changelist) for column in columns]
        html = "".join(cells)
        yield mark_safe(html)  # noqa: S308  # each cell is escaped


def checkbox(row: Model) -> str:
    """The theme's box that selects a row, without its template."""
    return format_html(_BOX, row.pk, _("Select record"))


def _address_parts(changelist: Any) -> tuple[str, str]:
    """The address of a row's form before and after its key: all else is the same in every row."""
    opts = changelist.opts
    filters = {
        "preserved_filters": changelist.preserved_filters,
        "opts": opts,
    }
    query = add_preserved_filters(filters, "")
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[0])
    before_key, after_key = address.rsplit("0", 1)
    return before_key, after_key + query


def _column(changelist: Any, name: str) -> TableColumn:
    links = changelist.list_display_links
    is_link = name != CHECKBOX and links is not None and name in links
    tag = "th" if is_link else "td"
    if name == CHECKBOX:
        classes = CHECKBOX_CLASSES
        label = _("Select record")
    else:
        classes = _cell_classes(changelist.model, name)
        admin = changelist.model_admin
        label = str(label_for_field(name, changelist.model, model_admin=admin))
    opening = format_html(
        '<{} class="{}" data-label="{}">',
        tag,
        " ".join(classes),
        label,
    )
    reader = _reader(name, changelist)
    return TableColumn(
        reader,
        opening,
        f"</{tag}>",
        is_link,
    )


def _cell_classes(model: type[Model], name: str) -> list[str]:
    """Dates and related rows stay on one line."""
    classes = [f"field-{name}", *ROW_CLASSES]
    field = _concrete_fields(model).get(name)
    if isinstance(field, DateField | TimeField | ForeignKey):
        classes.append("nowrap")
    return classes


def _concrete_fields(model: type[Model]) -> dict[str, Any]:
    return {field.name: field for field in model._meta.concrete_fields}


def _cell(column: TableColumn, row: Model, address: str, changelist: Any) -> str:
    text = conditional_escape(column.read(row))
    if column.is_link:
        popup = ""
        if changelist.is_popup:
            popup = format_html(' data-popup-opener="{}"', _popup_key(row, changelist))
        text = format_html('<a href="{}" class="{}"{}>{}</a>', address, _LINK, popup, text)
    return f"{column.opening}{text}{column.closing}"


def _popup_key(row: Model, changelist: Any) -> Any:
    """What the opener of a popup takes as the key of the chosen row."""
    if changelist.to_field:
        return row.serializable_value(str(changelist.to_field))
    return row.serializable_value(changelist.lookup_opts.pk.attname)


def _reader(name: str, changelist: Any) -> CellReader:
    """How the cells of a column are read. Django decides it anew for every cell."""
    admin = changelist.model_admin
    model = changelist.model
    empty = admin.get_empty_value_display()
    field = _concrete_fields(model).get(name)
    if field is not None:
        return _field_reader(field, empty)
    method = getattr(admin, name, None)
    attribute = method or getattr(model, name, None)
    empty = getattr(attribute, "empty_value_display", empty)
    if method is not None:
        return lambda row: _display(method(row), empty)
    return lambda row: _display(lookup_field(name, row, admin)[2], empty)


def _field_reader(field: Any, empty: str) -> CellReader:
    name = field.name
    if isinstance(field, BooleanField):
        return lambda row: "✓" if getattr(row, name) else ""
    if isinstance(field, ForeignKey):
        return lambda row: _related_or(getattr(row, name), empty)
    return lambda row: display_for_field(getattr(row, name), field, empty)


def _related_or(related: Model | None, empty: str) -> Any:
    return empty if related is None else related


def _display(value: Any, empty: str) -> Any:
    if isinstance(value, str):
        return value
    return display_for_value(value, empty)
