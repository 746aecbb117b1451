"""Who may read which articles at the desk, published or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.editorial.workflow import WRITE_OWN

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
