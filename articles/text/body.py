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
    """The parts of a stored body; empty ones are dropped."""
    texts = split_body(body)
    return list(map(_read_part, texts))


def split_body(body: str) -> list[str]:
    """The parts of a stored body with their markup: `"\\n\\n".join` puts them together again."""
    texts = [text.strip() for text in _BLANK_LINES.split(body)]
    return list(filter(None, texts))


def write_body(parts: Iterable[BodyBlock]) -> str:
    """The body of these parts: `read_body` gives them back, if their texts have one line each."""
    texts = map(_write_part, parts)
    return "\n\n".join(texts)


def _read_part(text: str) -> BodyBlock:
    if text.startswith(_SUBHEADING):
        heading = text.removeprefix(_SUBHEADING)
        return BodyBlock(heading.strip(), is_subheading=True)
    if text[1:].startswith(_ESCAPED):
        text = text.removeprefix("\\")
    return BodyBlock(text)


def _write_part(part: BodyBlock) -> str:
    if part.is_subheading:
        return _SUBHEADING + part.text
    if part.text.startswith(_ESCAPED):
        return "\\" + part.text
    return part.text
