"""Page files that came in through a browser and wait to be imported."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.choices import UploadState
from articles.models.querysets import UploadQuerySet


class Upload(models.Model):
    """Files on their way into the tables: read, looked at, confirmed, stored.

    The row is the queue, as an article's is for the tagger: `state` says what is to be done, and
    `lease` until when a worker has it. The files are stored outside of the served folders, under
    the row's key (`importing.uploads`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    language = models.CharField(_("language"), max_length=10)
    # [{"name": path as it was sent, "size": bytes}]; the n-th lies on the disk under the name n.
    files = models.JSONField(_("files"), default=list)
    size = models.PositiveIntegerField(_("size"), default=0)
    # {place of a page file: what a person said of it}
    overrides = models.JSONField(_("corrections"), default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=UploadState, default=UploadState.READING
    )
    lease = models.DateTimeField(_("lease"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    done = models.PositiveIntegerField(_("pages done"), default=0)
    total = models.PositiveIntegerField(_("pages in all"), default=0)
    at_work = models.CharField(_("file at work"), max_length=255, blank=True)
    # What was found, as `importing.preview` writes it, and how often that was asked for.
    preview = models.JSONField(_("preview"), default=dict)
    looks = models.PositiveIntegerField(_("previews"), default=0)
    publish = models.BooleanField(_("publish what is new"), default=False)
    runs = models.JSONField(_("imports"), default=list)  # keys in the ledger
    message = models.TextField(_("message"), blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting upload")
        verbose_name_plural = _("waiting uploads")
        ordering = ("-created_at",)
        # Everybody handles their own; these are for those of others.
        default_permissions = ("view", "change")
        indexes: ClassVar = [models.Index(fields=["state", "lease"], name="upload_state_idx")]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.created_at):%Y-%m-%d %H:%M} {self.get_state_display()}"
