"""What an editor's save does beside the columns of the form."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles import publishing, search, tasks
from articles.choices import TaggingState
from articles.models import Article

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# What the automatic tags are found in.
TEXT = frozenset({"kicker", "title", "subtitle", "column", "body"})
# What readers see of an article itself: fields, and rows of its own by the name of their set.
PRINTED = TEXT | {"source", "affiliation", "bylines", "illustrations"}
_UNTAGGED: dict[str, Any] = {
    "tagging_state": TaggingState.PENDING,
    "tagging_attempts": 0,
    "tagging_lease": None,
    "tagging_error": "",
}


def current_version(article: Article) -> int | None:
    """The version in the table, locked until the transaction ends; None where the row is gone."""
    rows = Article.objects.order_by().select_for_update().filter(pk=article.pk)
    return rows.values_list("version", flat=True).first()


def record_edit(article: Article, changed: Collection[str], user: User, correction: str = "") -> int:
    """Make an edit known once everything of it is stored: to other editors, the search, the tagger, and
    to readers of a published article by its correction. 1 where an approved text is in review again."""
    retag = not TEXT.isdisjoint(changed)
    Article.objects.filter(pk=article.pk).update(
        version=F("version") + 1, updated_at=timezone.now(), **(_UNTAGGED if retag else {})
    )
    search.index([article])
    if retag:
        transaction.on_commit(partial(tasks.wake_tagging, [article.pk]))
    if correction:
        publishing.correct(article, correction, user)
    return 0 if PRINTED.isdisjoint(changed) else publishing.note_edit(article, user)


def last_edit(article: Article) -> LogEntry | None:
    """Who changed this article last, where the history tells."""
    content_type = ContentType.objects.get_for_model(Article)
    entries = LogEntry.objects.filter(content_type=content_type, object_id=str(article.pk))
    return entries.select_related("user").order_by("-action_time", "-pk").first()
