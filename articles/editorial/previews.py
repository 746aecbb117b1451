"""Links that show an article before it is published: for a while, and for one version of it.

Whoever holds such a link can read the article. Its pictures have keys of their own, which open one
picture each and end with the link.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.core import signing
from django.utils import timezone

from articles.models import Article

LIFE = timedelta(hours=48)
_SALT = "articles.preview"
_PICTURE_SALT = "articles.preview.picture"


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


def key_of_picture(preview: Preview, file: str) -> str:
    """The key that opens the picture stored under this name while the preview is open."""
    until = int(preview.until.timestamp())
    values = [preview.article, preview.version, until, file]
    return signing.dumps(values, salt=_PICTURE_SALT)


def read_picture_key(key: str, file: str) -> Preview | None:
    """The preview that this key of the picture belongs to; None for a key that opens another."""
    try:
        pk, version, timestamp, signed_file = signing.loads(key, salt=_PICTURE_SALT)
    except signing.BadSignature:
        return None
    if signed_file != file:
        return None
    until = datetime.fromtimestamp(timestamp, UTC)
    return Preview(pk, version, until)
