"""The closed lists of the newsroom's vocabulary that rows are stored with."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where an article stands on its way to the reader; `editorial.workflow` alone moves it."""

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


class TagType(models.TextChoices):
    """What a tag is the name of; the tagger's kinds are among them."""

    TOPIC = "topic", _("Topic")
    PLACE = "place", pgettext_lazy("type of tag", "Place")
    ORGANISATION = "organisation", _("Organisation")
    PERSON = "person", pgettext_lazy("type of tag", "Person")
    EVENT = "event", _("Event")
    COLUMN = "column", _("Column")


class DecisionKind(models.TextChoices):
    """What an editor made of a tag on an article."""

    ADDED = "added", _("Added")
    KEPT = "kept", _("Kept")
    REMOVED = "removed", _("Removed")


class WeightsState(models.TextChoices):
    """What became of a version of the weights that were learned from editors."""

    ACTIVE = "active", _("In use")
    RETIRED = "retired", _("Used before")
    REFUSED = "refused", _("Refused")


class AuthorKind(models.TextChoices):
    PERSON = "person", _("Person")
    OFFICE = "office", _("Office")


class ImportOutcome(models.TextChoices):
    """What an import did to one page or article, and how a whole run ended."""

    CREATED = "created", _("Created")
    UPDATED = "updated", _("Updated")
    UNCHANGED = "unchanged", _("Unchanged")
    FAILED = "failed", _("Failed")


class ConflictState(models.TextChoices):
    """What became of a conflict between an editor and a corrected file."""

    OPEN = "open", pgettext_lazy("conflict", "Open")
    OURS = "ours", _("Ours was kept")
    THEIRS = "theirs", _("The file’s was taken")
    EDITED = "edited", _("Written by hand")
    MOOT = "moot", _("No longer one")


class UploadState(models.TextChoices):
    """Where files that came in through a browser stand on their way into the tables."""

    READING = "reading", _("Being read")
    READY = "ready", _("Waits for you to look at it")
    STORING = "storing", _("Being imported")
    DONE = "done", pgettext_lazy("upload", "Imported")
    STOPPED = "stopped", _("Discarded")
    FAILED = "failed", _("Failed")


class Act(models.TextChoices):
    """What was done to an article, as its history tells."""

    FOUND = "found", _("State when the history began")
    IMPORT = "import", _("Imported")
    REIMPORT = "reimport", _("Imported again")
    UNDO = "undo", _("Import undone")
    WRITE = "write", _("Written")
    EDIT = "edit", _("Changed")
    WORKBENCH = "workbench", _("Put right on the page")
    CORRECT = "correct", _("Corrected")
    DECIDE = "decide", _("Conflict decided")
    RESTORE = "restore", _("Restored")
    SUBMIT = "submit", _("Submitted for review")
    APPROVE = "approve", pgettext_lazy("what was done", "Approved")
    SEND_BACK = "send_back", _("Sent back to be worked on")
    REOPEN = "reopen", _("Review reopened by an edit")
    PUBLISH = "publish", pgettext_lazy("what was done", "Published")
    SCHEDULE = "schedule", _("Scheduled for publication")
    WITHDRAW = "withdraw", pgettext_lazy("what was done", "Withdrawn")
