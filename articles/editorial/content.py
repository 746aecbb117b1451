"""The writer of an article's content: its texts, its section, its bylines, pictures and tags.

The importer, the workbench, edits, restored versions, decided conflicts and archives of issues all write
through here. `content_names` says which rows the names mean. What else an edit does, the history and the
readers, is `editing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from django.utils import timezone

from articles.editorial import content_names
from articles.editorial.content_names import AuthorIdentity
from articles.models import Article, ArticleTag, Byline, Illustration, Publication, Section
from articles.models.article_content import (
    TAGGED_COLUMNS,
    TEXT_COLUMNS,
    Content,
    Picture,
    PictureEntry,
    Signature,
)
from articles.models.choices import AuthorKind, TagOrigin
from articles.text.images import store_sizes

_PICTURE_COLUMNS = ("article", "caption", "credit", "alt", "order")


class ArticleContent(NamedTuple):
    """An article and what it is to hold."""

    article: Article
    content: Content


class ArticleBylines(NamedTuple):
    """An article and its bylines. `orders` are their places where they are not simply counted."""

    article: Article
    signatures: Sequence[Signature]
    orders: Sequence[int] | None = None


class ArticlePictures(NamedTuple):
    article: Article
    pictures: Sequence[PictureEntry]


# --- what an article holds ---


def content_in(article: Article) -> Content:
    """The content of a stored article; its section, bylines with authors and illustrations are read."""
    fields = {name: getattr(article, name) for name in TEXT_COLUMNS}
    # A form sends a text back with \r\n.
    fields["body"] = article.body.replace("\r\n", "\n").strip()
    section = article.section.name if article.section else ""
    pictures = [Picture(row.caption, row.credit) for row in article.illustrations.all()]
    return Content(fields, section, signatures_in(article), tuple(pictures))


def signatures_in(article: Article) -> tuple[Signature, ...]:
    signatures = []
    for byline in article.bylines.all():
        author = byline.author
        signatures.append(Signature(author.name, author.affiliation, byline.role))
    return tuple(signatures)


def picture_entries_in(article: Article) -> list[PictureEntry]:
    """The pictures of an article with their files and alternative texts."""
    return [
        PictureEntry(row.caption, row.credit, row.picture.name or "", row.alt)
        for row in article.illustrations.all()
    ]


def values_in(article: Article) -> dict[str, Any]:
    """The content of a stored article by field, as `write_values` takes it."""
    tags = [row.tag.name for row in article.article_tags.all() if row.origin == TagOrigin.EDITOR]
    values: dict[str, Any] = {name: getattr(article, name) for name in TEXT_COLUMNS}
    values["section"] = article.section.name if article.section else ""
    values["bylines"] = list(signatures_in(article))
    values["pictures"] = picture_entries_in(article)
    values["tags"] = sorted(set(tags))
    return values


# --- one stored article ---


def write_values(
    article: Article,
    values: Mapping[str, Any],
    kinds: Mapping[AuthorIdentity, AuthorKind] | None = None,
) -> None:
    """Give a stored article some of its content; the row is locked by the caller and read anew here.

    `values` are named as in `CONTENT_FIELDS`: texts, the name of the section, `Signature`s,
    `PictureEntry`s, and the names of the tags that an editor chose. `kinds` are those of new authors.
    """
    columns = {name: values[name] for name in TEXT_COLUMNS if name in values}
    if "section" in values:
        publication = article.page.issue.publication
        sections = Section.objects.ensure(publication, [values["section"]])
        columns["section"] = sections.get(values["section"])
    Article.objects.filter(pk=article.pk).update(**columns)
    if "bylines" in values:
        write_bylines((), [ArticleBylines(article, values["bylines"])], kinds)
    if "pictures" in values:
        write_pictures((), [ArticlePictures(article, values["pictures"])])
    if "tags" in values:
        _write_editor_tags(article, values["tags"])
    article.refresh_from_db()


def _write_editor_tags(article: Article, names: Collection[str]) -> None:
    """Those that editors chose; the others follow the text."""
    tags = {tag.pk: tag for tag in content_names.find_tags(names).values()}
    chosen = ArticleTag.objects.filter(content_object=article, origin=TagOrigin.EDITOR)
    chosen.exclude(tag__in=tags).delete()
    for tag in tags.values():
        ArticleTag.objects.update_or_create(
            content_object=article, tag=tag, defaults={"origin": TagOrigin.EDITOR, "score": 1.0}
        )


# --- many articles at once ---


def sections_of(publication: Publication, contents: Iterable[ArticleContent]) -> dict[str, Section]:
    """The sections that these contents name, made where they are missing."""
    names = {content.section for _article, content in contents}
    return Section.objects.ensure(publication, names)


def fill_columns(article: Article, content: Content, sections: Mapping[str, Section]) -> bool:
    """Set the columns of a row that the caller stores; whether its tags are to be found anew.

    A row that is stored already counts as changed: an open form of it is refused.
    """
    is_other_text = article.pk is None or any(
        getattr(article, name) != content.fields[name] for name in TAGGED_COLUMNS
    )
    for name in TEXT_COLUMNS:
        setattr(article, name, content.fields[name])
    article.section = sections.get(content.section)
    article.updated_at = timezone.now()
    if article.pk:
        article.version += 1
    if is_other_text:
        article.mark_untagged()
    return is_other_text


def write_relations(created: Sequence[ArticleContent], changed: Sequence[ArticleContent]) -> None:
    """Bylines and pictures of new articles, and of stored ones where they are others now.

    The stored ones come with their bylines and illustrations prefetched.
    """
    other_bylines, other_pictures = [], []
    for article, content in changed:
        stored = content_in(article)
        if stored.bylines != content.bylines:
            other_bylines.append(ArticleBylines(article, content.bylines))
        if stored.pictures != content.pictures:
            other_pictures.append(ArticlePictures(article, _entries(content.pictures)))
    new_bylines, new_pictures = [], []
    for article, content in created:
        new_bylines.append(ArticleBylines(article, content.bylines))
        new_pictures.append(ArticlePictures(article, _entries(content.pictures)))
    write_bylines(new_bylines, other_bylines)
    write_pictures(new_pictures, other_pictures)


def _entries(pictures: Iterable[Picture]) -> list[PictureEntry]:
    return [PictureEntry(*picture) for picture in pictures]


def write_bylines(
    created: Sequence[ArticleBylines],
    changed: Sequence[ArticleBylines],
    kinds: Mapping[AuthorIdentity, AuthorKind] | None = None,
) -> None:
    """Give articles these bylines; the stored ones of those that are `changed` go.

    Two names that mean one author since a merge are one byline.
    """
    signatures: list[Signature] = []
    for bylines in (*created, *changed):
        signatures.extend(bylines.signatures)
    authors = content_names.authors_of(signatures, kinds)
    rows: list[Byline] = []
    for bylines in (*created, *changed):
        rows.extend(_byline_rows(bylines, authors))
    Byline.objects.filter(article__in=[bylines.article.pk for bylines in changed]).delete()
    Byline.objects.bulk_create(rows)


def _byline_rows(bylines: ArticleBylines, authors: Mapping[AuthorIdentity, Any]) -> list[Byline]:
    orders = range(len(bylines.signatures)) if bylines.orders is None else bylines.orders
    rows: dict[tuple[int, str], Byline] = {}
    for signature, order in zip(bylines.signatures, orders, strict=True):
        author = authors[signature.name, signature.affiliation]
        row = Byline(article=bylines.article, author=author, role=signature.role, order=order)
        rows.setdefault((author.pk, signature.role), row)
    return list(rows.values())


def write_pictures(created: Sequence[ArticlePictures], changed: Sequence[ArticlePictures]) -> None:
    """Give articles these pictures. A row whose file, caption or place is among them stays.

    So an uploaded picture stays with its caption, and so does its alternative text.
    """
    placed: list[Illustration] = []
    removed: list[Illustration] = []
    for article, entries in created:
        placed.extend(_place_pictures(article, [], entries))
    for article, entries in changed:
        stored = list(article.illustrations.all())
        rows = _place_pictures(article, stored, entries)
        placed.extend(rows)
        removed.extend(row for row in stored if row not in rows)
    save_pictures(placed, removed)


def save_pictures(placed: Iterable[Illustration], removed: Iterable[Illustration]) -> None:
    """Store rows of illustrations, new ones and stored ones, and delete others."""
    rows = list(placed)
    stored = [row for row in rows if row.pk]
    Illustration.objects.filter(pk__in=[row.pk for row in removed]).delete()
    Illustration.objects.bulk_update(stored, _PICTURE_COLUMNS)
    created = Illustration.objects.bulk_create([row for row in rows if not row.pk])
    for row in created:
        if row.picture:
            with suppress(FileNotFoundError):
                store_sizes(row)


def _place_pictures(
    article: Article, stored: Sequence[Illustration], entries: Sequence[PictureEntry]
) -> list[Illustration]:
    """A row for each entry, in their order: a stored one, or a new one."""
    matches = _PictureMatching(stored, entries).match()
    rows = []
    for order, entry in enumerate(entries):
        row = matches.get(order) or Illustration(picture=entry.file or "")
        row.article = article
        row.caption = entry.caption
        row.credit = entry.credit
        row.alt = row.alt if entry.alt is None else entry.alt
        row.order = order
        rows.append(row)
    return rows


class _PictureMatching:
    """Which stored row is which entry: each row at most once."""

    def __init__(self, stored: Sequence[Illustration], entries: Sequence[PictureEntry]) -> None:
        self.stored, self.entries = stored, entries
        self.free = list(stored)
        self.matches: dict[int, Illustration] = {}  # by the place of the entry

    def match(self) -> dict[int, Illustration]:
        """The same file goes before the same caption, and that before the same place."""
        for place, entry in enumerate(self.entries):
            if entry.file:
                self._take(place, [row for row in self.stored if row.picture.name == entry.file])
        for place, entry in self._unmatched():
            self._take(place, [row for row in self.stored if _has_caption(row, entry)])
        if len(self.stored) == len(self.entries):
            for place, entry in self._unmatched():
                if _may_hold(self.stored[place], entry):
                    self._take(place, [self.stored[place]])
        return self.matches

    def _unmatched(self) -> list[tuple[int, PictureEntry]]:
        places = enumerate(self.entries)
        return [(place, entry) for place, entry in places if place not in self.matches]

    def _take(self, place: int, candidates: Sequence[Illustration]) -> None:
        row = next((row for row in candidates if row in self.free), None)
        if row is not None:
            self.free.remove(row)
            self.matches[place] = row


def _has_caption(row: Illustration, entry: PictureEntry) -> bool:
    return row.caption == entry.caption and _may_hold(row, entry)


def _may_hold(row: Illustration, entry: PictureEntry) -> bool:
    """Whether the entry leaves the row its file."""
    return entry.file is None or entry.file == (row.picture.name or "")
