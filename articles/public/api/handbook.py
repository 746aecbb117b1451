"""The API's description laid out for people."""

from collections.abc import Iterator
from typing import Any, NamedTuple


class Entry(NamedTuple):
    """A parameter of a question, or a field of an answer."""

    name: str
    kind: str
    description: str


class Chapter(NamedTuple):
    path: str
    title: str
    text: str
    parameters: list[Entry]
    answer: str


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
        Shape(name, shape.get("description", ""), list(_entries(shape)))
        for name, shape in named
        if shape.get("type") == "object" and not name.endswith("Question")
    ]


def _chapter(path: str, operation: dict[str, Any]) -> Chapter:
    told = operation["responses"][200]["content"]["application/json"]["schema"]
    parameters = [
        Entry(one["name"], _kind(one["schema"]), one["schema"].get("description", ""))
        for one in operation["parameters"]
    ]
    return Chapter(path, operation["summary"], operation.get("description", ""), parameters, _kind(told))


def _entries(shape: dict[str, Any]) -> Iterator[Entry]:
    for name, one in shape.get("properties", {}).items():
        yield Entry(name, _kind(one), one.get("description", ""))


def _kind(schema: dict[str, Any]) -> str:
    """`date`, `integer`, `TagShape`, `list of TagShape`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(_kind(one) for one in schema["anyOf"] if one.get("type") != "null")
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    return str(schema.get("format") or schema.get("type", ""))
