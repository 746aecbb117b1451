"""The rows that are edited inside an article: its bylines and its illustrations."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import StackedInline, TabularInline
from unfold.forms import PaginationInlineFormSet

from articles.admin.article.article_form import CORRECTION_REQUIRED
from articles.admin.site.autocomplete import with_work
from articles.admin.site.model_admin import DeskForm, DeskTextarea, TypedChoices
from articles.editorial.desk_access import visible_authors
from articles.models import Author, Byline, Illustration
from articles.models.choices import Status
from articles.text import images


class RedrawnPictureField(forms.ImageField):
    def to_python(self, data: Any) -> Any:
        """Check the header of the file before its pixels are read, and draw the picture anew."""
        if data in self.empty_values:
            return None
        images.check(data)
        picture = images.redraw(data)
        return super().to_python(picture)


class IllustrationForm(DeskForm):
    class Meta:
        field_classes: ClassVar = {"picture": RedrawnPictureField}

    def save(self, commit: bool = True) -> Illustration:
        illustration: Illustration = super().save(commit)
        if commit and "picture" in self.changed_data and illustration.picture:
            images.store_sizes(illustration)
        return illustration


class PublicRowsFormSet(PaginationInlineFormSet):
    """Rows that readers see: those of a published article change with a correction."""

    def clean(self) -> None:
        super().clean()
        if self.instance.status != Status.PUBLISHED or not self.has_changed():
            return
        correction = self.data.get("correction", "")
        if not correction.strip():
            raise ValidationError(CORRECTION_REQUIRED)


class BylineForm(DeskForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        byline: Any = self.instance
        if not byline.pk:
            return
        # The query of the inline has read the author's work into the byline.
        byline.author.signed = byline.signed
        byline.author.last_signed = byline.last_signed


class BylineInline(TypedChoices, TabularInline):
    model = Byline
    formset = PublicRowsFormSet
    form = BylineForm
    fields = ("author", "role", "order")
    autocomplete_fields = ("author",)
    ordering_field = "order"
    hide_ordering_field = True
    hide_title = True
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        bylines: QuerySet[Byline] = super().get_queryset(request)
        bylines = bylines.select_related("author")
        return with_work(bylines, author="author_id")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """A key that somebody guesses is no way to a name either."""
        if db_field.name == "author":
            options["queryset"] = visible_authors(Author.objects.all(), request.user)
        return super().formfield_for_foreignkey(db_field, request, **options)


class IllustrationInline(StackedInline):
    model = Illustration
    formset = PublicRowsFormSet
    form = IllustrationForm
    fields = ("picture", "caption", "alt", ("credit", "order"))
    formfield_overrides: ClassVar = {models.TextField: {"widget": DeskTextarea(attrs={"rows": 2})}}
    extra = 0
