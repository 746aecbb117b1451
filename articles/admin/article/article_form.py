"""The form of an article: refuses to save over a newer version, and checks what belongs together."""

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
from articles.admin.article.field_differences import Difference, differing_texts
from articles.admin.site.model_admin import DeskForm, DeskTextarea
from articles.admin.tags.tags_field import TagsField
from articles.editorial import history
from articles.editorial.workflow import SCHEDULE
from articles.models import Article
from articles.models.article_content import CONTENT_COLUMNS, PRINTED_NAMES
from articles.models.choices import Status

UNTOLD = gettext_lazy("Readers have seen this article: say in “Correction” what was wrong.")


class ArticleForm(DeskForm):
    newer: Sequence[
        Difference
    ] = ()  # where the form was refused: what stands in the table now, beside what was sent
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
        label=gettext_lazy("Publish at"), widget=UnfoldAdminSplitDateTimeWidget, required=False
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
        # Taken away rather than hidden: what nobody was asked, nobody can send in.
        if self.instance.status != Status.PUBLISHED:
            del self.fields["correction"]
        if self.instance.status not in SCHEDULE.origins:
            del self.fields["schedule_for"]
        if self.instance.pk:
            self.initial["seen_version"] = self.instance.version
            if "tag_names" in self.fields:
                self.fields["tag_names"].widget.tags = tuple(
                    self.instance.article_tags.select_related("tag")
                )
            if "schedule_for" in self.fields:
                zone = {"zone": timezone.get_current_timezone_name()}
                self.fields["schedule_for"].help_text = (
                    _("In the time of the paper: %(zone)s.") % zone
                )
            if self.instance.status == Status.SCHEDULED:
                self.initial["schedule_for"] = self.instance.publish_at

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._refuse_stale(cleaned.get("seen_version"))
        self._refuse_untold(cleaned.get("correction", ""))
        self._refuse_no_time(cleaned.get("schedule_for"))
        section, page = cleaned.get("section"), cleaned.get("page")
        if section and page and section.publication_id != page.issue.publication_id:
            self.add_error(
                "section",
                _(
                    "The section %(section)s belongs to another publication; choose one of %(publication)s."
                )
                % {"section": section, "publication": page.issue.publication},
            )
        return cleaned

    def _refuse_stale(self, seen: int | None) -> None:
        """Also a form that says it has looked at the newer version, where there is an even newer one."""
        if not self.instance.pk:
            return
        current = article_saving.current_version(self.instance)
        if str(current) == self.data.get("looked_at"):
            seen = current
        if seen != current or seen != self.instance.version:
            self.newer = differing_texts(
                Article.objects.get(pk=self.instance.pk), self.cleaned_data
            )
            self.newer_version = current
            raise ValidationError(self._conflict(), code="conflict")

    def _refuse_untold(self, correction: str) -> None:
        if (
            self.instance.status == Status.PUBLISHED
            and not correction
            and PRINTED_NAMES.intersection(self.changed_data)
        ):
            self.add_error("correction", UNTOLD)

    def _refuse_no_time(self, when: datetime | None) -> None:
        """Only where the button asks for it: a time alone changes nothing."""
        if (
            "articles_article_save_and_schedule" in self.data
            and "schedule_for" in self.fields
            and (when is None or when <= timezone.now())
        ):
            self.add_error(
                "schedule_for", _("Give a time to come, at which the article is to be published.")
            )

    def _conflict(self) -> str:
        return format_html(
            '{} {} <a class="desk-link" target="_blank" href="{}">{}</a>',
            self._whose_change(),
            _("Nothing was saved; your text still stands in the form. Below is how it differs."),
            reverse("admin:articles_article_history", args=[self.instance.pk]),
            _("What was changed"),
        )

    def _whose_change(self) -> str:
        last = history.versions_of(self.instance).first()
        if last is None or last.history_user is None:
            return _("This article was changed since you opened it.")
        return _("This article was changed since you opened it, last by %(who)s (%(when)s).") % {
            "who": last.history_user.get_full_name() or last.history_user.get_username(),
            "when": date_format(timezone.localtime(last.history_date), "DATETIME_FORMAT"),
        }
