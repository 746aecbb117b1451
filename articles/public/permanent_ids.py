"""Identifiers that stay when an address changes, for feed readers and other newsrooms."""

from django.conf import settings

from articles.models import Article, Illustration, Issue


def article_uri(article: Article) -> str:
    return _tag_uri(article, "article")


def issue_uri(issue: Issue) -> str:
    return _tag_uri(issue, "issue")


def picture_uri(article: Article, picture: Illustration) -> str:
    """The identifier of a picture, or of its caption alone; it belongs to its article."""
    uri = article_uri(article)
    return f"{uri}/picture/{picture.pk}"


def _tag_uri(row: Article | Issue, kind: str) -> str:
    """A tag URI (RFC 4151): the site's host, the day the row was created, and its key."""
    day = f"{row.created_at:%Y-%m-%d}"
    host = settings.NAMES_HOST
    return f"tag:{host},{day}:{kind}/{row.pk}"
