"""The rows of an article beside its own: its bylines and its captions, as an import writes them."""

from __future__ import annotations

from collections.abc import Sequence

from articles.importing import identities
from articles.importing.content_rows import content_in
from articles.importing.merge.reconcile import Found
from articles.models import Article, Byline, Illustration

Stored = tuple[Article, Found]  # a row with what it is to hold


def write_parts(created: Sequence[Stored], changed: Sequence[Stored]) -> None:
    """Bylines and illustrations, in printed order; of articles that were there, those that are others now."""
    were = {row.pk: content_in(row) for row, _found in changed}
    _write_bylines(
        created, [one for one in changed if were[one[0].pk].bylines != one[1].content.bylines]
    )
    _write_pictures(
        created, [one for one in changed if were[one[0].pk].pictures != one[1].content.pictures]
    )


def _write_bylines(created: Sequence[Stored], changed: Sequence[Stored]) -> None:
    articles = [*created, *changed]
    authors = identities.authors(line for _row, found in articles for line in found.content.bylines)
    Byline.objects.filter(article__in=[row.pk for row, _found in changed]).delete()
    Byline.objects.bulk_create(
        Byline(
            article=row, author=authors[line.name, line.affiliation], role=line.role, order=order
        )
        for row, found in articles
        for order, line in enumerate(found.content.bylines)
    )


def _write_pictures(created: Sequence[Stored], changed: Sequence[Stored]) -> None:
    """As many captions as before are the same rows: a picture that was uploaded stays with its caption."""
    same = [
        (row, found)
        for row, found in changed
        if len(row.illustrations.all()) == len(found.content.pictures)
    ]
    others = [one for one in changed if one not in same]
    shown = [
        pair
        for row, found in same
        for pair in zip(row.illustrations.all(), found.content.pictures, strict=True)
    ]
    for illustration, picture in shown:
        illustration.caption, illustration.credit = picture
    Illustration.objects.bulk_update(
        [illustration for illustration, _picture in shown], ["caption", "credit"]
    )
    Illustration.objects.filter(article__in=[row.pk for row, _found in others]).delete()
    Illustration.objects.bulk_create(
        Illustration(article=row, caption=picture.caption, credit=picture.credit, order=order)
        for row, found in [*created, *others]
        for order, picture in enumerate(found.content.pictures)
    )
