"""What all lists and forms of the desk have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from articles.admin.site import list_table
from articles.admin.site.admin_part import AdminPart
from articles.admin.site.autocomplete import select_for, show_known
from articles.admin.site.paged_list import KeyedChangeList
from articles.admin.site.row_form import VersionedForm
from articles.admin.site.row_trail import TrailedAdmin
from articles.editorial import old_addresses
from articles.importing.files.naming import clean_name, clean_text

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:  # generic in the stubs only
    _ModelForm = forms.ModelForm


class DeskTextarea(UnfoldAdminTextareaWidget):
    """Makes line ends LF: browsers send CR LF, and every untouched text would look edited."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        text: str | None = super().value_from_datadict(data, files, name)
        if text is None:
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")


class DeskForm(_ModelForm):
    """Takes the same characters out of texts as the importer, so that both store the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_known(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if not isinstance(value, str):
                continue
            widget = self.fields[name].widget
            is_long = isinstance(widget, forms.Textarea)
            clean = clean_text if is_long else clean_name
            cleaned[name] = clean(value)
        return cleaned


class RowForm(VersionedForm, DeskForm):
    """The form of a row with a page of its own; those inside another form are plain `DeskForm`s."""


class TypedChoices:
    """Gives the fields of `autocomplete_fields` our widget."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            site = self.admin_site  # type: ignore[attr-defined]
            options.setdefault("widget", select_for(db_field, site))
        return super().formfield_for_foreignkey(db_field, request, **options)  # type: ignore[misc]


class DeskAdmin(TypedChoices, TrailedAdmin, ModelAdmin):
    """The base of all our admins. A subclass names its parts in `_part_classes`, or makes them."""

    _part_classes: ClassVar[tuple[type[AdminPart], ...]] = ()
    form: type[_ModelForm] = RowForm
    change_list_template = "admin/articles/change_list.html"
    formfield_overrides: ClassVar[dict[type[models.Field[Any, Any]], dict[str, Any]]] = {
        models.TextField: {"widget": DeskTextarea}
    }
    list_per_page = 50
    # Both count rows of the whole table, the second one once for each choice of each filter.
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_filter_submit = True
    warn_unsaved_form = True

    def __init__(self, model: type[models.Model], admin_site: AdminSite) -> None:
        super().__init__(model, admin_site)
        self._parts = tuple(part_class(self) for part_class in self._part_classes)

    def get_urls(self) -> list[URLPattern]:
        """Those of the parts first: Django's last one takes any address."""
        urls: list[URLPattern] = []
        for part in self._parts:
            urls += part.urls()
        urls += super().get_urls()
        return urls

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        *args: Any,
        obj: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        """The form with what the admin itself and each of its parts show on it."""
        if obj is not None:
            context |= self._form_context(request, obj)
            for part in self._parts:
                context |= part.form_context(request, obj)
        response: HttpResponse = super().render_change_form(
            request, context, *args, obj=obj, **kwargs
        )
        return response

    def _form_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {}

    @admin.display(description=ModelAdmin.action_checkbox.short_description)
    def action_checkbox(self, obj: models.Model) -> str:
        return list_table.checkbox(obj)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[KeyedChangeList]:
        return KeyedChangeList


class PlacedAdmin(DeskAdmin):
    """Rows with a public address: when it changes, the former address leads to the new one."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        stored = None
        if change:
            stored = self.model._default_manager.get(pk=obj.pk)
        super().save_model(request, obj, form, change)
        if stored:
            old_addresses.remember(obj, stored)


class LedgerAdmin(DeskAdmin):
    """Rows that the program writes and nobody edits."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
