"""The writer of an article's content: its texts, its section, its bylines, pictures and tags.

The importer, the workbench, edits, restored versions, decided conflicts and archives of issues all
write through here. `content_names` finds the rows that the names mean. `editing` does the rest of
an edit: the history and the readers.
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
    """The content of a stored article; reads its section, bylines, authors and illustrations."""
    fields = {name: getattr(article, name) for name in TEXT_COLUMNS}
    # A form sends a text back with \r\n.
    body = article.body.replace("\r\n", "\n")
    fields["body"] = body.strip()
    section = section_name_in(article)
    bylines = signatures_in(article)
    pictures = []
    for row in article.illustrations.all():
        picture = Picture(row.caption, row.credit)
        pictures.append(picture)
    return Content(fields, section, bylines, tuple(pictures))


def section_name_in(article: Article) -> str:
    """The name of the article's section; empty for an article without a section."""
    if article.section is None:
        return ""
    return article.section.name


def signatures_in(article: Article) -> tuple[Signature, ...]:
    signatures = []
    for byline in article.bylines.all():
        author = byline.author
        signatures.append(Signature(author.name, author.affiliation, byline.role))
    return tuple(signatures)


def picture_entries_in(article: Article) -> list[PictureEntry]:
    """The pictures of an article with their files and alternative texts."""
    entries = []
    for row in article.illustrations.all():
        file = row.picture.name or ""
        entry = PictureEntry(row.caption, row.credit, file, row.alt)
        entries.append(entry)
    return entries


def values_in(article: Article) -> dict[str, Any]:
    """The content of a stored article by field, as `write_values` takes it."""
    tags = set()
    for row in article.article_tags.all():
        if row.origin == TagOrigin.EDITOR:
            tags.add(row.tag.name)
    values: dict[str, Any] = {name: getattr(article, name) for name in TEXT_COLUMNS}
    values["section"] = section_name_in(article)
    values["bylines"] = list(signatures_in(article))
    values["pictures"] = picture_entries_in(article)
    values["tags"] = sorted(tags)
    return values


# --- one stored article ---


def write_values(
    article: Article,
    values: Mapping[str, Any],
    kinds: Mapping[AuthorIdentity, AuthorKind] | None = None,
) -> None:
    """Store some of an article's content; the caller locks the row, and it is read again here.

    `values` are named as in `CONTENT_FIELDS`: texts, the name of the section, `Signature`s,
    `PictureEntry`s, and the names of the tags that an editor chose. `kinds` are for new authors.
    """
    columns = {name: values[name] for name in TEXT_COLUMNS if name in values}
    if "section" in values:
        name = values["section"]
        publication = article.page.issue.publication
        sections = Section.objects.ensure(publication, [name])
        columns["section"] = sections.get(name)
    Article.objects.filter(pk=article.pk).update(**columns)
    if "bylines" in values:
        bylines = ArticleBylines(article, values["bylines"])
        write_bylines((), [bylines], kinds)
    if "pictures" in values:
        pictures = ArticlePictures(article, values["pictures"])
        write_pictures((), [pictures])
    if "tags" in values:
        _write_editor_tags(article, values["tags"])
    article.refresh_from_db()


def _write_editor_tags(article: Article, names: Collection[str]) -> None:
    """Store the tags that editors chose; the others follow the text."""
    tags_by_name = content_names.find_tags(names)
    tags = {tag.pk: tag for tag in tags_by_name.values()}
    chosen = ArticleTag.objects.filter(content_object=article, origin=TagOrigin.EDITOR)
    chosen.exclude(tag__in=tags).delete()
    for tag in tags.values():
        ArticleTag.objects.update_or_create(
            content_object=article,
            tag=tag,
            defaults={"origin": TagOrigin.EDITOR, "score": 1.0},
        )


# --- many articles at once ---


def sections_of(publication: Publication, contents: Iterable[ArticleContent]) -> dict[str, Section]:
    """The sections that these contents name, made where they are missing."""
    names = {content.section for _article, content in contents}
    return Section.objects.ensure(publication, names)


def fill_columns(article: Article, content: Content, sections: Mapping[str, Section]) -> bool:
    """Set the columns of a row that the caller stores; returns whether its tags are out of date.

    A row that is stored already counts as changed: an open form of it is refused.
    """
    is_new = article.pk is None
    is_retagged = is_new or _has_other_text(article, content)
    for name in TEXT_COLUMNS:
        setattr(article, name, content.fields[name])
    article.section = sections.get(content.section)
    article.updated_at = timezone.now()
    if not is_new:
        article.version += 1
    if is_retagged:
        article.mark_untagged()
    return is_retagged


def _has_other_text(article: Article, content: Content) -> bool:
    fields = content.fields
    return any(getattr(article, name) != fields[name] for name in TAGGED_COLUMNS)


def write_relations(created: Sequence[ArticleContent], changed: Sequence[ArticleContent]) -> None:
    """Store bylines and pictures of new articles, and of stored ones where they differ.

    The stored ones come with their bylines and illustrations prefetched.
    """
    changed_bylines = []
    changed_pictures = []
    for article, content in changed:
        stored = content_in(article)
        if stored.bylines != content.bylines:
            bylines = ArticleBylines(article, content.bylines)
            changed_bylines.append(bylines)
        if stored.pictures != content.pictures:
            pictures = ArticlePictures(article, _entries(content.pictures))
            changed_pictures.append(pictures)
    new_bylines = []
    new_pictures = []
    for article, content in created:
        bylines = ArticleBylines(article, content.bylines)
        pictures = ArticlePictures(article, _entries(content.pictures))
        new_bylines.append(bylines)
        new_pictures.append(pictures)
    write_bylines(new_bylines, changed_bylines)
    write_pictures(new_pictures, changed_pictures)


def _entries(pictures: Iterable[Picture]) -> list[PictureEntry]:
    return [PictureEntry(*picture) for picture in pictures]


def write_bylines(
    created: Sequence[ArticleBylines],
    changed: Sequence[ArticleBylines],
    kinds: Mapping[AuthorIdentity, AuthorKind] | None = None,
) -> None:
    """Store the bylines of articles and delete the former ones of those that are `changed`.

    Two names that mean the same author since a merge become one byline.
    """
    all_bylines = (*created, *changed)
    signatures: list[Signature] = []
    for bylines in all_bylines:
        signatures.extend(bylines.signatures)
    authors = content_names.authors_of(signatures, kinds)
    rows: list[Byline] = []
    for bylines in all_bylines:
        rows.extend(_byline_rows(bylines, authors))
    changed_keys = [bylines.article.pk for bylines in changed]
    Byline.objects.filter(article__in=changed_keys).delete()
    Byline.objects.bulk_create(rows)


def _byline_rows(bylines: ArticleBylines, authors: Mapping[AuthorIdentity, Any]) -> list[Byline]:
    orders = bylines.orders
    if orders is None:
        orders = range(len(bylines.signatures))
    rows: dict[tuple[int, str], Byline] = {}
    for signature, order in zip(bylines.signatures, orders, strict=True):
        author = authors[signature.name, signature.affiliation]
        row = Byline(
            article=bylines.article,
            author=author,
            role=signature.role,
            order=order,
        )
        rows.setdefault((author.pk, signature.role), row)
    return list(rows.values())


def write_pictures(created: Sequence[ArticlePictures], changed: Sequence[ArticlePictures]) -> None:
    """Store the pictures of articles. A row whose file, caption or place is among them stays.

    So an uploaded picture stays with its caption, and so does its alternative text.
    """
    placed: list[Illustration] = []
    removed: list[Illustration] = []
    for article, entries in created:
        rows = _place_pictures(article, [], entries)
        placed.extend(rows)
    for article, entries in changed:
        stored = list(article.illustrations.all())
        rows = _place_pictures(article, stored, entries)
        placed.extend(rows)
        removed.extend(row for row in stored if row not in rows)
    save_pictures(placed, removed)


def save_pictures(placed: Iterable[Illustration], removed: Iterable[Illustration]) -> None:
    """Store rows of illustrations, new ones and stored ones, and delete others."""
    stored = []
    unstored = []
    for row in placed:
        if row.pk:
            stored.append(row)
        else:
            unstored.append(row)
    removed_keys = [row.pk for row in removed]
    Illustration.objects.filter(pk__in=removed_keys).delete()
    Illustration.objects.bulk_update(stored, _PICTURE_COLUMNS)
    created = Illustration.objects.bulk_create(unstored)
    for row in created:
        if not row.picture:
            continue
        with suppress(FileNotFoundError):
            store_sizes(row)


def _place_pictures(
    article: Article, stored: Sequence[Illustration], entries: Sequence[PictureEntry]
) -> list[Illustration]:
    """A row for each entry, in their order: a stored one, or a new one."""
    matches = _PictureMatching(stored, entries).match()
    rows = []
    for order, entry in enumerate(entries):
        row = matches.get(order)
        if row is None:
            row = Illustration(picture=entry.file or "")
        row.article = article
        row.caption = entry.caption
        row.credit = entry.credit
        if entry.alt is not None:
            row.alt = entry.alt
        row.order = order
        rows.append(row)
    return rows


class _PictureMatching:
    """Which stored row is which entry: each row at most once."""

    def __init__(self, stored: Sequence[Illustration], entries: Sequence[PictureEntry]) -> None:
        self.stored = stored
        self.entries = entries
        self.free = list(stored)
        self.matches: dict[int, Illustration] = {}  # by the index of the entry

    def match(self) -> dict[int, Illustration]:
        """Match by file first, then by caption, and last by the place in the article."""
        for index, entry in enumerate(self.entries):
            if entry.file:
                same_file = [row for row in self.stored if row.picture.name == entry.file]
                self._take(index, same_file)
        for index, entry in self._unmatched():
            same_caption = [row for row in self.stored if _has_caption(row, entry)]
            self._take(index, same_caption)
        if len(self.stored) == len(self.entries):
            for index, entry in self._unmatched():
                row = self.stored[index]
                if _may_hold(row, entry):
                    self._take(index, [row])
        return self.matches

    def _unmatched(self) -> list[tuple[int, PictureEntry]]:
        unmatched = []
        for index, entry in enumerate(self.entries):
            if index not in self.matches:
                unmatched.append((index, entry))
        return unmatched

    def _take(self, index: int, candidates: Sequence[Illustration]) -> None:
        for row in candidates:
            if row in self.free:
                self.free.remove(row)
                self.matches[index] = row
                return


def _has_caption(row: Illustration, entry: PictureEntry) -> bool:
    return row.caption == entry.caption and _may_hold(row, entry)


def _may_hold(row: Illustration, entry: PictureEntry) -> bool:
    """Whether the entry leaves the row its file."""
    if entry.file is None:
        return True
    stored_file = row.picture.name or ""
    return entry.file == stored_file
