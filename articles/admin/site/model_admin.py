"""What all lists and forms of the desk have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from articles.admin.site import list_table
from articles.admin.site.autocomplete import select_for, show_known
from articles.admin.site.paged_list import KeyedChangeList
from articles.editorial import old_addresses
from articles.importing.files.naming import clean_name, clean_text

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:  # generic in the stubs only
    _ModelForm = forms.ModelForm


class DeskTextarea(UnfoldAdminTextareaWidget):
    """Browsers send line ends as CR LF; with them every untouched text would look edited."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        value: str | None = super().value_from_datadict(data, files, name)
        return value if value is None else value.replace("\r\n", "\n").replace("\r", "\n")


class DeskForm(_ModelForm):
    """Takes the characters out of texts that the importer takes out, so that both store the same."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_known(self)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                is_long = isinstance(self.fields[name].widget, forms.Textarea)
                cleaned[name] = clean_text(value) if is_long else clean_name(value)
        return cleaned


class TypedChoices:
    """The fields of `autocomplete_fields` with our widget."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            options.setdefault("widget", select_for(db_field, self.admin_site))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **options)  # type: ignore[misc]


class DeskAdmin(TypedChoices, ModelAdmin):
    form = DeskForm
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

    @admin.display(description=ModelAdmin.action_checkbox.short_description)
    def action_checkbox(self, obj: models.Model) -> str:
        return list_table.checkbox(obj)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[KeyedChangeList]:
        return KeyedChangeList


class PlacedAdmin(DeskAdmin):
    """Things with an address of their own: when it changes, the former one leads to the new."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before = self.model._default_manager.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if before:
            old_addresses.remember(obj, before)


class LedgerAdmin(DeskAdmin):
    """Rows that the program writes and nobody edits."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
