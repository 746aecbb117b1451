"""The API's description laid out for people, in their language; to programs it is told in English."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _


class Kind(NamedTuple):
    """What a value is; with the name of its shape, where it has one."""

    text: str
    shape: str = ""


class Entry(NamedTuple):
    """A parameter of a question, or a field of an answer."""

    name: str
    kind: Kind
    description: str


class Chapter(NamedTuple):
    path: str
    title: str
    text: str
    parameters: list[Entry]
    answer: Kind


class Shape(NamedTuple):
    name: str
    text: str
    fields: list[Entry]


def chapters(described: dict[str, Any]) -> list[Chapter]:
    """One for each address, in the order in which they were written."""
    return [_chapter(path, operations["get"]) for path, operations in described["paths"].items()]


def shapes(described: dict[str, Any]) -> list[Shape]:
    """What answers are made of; questions stand in the chapters."""
    named = described["components"]["schemas"].items()
    return [
        # Of a closed list, its words.
        Shape(
            name,
            _text(shape) if shape["type"] == "object" else ", ".join(shape["enum"]),
            list(_entries(shape)),
        )
        for name, shape in named
        if not name.endswith("Question")
    ]


def _chapter(path: str, operation: dict[str, Any]) -> Chapter:
    told = operation["responses"][200]["content"]["application/json"]["schema"]
    parameters = [
        Entry(one["name"], _kind(one["schema"]), _text(one["schema"]))
        for one in operation["parameters"]
    ]
    return Chapter(path, _(operation["summary"]), _text(operation), parameters, _kind(told))


def _entries(shape: dict[str, Any]) -> Iterator[Entry]:
    for name, one in shape.get("properties", {}).items():
        yield Entry(name, _kind(one), _text(one))


def _text(told: dict[str, Any]) -> str:
    text = told.get("description", "")
    return _(text) if text else ""


def _kind(schema: dict[str, Any]) -> Kind:
    """`date`, `integer`, `TagShape`, `list of TagShape`."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return Kind(name, name)
    if "anyOf" in schema:
        kinds = [_kind(one) for one in schema["anyOf"] if one.get("type") != "null"]
        return kinds[0] if len(kinds) == 1 else Kind(" | ".join(kind.text for kind in kinds))
    if schema.get("type") == "array":
        items = _kind(schema["items"])
        return Kind(_("list of %s") % items.text, items.shape)
    return Kind(str(schema.get("format") or schema.get("type", "")))
