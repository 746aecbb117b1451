"""A page as it is stored: one line of JSON, then its bytes as they were sent."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from django.http import HttpResponse


class StoredPage(NamedTuple):
    """A page with its address and the tokens of the generations that it belongs to."""

    address: str
    tokens: dict[str, str]
    headers: dict[str, str]
    content: bytes

    def to_bytes(self) -> bytes:
        line = json.dumps([self.address, self.tokens, self.headers])
        return line.encode() + b"\n" + self.content

    def to_response(self) -> HttpResponse:
        return HttpResponse(self.content, headers=self.headers)


def read_page(stored: object, address: str) -> StoredPage | None:
    """The stored page; None for anything that is no page of this address."""
    if not isinstance(stored, bytes):
        return None
    line, _, content = stored.partition(b"\n")
    try:
        parts = json.loads(line)
    except (ValueError, RecursionError):  # bytes that are no text are the first, too
        return None
    match parts:
        case [str(stored_address), dict(tokens), dict(headers)]:
            if stored_address == address and _are_texts(tokens) and _are_texts(headers):
                return StoredPage(stored_address, tokens, headers, content)
    return None


def _are_texts(values: dict[str, Any]) -> bool:
    return all(isinstance(value, str) for value in values.values())
