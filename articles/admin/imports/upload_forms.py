"""The forms of an upload: what a person says of an issue and of each of its page files."""

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

from articles.admin.site.admin_part import UnreadableRequest
from articles.importing.files.manifest import MAX_ISSUE_NUMBER
from articles.importing.files.naming import clean_name, page_number
from articles.importing.issues import Identity, PageOverride
from articles.models import Publication

MAX_PAGES = 300  # as many as one page shows without becoming slow
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
        label=_("Date"),
        widget=forms.DateInput(_INPUT | {"type": "date"}, "%Y-%m-%d"),
    )
    edition = forms.CharField(
        label=_("Edition"),
        max_length=50,
        required=False,
        widget=forms.TextInput(_INPUT),
        help_text=_("Only where the paper came out more than once that day."),
    )
    number = forms.IntegerField(
        label=_("Issue number"),
        min_value=1,
        max_value=MAX_ISSUE_NUMBER,
        required=False,
        widget=forms.NumberInput(_INPUT),
    )

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
        cleaned = self.cleaned_data
        day: date = cleaned["date"]
        return Identity(
            cleaned["publication"],
            day,
            cleaned["edition"],
            cleaned["number"],
        )


class PageFileForm(forms.Form):
    """What a person says of one page file."""

    place = forms.CharField(widget=forms.HiddenInput, strip=False)
    number = forms.CharField(
        label=_("Page"),
        max_length=10,
        required=False,
        widget=forms.TextInput(_INPUT),
    )
    encoding = forms.ChoiceField(label=_("Encoding"), required=False, widget=forms.Select(_INPUT))
    left_out = forms.BooleanField(label=_("Leave out"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        detected = self.initial.get("found", "")
        label = "–"
        if detected:
            label = gettext("found: %s") % detected
        choices = [("", label)]
        choices += [(encoding, encoding) for encoding in _ENCODINGS]
        self.fields["encoding"].choices = choices  # type: ignore[attr-defined]

    def clean_number(self) -> str:
        text = self.cleaned_data["number"].strip()
        number = page_number(text)
        if text and not number:
            raise ValidationError(_("Write a page number like A03 or 3."))
        return number

    def override(self, identity: Identity) -> PageOverride:
        page = self.cleaned_data
        return PageOverride(
            identity,
            page["number"],
            page["encoding"],
            page["left_out"],
        )


PageFileFormSet = formset_factory(PageFileForm, extra=0, absolute_max=MAX_PAGES, max_num=MAX_PAGES)


class PreviewForms:
    """Both forms of one issue of a preview."""

    def __init__(self, issue: dict[str, Any], data: Any = None) -> None:
        pages = issue["pages"]
        self._page_files = [page["place"] for page in pages]
        date = parse_date(issue["date"])
        initial_issue = {**issue, "date": date}
        self.issue = IssueForm(data, initial=initial_issue)
        initial_pages = [_initial_page(page) for page in pages[:MAX_PAGES]]
        self._shown_pages = len(initial_pages)
        self.pages: BaseFormSet[PageFileForm] = PageFileFormSet(
            data,
            initial=initial_pages,
            prefix="page",
        )

    def is_valid(self) -> bool:
        """Checks both, so that both show their errors; a form of other pages is none of ours."""
        sent_pages = (self.pages.initial_form_count(), self.pages.total_form_count())
        if sent_pages != (self._shown_pages, self._shown_pages):
            raise UnreadableRequest(
                _("What was sent did not arrive whole. Go back and send it again.")
            )
        is_issue_valid = self.issue.is_valid()
        is_pages_valid = self.pages.is_valid()
        return is_issue_valid and is_pages_valid

    def has_changed(self) -> bool:
        if self.issue.has_changed():
            return True
        return self.pages.has_changed()

    def overrides(self) -> dict[str, PageOverride]:
        """What holds for each page file of the issue, also for those that the form left out."""
        identity = self.issue.identity()
        overrides = {place: PageOverride(identity) for place in self._page_files}
        for form in self.pages.forms:
            place = form.initial["place"]
            overrides[place] = form.override(identity)
        return overrides


def _initial_page(page: dict[str, Any]) -> dict[str, Any]:
    return {
        "place": page["place"],
        "number": page["number"],
        "encoding": page["encoding_override"],
        "found": page["encoding"],
    }


def publication_names() -> list[str]:
    publications = Publication.objects.order_by("name")
    return list(publications.values_list("name", flat=True))
