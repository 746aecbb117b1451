"""The text of a printed page in reading order, as the parser reads text that comes without places.

A paragraph is one line of the text, headlines stand by themselves, and blank lines part what stands
apart on paper. Every character of the printed lines stands in it exactly once, and every line of
the text knows the printed lines it was made of.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.parsing.lines.characters import cannot_begin, ends_sentence, fold
from articles.parsing.lines.junction import beginning, ending, runs_over
from articles.parsing.positions.block_owners import PrintedArticle
from articles.parsing.positions.line_blocks import LineBlock
from articles.parsing.positions.page_measures import PageMeasures
from articles.parsing.positions.position_records import (
    LinePart,
    LinePosition,
    PositionedLine,
    PositionedPage,
    TextPositions,
)
from articles.parsing.positions.printed_layout import PrintedLayout

_LEAST_INDENT = 0.9  # characters
_MOST_INDENT = 4.0
_SHORT_BY = 1.6  # characters that a last line is shorter than its column, at least
_CENTERED = 1.5  # characters on either side
_LARGER = 1.12  # times the size of running text: a subheading
_HARDLY_RUNS_OVER = -1.5


@dataclass(slots=True)
class _TextLine:
    """A line of the text on its way: the printed lines it is made of."""

    lines: list[PositionedLine]
    gap: bool = True
    separators: list[str] = field(default_factory=list)

    def written(self) -> tuple[str, LinePosition]:
        texts = [self.lines[0].text]
        parts = [LinePart(0, self.lines[0])]
        length = len(self.lines[0].text)
        for separator, line in zip(self.separators, self.lines[1:], strict=True):
            texts += [separator, line.text]
            parts.append(LinePart(length + len(separator), line))
            length += len(separator) + len(line.text)
        return "".join(texts), LinePosition(tuple(parts))

    def add(self, line: PositionedLine) -> None:
        last, first = self.lines[-1].text[-1:], line.text[:1]
        is_latin = last.isascii() and first.isascii() and last.isalpha() and first.isalpha()
        self.separators.append(" " if is_latin else "")
        self.lines.append(line)


def write_text(page: PositionedPage) -> tuple[str, TextPositions]:
    """The text of a page, its lines separated by a line feed, and where each stands on paper."""
    layout = PrintedLayout(page)
    texts: list[str] = []
    positions: list[LinePosition | None] = []
    for article in layout.articles:
        for line in _lines_of_article(article, layout.measures):
            if line.gap and texts:
                texts.append("")
                positions.append(None)
            text, position = line.written()
            texts.append(text)
            positions.append(position)
    places = TextPositions(
        page.width, page.height, tuple(positions), page.rules, page.frames, page.pictures
    )
    return "\n".join(texts), places


def _lines_of_article(article: PrintedArticle, measures: PageMeasures) -> list[_TextLine]:
    """The lines of text of an article, paragraphs whole that go on in the next column."""
    lines: list[_TextLine] = []
    block_above: LineBlock | None = None
    for block in article.all_blocks():
        lines_of_block = _lines_of_block(block, measures)
        if block_above is not None and _goes_on(block_above, block, measures):
            for printed in lines_of_block.pop(0).lines:
                lines[-1].add(printed)
        lines += lines_of_block
        block_above = block
    return lines


def _lines_of_block(block: LineBlock, measures: PageMeasures) -> list[_TextLine]:
    """The lines of text that a block makes: its headlines, or its paragraphs."""
    if block.is_headline:
        return [_TextLine([line]) for line in block.lines]
    column = _Column(block, measures)
    lines: list[_TextLine] = []
    for index, line in enumerate(block.lines):
        if lines and column.goes_on(index):
            lines[-1].add(line)
        else:
            lines.append(_TextLine([line]))
    return lines


class _Column:
    """The lines of a block, asked which of them go on in the next one."""

    def __init__(self, block: LineBlock, measures: PageMeasures) -> None:
        self._lines = block.lines
        self._measures = measures
        self._unit = measures.unit
        lefts = sorted(line.box.left for line in block.lines)
        rights = sorted(line.box.right for line in block.lines)
        self.left = lefts[len(lefts) // 5]
        self.right = rights[-1 - len(rights) // 5]

    def goes_on(self, index: int) -> bool:
        """Whether a line goes on with the paragraph of the line above it."""
        line, above = self._lines[index], self._lines[index - 1]
        if self.is_apart(index) or self.is_apart(index - 1):
            return self._is_second_line(index)
        if self.is_indented(line):
            return False
        if self.is_short(above):
            return not ends_sentence(fold(above.text)) and cannot_begin(fold(line.text))
        return True

    def is_indented(self, line: PositionedLine) -> bool:
        indent = (line.box.left - self.left) / self._unit
        return _LEAST_INDENT <= indent <= _MOST_INDENT

    def is_short(self, line: PositionedLine) -> bool:
        """Whether a line stops before the right edge of its column."""
        return self.right - line.box.right > _SHORT_BY * self._unit

    def is_apart(self, index: int) -> bool:
        """Whether a line is set otherwise than the text: larger, bold, or in the middle."""
        line = self._lines[index]
        if self._measures.is_exact and line.size > _LARGER * self._measures.body_size:
            return True
        if line.bold and any(not other.bold for other in self._lines):
            return True
        left = (line.box.left - self.left) / self._unit
        right = (self.right - line.box.right) / self._unit
        return left > _CENTERED and right > _CENTERED and abs(left - right) < 3 and left > 2.5

    def _is_second_line(self, index: int) -> bool:
        """Whether two lines that are set apart alike are the two lines of one subheading."""
        if not (self.is_apart(index) and self.is_apart(index - 1)):
            return False
        line, above = self._lines[index], self._lines[index - 1]
        if line.bold != above.bold or abs(line.size - above.size) > 0.1 * line.size:
            return False
        return line.box.top - above.box.bottom < 0.6 * line.box.height


def _goes_on(block_above: LineBlock, block: LineBlock, measures: PageMeasures) -> bool:
    """Whether the paragraph at the foot of a column goes on at the head of the next one."""
    if block.is_headline or block_above.is_headline:
        return False
    narrower, wider = sorted((block_above.box.width, block.box.width))
    if min(len(block_above.lines), len(block.lines)) < 3 and wider > 1.15 * narrower:
        return False
    before, after = _Column(block_above, measures), _Column(block, measures)
    last, first = block_above.lines[-1], block.lines[0]
    if before.is_apart(len(block_above.lines) - 1) or after.is_apart(0):
        return False
    if after.is_indented(first) or before.is_short(last):
        return False
    ending_text, beginning_text = fold(last.text), fold(first.text)
    if ends_sentence(ending_text):
        return False
    odds = runs_over(ending(ending_text), beginning(beginning_text))
    return odds > _HARDLY_RUNS_OVER or cannot_begin(beginning_text)
