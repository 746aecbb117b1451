"""The rows that the names of an article's content mean: its section, its authors, its tags.

Files, archives, conflicts and old versions know names only, and these may be out of date: authors
and tags are merged, sections are renamed. Every writer of content looks its names up here, so that
a name means the same row whoever writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Q
from django.db.models.functions import Lower

from articles.models import Author, AuthorAlias, Section, Tag
from articles.models.article_content import PictureEntry, Signature
from articles.models.article_version import VersionBase
from articles.models.choices import AuthorKind, TagOrigin
from articles.models.ensure_rows import ensure_rows
from articles.tagging import vocabulary

AuthorIdentity = tuple[str, str]  # name and affiliation

_OFFICE = re.compile(
    r"(?:[省市县].+|.{3,})[局委厅办部处科所院校站社队会团网报]"
    r"|(?:[省市县]|.{2,})(?:中心|公司|集团|大学|中学|小学|银行|支行|政府|街道|妇联|工商联)"
)


class RememberedContent(NamedTuple):
    """The content of an older version in the names of today.

    `values` are as `content.write_values` takes them. `kinds` say whether authors that were deleted
    were people or offices.
    """

    values: dict[str, Any]
    kinds: dict[AuthorIdentity, AuthorKind]


def author_kind(name: str) -> AuthorKind:
    """An office where the name reads like one (雁洲区商务局); names of people are short or hold a dot."""
    if "·" not in name and _OFFICE.fullmatch(name):
        return AuthorKind.OFFICE
    return AuthorKind.PERSON


def find_authors(identities: Iterable[AuthorIdentity]) -> dict[AuthorIdentity, Author]:
    """The authors with these names; a name that was merged leads to the author that stayed.

    Names beside the wanted ones may be among the keys. Takes two queries.
    """
    names = {name for name, _affiliation in identities}
    aliases = AuthorAlias.objects.filter(name__in=names)
    authors = {}
    for alias in aliases.select_related("author").order_by("pk"):
        identity = (alias.name, alias.affiliation)
        authors[identity] = alias.author
    for author in Author.objects.filter(name__in=names):
        identity = (author.name, author.affiliation)
        authors[identity] = author
    return authors


def authors_of(
    signatures: Iterable[Signature], kinds: Mapping[AuthorIdentity, AuthorKind] | None = None
) -> dict[AuthorIdentity, Author]:
    """Authors by name and affiliation; missing ones are created.

    `kinds` give the kind of a new author; without it, the name decides.
    """
    identities = {(signature.name, signature.affiliation) for signature in signatures}
    wanted = sorted(identities)
    known_kinds = kinds or {}

    def find() -> dict[AuthorIdentity, Author]:
        return find_authors(wanted)

    def make(missing: Sequence[AuthorIdentity], _attempt: int) -> None:
        rows = []
        for identity in missing:
            name, affiliation = identity
            kind = known_kinds.get(identity)
            if kind is None:
                kind = author_kind(name)
            row = Author(name=name, affiliation=affiliation, kind=kind)
            rows.append(row)
        Author.objects.bulk_create(rows, ignore_conflicts=True)

    return ensure_rows(wanted, find, make)


def find_tags(names: Iterable[str]) -> dict[str, Tag]:
    """The tags that these names mean today. A name that the vocabulary does not have is left out.

    The exact name goes before a name in other letters, and that before an alias.
    """
    wanted = list(names)
    canonical = vocabulary.canonical(wanted)
    exact_names = {*wanted, *canonical.values()}
    folded_names = {name.casefold() for name in exact_names}
    condition = Q(name__in=exact_names) | Q(key__in=folded_names)
    rows = Tag.objects.alias(key=Lower("name")).filter(condition)
    by_name: dict[str, Tag] = {}
    by_folded_name: dict[str, Tag] = {}
    for tag in rows.order_by("-pk"):
        folded_name = tag.name.casefold()
        by_name[tag.name] = tag
        by_folded_name[folded_name] = tag
    tags = {}
    for name in wanted:
        folded_name = name.casefold()
        tag = by_name.get(name) or by_folded_name.get(folded_name)
        if tag is None:
            tag = by_name.get(canonical[name])
        if tag is not None:
            tags[name] = tag
    return tags


def remembered_content(version: VersionBase) -> RememberedContent:
    """What an older version holds, in the names that its section, authors and tags have today.

    A version keeps their keys beside their names; older versions have names alone.
    """
    parts = version.parts
    keys = parts.get("keys", {})
    section_key = keys.get("section")
    byline_keys = keys.get("bylines", ())
    tag_keys = keys.get("tags", ())
    signatures = [Signature(*line) for line in parts["bylines"]]
    kinds = {}
    for signature, (_key, kind) in zip(signatures, byline_keys, strict=False):
        identity = (signature.name, signature.affiliation)
        kinds[identity] = AuthorKind(kind)
    values = {
        "section": _section_name(parts["section"], section_key),
        "bylines": _present_signatures(signatures, byline_keys),
        "pictures": [PictureEntry(*picture) for picture in parts["pictures"]],
        "tags": _present_tags(parts["tags"], tag_keys),
    }
    return RememberedContent(values, kinds)


def _section_name(name: str, key: int | None) -> str:
    if not key:
        return name
    section = Section.objects.filter(pk=key).first()
    if section is None:
        return name
    return section.name


def _present_signatures(
    signatures: Sequence[Signature], keys: Sequence[tuple[int, str]]
) -> list[Signature]:
    author_keys = [key for key, _kind in keys]
    by_key = _authors_by_key(author_keys)
    identities = [(signature.name, signature.affiliation) for signature in signatures]
    by_name = find_authors(identities)
    present = []
    for number, signature in enumerate(signatures):
        author = None
        if number < len(author_keys):
            author = by_key.get(author_keys[number])
        if author is None:
            author = by_name.get(identities[number])
        if author is not None:
            signature = signature._replace(name=author.name, affiliation=author.affiliation)
        present.append(signature)
    unique = dict.fromkeys(present)
    return list(unique)


def _authors_by_key(keys: Sequence[int]) -> dict[int, Author]:
    """Authors by their former key; a key that was merged leads to the author that stayed."""
    authors = Author.objects.in_bulk(keys)
    aliases = AuthorAlias.objects.filter(old_id__in=keys)
    for alias in aliases.select_related("author"):
        authors.setdefault(alias.old_id, alias.author)
    return authors


def _present_tags(entries: Sequence[Sequence[str]], keys: Sequence[int]) -> list[str]:
    """The names of the tags that an editor chose; the others follow the text."""
    by_key = Tag.objects.in_bulk(keys)
    chosen = []
    for number, (name, origin) in enumerate(entries):
        if origin != TagOrigin.EDITOR:
            continue
        tag = None
        if number < len(keys):
            tag = by_key.get(keys[number])
        present_name = tag.name if tag else name
        chosen.append(present_name)
    tags = find_tags(chosen).values()
    names = {tag.name for tag in tags}
    return sorted(names)
