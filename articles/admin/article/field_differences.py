"""The fields in which two versions of an article differ, as an editor reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.editorial import diff
from articles.editorial.diff import DiffGroup, DiffRow
from articles.models import Article
from articles.models.article_content import FIELDS_BY_NAME, RELATIONS, TEXT_COLUMNS
from articles.models.article_version import VersionBase
from articles.models.choices import Status


class Difference(NamedTuple):
    """A field of two versions; `rows` are empty where it is the same in both."""

    label: str | Promise
    rows: list[DiffRow]
    name: str = ""
    stored: str = ""

    @property
    def stretches(self) -> list[DiffGroup]:
        return diff.stretches(self.rows, [row.differs for row in self.rows])


def differences(old: VersionBase | None, new: VersionBase) -> list[Difference]:
    """The fields in which two versions differ, as an editor reads them; all that is there where `old` is None."""
    before, after = dict(_readable(old) if old else ()), dict(_readable(new))
    return [
        Difference(label, diff.compare(before.get(label, ""), text))
        for label, text in after.items()
        if before.get(label, "") != text
    ]


def _readable(version: VersionBase) -> Iterable[tuple[str | Promise, str]]:
    """Each field of a version with its text; entries of a list stand apart like paragraphs."""
    yield _("Status"), str(Status(version.status).label)
    for name in TEXT_COLUMNS:
        yield _label(name), getattr(version, name)
    for field in RELATIONS:
        yield _label(field.name), part_text(field.name, version.parts.get(field.name) or "")
    yield _("Place"), f"{version.parts.get('page', '')} · {version.position}"


def part_text(name: str, part: Any) -> str:
    """A part of an article as one text; entries of a list stand apart like paragraphs."""
    match name:
        case "bylines":
            return "\n\n".join(_signature_text(line) for line in part)
        case "pictures":
            return "\n\n".join(
                " ".join(filter(None, (caption, credit))) for caption, credit, *_file in part
            )
        case "tags":
            return "、".join(tag for tag, _origin in part)
    return str(part)


def _signature_text(line: Sequence[str]) -> str:
    name, affiliation, role = line
    return " ".join(filter(None, (role, name, f"({affiliation})" if affiliation else "")))


def differing_texts(stored: Article, sent: Mapping[str, Any]) -> list[Difference]:
    """The texts of a form that are other than what is stored now; `name` is the field's."""
    return [
        Difference(
            _label(name),
            diff.compare(getattr(stored, name), sent[name]),
            name,
            getattr(stored, name),
        )
        for name in TEXT_COLUMNS
        if name in sent and sent[name] != getattr(stored, name)
    ]


def _label(name: str) -> str:
    return capfirst(str(FIELDS_BY_NAME[name].label))
