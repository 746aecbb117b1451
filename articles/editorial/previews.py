"""Links that show an article before it is published: for a while, and for one version of it.

Whoever holds such a link can read the article.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.utils import timezone

from articles.models import Article

LIFE = timedelta(hours=48)
_SALT = "articles.preview"


class Preview(NamedTuple):
    """What a link shows. An edit makes a new version, which the link does not show."""

    article: int
    version: int
    until: datetime

    @property
    def is_over(self) -> bool:
        return self.until <= timezone.now()


def token_of(article: Article) -> str:
    expiry = timezone.now() + LIFE
    until = int(expiry.timestamp())
    values = [article.pk, article.version, until]
    return signing.dumps(values, salt=_SALT)


def read(token: str) -> Preview | None:
    """None for a token that we did not sign."""
    try:
        pk, version, timestamp = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    until = datetime.fromtimestamp(timestamp, UTC)
    return Preview(pk, version, until)
