"""What ninjs 3.0 allows of what we write: our part of IPTC's schema, in our words.

Each name, type, list of values and required property below is the standard's own, and nothing else may stand in an
item; so what passes here passes there. `NINJS_SCHEMA` can name a file with IPTC's text, which the tests then use too.
(IPTC, ninjs-schema_3.0.json, Creative Commons Attribution 4.0.)
"""

from typing import Any

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_TIME = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$",
}
# Of RFC 3986: a scheme, and then no character that would have to be escaped.
_URI = {"type": "string", "format": "uri", "pattern": r"^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$"}
_SHARE = {"type": "integer", "minimum": 0, "maximum": 100}


def _object(*required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": items}


_SAID = _object("value", role=_TEXT, contentType=_TEXT, value=_TEXT)
_BODY = _object(
    "value",
    role=_TEXT,
    contentType=_TEXT,
    charCount={"type": "integer"},
    wordCount={"type": "integer"},
    value=_TEXT,
)
_CONCEPT = _object(name=_TEXT, rel=_TEXT, uri=_URI, literal=_TEXT)
_SUBJECT = _object(
    name=_TEXT,
    rel=_TEXT,
    uri=_URI,
    literal=_TEXT,
    creator=_TEXT,
    relevance=_SHARE,
    confidence=_SHARE,
)
_RENDITION = _object(
    "name",
    name=_TEXT,
    href=_URI,
    contentType=_TEXT,
    height={"type": "number"},
    width={"type": "number"},
)
_ITEM = {
    "uri": _URI,
    "type": {"enum": ["text", "picture", "composite"]},
    "representationType": {"enum": ["full", "partial"]},
    "profile": _TEXT,
    "firstCreated": _TIME,
    "versionCreated": _TIME,
    "contentCreated": _TIME,
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "language": _TEXT,
    "title": _TEXT,
    "slugline": _TEXT,
    "by": _TEXT,
    "headlines": _list(_SAID),
    "descriptions": _list(_SAID),
    "bodies": _list(_BODY),
    "people": _list(_CONCEPT),
    "organisations": _list(_CONCEPT),
    "places": _list(_CONCEPT),
    "events": _list(_CONCEPT),
    "subjects": _list(_SUBJECT),
    "infoSources": _list(_object(name=_TEXT, role=_TEXT, uri=_URI, literal=_TEXT)),
    "altIds": _list(_object(role=_TEXT, value=_TEXT)),
    "renditions": _list(_RENDITION),
    "standard": _object(name=_TEXT, version=_TEXT, schema=_URI),
    "associations": _list({"$ref": "#/$defs/associated"}),
}

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {"associated": _object("name", "uri", **_ITEM, name=_TEXT)},
    **_object("uri", **_ITEM),
}
