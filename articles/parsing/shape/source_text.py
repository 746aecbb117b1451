"""The text of stretches of the source as the parser reads it: without marks, in usual forms."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from articles.parsing.record import Span
from articles.parsing.shape.shaped_page import ShapedLine
from articles.parsing.shape.shaping import shape_page


class SourceText:
    """The source of a page, of which the text of any span can be asked for."""

    def __init__(self, text: str) -> None:
        page = shape_page(text)
        self._source_lines = text.split("\n")
        self._is_as_printed = page.is_as_printed
        self._shaped: dict[int, list[ShapedLine]] = defaultdict(list)
        if page.is_as_printed:
            return
        for line in page.lines:
            if line.text:
                self._shaped[line.source_line].append(line)
        for parts in self._shaped.values():
            parts.sort(key=lambda part: part.offsets[0])

    def of_span(self, span: Span) -> str:
        """What a block with this span says there, white space at its ends included."""
        if self._is_as_printed:
            return self._source_lines[span.line - 1][span.start : span.end]
        texts = []
        for part in self._shaped.get(span.line, ()):
            start = bisect_left(part.offsets, span.start)
            end = bisect_left(part.offsets, span.end)
            texts.append(part.text[start:end])
        return "".join(texts)
