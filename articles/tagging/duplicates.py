"""The same piece again, on another page or another day: found by the keys of the texts, then compared.

Keys are stored before anything is looked up by them. Of two workers at work on two copies at once, the one
that looks later then sees both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q

from articles.models import Article, DuplicateArticle, TextKey, capped_counts
from articles.text.fingerprints import keys, pieces, share

# Two pieces of the paper are one and the same where so much of the shorter text stands in the other.
SAME = 0.5
# A key that so many texts have is of a phrase of the time, not of a piece; and no piece is compared with more.
_COMMON = 50
_COMPARED = 10
# Of a copy an editor is told where it stands, what it is called and what became of it.
_TOLD = (
    "title", "body", "status", "page__number", "page__title",
    "page__issue__date", "page__issue__edition", "page__issue__publication__name",
)  # fmt: skip


def store_keys(texts: Mapping[int, str]) -> None:
    """Of these articles, by key; where a text has others than before, those it had go."""
    with transaction.atomic():
        before: dict[int, set[int]] = defaultdict(set)
        for pk, key in TextKey.objects.filter(article__in=texts).values_list("article_id", "key"):
            before[pk].add(key)
        found = {pk: set(keys(text)) for pk, text in texts.items()}
        new = {pk: marks for pk, marks in found.items() if marks != before[pk]}
        TextKey.objects.filter(article__in=new).delete()
        TextKey.objects.bulk_create(
            [TextKey(article_id=pk, key=key) for pk, marks in new.items() for key in sorted(marks)],
            batch_size=1_000,
        )


def refresh(texts: Mapping[int, str]) -> None:
    """Find the repeats of these articles, whose keys are stored, anew."""
    candidates = _candidates(texts)
    others = set().union(*candidates.values()) - texts.keys()
    bodies = {
        **texts,
        **dict(Article.objects.filter(pk__in=others).order_by().values_list("pk", "body")),
    }
    found = [
        DuplicateArticle(article_id=pk, other_id=other, share=round(part, 3))
        for pk, near in candidates.items()
        for other in near
        if other in bodies and (part := share(pieces(texts[pk]), pieces(bodies[other]))) >= SAME
    ]
    DuplicateArticle.objects.filter(Q(article__in=texts) | Q(other__in=texts)).delete()
    DuplicateArticle.objects.bulk_create(found, ignore_conflicts=True)


def _candidates(pks: Collection[int]) -> dict[int, list[int]]:
    """Of each article those that share keys with it, the most first."""
    own: dict[int, set[int]] = defaultdict(set)
    for key, pk in TextKey.objects.filter(article__in=pks).values_list("key", "article_id"):
        own[key].add(pk)
    counts = capped_counts.at_most(TextKey, "key", own, _COMMON)
    telling = [key for key, count in counts.items() if 1 < count <= _COMMON]
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for key, other in TextKey.objects.filter(key__in=telling).values_list("key", "article_id"):
        for pk in own[key] - {other}:
            shared[pk][other] += 1
    return {
        pk: [other for other, _count in near.most_common(_COMPARED)] for pk, near in shared.items()
    }


def of(article: Article) -> list[tuple[Article, float]]:
    """What repeats an article, with the share that is the same; nearest first."""
    return _of([article.pk])[article.pk]


def places(pks: Collection[int]) -> dict[int, list[Article]]:
    """Of each of these articles where it appears also."""
    return {pk: [other for other, _share in found] for pk, found in _of(pks).items()}


def _of(pks: Collection[int]) -> dict[int, list[tuple[Article, float]]]:
    """In two queries, or one where nothing is repeated."""
    pairs: dict[int, dict[int, float]] = {pk: {} for pk in pks}
    rows = DuplicateArticle.objects.filter(Q(article__in=pks) | Q(other__in=pks)).order_by("-share")
    for one, other, part in rows.values_list("article", "other", "share"):
        for pk, copy in ((one, other), (other, one)):
            if pk in pairs:
                pairs[pk][copy] = part
    wanted = {copy for copies in pairs.values() for copy in copies}
    articles = (
        Article.objects.order_by()
        .select_related("page__issue__publication")
        .only(*_TOLD)
        .in_bulk(wanted)
    )
    return {
        pk: [(articles[copy], part) for copy, part in copies.items() if copy in articles]
        for pk, copies in pairs.items()
    }
