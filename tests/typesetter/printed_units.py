"""What an annotated page prints, unit by unit, every character with its place in the annotation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

HEADLINES = ("column", "kicker", "title", "subtitle")
CAPTIONS = ("caption", "credit")
_WIDE = str.maketrans(",:;!?()", "，：；！？（）")

Json = dict[str, Any]


class Glyph(NamedTuple):
    """A printed character; `line` and `offset` say where it stands in the annotated text."""

    text: str
    line: int
    offset: int


@dataclass
class Unit:
    """A headline, a paragraph with what is printed in one line with it, or a caption."""

    kind: str
    glyphs: list[Glyph]

    @property
    def text(self) -> str:
        return "".join(glyph.text for glyph in self.glyphs)


@dataclass
class Printed:
    """An article in reading order: its headlines, its captions, and all else."""

    headlines: list[Unit] = field(default_factory=list)
    body: list[Unit] = field(default_factory=list)
    captions: list[Unit] = field(default_factory=list)

    @property
    def length(self) -> int:
        return sum(len(unit.glyphs) for unit in self.body)


class _Source:
    """The lines of an annotated page, and which of its blocks stand on them."""

    def __init__(self, text: str, gold: Json) -> None:
        self.lines = text.split("\n")
        self.used: set[tuple[int, int]] = set()
        self._on_line: dict[int, list[tuple[int, int, str]]] = {}
        blocks = list(gold["page_blocks"])
        for article in gold["articles"]:
            blocks += article["blocks"]
        for block in blocks:
            for line, start, end in block["spans"]:
                self._on_line.setdefault(line, []).append((start, end, block["kind"]))

    def glyphs(self, spans: Sequence[Sequence[int]]) -> list[Glyph]:
        glyphs: list[Glyph] = []
        for line, start, end in spans:
            self.used.add((line, start))
            text = self.lines[line - 1]
            glyphs += [Glyph(text[offset], line, offset) for offset in range(start, end)]
        return glyphs

    def beside(self, line: int, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The spans printed on the same line, before `start` or from `end` on."""
        for other_start, other_end, _kind in sorted(self._on_line.get(line, ())):
            is_outside = other_end <= start or other_start >= end
            if is_outside and (line, other_start) not in self.used:
                yield other_start, other_end


def read_units(text: str, gold: Json) -> tuple[list[Printed], list[Unit]]:
    """The articles of a page, and the units that stand outside them."""
    source = _Source(text, gold)
    articles = [_printed(article, source) for article in gold["articles"]]
    outside = []
    for block in gold["page_blocks"]:
        line, start, _end = block["spans"][0]
        if (line, start) not in source.used:
            outside.append(Unit(block["kind"], _widened(source.glyphs(block["spans"]))))
    return articles, outside


def _printed(article: Json, source: _Source) -> Printed:
    printed = Printed()
    blocks = sorted(article["blocks"], key=lambda block: block["kind"] not in HEADLINES)
    inline = _inline_bylines(blocks)
    for number, block in enumerate(blocks):
        line, start, _end = block["spans"][0]
        if number in inline or (line, start) in source.used:
            continue
        kind = block["kind"]
        glyphs = source.glyphs(block["spans"])
        if kind in HEADLINES:
            for span in block["spans"]:
                printed.headlines.append(Unit(kind, _widened(source.glyphs([span]))))
            continue
        glyphs = _with_inline(block, glyphs, source)
        target = printed.captions if kind in CAPTIONS else printed.body
        target.append(Unit(kind, _widened(glyphs)))
    order = {kind: number for number, kind in enumerate(HEADLINES)}
    printed.headlines.sort(key=lambda unit: order[unit.kind])
    return printed


def _inline_bylines(blocks: Sequence[Json]) -> set[int]:
    """The numbers of the blocks printed in one line with a paragraph or a caption."""
    starts: dict[int, int] = {}
    for block in blocks:
        if block["kind"] in ("paragraph", "caption"):
            for line, start, _end in block["spans"]:
                starts.setdefault(line, start)
    inline = set()
    for number, block in enumerate(blocks):
        is_other = block["kind"] not in ("paragraph", "caption", *HEADLINES)
        if is_other and block["spans"][0][0] in starts:
            inline.add(number)
    return inline


def _with_inline(block: Json, glyphs: list[Glyph], source: _Source) -> list[Glyph]:
    """The characters of a block with those printed before and behind it in the same line."""
    first_line, start, _end = block["spans"][0]
    last_line, _start, end = block["spans"][-1]
    before: list[Glyph] = []
    after: list[Glyph] = []
    for other_start, other_end in list(source.beside(first_line, start, 10**6)):
        before += source.glyphs([(first_line, other_start, other_end)])
    for other_start, other_end in list(source.beside(last_line, 0, end)):
        after += source.glyphs([(last_line, other_start, other_end)])
    return [*before, *glyphs, *after]


def _widened(glyphs: list[Glyph]) -> list[Glyph]:
    """The same with Chinese marks as wide as print has them."""
    widened = []
    for number, glyph in enumerate(glyphs):
        before = glyphs[number - 1].text if number else "中"
        after = glyphs[number + 1].text if number + 1 < len(glyphs) else "中"
        is_latin = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
        text = glyph.text if is_latin else glyph.text.translate(_WIDE)
        widened.append(glyph._replace(text=text))
    return widened
