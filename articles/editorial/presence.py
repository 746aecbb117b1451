"""Which users have which article open.

This stands in a table and not in the cache, so that all processes share it without Redis too.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from articles.models import Presence

if TYPE_CHECKING:
    from django.contrib.auth.models import User

HEARTBEAT = timedelta(seconds=20)  # the interval at which an open form reports
GONE = 3 * HEARTBEAT  # after this silence the form counts as closed


def enter(article: int, user: User) -> None:
    """Note that this user has this article open."""
    presence = Presence(article_id=article, user=user, seen_at=timezone.now())
    Presence.objects.bulk_create(
        [presence],
        update_conflicts=True,
        unique_fields=["article", "user"],
        update_fields=["seen_at"],
    )


def leave(article: int, user: User) -> None:
    Presence.objects.filter(article=article, user=user).delete()


def others_in(article: int, user: User) -> list[User]:
    """The other users that have it open, the first to come first. Silent users are removed."""
    silent_since = timezone.now() - GONE
    rows = Presence.objects.filter(article=article).exclude(user=user.pk)
    rows = rows.select_related("user").order_by("pk")
    users = []
    silent_keys = []
    for row in rows:
        if row.seen_at < silent_since:
            silent_keys.append(row.pk)
        else:
            users.append(row.user)
    if silent_keys:
        silent = Presence.objects.filter(pk__in=silent_keys, seen_at__lt=silent_since)
        silent.delete()
    return users
