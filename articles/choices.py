"""The closed lists of the newsroom's vocabulary that rows are stored with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an article stands on its way to the reader; `publishing` alone moves it."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class TaggingState(models.TextChoices):
    """Whether an article's automatic tags belong to its present text. The row is the queue."""

    PENDING = "pending", _("Pending")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class TagOrigin(models.TextChoices):
    AUTOMATIC = "automatic", _("Automatic")
    EDITOR = "editor", _("Editor")


class AuthorKind(models.TextChoices):
    PERSON = "person", _("Person")
    OFFICE = "office", _("Office")


class ImportOutcome(models.TextChoices):
    """What an import did to one page or article, and how a whole run ended."""

    CREATED = "created", _("Created")
    UPDATED = "updated", _("Updated")
    UNCHANGED = "unchanged", _("Unchanged")
    FAILED = "failed", _("Failed")
