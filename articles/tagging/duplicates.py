"""Articles that were printed twice, on another page or another day.

Candidates share a key of their texts; their texts are then compared. Keys are stored before
anything is looked up by them: of two workers with two copies at once, the later one sees both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.db.models import Q, QuerySet

from articles.models import Article, DuplicateArticle, TextKey
from articles.models.capped_counts import count_up_to
from articles.text.fingerprints import keys, shared_part, shingles

# Two articles are duplicates if so much of the shorter text stands in the other.
SAME = 0.5
# A key that more texts have belongs to a phrase of the time, not to an article.
_COMMON = 50
_COMPARED = 10  # candidates at most
_KEYS_IN_BATCH = 1_000
# An editor is told where a copy stands, what its title is, and what became of it.
_COLUMNS = (
    "title",
    "body",
    "status",
    "page__number",
    "page__title",
    "page__issue__date",
    "page__issue__edition",
    "page__issue__publication__name",
)


@transaction.atomic
def store_keys(bodies: Mapping[int, str]) -> None:
    """Replace the keys of these texts, which are given by the primary key of the article."""
    old_keys: dict[int, set[int]] = defaultdict(set)
    stored = TextKey.objects.filter(article__in=bodies)
    for pk, key in stored.values_list("article_id", "key"):
        old_keys[pk].add(key)
    changed: list[int] = []
    rows: list[TextKey] = []
    for pk, body in bodies.items():
        new_keys = set(keys(body))
        if new_keys == old_keys[pk]:
            continue
        changed.append(pk)
        for key in sorted(new_keys):
            row = TextKey(article_id=pk, key=key)
            rows.append(row)
    TextKey.objects.filter(article__in=changed).delete()
    TextKey.objects.bulk_create(rows, batch_size=_KEYS_IN_BATCH)


def refresh(bodies: Mapping[int, str]) -> None:
    """Look for the duplicates of these articles anew; their keys are stored already."""
    candidates = _candidates(bodies)
    other_bodies = _read_bodies(candidates.values(), without=bodies)
    all_bodies = {**bodies, **other_bodies}
    duplicates: list[DuplicateArticle] = []
    for pk, other_pks in candidates.items():
        for other_pk in other_pks:
            if other_pk not in all_bodies:
                continue
            share = _share(all_bodies[pk], all_bodies[other_pk])
            if share >= SAME:
                duplicate = DuplicateArticle(
                    article_id=pk,
                    other_id=other_pk,
                    share=round(share, 3),
                )
                duplicates.append(duplicate)
    _rows_of(bodies).delete()
    DuplicateArticle.objects.bulk_create(duplicates, ignore_conflicts=True)


def _read_bodies(
    candidates: Iterable[Iterable[int]], *, without: Collection[int]
) -> dict[int, str]:
    pks = set().union(*candidates)
    wanted = pks.difference(without)
    articles = Article.objects.order_by().filter(pk__in=wanted)
    rows = articles.values_list("pk", "body")
    return dict(rows)


def _share(body: str, other_body: str) -> float:
    return shared_part(shingles(body), shingles(other_body))


def _rows_of(pks: Collection[int]) -> QuerySet[DuplicateArticle]:
    """The stored pairs in which one of these articles stands, on either side."""
    return DuplicateArticle.objects.filter(Q(article__in=pks) | Q(other__in=pks))


def _candidates(pks: Collection[int]) -> dict[int, list[int]]:
    """The articles that share most keys with each of these articles, the nearest first."""
    articles_by_key: dict[int, set[int]] = defaultdict(set)
    stored = TextKey.objects.filter(article__in=pks)
    for key, pk in stored.values_list("key", "article_id"):
        articles_by_key[key].add(pk)
    counts = count_up_to(_COMMON, TextKey, "key", articles_by_key)
    shared_keys = [key for key, count in counts.items() if 1 < count <= _COMMON]
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    others = TextKey.objects.filter(key__in=shared_keys)
    for key, other_pk in others.values_list("key", "article_id"):
        for pk in articles_by_key[key]:
            if pk != other_pk:
                shared[pk][other_pk] += 1
    candidates: dict[int, list[int]] = {}
    for pk, numbers_of_keys in shared.items():
        nearest = numbers_of_keys.most_common(_COMPARED)
        candidates[pk] = [other_pk for other_pk, _count in nearest]
    return candidates


def duplicates_of(article: Article) -> list[tuple[Article, float]]:
    """The duplicates of an article, with the share that is the same; nearest first."""
    duplicates = _read_duplicates([article.pk])
    return duplicates[article.pk]


def duplicates_by_article(pks: Collection[int]) -> dict[int, list[Article]]:
    """The duplicates of each of these articles, by its primary key; nearest first."""
    duplicates: dict[int, list[Article]] = {}
    for pk, pairs in _read_duplicates(pks).items():
        duplicates[pk] = [other for other, _share in pairs]
    return duplicates


def _read_duplicates(pks: Collection[int]) -> dict[int, list[tuple[Article, float]]]:
    """Takes two queries, or one where there are no duplicates."""
    shares: dict[int, dict[int, float]] = {pk: {} for pk in pks}
    rows = _rows_of(pks).order_by("-share")
    for pk, other_pk, share in rows.values_list("article", "other", "share"):
        if pk in shares:
            shares[pk][other_pk] = share
        if other_pk in shares:
            shares[other_pk][pk] = share
    wanted = set().union(*shares.values())
    articles = Article.objects.order_by().select_related("page__issue__publication")
    others = articles.only(*_COLUMNS).in_bulk(wanted)
    duplicates: dict[int, list[tuple[Article, float]]] = {}
    for pk, share_by_other in shares.items():
        pairs = []
        for other_pk, share in share_by_other.items():
            if other_pk in others:
                other = others[other_pk]
                pairs.append((other, share))
        duplicates[pk] = pairs
    return duplicates
