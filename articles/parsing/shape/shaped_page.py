"""The records of this stage: lines with a map to the source, findings, and a refusal.

A shaped line comes from one source line. Its text may be shorter than that line and may hold other
characters, but their order is that of the source, and no two shaped lines share a character of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from articles.parsing.record import Span


class ShapeCode(StrEnum):
    """What this stage finds on a page; `articles.text.problems` has the sentences for people."""

    # repaired
    LINE_ENDS = "other_line_ends"
    SEVERAL_PAGES = "several_pages"
    MARKUP = "markup_removed"
    GLYPH_FORMS = "glyphs_folded"
    BLANKS = "blanks_closed"
    PUNCTUATION = "latin_punctuation"
    COLUMNS = "columns_unfolded"
    # damage that no program can repair
    FONT_CODES = "font_codes"
    REPLACED = "replaced_characters"
    PRIVATE = "private_characters"
    DOUBLED = "doubled_characters"
    BOXES = "empty_boxes"
    MOJIBAKE = "mojibake"
    # the page cannot be read
    INTERLEAVED = "interleaved_columns"


DAMAGE = frozenset(
    {
        ShapeCode.FONT_CODES,
        ShapeCode.REPLACED,
        ShapeCode.PRIVATE,
        ShapeCode.DOUBLED,
        ShapeCode.BOXES,
        ShapeCode.MOJIBAKE,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something seen in the shape of the text.

    `line` is the first source line concerned, `share` the part of the page concerned, from 0 to 1.
    `spans` say where damage stands; what concerns the whole page has none.
    """

    code: ShapeCode
    line: int
    share: float
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ShapeProblem:
    """Why a page cannot be read: the code of a sentence, and what is to be filled into it."""

    code: ShapeCode
    line: int
    columns: int = 0  # how many stand side by side, 0 where that is not known


class Edit(NamedTuple):
    """What takes the place of a stretch of a line: one character, a line end, or nothing."""

    start: int
    end: int
    replacement: str = ""


class ShapedLine(NamedTuple):
    """One line of text to be parsed.

    `offsets` holds the place of every character in the source line, in ascending order. `reading`
    is the text as the parser is to see it, character for character; empty where that is `text`.
    """

    text: str
    source_line: int
    offsets: Sequence[int]
    reading: str = ""

    def part(self, start: int, end: int) -> ShapedLine:
        """The characters from `start` up to `end` as a line."""
        text = self.text[start:end]
        offsets = self.offsets[start:end]
        return ShapedLine(text, self.source_line, offsets)

    def with_text(self, text: str) -> ShapedLine:
        """The same line with other characters, as many as before."""
        return ShapedLine(text, self.source_line, self.offsets)

    def edited(self, edits: Iterable[Edit]) -> ShapedLine:
        """The line after `edits`, which are in ascending order and do not overlap."""
        texts: list[str] = []
        offsets: list[int] = []
        position = 0
        for edit in edits:
            texts.append(self.text[position : edit.start])
            offsets.extend(self.offsets[position : edit.start])
            if edit.replacement:
                texts.append(edit.replacement)
                offsets.append(self.offsets[edit.start])
            position = edit.end
        texts.append(self.text[position:])
        offsets.extend(self.offsets[position:])
        return ShapedLine("".join(texts), self.source_line, offsets)

    def split_at(self, character: str) -> list[ShapedLine]:
        """The lines that `character` parts; it stands in none of them."""
        lines = []
        start = 0
        for text in self.text.split(character):
            end = start + len(text)
            lines.append(self.part(start, end))
            start = end + 1
        return lines

    def source_span(self, start: int, end: int) -> Span:
        """Where the characters from `start` up to `end`, at least one, stand in the source."""
        first = self.offsets[start]
        last = self.offsets[end - 1]
        return Span(self.source_line, first, last + 1)


@dataclass(frozen=True, slots=True)
class ShapedPage:
    """A page as it can be parsed, with what was found on the way.

    With a `refusal` the lines are in no order that could be read. `is_as_printed` says that every
    line is a line of the source, in its order.
    """

    lines: tuple[ShapedLine, ...]
    findings: tuple[Finding, ...] = ()
    refusal: ShapeProblem | None = None
    is_as_printed: bool = False

    @property
    def texts(self) -> list[str]:
        """The lines as the record is to hold them."""
        return [line.text for line in self.lines]

    @property
    def readings(self) -> list[str]:
        """The lines as the parser is to see them, each as long as its text."""
        return [line.reading or line.text for line in self.lines]

    def source_span(self, span: Span) -> Span:
        """The span in the source of a span, with at least one character, of the shaped lines."""
        line = self.lines[span.line - 1]
        return line.source_span(span.start, span.end)
