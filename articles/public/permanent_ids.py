"""Names that stay when an address changes: what a feed reader or another newsroom knows a thing by."""

from django.conf import settings

from articles.models import Article, Illustration, Issue


def article_uri(article: Article) -> str:
    return _tag_uri(article, "article")


def issue_uri(issue: Issue) -> str:
    return _tag_uri(issue, "issue")


def picture_uri(article: Article, picture: Illustration) -> str:
    """Of a picture or its caption; it belongs to its article."""
    return f"{article_uri(article)}/picture/{picture.pk}"


def _tag_uri(row: Article | Issue, kind: str) -> str:
    """RFC 4151: our host, the day the row was made, and its key."""
    return f"tag:{settings.NAMES_HOST},{row.created_at:%Y-%m-%d}:{kind}/{row.pk}"
