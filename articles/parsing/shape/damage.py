"""Signs of a broken extraction that no printed page has. They are reported and left as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.parsing.record import Span
from articles.parsing.shape.glyph_forms import GLYPH_FORMS
from articles.parsing.shape.shaped_page import Finding, ShapeCode, ShapedLine

_PRIVATE_USE: Final = re.compile("[\ue000-\uf8ff]")
_SIGNS: Final = {
    # A PDF whose font does not say which characters its glyphs are.
    ShapeCode.FONT_CODES: re.compile(r"(?:\(cid:\d{1,6}\))+"),
    # Bytes that did not fit the encoding they were read in.
    ShapeCode.REPLACED: re.compile("\ufffd+"),
    # Glyphs that a font does not have. One box alone is a mark before names.
    ShapeCode.BOXES: re.compile("□{2,}"),
    # A heavy letter that was made by printing it twice: five pairs in a row, because there are
    # greetings such as 平平安安快快乐乐.
    ShapeCode.DOUBLED: re.compile(r"([一-鿿])\1([一-鿿])\2([一-鿿])\3([一-鿿])\4(?:([一-鿿])\5)+"),
}
# What must be on the page for a sign to be there.
_NEEDED: Final = {
    ShapeCode.FONT_CODES: "(cid:",
    ShapeCode.REPLACED: "\ufffd",
    ShapeCode.BOXES: "□□",
}


def find_damage(lines: list[ShapedLine], text: str) -> list[Finding]:
    """One finding for each kind of damage in each line; `text` is the whole page."""
    findings: list[Finding] = []
    for code, pattern in _SIGNS.items():
        if _NEEDED.get(code, "") in text and pattern.search(text):
            findings.extend(_findings(code, pattern, lines))
    if _PRIVATE_USE.search(text):
        findings.extend(_private_characters(lines))
    return findings


def _findings(
    code: ShapeCode, pattern: re.Pattern[str], lines: list[ShapedLine]
) -> Iterator[Finding]:
    for line in lines:
        spans = [line.source_span(*sign.span()) for sign in pattern.finditer(line.text)]
        if spans:
            yield _finding(code, line, spans)


def _private_characters(lines: list[ShapedLine]) -> Iterator[Finding]:
    """Characters that only the font of the page could draw."""
    for line in lines:
        signs = _PRIVATE_USE.finditer(line.text)
        spans = [
            line.source_span(*sign.span()) for sign in signs if ord(sign[0]) not in GLYPH_FORMS
        ]
        if spans:
            yield _finding(ShapeCode.PRIVATE, line, spans)


def _finding(code: ShapeCode, line: ShapedLine, spans: list[Span]) -> Finding:
    damaged = sum(span.end - span.start for span in spans)
    share = damaged / len(line.text)
    return Finding(code, line.source_line, share, tuple(spans))
