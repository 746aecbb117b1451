"""The body of an article: plain text with one mark.

Paragraphs stand apart by one blank line; a paragraph that begins with `## ` is a subheading
(小标题). A paragraph whose own text begins with `#` or a backslash is written with a backslash
before it. Nothing else is markup, and nothing is ever HTML.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_SUBHEADING = "## "
_ESCAPED = ("#", "\\")


class BodyBlock(NamedTuple):
    """One paragraph or one subheading, as the reader sees its text."""

    text: str
    is_subheading: bool = False


def read_body(body: str) -> list[BodyBlock]:
    """Split a stored body into its parts; empty ones are dropped."""
    return [_read_part(text) for text in split_body(body)]


def split_body(body: str) -> list[str]:
    """The parts of a stored body with their marks: what `"\\n\\n".join` puts together again."""
    return [text for raw in _BLANK_LINES.split(body) if (text := raw.strip())]


def write_body(parts: Iterable[BodyBlock]) -> str:
    """The inverse of `read_body`: `read_body(write_body(parts)) == list(parts)` for one-line texts."""
    return "\n\n".join(_write_part(part) for part in parts)


def _read_part(text: str) -> BodyBlock:
    if text.startswith(_SUBHEADING):
        return BodyBlock(text.removeprefix(_SUBHEADING).strip(), is_subheading=True)
    return BodyBlock(text.removeprefix("\\") if text[1:].startswith(_ESCAPED) else text)


def _write_part(part: BodyBlock) -> str:
    if part.is_subheading:
        return _SUBHEADING + part.text
    return "\\" + part.text if part.text.startswith(_ESCAPED) else part.text
