"""Who may read which articles at the desk, published or not, and which names of the registers.

Who may read every article sees everything that names one. Others, as reporters, read what they
wrote: of a page they see its number and title, and of the registers the names that do not stand in
other people's unpublished articles alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.editorial.workflow import WRITE_OWN
from articles.models import Article, ArticleTag, Author, Byline, Tag

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

    from articles.models.querysets import ArticleQuerySet

_READ_ALL = ("articles.view_article", "articles.change_article")


def reads_all(user: User | AnonymousUser) -> bool:
    """Whether the user may read what others wrote."""
    return any(user.has_perm(permission) for permission in _READ_ALL)


def readable(articles: ArticleQuerySet, user: User | AnonymousUser) -> ArticleQuerySet:
    """Those of the articles that the user may open at the desk."""
    if not (user.is_active and user.is_staff):
        return articles.none()
    if reads_all(user):
        return articles
    if user.has_perm(WRITE_OWN):
        return articles.filter(created_by=user.pk)
    return articles.none()


def visible_authors(authors: QuerySet[Author], user: User | AnonymousUser) -> QuerySet[Author]:
    """Without the names that stand below hidden articles alone."""
    if reads_all(user):
        return authors
    bylines = Byline.objects.order_by().filter(author=OuterRef("pk"))
    is_open = _is_open("article", user)
    return authors.filter(Exists(bylines.filter(is_open)) | ~Exists(bylines))


def visible_tags(tags: QuerySet[Tag], user: User | AnonymousUser) -> QuerySet[Tag]:
    """Without those that hidden articles alone have: the tagger takes tags from their words."""
    if reads_all(user):
        return tags
    links = ArticleTag.objects.order_by().filter(tag=OuterRef("pk"))
    is_open = _is_open("content_object", user)
    return tags.filter(Exists(links.filter(is_open)) | ~Exists(links))


def _is_open(article: str, user: User | AnonymousUser) -> Q:
    """Whether the article in this column is the user's to read, or everybody's."""
    public = Article.objects.published().order_by().values("pk")
    written = readable(Article.objects.order_by(), user).values("pk")
    is_public = Q((f"{article}__in", public))
    is_own = Q((f"{article}__in", written))
    return is_public | is_own
