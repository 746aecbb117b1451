"""The API's OpenAPI description, laid out for people in their language; programs read it in
English.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

Json = dict[str, Any]


class TypeLabel(NamedTuple):
    """The type of a value as text, with the name of its schema where it has one."""

    text: str
    schema: str = ""


class DocumentedField(NamedTuple):
    """A parameter of an endpoint, or a field of a schema."""

    name: str
    type: TypeLabel
    description: str


class DocumentedEndpoint(NamedTuple):
    path: str
    title: str
    description: str
    parameters: list[DocumentedField]
    answer: TypeLabel


class DocumentedSchema(NamedTuple):
    name: str
    description: str
    fields: list[DocumentedField]


def document_endpoints(openapi: Json) -> list[DocumentedEndpoint]:
    """The endpoints in the order in which they are written."""
    endpoints = []
    for path, operations in openapi["paths"].items():
        endpoints.append(_document_endpoint(path, operations["get"]))
    return endpoints


def document_schemas(openapi: Json) -> list[DocumentedSchema]:
    """The schemas of the answers; those of the questions stand with their endpoints."""
    schemas = openapi["components"]["schemas"]
    documented = []
    for name, schema in schemas.items():
        if name.endswith("Question"):
            continue
        documented.append(_document_schema(name, schema))
    return documented


def _document_endpoint(path: str, operation: Json) -> DocumentedEndpoint:
    parameters = [
        _document_field(parameter["name"], parameter["schema"])
        for parameter in operation["parameters"]
    ]
    content = operation["responses"]["200"]["content"]
    answer = _type_label(content["application/json"]["schema"])
    title = _(operation["summary"])
    return DocumentedEndpoint(
        path,
        title,
        _description_of(operation),
        parameters,
        answer,
    )


def _document_schema(name: str, schema: Json) -> DocumentedSchema:
    if "enum" in schema:  # a closed list of values
        return DocumentedSchema(
            name,
            ", ".join(schema["enum"]),
            [],
        )
    description = _description_of(schema)
    properties = schema.get("properties", {})
    fields = [_document_field(key, field) for key, field in properties.items()]
    return DocumentedSchema(name, description, fields)


def _document_field(name: str, schema: Json) -> DocumentedField:
    return DocumentedField(
        name,
        _type_label(schema),
        _description_of(schema),
    )


def _description_of(described: Json) -> str:
    text = described.get("description", "")
    return _(text) if text else ""


def _type_label(schema: Json) -> TypeLabel:
    """`date`, `integer`, `TagShape`, `list of TagShape`."""
    if "$ref" in schema:
        reference: str = schema["$ref"]
        name = reference.rpartition("/")[2]
        return TypeLabel(name, name)
    if "anyOf" in schema:
        return _label_of_alternatives(schema["anyOf"])
    if schema.get("type") == "array":
        items = _type_label(schema["items"])
        text = _("list of %s") % items.text
        return TypeLabel(text, items.schema)
    text = schema.get("format") or schema.get("type", "")
    return TypeLabel(str(text))


def _label_of_alternatives(alternatives: list[Json]) -> TypeLabel:
    not_null = [schema for schema in alternatives if schema.get("type") != "null"]
    labels = [_type_label(schema) for schema in not_null]
    if len(labels) == 1:
        return labels[0]
    text = " | ".join(label.text for label in labels)
    return TypeLabel(text)
