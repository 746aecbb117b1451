"""Long lists, newest first, cut by key: page 5,000 costs what page 1 costs.

A place in a list is the key of the article next to it, written `<microseconds>_<pk>`. `?before=`
gives the articles older than that, `?after=` those newer.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, cast

from django.db.models import Q
from django.http import Http404

from articles.models import Article
from articles.querysets import ArticleQuerySet

PER_PAGE = 20

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEY = re.compile(r"(-?[0-9]{1,16})_([0-9]{1,18})")


class Key(NamedTuple):
    publish_at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.publish_at - _EPOCH) // timedelta(microseconds=1)}_{self.pk}"

    @property
    def older(self) -> Q:
        # The first half alone bounds the index range; an OR of two ranges would not.
        return Q(publish_at__lte=self.publish_at) & (Q(publish_at__lt=self.publish_at) | Q(pk__lt=self.pk))

    @property
    def newer(self) -> Q:
        return Q(publish_at__gte=self.publish_at) & (Q(publish_at__gt=self.publish_at) | Q(pk__gt=self.pk))


class Stretch(NamedTuple):
    """Some articles of a list, newest first, and the query strings that lead on; empty at an end.

    `here` leads to these very articles; it is empty at the head of the list.
    """

    articles: list[Article]
    newer: str
    older: str
    here: str = ""


def stretch_of(articles: ArticleQuerySet, params: Mapping[str, str]) -> Stretch:
    """The part of `articles` that the parameters ask for. Raises Http404 when nothing is there."""
    before, after = params.get("before"), params.get("after")
    if after is None:
        key = None if before is None else _read(before)
        stretch = _older(articles, key)
    else:
        stretch = _newer(articles, _read(after))
    if not stretch.articles:
        raise Http404
    return stretch


def _older(articles: ArticleQuerySet, key: Key | None) -> Stretch:
    if key:
        articles = articles.filter(key.older)
    found = list(articles.order_by("-publish_at", "-pk")[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    return Stretch(
        shown,
        newer=f"?after={_key(shown[0])}" if key and shown else "",
        older=f"?before={_key(shown[-1])}" if len(found) > PER_PAGE else "",
        here=f"?before={key}" if key else "",
    )


def _newer(articles: ArticleQuerySet, key: Key) -> Stretch:
    found = list(articles.filter(key.newer).order_by("publish_at", "pk")[: PER_PAGE + 1])
    shown = found[:PER_PAGE][::-1]
    return Stretch(
        shown,
        newer=f"?after={_key(shown[0])}" if len(found) > PER_PAGE else "",
        older=f"?before={_key(shown[-1])}" if shown else "",
        here=f"?after={key}",
    )


def _key(article: Article) -> Key:
    # A constraint of the table says that a published article has its time.
    return Key(cast(datetime, article.publish_at), article.pk)


def _read(text: str) -> Key:
    match = _KEY.fullmatch(text)
    if not match:
        raise Http404
    return Key(_EPOCH + timedelta(microseconds=int(match[1])), int(match[2]))
