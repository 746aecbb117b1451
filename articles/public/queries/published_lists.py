"""Lists of published articles, newest first, as prepared queries.

The cursor of an article is its time of publication and its key, written `<microseconds>_<pk>`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, cast

from django.db.models import BigAutoField, DateTimeField, Q
from django.http import Http404
from django.utils import timezone

from articles.models import Article
from articles.models.querysets import ArticleQuerySet
from articles.public.queries.json_prefetch import attach_prefetched, with_prefetch
from articles.public.queries.keyset_pages import (
    NEWEST_FIRST,
    PER_PAGE,
    KeysetOrder,
    KeysetPage,
    Position,
    build_page,
    read_position,
)
from articles.public.queries.page_queries import earliest, latest, with_location
from articles.public.queries.prepared_queries import NOW, Param, PreparedQuery

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CURSOR = re.compile(r"(-?[0-9]{1,16})_([0-9]{1,18})")

BY_PUBLICATION = KeysetOrder("publish_at", is_descending=True)

_AT = Param("at", DateTimeField())
_PK = Param("pk", BigAutoField())
# Published articles are bounded by time already, and of two upper bounds SQLite may use the wrong
# one.
_IS_OLDER = BY_PUBLICATION.beyond_within_range(_AT, _PK)
_IS_NEWER = BY_PUBLICATION.beyond(_AT, _PK, is_backwards=True)

SelectArticles = Callable[[ArticleQuerySet], ArticleQuerySet]


class ArticleCursor(NamedTuple):
    publish_at: datetime
    pk: int

    def __str__(self) -> str:
        microseconds = (self.publish_at - _EPOCH) // _MICROSECOND
        return f"{microseconds}_{self.pk}"


def cursor_of_article(article: Article) -> ArticleCursor:
    # A constraint of the table makes sure that a published article has a time of publication.
    publish_at = cast(datetime, article.publish_at)
    return ArticleCursor(publish_at, article.pk)


def parse_article_cursor(text: str) -> ArticleCursor:
    """Raises Http404 for what is no cursor."""
    match = _CURSOR.fullmatch(text)
    if not match:
        raise Http404
    publish_at = _EPOCH + timedelta(microseconds=int(match[1]))
    return ArticleCursor(publish_at, int(match[2]))


class PublishedList:
    """A kind of list; `select` filters the published articles, with a `Param` for each subject."""

    def __init__(self, select: SelectArticles) -> None:
        self._select = select
        self._head = PreparedQuery(lambda: self._query(Q(), latest))
        self._older = PreparedQuery(lambda: self._query(_IS_OLDER, latest))
        self._newer = PreparedQuery(lambda: self._query(_IS_NEWER, earliest))

    def page(self, params: Mapping[str, str], **subject: Any) -> KeysetPage[Article]:
        """The page of the list of `subject` that the query parameters name.

        Raises Http404 when it has no article.
        """
        position = read_position(params, NEWEST_FIRST, parse_article_cursor)
        articles = attach_prefetched(self._fetch(position, subject))
        if not articles:
            raise Http404
        return build_page(articles, position, PER_PAGE, cursor_of_article)

    def _fetch(self, position: Position[ArticleCursor], subject: dict[str, Any]) -> list[Article]:
        now = timezone.now()
        cursor = position.cursor
        if cursor is None:
            return self._head.fetch(
                now=now,
                **subject,
            )
        if position.is_backwards:
            return self._newer.fetch(
                at=cursor.publish_at,
                pk=cursor.pk,
                now=now,
                **subject,
            )
        until = min(now, cursor.publish_at)
        return self._older.fetch(
            at=cursor.publish_at,
            pk=cursor.pk,
            now=until,
            **subject,
        )

    def _query(
        self, beyond: Q, limit: Callable[[ArticleQuerySet, int], ArticleQuerySet]
    ) -> ArticleQuerySet:
        published = Article.objects.published(NOW)
        selected = self._select(published).filter(beyond)
        limited = limit(selected, PER_PAGE + 1)
        articles = with_location(limited)
        return with_prefetch(articles, "bylines", "illustrations")
