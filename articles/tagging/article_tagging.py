"""Tagging of stored articles: takes them, ranks their tags and replaces the automatic ones.

The article's row is the queue. `lease` says that a message is on its way, `tag` counts an attempt
and brings each article to done or failed, `take_over` finds what a lost message or a dead worker
left behind. Each may run twice, or in two processes at once, without harm. Of an article only the
tagging columns are written, so an editor's save and a worker's never undo each other.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, ArticleTag, Tag, TagDecision
from articles.models.article_content import TAGGING_RESET
from articles.models.choices import DecisionKind, TaggingState, TagOrigin
from articles.models.querysets import ArticleQuerySet
from articles.tagging import article_texts, duplicates, related
from articles.tagging.ranking import RankedTag
from articles.tagging.word_classes import TagKind
from articles.text.hant_hans import simplified

MAX_ATTEMPTS = 5
# How long a message may wait and its task run before somebody else takes the article.
LEASE = timedelta(minutes=10)


def lease(pks: Collection[int]) -> None:
    """Keep pending articles from the sweep while their message is on its way."""
    _pending(pks).extend_lease(LEASE)


def release(pks: Collection[int]) -> None:
    """Leave pending articles to the next sweep."""
    _pending(pks).release()


def tried(pks: Collection[int]) -> set[int]:
    """Those that an attempt began and did not end: the next one is made with each alone, lest it take others along."""
    return set(_pending(pks).filter(tagging_attempts__gt=0).order_by().values_list("pk", flat=True))


def tag(pks: Collection[int]) -> None:
    """Bring the pending ones of these articles to done, or to failed with the reason.

    An article that changes meanwhile stays pending: its new text has its own message. Database
    faults are raised; nothing is half-written then.
    """
    if not _pending(pks).with_attempts_below(MAX_ATTEMPTS).begin_attempt(LEASE):
        return
    sources = {
        source.pk: source for source in article_texts.read_sources(_pending(pks).order_by("pk"))
    }
    tags, faults = article_texts.rank_all(sources)
    duplicates.store_keys({pk: source.body for pk, source in sources.items()})
    with transaction.atomic():
        unchanged = _unchanged(sources)
        _replace_tags({pk: ranked for pk, ranked in tags.items() if pk in unchanged})
        for pk in unchanged & faults.keys():
            _end(_pending([pk]), TaggingState.FAILED, faults[pk])
    # What other workers stored meanwhile is seen by the last of them, so it is looked up after the commit.
    with transaction.atomic():
        unchanged = _unchanged(sources) & tags.keys()
        duplicates.refresh({pk: sources[pk].body for pk in unchanged})
        related.refresh(unchanged)
        _end(_pending(unchanged), TaggingState.DONE)


def _unchanged(sources: Mapping[int, article_texts.ArticleSource]) -> set[int]:
    """Those that still wait and read as they did, locked."""
    locked = article_texts.read_sources(_pending(sources).select_for_update().order_by("pk"))
    return {source.pk for source in locked if sources[source.pk] == source}


class Preview(NamedTuple):
    """What tagging an article anew would do to its automatic tags, by name."""

    come: list[str]
    stay: list[str]
    go: list[str]


def preview(pks: Collection[int]) -> dict[int, Preview]:
    """By article; nothing is written. One that cannot be tagged is left out: it would fail, and keep its tags."""
    sources = {
        source.pk: source
        for source in article_texts.read_sources(Article.objects.filter(pk__in=pks).order_by("pk"))
    }
    tags, _faults = article_texts.rank_all(sources)
    refused = _refused(tags)
    present: dict[int, dict[str, ArticleTag]] = {pk: {} for pk in tags}
    for row in ArticleTag.objects.filter(content_object__in=tags).select_related("tag"):
        present[row.content_object_id][row.tag.name.casefold()] = row
    return {pk: _preview([tag.name for tag in tags[pk]], refused[pk], present[pk]) for pk in tags}


def _preview(
    found: Sequence[str], refused: Collection[str], present: Mapping[str, ArticleTag]
) -> Preview:
    given = {name.casefold(): name for name in found if name.casefold() not in refused}
    automatic = {
        key: row.tag.name for key, row in present.items() if row.origin == TagOrigin.AUTOMATIC
    }
    return Preview(
        come=[name for key, name in given.items() if key not in present],
        stay=[name for key, name in automatic.items() if key in given],
        go=[name for key, name in automatic.items() if key not in given],
    )


def ask_again(pks: Collection[int]) -> None:
    """Make articles pending, whatever became of them before."""
    articles = Article.objects.filter(pk__in=pks)
    articles.update(**TAGGING_RESET)


def take_over(limit: int) -> list[tuple[int, int]]:
    """Lease up to `limit` pending articles nobody is at work on; their keys and attempts so far."""
    # The time is exact to the microsecond, so it tells our rows from those of another sweep.
    until = timezone.now() + LEASE
    free = Article.objects.pending_tagging().unleased().with_attempts_below(MAX_ATTEMPTS)
    # The outer condition is looked at again when another sweep held the row.
    free.filter(pk__in=free.order_by("pk").values("pk")[:limit]).update(tagging_lease=until)
    taken = Article.objects.pending_tagging().filter(tagging_lease=until).order_by("pk")
    return list(taken.values_list("pk", "tagging_attempts"))


def give_up() -> int:
    """Mark as failed what was attempted often enough and never ended; how many."""
    unleased = Article.objects.pending_tagging().unleased()
    hopeless = unleased.with_attempts_from(MAX_ATTEMPTS)
    reason = _("Tagging began %d times and never ended; the worker's log says why.") % MAX_ATTEMPTS
    return _end(hopeless, TaggingState.FAILED, reason)


def _pending(pks: Collection[int]) -> ArticleQuerySet:
    return Article.objects.pending_tagging().filter(pk__in=pks)


def _end(articles: ArticleQuerySet, state: TaggingState, error: str = "") -> int:
    # Attempts go back to none, or an article edited after a failure would have none left.
    return articles.update(
        tagging_state=state, tagging_error=error[:300], tagging_attempts=0, tagging_lease=None
    )


class Change(NamedTuple):
    """What becomes of one article's automatic tags; the others stay as they are."""

    come: list[ArticleTag]
    differ: list[ArticleTag]
    go: list[ArticleTag]


def _replace_tags(tags: Mapping[int, Sequence[RankedTag]]) -> None:
    """A tag that stays keeps its row, so that a form that shows it still means it; an editor's stays as it is."""
    known = _tags_named({tag.name: tag.kind for ranked in tags.values() for tag in ranked})
    refused = _refused(tags)
    present: dict[int, dict[int, ArticleTag]] = {pk: {} for pk in tags}
    for row in ArticleTag.objects.filter(content_object__in=tags):
        present[row.content_object_id][row.tag_id] = row
    changes = [
        _change(
            pk,
            {
                known[tag.name]: tag
                for tag in reversed(ranked)
                if tag.name.casefold() not in refused[pk]
            },
            rows,
        )
        for (pk, ranked), rows in zip(tags.items(), present.values(), strict=True)
    ]
    ArticleTag.objects.filter(pk__in=[row.pk for change in changes for row in change.go]).delete()
    ArticleTag.objects.bulk_create(
        [row for change in changes for row in change.come], ignore_conflicts=True
    )
    ArticleTag.objects.bulk_update(
        [row for change in changes for row in change.differ], ["score", "evidence"]
    )


def _change(pk: int, found: Mapping[int, RankedTag], present: Mapping[int, ArticleTag]) -> Change:
    """`found` and `present` by the key of the tag."""
    automatic = {key: row for key, row in present.items() if row.origin == TagOrigin.AUTOMATIC}
    differ = [
        row for key, row in automatic.items() if key in found and _takes_over(row, found[key])
    ]
    return Change(
        come=[
            ArticleTag(
                content_object_id=pk,
                tag_id=key,
                score=tag.score,
                origin=TagOrigin.AUTOMATIC,
                evidence=tag.evidence,
            )
            for key, tag in found.items()
            if key not in present
        ],
        differ=differ,
        go=[row for key, row in automatic.items() if key not in found],
    )


def _takes_over(row: ArticleTag, tag: RankedTag) -> bool:
    """Give the row what was found now; whether it said something else before."""
    before = row.score, row.evidence
    row.score, row.evidence = tag.score, dict(tag.evidence)
    return before != (row.score, row.evidence)


def _refused(pks: Collection[int]) -> dict[int, set[str]]:
    """The names that editors took off each article, in one case."""
    names: dict[int, set[str]] = {pk: set() for pk in pks}
    removed = TagDecision.objects.filter(article__in=pks, kind=DecisionKind.REMOVED)
    for pk, name in removed.values_list("article_id", "name"):
        names[pk].add(name.casefold())
    return names


def _tags_named(names: Mapping[str, TagKind]) -> dict[str, int]:
    """The tag of each name, whatever its case or script; made of that kind where there is none."""
    known = _known_tags({*names, *map(simplified, names)})
    known |= {
        name.casefold(): known[other]
        for name in names
        if name.casefold() not in known and (other := simplified(name).casefold()) in known
    }
    # In one order everywhere: two workers that make the same tags then wait for, and never block, each other.
    missing = sorted(name for name in names if name.casefold() not in known)
    if missing:
        made = [Tag(name=name, slug=Tag().slugify(name), type=names[name]) for name in missing]
        Tag.objects.bulk_create(made, ignore_conflicts=True)
        known |= _known_tags(missing)
    for name in missing:
        if name.casefold() not in known:  # its slug belongs to another tag: C and C++
            known[name.casefold()] = Tag.objects.get_or_create(
                name=name, defaults={"type": names[name]}
            )[0].pk
    return {name: known[name.casefold()] for name in names}


def _known_tags(names: Collection[str]) -> dict[str, int]:
    tags = Tag.objects.alias(key=Lower("name")).filter(
        Q(name__in=names) | Q(key__in=[name.lower() for name in names])
    )
    return {name.casefold(): pk for name, pk in tags.order_by("-pk").values_list("name", "pk")}
