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

from articles.admin.article.article_form import UNTOLD
from articles.admin.site.autocomplete import with_work
from articles.admin.site.model_admin import DeskForm, DeskTextarea, TypedChoices
from articles.models import Byline, Illustration
from articles.models.choices import Status
from articles.text import images


class PictureField(forms.ImageField):
    def to_python(self, data: Any) -> Any:
        """Judged by its head before the pixels are read, and drawn anew."""
        if data in self.empty_values:
            return None
        images.check(data)
        return super().to_python(images.redraw(data))


class IllustrationForm(DeskForm):
    class Meta:
        field_classes: ClassVar = {"picture": PictureField}

    def save(self, commit: bool = True) -> Illustration:
        illustration: Illustration = super().save(commit)
        if commit and "picture" in self.changed_data and illustration.picture:
            images.store_sizes(illustration)
        return illustration


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


class BylineForm(DeskForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line: Any = self.instance
        if line.pk:  # read together with its author's work
            line.author.signed, line.author.last_signed = line.signed, line.last_signed


class BylineInline(TypedChoices, TabularInline):
    model = Byline
    formset = ToldFormSet
    form = BylineForm
    fields = ("author", "role", "order")
    autocomplete_fields = ("author",)
    ordering_field = "order"
    hide_ordering_field = True
    hide_title = True
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Byline]:
        rows: QuerySet[Byline] = super().get_queryset(request)
        return with_work(rows.select_related("author"), author="author_id")


class IllustrationInline(StackedInline):
    model = Illustration
    formset = ToldFormSet
    form = IllustrationForm
    fields = ("picture", "caption", "alt", ("credit", "order"))
    formfield_overrides: ClassVar = {models.TextField: {"widget": DeskTextarea(attrs={"rows": 2})}}
    extra = 0
