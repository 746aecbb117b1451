"""What editors have to know of each other and of the importer: conflicts, and open articles."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.choices import ConflictState
from articles.models.ledger import ImportRun


class Conflict(models.Model):
    """A field that an editor changed or readers saw, and that a corrected file changed too (冲突).

    `base` is what both started from, `ours` what the article held at the import, `theirs` what the
    file says. Values are as `importing.merge.three_way.values_of` gives them: a text, or lists of a
    byline's or picture's entries.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="conflicts", verbose_name=_("article")
    )
    field = models.CharField(_("field"), max_length=20)
    base = models.JSONField(_("before both"))
    ours = models.JSONField(_("ours"))
    theirs = models.JSONField(_("the file's"))
    run = models.ForeignKey(
        ImportRun,
        models.SET_NULL,
        related_name="conflicts",
        null=True,
        blank=True,
        verbose_name=_("import"),
    )
    state = models.CharField(
        _("decision"), max_length=10, choices=ConflictState, default=ConflictState.OPEN
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("user")
    )
    at = models.DateTimeField(_("time"), null=True, blank=True)

    class Meta:
        verbose_name = _("conflict")
        verbose_name_plural = _("conflicts")
        ordering = ("pk",)
        default_permissions = ()  # who may change the article decides
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["article", "field"],
                condition=Q(state=ConflictState.OPEN),
                name="conflict_open_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.field}"


class Presence(models.Model):
    """Who has an article open in the form, and when that was last heard."""

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="presences", verbose_name=_("article")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user")
    )
    seen_at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "user"], name="presence_unique")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.article}"
