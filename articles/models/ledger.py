"""What the program keeps for itself: the search index and the ledger of imports."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.choices import ImportOutcome
from articles.models.paper import Issue


class SearchEntry(models.Model):
    """The text of an article cut into terms, for the search; `search.full_text` writes it."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="search_entry"
    )
    title = models.TextField()
    body = models.TextField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self) -> str:
        return f"search entry of article {self.article_id}"


class ImportRun(models.Model):
    """The ledger (入库记录): who imported what, when, with what result for each page and article."""

    issue = models.ForeignKey(
        Issue, models.SET_NULL, null=True, related_name="import_runs", verbose_name=_("issue")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("user")
    )
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), auto_now_add=True)
    sources = models.JSONField(_("sources"), default=list)
    outcome = models.CharField(_("outcome"), max_length=10, choices=ImportOutcome)
    results = models.JSONField(_("results"), default=list)
    message = models.TextField(_("message"), blank=True)
    # What was there before and what came, for an undo: see `articles.importing.snapshot`.
    snapshot = models.JSONField(
        _("state before"), default=dict, editable=False, encoder=DjangoJSONEncoder
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("undone by"),
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ("-started_at",)
        indexes: ClassVar = [models.Index(fields=["-started_at"], name="import_latest_idx")]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.started_at):%Y-%m-%d %H:%M} {self.get_outcome_display()}"


class AuthorMerge(models.Model):
    """A merge of authors, batch by batch, by `editorial.merge_authors`.

    The row is the queue, as an article's is for the tagger: an unfinished merge is continued.
    Authors stand in it by their keys, because those that were merged are deleted at its end.
    """

    sources = models.JSONField(_("authors to go"))  # their keys
    target = models.PositiveBigIntegerField(_("author to stay"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("user"),
    )
    reason = models.TextField(_("reason"))  # as the history of each article has it
    done = models.PositiveIntegerField(_("articles done"), default=0)
    total = models.PositiveIntegerField(_("articles in all"), default=0)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    worked_at = models.DateTimeField(_("last worked on"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("merge of authors")
        verbose_name_plural = _("merges of authors")
        default_permissions = ()  # it is read in the list of authors
        indexes: ClassVar = [
            models.Index(
                fields=["worked_at"],
                name="author_merge_open_idx",
                condition=models.Q(finished_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.reason


class JobStatus(models.Model):
    """When a scheduled job last succeeded and last failed; `scheduled_jobs` writes it."""

    name = models.CharField(_("name"), max_length=100, primary_key=True)
    done_at = models.DateTimeField(_("done"), null=True)
    failed_at = models.DateTimeField(_("failed"), null=True)
    error = models.CharField(_("error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("scheduled job")
        verbose_name_plural = _("scheduled jobs")
        default_permissions = ()  # it is read on the first page of the desk

    def __str__(self) -> str:
        return self.name
