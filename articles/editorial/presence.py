"""Who is in which article. In the table and not in the cache: it is the same for all processes without Redis too."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from articles.models import Presence

if TYPE_CHECKING:
    from django.contrib.auth.models import User

HEARTBEAT = timedelta(seconds=20)  # how often an open form is heard
GONE = 3 * HEARTBEAT  # after this silence somebody has closed it


def enter(article: int, user: User) -> None:
    """Note that this user has this article open."""
    Presence.objects.bulk_create(
        [Presence(article_id=article, user=user, seen_at=timezone.now())],
        update_conflicts=True,
        unique_fields=["article", "user"],
        update_fields=["seen_at"],
    )


def leave(article: int, user: User) -> None:
    Presence.objects.filter(article=article, user=user).delete()


def others_in(article: int, user: User) -> list[User]:
    """Who else has it open, the first who came first. Those who have closed it are forgotten."""
    silent_since = timezone.now() - GONE
    rows = list(
        Presence.objects.filter(article=article)
        .exclude(user=user.pk)
        .select_related("user")
        .order_by("pk")
    )
    if left_pks := [row.pk for row in rows if row.seen_at < silent_since]:
        Presence.objects.filter(pk__in=left_pks, seen_at__lt=silent_since).delete()
    return [row.user for row in rows if row.pk not in left_pks]
