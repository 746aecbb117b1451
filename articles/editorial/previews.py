"""Links that show an article before it is published, to whoever holds one: for a while, and for one version."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.utils import timezone

from articles.models import Article

LIFE = timedelta(hours=48)
_SALT = "articles.preview"


class Preview(NamedTuple):
    """What a link shows. An edit makes a new version: nobody reads on with a link what it was not given for."""

    article: int
    version: int
    until: datetime

    @property
    def is_over(self) -> bool:
        return self.until <= timezone.now()


def token_of(article: Article) -> str:
    until = int((timezone.now() + LIFE).timestamp())
    return signing.dumps([article.pk, article.version, until], salt=_SALT)


def read(token: str) -> Preview | None:
    """None for a token that we did not sign."""
    try:
        pk, version, until = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Preview(pk, version, datetime.fromtimestamp(until, UTC))
