"""The forms of an upload: the files, and what a person says of an issue and of its pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.dateparse import parse_date
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.importing.files.manifest import MAX_ISSUE_NUMBER
from articles.importing.files.naming import clean_name, page_number
from articles.importing.issues import Identity, PageOverride
from articles.models import Publication

SHOWN_PAGES = 300  # below the number of fields that one form may send
_ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
_INPUT = {"class": "desk-input"}


class IssueForm(forms.Form):
    """Which issue these pages are."""

    publication = forms.CharField(
        label=_("Publication"),
        max_length=100,
        widget=forms.TextInput(_INPUT | {"list": "desk-publications"}),
    )
    date = forms.DateField(
        label=_("Date"), widget=forms.DateInput(_INPUT | {"type": "date"}, "%Y-%m-%d")
    )
    edition = forms.CharField(
        label=_("Edition"), max_length=50, required=False, widget=forms.TextInput(_INPUT),
        help_text=_("Only where the paper came out more than once that day."),
    )  # fmt: skip
    number = forms.IntegerField(
        label=_("Issue number"), min_value=1, max_value=MAX_ISSUE_NUMBER, required=False,
        widget=forms.NumberInput(_INPUT),
    )  # fmt: skip

    def clean_publication(self) -> str:
        name = clean_name(self.cleaned_data["publication"])
        if not name:
            raise ValidationError(_("Name the paper."))
        return name

    def clean_edition(self) -> str:
        edition: str = self.cleaned_data["edition"].lower()
        if slugify(edition, allow_unicode=True) != edition:
            raise ValidationError(_("An edition has letters, digits and hyphens only."))
        return edition

    def identity(self) -> Identity:
        said = self.cleaned_data
        day: date = said["date"]
        return Identity(said["publication"], day, said["edition"], said["number"])


class SentPageForm(forms.Form):
    """What a person says of one page file."""

    place = forms.CharField(widget=forms.HiddenInput, strip=False)
    number = forms.CharField(
        label=_("Page"), max_length=10, required=False, widget=forms.TextInput(_INPUT)
    )
    encoding = forms.ChoiceField(label=_("Encoding"), required=False, widget=forms.Select(_INPUT))
    left_out = forms.BooleanField(label=_("Leave out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = self.initial.get("found", "")
        by_itself = gettext("found: %s") % found if found else "–"
        self.fields["encoding"].choices = [("", by_itself), *((one, one) for one in _ENCODINGS)]  # type: ignore[attr-defined]

    def clean_number(self) -> str:
        said = self.cleaned_data["number"].strip()
        number = page_number(said)
        if said and not number:
            raise ValidationError(_("Write a page number like A03 or 3."))
        return number

    def said(self, identity: Identity) -> PageOverride:
        page = self.cleaned_data
        return PageOverride(identity, page["number"], page["encoding"], page["left_out"])


SentPages = formset_factory(SentPageForm, extra=0, absolute_max=SHOWN_PAGES, max_num=SHOWN_PAGES)


class Corrections:
    """Both forms of one issue of a preview."""

    def __init__(self, issue: dict[str, Any], data: Any = None) -> None:
        self._issue = issue
        self.issue = IssueForm(data, initial={**issue, "date": parse_date(issue["date"])})
        initial = [
            {
                "place": page["place"],
                "number": page["number"],
                "encoding": page["encoding_override"],
                "found": page["encoding"],
            }
            for page in issue["pages"][:SHOWN_PAGES]
        ]
        self.pages: BaseFormSet[SentPageForm] = SentPages(data, initial=initial, prefix="page")

    def is_valid(self) -> bool:
        return all((self.issue.is_valid(), self.pages.is_valid()))

    def has_changed(self) -> bool:
        return self.issue.has_changed() or self.pages.has_changed()

    def said(self) -> dict[str, PageOverride]:
        """What holds for each page file of the issue, also for those that the form did not show."""
        identity = self.issue.identity()
        shown = {form.initial["place"]: form.said(identity) for form in self.pages.forms}
        return {page["place"]: PageOverride(identity) for page in self._issue["pages"]} | shown


def publications() -> list[str]:
    return list(Publication.objects.order_by("name").values_list("name", flat=True))
