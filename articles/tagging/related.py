"""Related articles: found by the tags that two articles share, rare ones most.

Only tags that few articles have are followed, so that it costs the same in an archive of any size.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q
from django.db.models.expressions import Combinable

from articles.models import Article, ArticleTag, DuplicateArticle, RelatedArticle, Tag
from articles.models.capped_counts import count_up_to
from articles.models.choices import TagType
from articles.models.querysets import ArticleQuerySet

SHOWN = 6
# Tags of more articles than this are not followed, and of an article no more tags than that.
_COMMON = 300
_FOLLOWED = 4
# So many of the articles that share most with an article are compared with it.
_COMPARED = 20
# A shared event counts twice.
_EVENT_FACTOR = 2.0
# Articles of the same day count twice; half of that gain is lost in so many days.
_HALF_LIFE = 4.0
# Less than one shared tag of some weight is chance.
_LEAST = 1.0


class _ComparedArticle(NamedTuple):
    """What is compared of an article beside its tags."""

    pk: int
    title: str
    day: date


def related_to(article: Article | Combinable, articles: ArticleQuerySet) -> ArticleQuerySet:
    """Those of these articles that are related to the article, nearest first.

    The article may be the expression that stands for its primary key in a prepared query.
    """
    related = articles.filter(beside__article=article)
    scored = related.annotate(score=F("beside__score"))
    return scored.order_by("-score", "-pk")[:SHOWN]


def refresh(pks: Collection[int]) -> None:
    """Look for what is related to these articles anew, by the tags that are stored."""
    worths = _shared_worths(pks)
    duplicates = _duplicates(pks)
    compared = _read_compared(worths)
    rows: list[RelatedArticle] = []
    for pk, worth_by_other in worths.items():
        if pk not in compared:
            continue
        for duplicate in duplicates[pk]:
            worth_by_other.pop(duplicate, None)
        for other_pk, score in _nearest(compared[pk], worth_by_other, compared):
            row = RelatedArticle(article_id=pk, other_id=other_pk, score=score)
            rows.append(row)
    # An older article leads to a newer one too, without being tagged again.
    reversed_rows = [_reversed(row) for row in rows]
    leads_from = Q(article__in=pks)
    leads_to = Q(other__in=pks)
    old_rows = RelatedArticle.objects.filter(leads_from | leads_to)
    old_rows.delete()
    new_rows = [*rows, *reversed_rows]
    RelatedArticle.objects.bulk_create(new_rows, ignore_conflicts=True)


def _reversed(row: RelatedArticle) -> RelatedArticle:
    return RelatedArticle(
        article_id=row.other_id,
        other_id=row.article_id,
        score=row.score,
    )


def _shared_worths(pks: Collection[int]) -> dict[int, dict[int, float]]:
    """By article those that share rare tags with it, with what these tags are worth together."""
    scores = _read_scores(pks)
    worths = _worths(scores)
    followers = _followers(scores, worths)
    sums: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    links = ArticleTag.objects.filter(tag__in=followers).order_by()
    for other_pk, tag, score in links.values_list("content_object", "tag", "score"):
        for pk in followers[tag]:
            if pk != other_pk:
                product = score * scores[pk][tag]
                sums[pk][other_pk] += worths[tag] * math.sqrt(product)
    return {pk: _highest(worth_by_other) for pk, worth_by_other in sums.items()}


def _read_scores(pks: Collection[int]) -> dict[int, dict[int, float]]:
    """The scores of the tags of each article, by the primary keys of both."""
    scores: dict[int, dict[int, float]] = {pk: {} for pk in pks}
    links = ArticleTag.objects.filter(content_object__in=pks)
    for pk, tag, score in links.values_list("content_object", "tag", "score"):
        scores[pk][tag] = score
    return scores


def _worths(scores: Mapping[int, Mapping[int, float]]) -> dict[int, float]:
    """What sharing each tag is worth: the rarer the more, an event twice; common tags have none."""
    tags = set().union(*scores.values())
    counts = count_up_to(_COMMON, ArticleTag, "tag", tags)
    rare = {tag: count for tag, count in counts.items() if 1 < count <= _COMMON}
    events = Tag.objects.order_by().filter(pk__in=rare, type=TagType.EVENT)
    pks = events.values_list("pk", flat=True)
    event_pks = set(pks)
    worths: dict[int, float] = {}
    for tag, count in rare.items():
        worth = math.log(2 * _COMMON / count)
        if tag in event_pks:
            worth *= _EVENT_FACTOR
        worths[tag] = worth
    return worths


def _followers(
    scores: Mapping[int, Mapping[int, float]], worths: Mapping[int, float]
) -> dict[int, list[int]]:
    """The articles for which each tag is followed, because it is one of their rarest."""
    followers: dict[int, list[int]] = defaultdict(list)
    for pk, score_by_tag in scores.items():
        tags = score_by_tag.keys() & worths.keys()
        rarest = sorted(tags, key=worths.__getitem__, reverse=True)
        for tag in rarest[:_FOLLOWED]:
            followers[tag].append(pk)
    return followers


def _highest(worths: Mapping[int, float]) -> dict[int, float]:
    """The articles that are worth comparing; of two that share the same, the newer one."""
    pairs = []
    for pk, worth in worths.items():
        if worth >= _LEAST:
            pairs.append((worth, pk))
    pairs.sort(reverse=True)
    highest = pairs[:_COMPARED]
    return {pk: worth for worth, pk in highest}


def _duplicates(pks: Collection[int]) -> dict[int, set[int]]:
    """The duplicates of each article, and of each duplicate."""
    duplicates: dict[int, set[int]] = defaultdict(set)
    is_article = Q(article__in=pks)
    is_other = Q(other__in=pks)
    rows = DuplicateArticle.objects.order_by().filter(is_article | is_other)
    for pk, other_pk in rows.values_list("article", "other"):
        duplicates[pk].add(other_pk)
        duplicates[other_pk].add(pk)
    return duplicates


def _read_compared(worths: Mapping[int, Mapping[int, float]]) -> dict[int, _ComparedArticle]:
    """What is compared of these articles and of those they share tags with."""
    pks = set(worths)
    pks.update(*worths.values())
    articles = Article.objects.filter(pk__in=pks).order_by()
    compared: dict[int, _ComparedArticle] = {}
    for pk, title, day in articles.values_list("pk", "title", "page__issue__date"):
        compared[pk] = _ComparedArticle(pk, title, day)
    return compared


def _nearest(
    article: _ComparedArticle,
    worths: Mapping[int, float],
    compared: Mapping[int, _ComparedArticle],
) -> Iterator[tuple[int, float]]:
    """The best of the others with their scores, each title once, and not the article's own."""
    scored: list[tuple[float, int]] = []
    for pk, worth in worths.items():
        if pk in compared:
            score = worth * _day_factor(article.day, compared[pk].day)
            scored.append((score, pk))
    scored.sort(reverse=True)
    titles = {article.title} - {""}
    for score, pk in scored[: 2 * SHOWN]:
        title = compared[pk].title
        if title in titles or len(titles) > SHOWN:
            continue
        if title:
            titles.add(title)
        yield pk, round(score, 3)


def _day_factor(day: date, other_day: date) -> float:
    """2 for articles of one day, and nearly 1 for those that are weeks apart."""
    distance = abs((day - other_day).days)
    gain: float = 2 ** (-distance / _HALF_LIFE)
    return 1 + gain
