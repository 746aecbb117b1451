"""Long lists, newest first, cut by key: page 5,000 costs what page 1 costs.

A place in a list is the key of the article next to it, written `<microseconds>_<pk>`. `?before=`
gives the articles older than that, `?after=` those newer.
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
from articles.public.queries.json_prefetch import unfolded, with_belongings
from articles.public.queries.page_queries import earliest, latest, placed
from articles.public.queries.prepared_queries import NOW, Given, Prepared

PER_PAGE = 20

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEY = re.compile(r"(-?[0-9]{1,16})_([0-9]{1,18})")


class Key(NamedTuple):
    publish_at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.publish_at - _EPOCH) // timedelta(microseconds=1)}_{self.pk}"


# An OR of two ranges does not bound the range of an index: `_IS_NEWER` says it once more, for `_IS_OLDER` the time
# does it that articles have to be published by.
_AT, _PK = Given("at", DateTimeField()), Given("pk", BigAutoField())
_IS_OLDER = Q(publish_at__lt=_AT) | Q(pk__lt=_PK)
_IS_NEWER = Q(publish_at__gte=_AT) & (Q(publish_at__gt=_AT) | Q(pk__gt=_PK))


class Stretch(NamedTuple):
    """Some articles of a list, newest first, and the query strings that lead on; empty at an end.

    `here` leads to these very articles; it is empty at the head of the list.
    """

    articles: list[Article]
    newer: str
    older: str
    here: str = ""


class Listing:
    """A kind of list: `choose` picks its articles from the published ones, with a `Given` for what it is of."""

    def __init__(self, choose: Callable[[ArticleQuerySet], ArticleQuerySet]) -> None:
        self._choose = choose
        self._head = Prepared(lambda: self._query(Q(), latest))
        self._older = Prepared(lambda: self._query(_IS_OLDER, latest))
        self._newer = Prepared(lambda: self._query(_IS_NEWER, earliest))

    def stretch(self, params: Mapping[str, str], **subject: Any) -> Stretch:
        """The part of the list of `subject` that the parameters ask for. Raises Http404 when nothing is there."""
        before, after = params.get("before"), params.get("after")
        subject["now"] = timezone.now()
        if after is not None:
            stretch = self._above(read_key(after), subject)
        else:
            stretch = self._below(None if before is None else read_key(before), subject)
        if not stretch.articles:
            raise Http404
        return stretch

    def _below(self, key: Key | None, subject: dict[str, Any]) -> Stretch:
        if key:
            # Of two upper bounds SQLite may take the wrong one, and go through the whole list.
            subject |= {
                "at": key.publish_at,
                "pk": key.pk,
                "now": min(subject["now"], key.publish_at),
            }
        found = unfolded((self._older if key else self._head).ask(**subject))
        shown = found[:PER_PAGE]
        return Stretch(
            shown,
            newer=f"?after={key_of(shown[0])}" if key and shown else "",
            older=f"?before={key_of(shown[-1])}" if len(found) > PER_PAGE else "",
            here=f"?before={key}" if key else "",
        )

    def _above(self, key: Key, subject: dict[str, Any]) -> Stretch:
        found = unfolded(self._newer.ask(at=key.publish_at, pk=key.pk, **subject))
        shown = found[:PER_PAGE][::-1]
        return Stretch(
            shown,
            newer=f"?after={key_of(shown[0])}" if len(found) > PER_PAGE else "",
            older=f"?before={key_of(shown[-1])}" if shown else "",
            here=f"?after={key}",
        )

    def _query(
        self, place: Q, end: Callable[[ArticleQuerySet, int], ArticleQuerySet]
    ) -> ArticleQuerySet:
        articles = end(self._choose(Article.objects.published(NOW)).filter(place), PER_PAGE + 1)
        return with_belongings(placed(articles), "bylines", "illustrations")


def key_of(article: Article) -> Key:
    # A constraint of the table says that a published article has its time.
    return Key(cast(datetime, article.publish_at), article.pk)


def read_number(text: str) -> int:
    """The key of a row. Raises Http404 for what is none: no key has more digits than a database counts with."""
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404
    return int(text)


def read_key(text: str) -> Key:
    """Raises Http404 for what is no place in a list."""
    match = _KEY.fullmatch(text)
    if not match:
        raise Http404
    return Key(_EPOCH + timedelta(microseconds=int(match[1])), int(match[2]))
