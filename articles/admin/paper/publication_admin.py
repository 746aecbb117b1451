"""Publications and their sections."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter

from articles.admin.site.model_admin import PlacedAdmin
from articles.models import Publication, Section


@admin.register(Publication)
class PublicationAdmin(PlacedAdmin):
    list_display = ("name", "prefix", "description")
    search_fields = ("name", "prefix")


@admin.register(Section)
class SectionAdmin(PlacedAdmin):
    list_display = ("name", "publication", "slug")
    list_select_related = ("publication",)
    list_filter = (("publication", AutocompleteSelectFilter),)
    search_fields = ("name", "publication__name")
    autocomplete_fields = ("publication",)
    prepopulated_fields: ClassVar = {"slug": ("name",)}
