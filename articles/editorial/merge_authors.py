"""Authors who turn out to be the same: their bylines and addresses become those of one author.

A task merges many articles in batches, each in a transaction of its own, because one transaction
over thousands of articles would hold their rows for a minute. A small merge is done at once.
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
SILENT = timedelta(minutes=2)  # after this time another worker continues an unfinished merge


class MergePreview(NamedTuple):
    """What merging would do, in numbers of articles."""

    articles: int  # signed by an author that is to be merged
    both: int  # of these, signed by the author that stays as well


def preview_merge(sources: Collection[Author], target: Author) -> MergePreview:
    by_sources = Byline.objects.filter(author__in=sources).order_by()
    signed = by_sources.values("article").distinct()
    by_both = Byline.objects.filter(author=target, article__in=signed).order_by()
    both = by_both.values("article").distinct()
    return MergePreview(signed.count(), both.count())


@transaction.atomic
def merge(sources: Collection[Author], target: Author, user: User) -> None:
    """Merge authors in one transaction, which suits few articles."""
    row = begin(sources, target, user)
    while not merge_next(row.pk):
        pass


def begin(sources: Collection[Author], target: Author, user: User) -> AuthorMerge:
    """Store a merge that `merge_next` carries out. The caller checks whether the user may."""
    names = ", ".join(str(author) for author in sources)
    message = _("Authors merged: %(names)s into %(name)s.")
    reason = message % {"names": names, "name": target}
    preview = preview_merge(sources, target)
    return AuthorMerge.objects.create(
        sources=[author.pk for author in sources],
        target=target.pk,
        user=user,
        reason=reason,
        total=preview.articles,
    )


def merge_next(pk: int) -> bool:
    """Carry out the next batch of a merge; returns whether the merge is finished.

    Two workers at the same merge wait for each other, and neither repeats what the other has done.
    """
    with transaction.atomic():
        rows = AuthorMerge.objects.select_for_update(of=("self",))
        row = rows.get(pk=pk)
        if row.finished_at:
            return True
        authors = _lock_authors(row)
        target = authors.pop(row.target, None)
        if target is None:
            target = _successor(row.target)
        keys = _next_articles(row)
        now = timezone.now()
        if target is not None and keys:
            _merge_articles(keys, row, target)
        else:
            sources = list(authors.values())
            _finish(sources, target)
            row.finished_at = now
        row.done += len(keys)
        row.worked_at = now
        row.save(update_fields=["done", "worked_at", "finished_at"])
    return row.finished_at is not None


def unfinished() -> QuerySet[AuthorMerge]:
    return AuthorMerge.objects.filter(finished_at=None).order_by("pk")


def left_behind() -> list[int]:
    """The keys of merges that no worker continues: a message was lost, or a worker died."""
    silent_since = timezone.now() - SILENT
    silent = unfinished().filter(worked_at__lt=silent_since)
    return list(silent.values_list("pk", flat=True))


def _lock_authors(row: AuthorMerge) -> dict[int, Author]:
    """The existing authors of a merge, by key; an import that signs with one of them waits."""
    keys = [row.target, *row.sources]
    authors = Author.objects.select_for_update().filter(pk__in=keys)
    return {author.pk: author for author in authors.order_by("pk")}


def _successor(key: int) -> Author | None:
    """The author into which an author of this key was merged meanwhile."""
    aliases = AuthorAlias.objects.select_related("author")
    alias = aliases.filter(old_id=key).first()
    if alias is None:
        return None
    return alias.author


def _next_articles(row: AuthorMerge) -> list[int]:
    rows = Byline.objects.filter(author__in=row.sources).order_by("article_id")
    keys = rows.values_list("article", flat=True).distinct()
    return list(keys[:BATCH])


def _merge_articles(keys: Sequence[int], row: AuthorMerge, target: Author) -> None:
    """Sign a batch of articles with the author that stays."""
    history.keep(keys)
    bylines = Byline.objects.filter(author__in=row.sources, article__in=keys)
    ordered_bylines = bylines.order_by("article_id", "order", "pk")
    _move_bylines(list(ordered_bylines), target)
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
    """Lead addresses and signatures of the merged authors to the one that stays, and delete them.

    Where the target was deleted meanwhile, the others stay as they are.
    """
    if target is None:
        return
    keys = []
    aliases = []
    for author in sources:
        alias = AuthorAlias(
            old_id=author.pk,
            name=author.name,
            affiliation=author.affiliation,
            author=target,
        )
        aliases.append(alias)
        keys.append(author.pk)
    AuthorAlias.objects.filter(author__in=sources).update(author=target)
    AuthorAlias.objects.bulk_create(aliases)
    Author.objects.filter(pk__in=keys).delete()
