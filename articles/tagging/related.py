"""What else the paper wrote on the same things: by tags that two articles share, rare ones most.

Only tags that few articles have are looked at, so that it costs the same in an archive of any size.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q
from django.db.models.expressions import Combinable

from articles.models import (
    Article,
    ArticleTag,
    DuplicateArticle,
    RelatedArticle,
    Tag,
    capped_counts,
)
from articles.models.choices import TagType
from articles.models.querysets import ArticleQuerySet

SHOWN = 6
# Tags of more articles than this lead nowhere, and of an article so many are followed.
_COMMON = 300
_FOLLOWED = 4
# Of those that share most with an article, so many are looked at more closely.
_LOOKED_AT = 20
# A shared event counts twice; the same days up to twice; half of that is lost in so many days.
_EVENT = 2.0
_DAYS = 4.0
# Less than one shared tag of some weight is chance.
_LEAST = 1.0


class _Card(NamedTuple):
    """What of an article is compared beside its tags."""

    pk: int
    title: str
    day: date


def to(article: Article | Combinable, articles: ArticleQuerySet) -> ArticleQuerySet:
    """Of these articles the related ones, nearest first.

    The article may be the expression that stands for its key in a prepared query.
    """
    near = articles.filter(beside__article=article)
    return near.annotate(score=F("beside__score")).order_by("-score", "-pk")[:SHOWN]


def refresh(pks: Collection[int]) -> None:
    """Find what is related to these articles anew, from the tags that are stored."""
    shared = _shared(pks)
    again = _repeats(pks)
    cards = _cards({*shared, *(other for near in shared.values() for other in near)})
    rows = [
        RelatedArticle(article_id=pk, other_id=other, score=score)
        for pk, near in shared.items()
        if pk in cards
        for other, score in _nearest(cards[pk], near, cards, again[pk])
    ]
    back = [
        RelatedArticle(article_id=row.other_id, other_id=row.article_id, score=row.score)
        for row in rows
    ]
    RelatedArticle.objects.filter(Q(article__in=pks) | Q(other__in=pks)).delete()
    # An older article leads to a newer one too, without being tagged again.
    RelatedArticle.objects.bulk_create([*rows, *back], ignore_conflicts=True)


def _shared(pks: Collection[int]) -> dict[int, dict[int, float]]:
    """Of each article those that share a rare tag with it, and what these tags are worth together."""
    tags: dict[int, dict[int, float]] = {pk: {} for pk in pks}
    for pk, tag, score in ArticleTag.objects.filter(content_object__in=pks).values_list(
        "content_object", "tag", "score"
    ):
        tags[pk][tag] = score
    worth = _worth({tag for scores in tags.values() for tag in scores})
    followed: dict[int, list[int]] = defaultdict(list)
    for pk, scores in tags.items():
        for tag in sorted(scores.keys() & worth.keys(), key=lambda tag: -worth[tag])[:_FOLLOWED]:
            followed[tag].append(pk)
    sums: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    rows = ArticleTag.objects.filter(tag__in=followed).order_by()
    for other, tag, score in rows.values_list("content_object", "tag", "score"):
        for pk in followed[tag]:
            if pk != other:
                sums[pk][other] += worth[tag] * math.sqrt(score * tags[pk][tag])
    return {pk: _most(near) for pk, near in sums.items()}


def _worth(tags: Collection[int]) -> dict[int, float]:
    """Of the tags that lead somewhere: the rarer the more, an event twice."""
    counts = {
        tag: n
        for tag, n in capped_counts.at_most(ArticleTag, "tag", tags, _COMMON).items()
        if 1 < n <= _COMMON
    }
    events = set(
        Tag.objects.filter(pk__in=counts, type=TagType.EVENT)
        .order_by()
        .values_list("pk", flat=True)
    )
    return {
        tag: math.log(2 * _COMMON / n) * (_EVENT if tag in events else 1)
        for tag, n in counts.items()
    }


def _most(near: Mapping[int, float]) -> dict[int, float]:
    chosen = sorted(near.items(), key=lambda pair: (-pair[1], -pair[0]))[:_LOOKED_AT]
    return {other: worth for other, worth in chosen if worth >= _LEAST}


def _repeats(pks: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = DuplicateArticle.objects.filter(Q(article__in=pks) | Q(other__in=pks)).order_by()
    for one, other in rows.values_list("article", "other"):
        found[one].add(other)
        found[other].add(one)
    return found


def _cards(pks: Collection[int]) -> dict[int, _Card]:
    rows = (
        Article.objects.filter(pk__in=pks)
        .order_by()
        .values_list("pk", "title", "page__issue__date")
    )
    return {pk: _Card(pk, title, day) for pk, title, day in rows}


def _nearest(
    own: _Card, near: Mapping[int, float], cards: Mapping[int, _Card], again: Collection[int]
) -> Iterable[tuple[int, float]]:
    """The best of them, each piece once, and not the article's own piece again."""
    scored = [
        (worth * (1 + 2 ** (-abs((own.day - cards[other].day).days) / _DAYS)), cards[other])
        for other, worth in near.items()
        if other in cards and other not in again
    ]
    titles = {own.title} - {""}
    for score, card in sorted(scored, key=lambda pair: (-pair[0], -pair[1].pk))[: 2 * SHOWN]:
        if card.title not in titles and len(titles) <= SHOWN:
            titles |= {card.title} - {""}
            yield card.pk, round(score, 3)
