"""Authors who turn out to be one: their bylines, addresses and signatures become those of the one that stays."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.editorial import history
from articles.models import Article, Author, AuthorAlias, Byline
from articles.models.choices import Act
from articles.search import full_text

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Merge(NamedTuple):
    """What merging would do."""

    articles: int  # that are signed by one of the authors to go
    both: int  # of these, that are signed by the one to stay as well


def preview_merge(sources: Collection[Author], target: Author) -> Merge:
    signed = Byline.objects.filter(author__in=sources).order_by().values("article").distinct()
    both = (
        Byline.objects.filter(author=target, article__in=signed)
        .order_by()
        .values("article")
        .distinct()
    )
    return Merge(signed.count(), both.count())


@transaction.atomic
def merge(sources: Collection[Author], target: Author, user: User) -> None:
    """Make one author of these. Whether the user may is the caller's question; readers find the old addresses."""
    list(
        Author.objects.select_for_update()
        .filter(pk__in=[target.pk, *(one.pk for one in sources)])
        .order_by("pk")
    )
    rows = Byline.objects.filter(author__in=sources).order_by("article", "order", "pk")
    keys = list(dict.fromkeys(rows.values_list("article", flat=True)))
    history.keep(keys)
    _move_bylines(list(rows), target)
    AuthorAlias.objects.filter(author__in=sources).update(author=target)
    AuthorAlias.objects.bulk_create(
        AuthorAlias(old_id=one.pk, name=one.name, affiliation=one.affiliation, author=target)
        for one in sources
    )
    told = _("Authors merged: %(names)s into %(name)s.") % {
        "names": ", ".join(map(str, sources)),
        "name": target,
    }
    Author.objects.filter(pk__in=[one.pk for one in sources]).delete()
    # An open form of an article would bring the old author back.
    Article.objects.filter(pk__in=keys).update(version=F("version") + 1, updated_at=timezone.now())
    full_text.index(Article.objects.filter(pk__in=keys))
    history.record(keys, user, Act.EDIT, told)


def _move_bylines(rows: Collection[Byline], target: Author) -> None:
    """Each article keeps one byline of each role."""
    own = Byline.objects.filter(author=target, article__in=[row.article_id for row in rows])
    taken = set(own.values_list("article_id", "role"))
    stay: list[int] = []
    go: list[int] = []
    for row in rows:
        (go if (row.article_id, row.role) in taken else stay).append(row.pk)
        taken.add((row.article_id, row.role))
    Byline.objects.filter(pk__in=go).delete()
    Byline.objects.filter(pk__in=stay).update(author=target)
