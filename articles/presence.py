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
    """Note that this user has this article open, and forget those who have left it."""
    now = timezone.now()
    Presence.objects.bulk_create(
        [Presence(article_id=article, user=user, seen_at=now)],
        update_conflicts=True,
        unique_fields=["article", "user"],
        update_fields=["seen_at"],
    )
    Presence.objects.filter(article=article, seen_at__lt=now - GONE).delete()


def leave(article: int, user: User) -> None:
    Presence.objects.filter(article=article, user=user).delete()


def others_in(article: int, user: User) -> list[User]:
    """Who else has it open, the first who came first."""
    rows = Presence.objects.filter(article=article, seen_at__gte=timezone.now() - GONE).exclude(user=user.pk)
    return [row.user for row in rows.select_related("user").order_by("pk")]
