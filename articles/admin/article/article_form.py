"""The form of an article: refuses to save over a newer version, and checks related fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSplitDateTimeWidget

from articles.admin.article import article_saving
from articles.admin.article.field_differences import differing_texts
from articles.admin.site.differing_field import FieldDifference
from articles.admin.site.model_admin import DeskForm, DeskTextarea
from articles.admin.tags.tags_field import TagsField
from articles.editorial import history
from articles.editorial.workflow import SCHEDULE
from articles.models import Article, Page, Section
from articles.models.article_content import CONTENT_COLUMNS, PRINTED_NAMES
from articles.models.choices import Status

# The name that its button sends (see `workflow_buttons`).
SCHEDULE_BUTTON = "articles_article_save_and_schedule"
CORRECTION_REQUIRED = gettext_lazy(
    "Readers have seen this article: say in “Correction” what was wrong."
)


class ArticleForm(DeskForm):
    # Where the form was refused: what is stored now, beside what was sent.
    newer: Sequence[FieldDifference] = ()
    newer_version: int | None = None
    # Not `version`: the form never writes that column, it only says which version the editor saw.
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    tag_names = TagsField(label=gettext_lazy("Tags"))
    correction = forms.CharField(
        label=gettext_lazy("Correction"),
        widget=DeskTextarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
        help_text=gettext_lazy(
            "What was wrong and is put right now; readers see it below the article."
        ),
    )
    schedule_for = forms.SplitDateTimeField(
        label=gettext_lazy("Publish at"),
        widget=UnfoldAdminSplitDateTimeWidget,
        required=False,
    )

    class Meta:
        model = Article
        fields: ClassVar = [
            "page",
            "position",
            *CONTENT_COLUMNS,
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._remove_unused_fields()
        if not self.instance.pk:
            return
        self.initial["seen_version"] = self.instance.version
        if "tag_names" in self.fields:
            self._show_tags()
        if "schedule_for" in self.fields:
            self._name_time_zone()
        if self.instance.status == Status.SCHEDULED:
            self.initial["schedule_for"] = self.instance.publish_at

    def _remove_unused_fields(self) -> None:
        """Taken away rather than hidden: a field that is not in the form cannot be sent in."""
        if self.instance.status != Status.PUBLISHED:
            del self.fields["correction"]
        if self.instance.status not in SCHEDULE.origins:
            del self.fields["schedule_for"]

    def _show_tags(self) -> None:
        tags = self.instance.article_tags.select_related("tag")
        field = self.fields["tag_names"]
        field.widget.tags = tuple(tags)

    def _name_time_zone(self) -> None:
        zone = timezone.get_current_timezone_name()
        help_text = _("In the time of the paper: %(zone)s.")
        field = self.fields["schedule_for"]
        field.help_text = help_text % {"zone": zone}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seen_version = cleaned.get("seen_version")
        correction = cleaned.get("correction", "")
        when = cleaned.get("schedule_for")
        section = cleaned.get("section")
        page = cleaned.get("page")
        self._refuse_stale(seen_version)
        self._require_correction(correction)
        self._require_time(when)
        self._check_section(section, page)
        return cleaned

    def _refuse_stale(self, seen: int | None) -> None:
        """Refuse a form that was opened with an older version; the row stays locked until the end.

        Also one that says it has looked at the newer version, where there is an even newer one.
        """
        if not self.instance.pk:
            return
        current = article_saving.current_version(self.instance)
        if str(current) == self.data.get("looked_at"):
            seen = current
        if seen == current == self.instance.version:
            return
        stored = Article.objects.get(pk=self.instance.pk)
        self.newer = differing_texts(stored, self.cleaned_data)
        self.newer_version = current
        raise ValidationError(self._stale_message(), code="conflict")

    def _require_correction(self, correction: str) -> None:
        if self.instance.status != Status.PUBLISHED or correction:
            return
        if PRINTED_NAMES.intersection(self.changed_data):
            self.add_error("correction", CORRECTION_REQUIRED)

    def _require_time(self, when: datetime | None) -> None:
        """Only where the button needs it: a time alone changes nothing."""
        if SCHEDULE_BUTTON not in self.data or "schedule_for" not in self.fields:
            return
        if when is None or when <= timezone.now():
            message = _("Give a time to come, at which the article is to be published.")
            self.add_error("schedule_for", message)

    def _check_section(self, section: Section | None, page: Page | None) -> None:
        if section is None or page is None:
            return
        if section.publication_id == page.issue.publication_id:
            return
        message = _(
            "The section %(section)s belongs to another publication; choose one of %(publication)s."
        )
        names = {"section": section, "publication": page.issue.publication}
        self.add_error("section", message % names)

    def _stale_message(self) -> str:
        return format_html(
            '{} {} <a class="desk-link" target="_blank" href="{}">{}</a>',
            self._name_last_editor(),
            _("Nothing was saved; your text still stands in the form. Below is how it differs."),
            reverse("admin:articles_article_history", args=[self.instance.pk]),
            _("What was changed"),
        )

    def _name_last_editor(self) -> str:
        version = history.versions_of(self.instance).first()
        if version is None or version.history_user is None:
            return _("This article was changed since you opened it.")
        message = _("This article was changed since you opened it, last by %(who)s (%(when)s).")
        user = version.history_user
        changed_at = timezone.localtime(version.history_date)
        return message % {
            "who": user.get_full_name() or user.get_username(),
            "when": date_format(changed_at, "DATETIME_FORMAT"),
        }
