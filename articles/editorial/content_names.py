"""The rows that the names of an article's content mean: its section, its authors, its tags.

Files, archives, conflicts and old versions know names only, and these may be out of date: authors and
tags are merged, sections are renamed. Every writer of content looks its names up here, so that a name
means the same row whoever writes it.
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

    `values` are as `content.write_values` takes them; `kinds` say of authors who are no longer in the
    register whether they were people or offices.
    """

    values: dict[str, Any]
    kinds: dict[AuthorIdentity, AuthorKind]


def author_kind(name: str) -> AuthorKind:
    """An office where the name reads like one (雁洲区商务局); names of people are short or hold a dot."""
    if "·" not in name and _OFFICE.fullmatch(name):
        return AuthorKind.OFFICE
    return AuthorKind.PERSON


def find_authors(identities: Iterable[AuthorIdentity]) -> dict[AuthorIdentity, Author]:
    """The authors that are known by these names; who was merged into another one is that one.

    Names beside the wanted ones may be among the keys. Two queries.
    """
    names = {name for name, _affiliation in identities}
    aliases = AuthorAlias.objects.filter(name__in=names).select_related("author").order_by("pk")
    authors = {(alias.name, alias.affiliation): alias.author for alias in aliases}
    for author in Author.objects.filter(name__in=names):
        authors[author.name, author.affiliation] = author
    return authors


def authors_of(
    signatures: Iterable[Signature], kinds: Mapping[AuthorIdentity, AuthorKind] | None = None
) -> dict[AuthorIdentity, Author]:
    """Authors by name and affiliation, made where they are missing.

    `kinds` say what a new author is; without it, the name tells.
    """
    wanted = sorted({(signature.name, signature.affiliation) for signature in signatures})
    known_kinds = kinds or {}

    def find() -> dict[AuthorIdentity, Author]:
        return find_authors(wanted)

    def make(missing: Sequence[AuthorIdentity], _attempt: int) -> None:
        rows = []
        for name, affiliation in missing:
            kind = known_kinds.get((name, affiliation)) or author_kind(name)
            rows.append(Author(name=name, affiliation=affiliation, kind=kind))
        Author.objects.bulk_create(rows, ignore_conflicts=True)

    return ensure_rows(wanted, find, make)


def find_tags(names: Iterable[str]) -> dict[str, Tag]:
    """The tags that these names mean today. A name that the vocabulary does not have is left out.

    The name itself goes before a name in other letters, and that before an alias.
    """
    wanted = list(names)
    canonical = vocabulary.canonical(wanted)
    written = {*wanted, *canonical.values()}
    folded = {name.casefold() for name in written}
    rows = Tag.objects.alias(key=Lower("name")).filter(Q(name__in=written) | Q(key__in=folded))
    by_name: dict[str, Tag] = {}
    by_folded_name: dict[str, Tag] = {}
    for tag in rows.order_by("-pk"):
        by_name[tag.name] = tag
        by_folded_name[tag.name.casefold()] = tag
    tags = {}
    for name in wanted:
        tag = by_name.get(name) or by_folded_name.get(name.casefold())
        tag = tag or by_name.get(canonical[name])
        if tag is not None:
            tags[name] = tag
    return tags


def remembered_content(version: VersionBase) -> RememberedContent:
    """What an older version holds, in the names that its section, authors and tags have today.

    A version keeps their keys beside their names; older ones have names alone.
    """
    parts = version.parts
    keys = parts.get("keys", {})
    signatures = [Signature(*line) for line in parts["bylines"]]
    kinds = {}
    for signature, (_key, kind) in zip(signatures, keys.get("bylines", ()), strict=False):
        kinds[signature.name, signature.affiliation] = AuthorKind(kind)
    values = {
        "section": _section_name(parts["section"], keys.get("section")),
        "bylines": _present_signatures(signatures, keys.get("bylines", ())),
        "pictures": [PictureEntry(*picture) for picture in parts["pictures"]],
        "tags": _present_tags(parts["tags"], keys.get("tags", ())),
    }
    return RememberedContent(values, kinds)


def _section_name(name: str, key: int | None) -> str:
    section = Section.objects.filter(pk=key).first() if key else None
    return section.name if section else name


def _present_signatures(
    signatures: Sequence[Signature], keys: Sequence[tuple[int, str]]
) -> list[Signature]:
    by_key = _authors_by_key([key for key, _kind in keys])
    by_name = find_authors((line.name, line.affiliation) for line in signatures)
    present = []
    for number, signature in enumerate(signatures):
        author = by_key.get(keys[number][0]) if number < len(keys) else None
        author = author or by_name.get((signature.name, signature.affiliation))
        if author is not None:
            signature = Signature(author.name, author.affiliation, signature.role)
        present.append(signature)
    return list(dict.fromkeys(present))


def _authors_by_key(keys: Sequence[int]) -> dict[int, Author]:
    """Authors by the key they had; who was merged into another one is that one."""
    authors = Author.objects.in_bulk(keys)
    for alias in AuthorAlias.objects.filter(old_id__in=keys).select_related("author"):
        authors.setdefault(alias.old_id, alias.author)
    return authors


def _present_tags(entries: Sequence[Sequence[str]], keys: Sequence[int]) -> list[str]:
    """The names of the tags that an editor chose; the others follow the text."""
    by_key = Tag.objects.in_bulk(keys)
    chosen = []
    for number, (name, origin) in enumerate(entries):
        if origin != TagOrigin.EDITOR:
            continue
        tag = by_key.get(keys[number]) if number < len(keys) else None
        chosen.append(tag.name if tag else name)
    by_name = find_tags(chosen)
    names = [by_name[name].name for name in chosen if name in by_name]
    return sorted(set(names))
