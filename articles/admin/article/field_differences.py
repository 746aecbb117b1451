"""The fields in which two versions of an article differ, as an editor reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.site.differing_field import FieldDifference
from articles.editorial import diff
from articles.models import Article
from articles.models.article_content import FIELDS_BY_NAME, RELATIONS, TEXT_COLUMNS
from articles.models.article_version import VersionBase
from articles.models.choices import Status


def differences(old: VersionBase | None, new: VersionBase) -> list[FieldDifference]:
    """The fields in which two versions differ; all fields with a text where `old` is None."""
    old_texts = dict(_labelled_texts(old)) if old else {}
    fields = []
    for label, text in _labelled_texts(new):
        old_text = old_texts.get(label, "")
        if text != old_text:
            rows = diff.compare(old_text, text)
            fields.append(FieldDifference(label, rows))
    return fields


def _labelled_texts(version: VersionBase) -> Iterator[tuple[str | Promise, str]]:
    """Each field of a version with its text; entries of a list stand apart like paragraphs."""
    status = Status(version.status)
    yield _("Status"), str(status.label)
    for name in TEXT_COLUMNS:
        yield _label(name), getattr(version, name)
    for field in RELATIONS:
        part = version.parts.get(field.name) or ""
        text = part_text(field.name, part)
        yield _label(field.name), text
    page = version.parts.get("page", "")
    yield _("Place"), f"{page} · {version.position}"


def part_text(name: str, part: Any) -> str:
    """A part of an article as one text; entries of a list stand apart like paragraphs."""
    match name:
        case "bylines":
            return "\n\n".join(_signature_text(*signature) for signature in part)
        case "pictures":
            return "\n\n".join(_caption_text(*picture) for picture in part)
        case "tags":
            return "、".join(tag for tag, _origin in part)
    return str(part)


def _signature_text(name: str, affiliation: str, role: str) -> str:
    in_brackets = f"({affiliation})" if affiliation else ""
    return _join_words(role, name, in_brackets)


def _caption_text(caption: str, credit: str, *_file: str) -> str:
    return _join_words(caption, credit)


def _join_words(*words: str) -> str:
    return " ".join(filter(None, words))


def differing_texts(stored: Article, sent: Mapping[str, Any]) -> Sequence[FieldDifference]:
    """The texts of a form that are other than what is stored now."""
    fields = []
    for name in TEXT_COLUMNS:
        stored_text = getattr(stored, name)
        if name not in sent or sent[name] == stored_text:
            continue
        rows = diff.compare(stored_text, sent[name])
        fields.append(FieldDifference(_label(name), rows, name, stored_text))
    return fields


def _label(name: str) -> str:
    field = FIELDS_BY_NAME[name]
    return capfirst(str(field.label))
