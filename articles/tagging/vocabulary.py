"""The paper's vocabulary of tags: one name for each thing, merging of two, and the whole of it as a table."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, TextIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from articles.models import ArticleTag, Tag, TagAlias, TagDecision, TagRedirect
from articles.models.choices import TagOrigin, TagType
from articles.text.hant_hans import simplified, traditional

COLUMNS = ("name", "type", "aliases", "parent", "description", "pinned", "blocked")
# Between several aliases in one cell.
BETWEEN = "|"


class BadVocabulary(Exception):  # noqa: N818  (it is what the file is)
    """What is wrong with a table, in a sentence that names the line."""


class Merge(NamedTuple):
    """What merging would do."""

    articles: int  # that have one of the tags to go
    both: int  # of these, that have the one to stay as well
    slugs: list[str]  # whose addresses will lead to the one that stays


class Row(NamedTuple):
    """A line of the table."""

    name: str
    type: TagType
    aliases: frozenset[str]
    parent: str
    description: str
    pinned: bool
    blocked: bool


class Stored(NamedTuple):
    created: int
    updated: int
    unchanged: int


def canonical(names: Iterable[str]) -> dict[str, str]:
    """The tag's own name for each of these: an alias means its tag, and so does the same name in the other script."""
    written = {
        name: [name.lower(), simplified(name).lower(), traditional(name).lower()] for name in names
    }
    every = {form for forms in written.values() for form in forms}
    tags = Tag.objects.alias(key=Lower("name")).filter(key__in=every).values_list("name", "name")
    aliases = (
        TagAlias.objects.alias(key=Lower("name"))
        .filter(key__in=every)
        .values_list("name", "tag__name")
    )
    known = {name.lower(): meant for name, meant in [*tags, *aliases]}
    return {
        name: next((known[form] for form in forms if form in known), name)
        for name, forms in written.items()
    }


def preview_merge(sources: Collection[Tag], target: Tag) -> Merge:
    rows = ArticleTag.objects.filter(tag__in=sources).order_by()
    both = ArticleTag.objects.filter(tag=target, content_object__in=rows.values("content_object"))
    return Merge(
        articles=rows.values("content_object").distinct().count(),
        both=both.count(),
        slugs=[*(tag.slug for tag in sources), *_redirects(sources).values_list("slug", flat=True)],
    )


@transaction.atomic
def merge(sources: Collection[Tag], target: Tag) -> list[int]:
    """Make one tag of these: articles, decisions, names and addresses of the others become the target's.

    Returns the keys of the articles whose tags are others now: what is related to them is, too.
    """
    list(
        Tag.objects.select_for_update()
        .filter(pk__in=[target.pk, *(tag.pk for tag in sources)])
        .order_by("pk")
    )
    concerned = articles_of(sources)
    _move_articles(sources, target)
    _rename_decisions({tag.name for tag in sources}, target.name)
    _move_children(sources, target)
    _redirects(sources).update(tag=target)
    lead_on([tag.slug for tag in sources], target)
    TagAlias.objects.filter(tag__in=sources).update(tag=target)
    TagAlias.objects.bulk_create(
        [TagAlias(name=tag.name, tag=target) for tag in sources], ignore_conflicts=True
    )
    Tag.objects.filter(pk__in=[tag.pk for tag in sources]).delete()
    return concerned


def articles_of(tags: Collection[Tag]) -> list[int]:
    """The keys of the articles that have one of these tags."""
    rows = ArticleTag.objects.filter(tag__in=tags).order_by("content_object")
    return list(rows.values_list("content_object", flat=True).distinct())


def lead_on(slugs: Iterable[str], tag: Tag) -> None:
    """Have the addresses that tags had lead to this one."""
    TagRedirect.objects.bulk_create(
        [TagRedirect(slug=slug, tag=tag) for slug in slugs],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["tag"],
    )


def _redirects(tags: Collection[Tag]) -> QuerySet[TagRedirect]:
    return TagRedirect.objects.filter(tag__in=tags)


def _move_articles(sources: Collection[Tag], target: Tag) -> None:
    """Each article keeps one row: the editor's if one of them is, with the best score."""
    concerned = ArticleTag.objects.filter(tag__in=sources).values("content_object")
    rows = ArticleTag.objects.filter(tag__in=[*sources, target], content_object__in=concerned)
    stay: list[ArticleTag] = []
    go: list[int] = []
    for _article, group in groupby(
        rows.order_by("content_object", "pk"), lambda row: row.content_object_id
    ):
        first, *others = sorted(group, key=lambda row: row.tag_id != target.pk)
        first.tag = target
        first.score = max(row.score for row in (first, *others))
        if any(row.origin == TagOrigin.EDITOR for row in others):
            first.origin = TagOrigin.EDITOR
        stay.append(first)
        go.extend(row.pk for row in others)
    ArticleTag.objects.filter(pk__in=go).delete()
    ArticleTag.objects.bulk_update(stay, ["tag", "score", "origin"], batch_size=500)


def _rename_decisions(names: set[str], name: str) -> None:
    """What was decided on the one that stays goes before what was decided on the others."""
    concerned = TagDecision.objects.filter(name__in=names).values("article")
    rows = TagDecision.objects.filter(name__in=[*names, name], article__in=concerned)
    stay: list[TagDecision] = []
    go: list[int] = []
    for _article, group in groupby(rows.order_by("article", "-at"), lambda row: row.article_id):
        first, *others = sorted(group, key=lambda row: row.name != name)
        first.name = name
        stay.append(first)
        go.extend(row.pk for row in others)
    TagDecision.objects.filter(pk__in=go).delete()
    TagDecision.objects.bulk_update(stay, ["name"], batch_size=500)


def _move_children(sources: Collection[Tag], target: Tag) -> None:
    gone = {tag.pk for tag in sources}
    if gone.intersection(target.ancestors()):
        Tag.objects.filter(pk=target.pk).update(parent=None)
    Tag.objects.filter(parent__in=gone).exclude(pk=target.pk).update(parent=target)


def write_table(file: TextIO) -> int:
    """Every tag as a line of CSV; how many."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = [_row(tag) for tag in _all_tags()]
    for row in rows:
        cells = row._replace(aliases=BETWEEN.join(sorted(row.aliases)))  # type: ignore[arg-type]
        writer.writerow([int(cell) if isinstance(cell, bool) else cell for cell in cells])
    return len(rows)


def _all_tags() -> Sequence[Tag]:
    return list(Tag.objects.select_related("parent").prefetch_related("aliases").order_by("name"))


def _row(tag: Tag) -> Row:
    return Row(
        name=tag.name,
        type=TagType(tag.type),
        aliases=frozenset(alias.name for alias in tag.aliases.all()),
        parent=tag.parent.name if tag.parent else "",
        description=tag.description,
        pinned=tag.pinned,
        blocked=tag.blocked,
    )


def read_table(file: TextIO) -> list[Row]:
    """The lines of a table; raises BadVocabulary for the first that is none."""
    reader = csv.DictReader(file)
    if missing := set(COLUMNS) - set(reader.fieldnames or ()):
        raise BadVocabulary(_("line 1: there is no column “%s”.") % min(missing))
    rows: list[Row] = []
    meanings: dict[str, str] = {}
    for cells in reader:
        try:
            row = _read_row(cells)
            _refuse_twice(row, meanings)
        except ValueError as fault:
            raise BadVocabulary(
                _("line %(line)d: %(fault)s") % {"line": reader.line_num, "fault": fault}
            ) from fault
        rows.append(row)
    return rows


def _refuse_twice(row: Row, meanings: dict[str, str]) -> None:
    for name in (row.name, *row.aliases):
        if meanings.setdefault(name.casefold(), row.name) != row.name:
            raise ValueError(_("“%s” stands for two tags.") % name)


def _read_row(cells: Mapping[str, str | None]) -> Row:
    texts = {column: " ".join((cells[column] or "").split()) for column in COLUMNS}
    if not 0 < len(texts["name"]) <= Tag._meta.get_field("name").max_length:
        raise ValueError(_("a tag has a name of 1 to 100 characters."))
    if texts["type"] not in TagType.values:
        raise ValueError(_("“%(type)s” is no type; choose one of %(types)s.") % {
            "type": texts["type"], "types": ", ".join(TagType.values),
        })  # fmt: skip
    return Row(
        name=texts["name"],
        type=TagType(texts["type"]),
        aliases=frozenset(
            alias.strip() for alias in texts["aliases"].split(BETWEEN) if alias.strip()
        ),
        parent=texts["parent"],
        description=texts["description"][:200],
        pinned=_truth(texts["pinned"]),
        blocked=_truth(texts["blocked"]),
    )


def _truth(cell: str) -> bool:
    if cell not in ("", "0", "1"):
        raise ValueError(_("“%s” is neither 1 nor 0.") % cell)
    return cell == "1"


@transaction.atomic
def store_table(rows: Iterable[Row]) -> Stored:
    """Make the tags of a table, or change those there are; others stay. Raises BadVocabulary, and stores nothing."""
    rows = list(rows)
    tags = {tag.name: tag for tag in _all_tags()}
    before = {name: _row(tag) for name, tag in tags.items()}
    for row in rows:
        if row.name not in tags:
            tags[row.name] = Tag.objects.create(name=row.name)
    for row in rows:
        if row != before.get(row.name):
            _store_row(row, tags)
    created = sum(row.name not in before for row in rows)
    unchanged = sum(row == before.get(row.name) for row in rows)
    return Stored(created, len(rows) - created - unchanged, unchanged)


def _store_row(row: Row, tags: Mapping[str, Tag]) -> None:
    tag = tags[row.name]
    if row.parent and row.parent not in tags:
        raise BadVocabulary(
            _("“%(name)s” belongs under “%(parent)s”, which is no tag.") % row._asdict()
        )
    tag.parent = tags[row.parent] if row.parent else None
    tag.type, tag.description, tag.pinned, tag.blocked = (
        row.type,
        row.description,
        row.pinned,
        row.blocked,
    )
    tag.aliases.all().delete()
    try:
        tag.clean()
        tag.save()
        for name in sorted(row.aliases):
            alias = TagAlias(tag=tag, name=name)
            alias.full_clean()
            alias.save()
    except ValidationError as fault:
        raise BadVocabulary(f"{row.name}: {' '.join(fault.messages)}") from fault
