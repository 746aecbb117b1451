"""The rows that are edited inside an article: its bylines and its illustrations."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from unfold.admin import StackedInline, TabularInline
from unfold.forms import PaginationInlineFormSet

from articles.admin.article_form import UNTOLD
from articles.admin.autocomplete import with_work
from articles.admin.base import DeskForm, DeskTextarea, TypedChoices
from articles.choices import Status
from articles.models import Author, Byline, Illustration

MAX_PICTURE = 20 * 1024 * 1024  # bytes
# What browsers show, and the names such a file may have.
_PICTURES = {
    "JPEG": {".jpg", ".jpeg"},
    "PNG": {".png"},
    "WEBP": {".webp"},
    "GIF": {".gif"},
}


class IllustrationForm(DeskForm):
    def clean_picture(self) -> Any:
        """The picture, which Pillow has opened and verified by now."""
        picture = self.cleaned_data["picture"]
        if "picture" not in self.changed_data or not picture:
            return picture
        if picture.size > MAX_PICTURE:
            raise ValidationError(
                _("The picture has %(size)s; at most %(limit)s are taken. Save it smaller and upload it again.")
                % {"size": filesizeformat(picture.size), "limit": filesizeformat(MAX_PICTURE)}
            )
        if PurePath(picture.name).suffix.lower() not in _PICTURES.get(picture.image.format, ()):
            raise ValidationError(
                _("Only JPEG, PNG, WebP and GIF pictures are taken, with the ending of their kind, such as .jpg.")
            )
        return picture


class ToldFormSet(PaginationInlineFormSet):
    """Rows that readers see: those of a published article change with a correction."""

    def clean(self) -> None:
        super().clean()
        if (
            self.instance.status == Status.PUBLISHED
            and self.has_changed()
            and not self.data.get("correction", "").strip()
        ):
            raise ValidationError(UNTOLD)


class BylineInline(TypedChoices, TabularInline):
    model = Byline
    formset = ToldFormSet
    form = DeskForm
    fields = ("author", "role", "order")
    autocomplete_fields = ("author",)
    ordering_field = "order"
    hide_ordering_field = True
    hide_title = True
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        rows: QuerySet[Byline] = super().get_queryset(request)
        return rows.prefetch_related(Prefetch("author", with_work(Author.objects.all())))


class IllustrationInline(StackedInline):
    model = Illustration
    formset = ToldFormSet
    form = IllustrationForm
    fields = ("caption", ("credit", "order"), "picture")
    formfield_overrides: ClassVar = {models.TextField: {"widget": DeskTextarea(attrs={"rows": 2})}}
    extra = 0
