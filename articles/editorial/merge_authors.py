"""Authors who turn out to be one: their bylines, addresses and signatures become the other one's.

A merge of many articles is carried out in batches, each in a transaction of its own, by a task: one
transaction over thousands of articles would hold their rows for a minute. A small merge is done at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import history
from articles.models import Article, Author, AuthorAlias, AuthorMerge, Byline
from articles.models.choices import Act
from articles.search import full_text

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AT_ONCE = 200  # articles that are merged in the request
BATCH = 200  # articles in a transaction
SILENT = timedelta(minutes=2)  # after which an unfinished merge is taken up again


class MergePreview(NamedTuple):
    """What merging would do."""

    articles: int  # that are signed by one of the authors to go
    both: int  # of these, that are signed by the one to stay as well


def preview_merge(sources: Collection[Author], target: Author) -> MergePreview:
    signed = Byline.objects.filter(author__in=sources).order_by().values("article").distinct()
    both = Byline.objects.filter(author=target, article__in=signed)
    return MergePreview(signed.count(), both.order_by().values("article").distinct().count())


@transaction.atomic
def merge(sources: Collection[Author], target: Author, user: User) -> None:
    """Make one author of these, in one transaction: for few articles."""
    row = begin(sources, target, user)
    while not merge_next(row.pk):
        pass


def begin(sources: Collection[Author], target: Author, user: User) -> AuthorMerge:
    """Write down a merge that `merge_next` carries out. Whether the user may is the caller's question."""
    reason = _("Authors merged: %(names)s into %(name)s.") % {
        "names": ", ".join(map(str, sources)),
        "name": target,
    }
    return AuthorMerge.objects.create(
        sources=[author.pk for author in sources],
        target=target.pk,
        user=user,
        reason=reason,
        total=preview_merge(sources, target).articles,
    )


def merge_next(pk: int) -> bool:
    """Carry out the next batch of a merge; whether nothing is left of it.

    Two workers at the same merge wait for each other, and neither does what the other has done.
    """
    with transaction.atomic():
        row = AuthorMerge.objects.select_for_update(of=("self",)).get(pk=pk)
        if row.finished_at:
            return True
        authors = _lock_authors(row)
        target = authors.pop(row.target, None) or _successor(row.target)
        keys = _next_articles(row)
        if target is not None and keys:
            _merge_articles(keys, row, target)
        else:
            _finish(list(authors.values()), target)
            row.finished_at = timezone.now()
        row.done += len(keys)
        row.worked_at = timezone.now()
        row.save(update_fields=["done", "worked_at", "finished_at"])
    return row.finished_at is not None


def unfinished() -> QuerySet[AuthorMerge]:
    return AuthorMerge.objects.filter(finished_at=None).order_by("pk")


def left_behind() -> list[int]:
    """The keys of the merges that nobody is at work on: a message was lost, or a worker died."""
    silent_since = timezone.now() - SILENT
    return list(unfinished().filter(worked_at__lt=silent_since).values_list("pk", flat=True))


def _lock_authors(row: AuthorMerge) -> dict[int, Author]:
    """The authors of a merge that are there, by key; an import that signs with one of them waits."""
    keys = [row.target, *row.sources]
    return {
        author.pk: author
        for author in Author.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    }


def _successor(key: int) -> Author | None:
    """Who an author became that was merged into another one meanwhile."""
    alias = AuthorAlias.objects.select_related("author").filter(old_id=key).first()
    return alias.author if alias else None


def _next_articles(row: AuthorMerge) -> list[int]:
    rows = Byline.objects.filter(author__in=row.sources).order_by("article_id")
    return list(rows.values_list("article", flat=True).distinct()[:BATCH])


def _merge_articles(keys: Sequence[int], row: AuthorMerge, target: Author) -> None:
    """Sign a batch of articles with the author that stays."""
    history.keep(keys)
    bylines = Byline.objects.filter(author__in=row.sources, article__in=keys)
    _move_bylines(list(bylines.order_by("article_id", "order", "pk")), target)
    articles = Article.objects.filter(pk__in=keys)
    # An open form of an article would bring the old author back.
    articles.update(version=F("version") + 1, updated_at=timezone.now())
    full_text.index(articles)
    history.record(keys, row.user, Act.EDIT, row.reason)


def _move_bylines(bylines: Collection[Byline], target: Author) -> None:
    """Each article keeps one byline of each role."""
    articles = [byline.article_id for byline in bylines]
    stored = Byline.objects.filter(author=target, article__in=articles)
    taken = set(stored.values_list("article_id", "role"))
    moved: list[int] = []
    doubled: list[int] = []
    for byline in bylines:
        identity = (byline.article_id, byline.role)
        if identity in taken:
            doubled.append(byline.pk)
        else:
            moved.append(byline.pk)
            taken.add(identity)
    Byline.objects.filter(pk__in=doubled).delete()
    Byline.objects.filter(pk__in=moved).update(author=target)


def _finish(sources: Sequence[Author], target: Author | None) -> None:
    """Addresses and signatures of authors without articles lead to the one that stays.

    Where that one was deleted meanwhile, the others stay as they are.
    """
    if target is None:
        return
    AuthorAlias.objects.filter(author__in=sources).update(author=target)
    AuthorAlias.objects.bulk_create(
        AuthorAlias(
            old_id=author.pk, name=author.name, affiliation=author.affiliation, author=target
        )
        for author in sources
    )
    Author.objects.filter(pk__in=[author.pk for author in sources]).delete()
