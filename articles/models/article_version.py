"""The versions of an article: its columns as they were, its parts by name, and who made them.

django-simple-history makes the table and keeps it in step with the columns of `Article`. Its
signals are not used, for two reasons: rows here are written by `update()` and in bulk, which send
none, and a version holds bylines, captions and tags too. `articles.editorial.history` writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.models.article_content import UNVERSIONED_COLUMNS
from articles.models.choices import Act

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User

    from articles.models.paper import Page


class VersionBase(models.Model):
    """What the history knows beside the columns of the article."""

    act = models.CharField(_("what was done"), max_length=12, choices=Act)
    # What belongs to the article, as `editorial.history` writes it: by name, because a version
    # outlives the rows that it was made of. Keys stand beside the names, in their order; they lead
    # to rows that were renamed or merged since.
    parts = models.JSONField(_("parts"), default=dict)
    run = models.ForeignKey(
        "articles.ImportRun",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("import"),
    )

    if TYPE_CHECKING:  # made by the library
        objects: ClassVar[models.Manager[VersionBase]]
        history_id: int
        history_date: datetime
        history_type: str
        history_change_reason: str
        history_user: User | None
        history_user_id: int | None
        id: int
        page: Page
        page_id: int
        section_id: int | None
        position: int
        kicker: str
        title: str
        subtitle: str
        column: str
        body: str
        source: str
        affiliation: str
        status: str
        publish_at: datetime | None
        version: int

    class Meta:
        abstract = True


class Versions(HistoricalRecords):
    def __init__(self) -> None:
        super().__init__(
            verbose_name=_("version of an article"),
            verbose_name_plural=_("versions of articles"),
            bases=[VersionBase],
            custom_model_name="ArticleVersion",
            history_change_reason_field=models.TextField(_("reason"), blank=True, default=""),
            history_id_field=models.BigAutoField(primary_key=True),
            no_db_index=["page", "section"],
            # What the program finds out for itself, and what can be large.
            excluded_fields=list(UNVERSIONED_COLUMNS),
        )

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        options: dict[str, Any] = super().get_meta_options(model)
        # Nobody reads it without its article or writes it by hand. The keys give the order, because
        # the dates are set by the caller.
        return options | {
            "default_permissions": (),
            "ordering": ("-history_id",),
            "get_latest_by": "history_id",
        }

    def post_save(self, *_args: Any, **_options: Any) -> None:
        """No signal writes a version."""

    pre_delete = post_delete = post_save
