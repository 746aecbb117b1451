"""What is cleared away: ended sessions, counted guesses that no longer matter, old reports."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

from articles.models import CacheEntry, RefusedGuess

REPORTS_KEPT = timedelta(days=90)


def clear_away() -> None:
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    CacheEntry.objects.filter(expires__lt=now).delete()
    RefusedGuess.objects.filter(at__lt=now - REPORTS_KEPT).delete()
