"""The text of a printed page in reading order, as the parser reads text that comes without places.

A paragraph is one line of the text, headlines stand by themselves, and blank lines part what stands
apart on paper. Every character of the printed lines stands in it exactly once, and every line of
the text knows the printed lines it was made of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.parsing.lines.characters import cannot_begin, ends_sentence, fold
from articles.parsing.lines.junction import beginning, ending, runs_over
from articles.parsing.positions.block_owners import PrintedArticle
from articles.parsing.positions.column_edges import ColumnEdges
from articles.parsing.positions.line_blocks import LineBlock
from articles.parsing.positions.page_measures import PageMeasures
from articles.parsing.positions.position_records import (
    Box,
    LinePart,
    LinePosition,
    PositionedLine,
    PositionedPage,
    TextPositions,
)
from articles.parsing.positions.printed_layout import PrintedLayout

_PAUSES = ("，", ",", "、", "：", ":", "；")
_CREDIT = re.compile("记者|通讯员|記者|通訊員|作者|单位|来源|摄|文/图")
_ROLES = ("记者", "通讯员", "記者", "通訊員")  # a name follows
_CENTERED = 1.5  # characters on either side
_LARGER = 1.12  # times the size of running text: a subheading
_LEAST_FIRST_LINE = 0.45  # of the width of the next line: a line of a headline that goes on
_HEADLINE_LEADING = 0.42  # of the type size, between the lines of a headline
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

    def add_headline(self, line: PositionedLine) -> None:
        """Go on with another line of a headline.

        A blank parts the lines, unless the first one ends only where its column does.
        """
        last = self.lines[-1]
        is_forced = len(last.text) > len(line.text) + 1 and not last.text.endswith(_PAUSES)
        self.separators.append("" if is_forced else " ")
        self.lines.append(line)


def write_text(page: PositionedPage) -> tuple[str, TextPositions]:
    """The text of a page, its lines separated by a line feed, and where each stands on paper."""
    layout = PrintedLayout(page)
    texts: list[str] = []
    positions: list[LinePosition | None] = []
    for article in layout.articles:
        for line in _lines_of_article(article, layout.measures, layout.grid):
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


def _lines_of_article(
    article: PrintedArticle, measures: PageMeasures, grid: Sequence[Box]
) -> list[_TextLine]:
    """The lines of text of an article, paragraphs whole that go on in the next column."""
    lines: list[_TextLine] = []
    block_above: LineBlock | None = None
    for block in article.all_blocks():
        lines_of_block = _lines_of_block(block, measures, grid)
        if block_above is not None and _goes_on(block_above, block, measures, grid):
            for printed in lines_of_block.pop(0).lines:
                lines[-1].add(printed)
        lines += lines_of_block
        block_above = block
    return lines


def _lines_of_block(
    block: LineBlock, measures: PageMeasures, grid: Sequence[Box]
) -> list[_TextLine]:
    """The lines of text that a block makes: its headlines, or its paragraphs."""
    if block.is_headline:
        return _headlines_of_block(block, measures)
    column = _Column(block, measures, grid)
    lines: list[_TextLine] = []
    for index, line in enumerate(block.lines):
        if lines and column.goes_on(index):
            lines[-1].add(line)
        else:
            lines.append(_TextLine([line]))
    return lines


def _headlines_of_block(block: LineBlock, measures: PageMeasures) -> list[_TextLine]:
    """The headlines of a group, each with all of its printed lines."""
    lines: list[_TextLine] = []
    for line in block.lines:
        if lines and measures.is_exact and _is_second_line(lines[-1].lines[-1], line):
            lines[-1].add_headline(line)
        else:
            lines.append(_TextLine([line]))
    return lines


def _is_second_line(above: PositionedLine, line: PositionedLine) -> bool:
    """Whether a headline goes on in the next line, in one type and right below."""
    if above.upright or line.upright or above.font != line.font:
        return False
    if abs(above.size - line.size) > 0.03 * line.size:
        return False
    gap = line.box.top - above.box.bottom
    is_long = above.box.width > _LEAST_FIRST_LINE * line.box.width
    return is_long and -0.1 * line.size <= gap <= _HEADLINE_LEADING * line.size


class _Column:
    """The lines of a block, asked which of them go on in the next one."""

    def __init__(self, block: LineBlock, measures: PageMeasures, grid: Sequence[Box]) -> None:
        self._lines = block.lines
        self._measures = measures
        self._unit = measures.unit
        self._edges = ColumnEdges(block, measures, grid)
        self.left, self.right = self._edges.left, self._edges.right
        self.is_indented = self._edges.is_indented
        self.is_short = self._edges.is_short

    def goes_on(self, index: int) -> bool:
        """Whether a line goes on with the paragraph of the line above it."""
        line, above = self._lines[index], self._lines[index - 1]
        if self.is_apart(index) or self.is_apart(index - 1):
            return self._is_second_line(index)
        if self.is_indented(line):
            return self._goes_on_indented(index)
        if self.is_short(above):
            return not ends_sentence(fold(above.text)) and cannot_begin(fold(line.text))
        return True

    def _goes_on_indented(self, index: int) -> bool:
        """Whether all lines of a paragraph are set in alike, as names below a headline are."""
        line, above = self._lines[index], self._lines[index - 1]
        if abs(above.box.left - line.box.left) > 0.3 * self._unit:
            return False
        if above.text.endswith(_ROLES):
            return True
        if self.is_short(above) or not _CREDIT.search(above.text):
            return False
        # Where the next line is not set in, this one begins a paragraph.
        return index + 1 == len(self._lines) or self.is_indented(self._lines[index + 1])

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


def _goes_on(
    block_above: LineBlock, block: LineBlock, measures: PageMeasures, grid: Sequence[Box]
) -> bool:
    """Whether the paragraph at the foot of a column goes on at the head of the next one."""
    if block.is_headline or block_above.is_headline:
        return False
    narrower, wider = sorted((block_above.box.width, block.box.width))
    if min(len(block_above.lines), len(block.lines)) < 3 and wider > 1.15 * narrower:
        return False
    before, after = _Column(block_above, measures, grid), _Column(block, measures, grid)
    last, first = block_above.lines[-1], block.lines[0]
    if measures.is_exact and abs(last.size - first.size) > 0.04 * first.size:
        return False
    if before.is_apart(len(block_above.lines) - 1) or after.is_apart(0):
        return False
    if after.is_indented(first) or before.is_short(last):
        return False
    ending_text, beginning_text = fold(last.text), fold(first.text)
    if ends_sentence(ending_text):
        return False
    odds = runs_over(ending(ending_text), beginning(beginning_text))
    return odds > _HARDLY_RUNS_OVER or cannot_begin(beginning_text)
