"""The paper's vocabulary of tags as a table: written to a CSV file, and read from it again.

Reading has two phases, so that the order of the lines does not matter: first all lines are checked
against each other and against the tags that are not in the table, then all of them are stored. A
table that is refused changes nothing, and the refusal is a sentence that names the line.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TextIO

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Tag, TagAlias
from articles.models.choices import TagType

COLUMNS = ("name", "type", "aliases", "parent", "description", "pinned", "blocked")
# Between several aliases in one cell.
ALIAS_SEPARATOR = "|"
_NAME_LENGTH = 100
_DESCRIPTION_LENGTH = 200


class BadVocabulary(Exception):  # noqa: N818  (it is what the file is)
    """What is wrong with a table, in a sentence that names the line."""


@dataclass(frozen=True)
class VocabularyRow:
    """A tag as a line of the table. Two rows are equal if they say the same, on whatever line."""

    name: str
    type: TagType
    aliases: frozenset[str]
    parent: str
    description: str
    pinned: bool
    blocked: bool
    line: int = field(default=0, compare=False)

    def cells(self) -> list[str | int]:
        """What stands in the columns, in their order."""
        return [
            self.name,
            self.type,
            ALIAS_SEPARATOR.join(sorted(self.aliases)),
            self.parent,
            self.description,
            int(self.pinned),
            int(self.blocked),
        ]

    def fault(self, sentence: str) -> BadVocabulary:
        return _fault_on_line(self.line, sentence)


class TableCounts(NamedTuple):
    """How many tags a table created, updated and left unchanged."""

    created: int
    updated: int
    unchanged: int


def write_table(file: TextIO) -> int:
    """Write every tag as a line of CSV; returns how many."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    tags = _all_tags()
    for tag in tags:
        row = _row_of(tag)
        writer.writerow(row.cells())
    return len(tags)


def read_table(file: TextIO) -> list[VocabularyRow]:
    """The lines of a table. Raises BadVocabulary for the first line that cannot be read."""
    reader = csv.DictReader(file)
    try:
        missing = set(COLUMNS).difference(reader.fieldnames or ())
        if missing:
            raise BadVocabulary(_("line 1: there is no column “%s”.") % min(missing))
        return _read_rows(reader)
    except csv.Error as fault:
        line = reader.line_num + 1  # the lines before it were read
        raise _fault_on_line(line, _("it cannot be read as CSV.")) from fault


def _read_rows(reader: csv.DictReader[str]) -> list[VocabularyRow]:
    rows: list[VocabularyRow] = []
    meanings: dict[str, str] = {}
    for cells in reader:
        try:
            row = _read_row(cells, reader.line_num)
            _add_meanings(meanings, row)
        except ValueError as fault:
            raise _fault_on_line(reader.line_num, str(fault)) from fault
        rows.append(row)
    return rows


def _read_row(cells: Mapping[str, str | None], line: int) -> VocabularyRow:
    """Raises ValueError with a sentence for what is no tag."""
    texts = {column: _clean_cell(cells[column]) for column in COLUMNS}
    _check_name(texts["name"])
    if texts["type"] not in TagType.values:
        types = ", ".join(TagType.values)
        sentence = _("“%(type)s” is no type; choose one of %(types)s.")
        raise ValueError(sentence % {"type": texts["type"], "types": types})
    return VocabularyRow(
        name=texts["name"],
        type=TagType(texts["type"]),
        aliases=_read_aliases(texts["aliases"]),
        parent=texts["parent"],
        description=texts["description"][:_DESCRIPTION_LENGTH],
        pinned=_read_flag(texts["pinned"]),
        blocked=_read_flag(texts["blocked"]),
        line=line,
    )


def _clean_cell(cell: str | None) -> str:
    """The text of a cell with single spaces; a short line has no cell for its last columns."""
    text = cell or ""
    if "\0" in text:
        raise ValueError(_("it holds a character that no text has."))
    words = text.split()
    return " ".join(words)


def _check_name(name: str) -> None:
    if not 0 < len(name) <= _NAME_LENGTH:
        raise ValueError(_("a tag has a name of 1 to 100 characters."))


def _read_aliases(cell: str) -> frozenset[str]:
    names = [alias.strip() for alias in cell.split(ALIAS_SEPARATOR)]
    aliases = frozenset(filter(None, names))
    for alias in aliases:
        _check_name(alias)
    return aliases


def _read_flag(cell: str) -> bool:
    if cell not in ("", "0", "1"):
        raise ValueError(_("“%s” is neither 1 nor 0.") % cell)
    return cell == "1"


def _add_meanings(meanings: dict[str, str], row: VocabularyRow) -> None:
    """Note which tag the names of a row mean; raises ValueError for a name with two meanings."""
    key = row.name.casefold()
    if meanings.get(key) == row.name:
        sentence = _("“%s” has a line already.")
        raise ValueError(sentence % row.name)
    names = [row.name, *sorted(row.aliases)]
    for name in names:
        meaning = meanings.setdefault(name.casefold(), row.name)
        if meaning != row.name:
            sentence = _("“%s” stands for two tags.")
            raise ValueError(sentence % name)


@transaction.atomic
def store_table(rows: Iterable[VocabularyRow]) -> TableCounts:
    """Create the tags of a table, or change those that exist; other tags stay as they are.

    Raises BadVocabulary, and stores nothing, if the rows contradict the tags that stay.
    """
    rows = list(rows)
    tags = {tag.name: tag for tag in _all_tags()}
    rows_before = {name: _row_of(tag) for name, tag in tags.items()}
    changed = [row for row in rows if rows_before.get(row.name) != row]
    created = {row.name for row in rows if row.name not in rows_before}
    rows_after = dict(rows_before)
    for row in rows:
        rows_after[row.name] = row
    _check_rows(changed, created, rows_after)
    _store_rows(changed, tags)
    return TableCounts(
        created=len(created),
        updated=len(changed) - len(created),
        unchanged=len(rows) - len(changed),
    )


def _check_rows(
    changed: Sequence[VocabularyRow],
    created: Collection[str],
    rows_after: Mapping[str, VocabularyRow],
) -> None:
    """Refuse the first of the changed rows that contradicts the tags as they will be."""
    changed_names = {row.name for row in changed}
    unchanged = [row for name, row in rows_after.items() if name not in changed_names]
    tag_names = {name.casefold() for name in rows_after}
    tags_of_aliases = _tags_of_aliases(unchanged)
    for row in changed:
        if row.name in created:
            _check_is_free(row, row.name, tags_of_aliases)
        for alias in sorted(row.aliases):
            _check_is_no_tag(row, alias, tag_names)
            _check_is_free(row, alias, tags_of_aliases)
        _check_parent(row, rows_after)


def _tags_of_aliases(rows: Iterable[VocabularyRow]) -> dict[str, str]:
    """The name of the tag that each alias means, by the alias in one case."""
    tag_names: dict[str, str] = {}
    for row in rows:
        for alias in row.aliases:
            tag_names[alias.casefold()] = row.name
    return tag_names


def _check_is_no_tag(row: VocabularyRow, alias: str, tag_names: Collection[str]) -> None:
    if alias.casefold() in tag_names:
        sentence = _("“%(name)s” is a tag itself: merge the two in the list of tags.")
        raise row.fault(sentence % {"name": alias})


def _check_is_free(row: VocabularyRow, name: str, tags_of_aliases: Mapping[str, str]) -> None:
    tag_name = tags_of_aliases.get(name.casefold())
    if tag_name is not None:
        sentence = _("“%(name)s” is another name of “%(tag)s” already.")
        raise row.fault(sentence % {"name": name, "tag": tag_name})


def _check_parent(row: VocabularyRow, rows_after: Mapping[str, VocabularyRow]) -> None:
    """Refuse a parent that does not exist, or that would stand below its own child."""
    names = {"name": row.name, "parent": row.parent}
    if row.parent and row.parent not in rows_after:
        sentence = _("“%(name)s” belongs under “%(parent)s”, which is no tag.")
        raise row.fault(sentence % names)
    if row.name in _ancestors(row, rows_after):
        sentence = _("“%(name)s” cannot belong under “%(parent)s”, which stands below it.")
        raise row.fault(sentence % names)


def _ancestors(row: VocabularyRow, rows: Mapping[str, VocabularyRow]) -> list[str]:
    """The names of the tags above this one, nearest first; a circle is walked once."""
    ancestors: list[str] = []
    name = row.parent
    while name in rows and name not in ancestors:
        ancestors.append(name)
        name = rows[name].parent
    return ancestors


def _store_rows(rows: Collection[VocabularyRow], tags: dict[str, Tag]) -> None:
    """Store checked rows; `tags` has the stored tags by name, and gets the new ones."""
    for row in rows:
        if row.name not in tags:
            tags[row.name] = Tag.objects.create(name=row.name)
    for row in rows:
        tag = tags[row.name]
        tag.parent = tags[row.parent] if row.parent else None
        tag.type = row.type
        tag.description = row.description
        tag.pinned = row.pinned
        tag.blocked = row.blocked
        tag.save()
    _store_aliases(rows, tags)


def _store_aliases(rows: Iterable[VocabularyRow], tags: Mapping[str, Tag]) -> None:
    """Remove all old aliases before the first new one: an alias may move from tag to tag."""
    changed_tags: list[Tag] = []
    aliases: list[TagAlias] = []
    for row in rows:
        tag = tags[row.name]
        changed_tags.append(tag)
        for name in sorted(row.aliases):
            alias = TagAlias(tag=tag, name=name)
            aliases.append(alias)
    TagAlias.objects.filter(tag__in=changed_tags).delete()
    TagAlias.objects.bulk_create(aliases)


def _all_tags() -> Sequence[Tag]:
    tags = Tag.objects.select_related("parent")
    tags = tags.prefetch_related("aliases")
    return list(tags.order_by("name"))


def _row_of(tag: Tag) -> VocabularyRow:
    aliases = [alias.name for alias in tag.aliases.all()]
    return VocabularyRow(
        name=tag.name,
        type=TagType(tag.type),
        aliases=frozenset(aliases),
        parent=tag.parent.name if tag.parent else "",
        description=tag.description,
        pinned=tag.pinned,
        blocked=tag.blocked,
    )


def _fault_on_line(line: int, sentence: str) -> BadVocabulary:
    return BadVocabulary(_("line %(line)d: %(fault)s") % {"line": line, "fault": sentence})
