"""The printed lines of a page, and the widths of the columns they were set in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from articles.parsing.lines.characters import TERMINAL, fold, printed_width
from articles.parsing.record import Span

# Widths are in characters: a Chinese character is 1, a Latin letter or a digit a half.
_INDENT_WIDTH = 2
_WIDEST_COLUMN = 45  # a wider line was never one line of print
_NARROWEST_COLUMN = 8
_MOST_RAGGED = 2  # how much the full lines of one paragraph differ in width
_FEWEST_EVEN_LINES = 3
_INDENTS = ("\u3000", "  ", "\t")


@dataclass(slots=True)
class PrintedLine:
    """A source line that is not blank.

    `text` is folded and without white space at its ends, `start` its offset in the source line,
    `gap` says that a blank line or the head of the page is above it. `set_width` is `width` with
    the indent.
    """

    number: int
    text: str
    start: int
    gap: bool
    indented: bool
    width: float = field(init=False)
    set_width: float = field(init=False)

    def __post_init__(self) -> None:
        self.width = printed_width(self.text)
        self.set_width = self.width
        if self.indented:
            self.set_width += _INDENT_WIDTH

    @property
    def span(self) -> Span:
        end = self.start + len(self.text)
        return Span(self.number, self.start, end)


def printed_lines(lines: Sequence[str]) -> Iterator[PrintedLine]:
    """The lines of a page that are not blank, in source order."""
    gap = True
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        if not bare:
            gap = True
            continue
        yield PrintedLine(
            number=number,
            text=fold(bare),
            start=line.index(bare[0]),
            gap=gap,
            indented=line.startswith(_INDENTS),
        )
        gap = False


def column_widths(lines: Sequence[PrintedLine]) -> frozenset[int]:
    """Widths, in characters, at which lines of this page were broken; empty if it is unwrapped."""
    narrow = [line for line in lines if line.width <= _WIDEST_COLUMN]
    narrow_width = sum(line.width for line in narrow)
    whole_width = sum(line.width for line in lines)
    if narrow_width < 0.7 * whole_width:
        return frozenset()
    counts = Counter(round(line.set_width) for line in narrow)
    full_widths = _frequent_widths(counts, at_least=max(4, 0.2 * len(narrow)))
    running_lines = _count_running_lines(lines, full_widths)
    if not full_widths or running_lines < 0.3 * len(narrow):
        return _widths_of_even_paragraphs(lines)
    return _widths_near(full_widths, counts)


def _frequent_widths(counts: Counter[int], *, at_least: float) -> set[int]:
    """The widths that, with their neighbours on either side, so many lines have."""
    frequent: set[int] = set()
    for width in counts:
        if width >= _NARROWEST_COLUMN and _count_around(counts, width) >= at_least:
            frequent.add(width)
    return frequent


def _count_around(counts: Counter[int], width: int) -> int:
    narrower = counts[width - 1]
    wider = counts[width + 1]
    return narrower + counts[width] + wider


def _count_running_lines(lines: Sequence[PrintedLine], full_widths: set[int]) -> int:
    """How many lines fill their column and have another one right below."""
    count = 0
    for line, following in pairwise(lines):
        if not following.gap and round(line.set_width) in full_widths:
            count += 1
    return count


def _widths_near(full_widths: set[int], counts: Counter[int]) -> frozenset[int]:
    """The full widths with what a ragged line may lack.

    Columns of another width on the same page are full as often. The last lines of paragraphs are
    of every width, each of them seldom.
    """
    widest = max(full_widths, key=lambda width: _count_around(counts, width))
    often = max(6, counts[widest] / 3)
    near: set[int] = set()
    for width in full_widths:
        if abs(width - widest) <= _MOST_RAGGED or counts[width] >= often:
            near.update(_ragged(width))
    return frozenset(near)


def _ragged(width: int) -> range:
    """The widths of lines that fill a column of this width."""
    narrowest = width - _MOST_RAGGED
    widest = width + 1
    return range(narrowest, widest + 1)


def usual_widths(lines: Sequence[PrintedLine], columns: frozenset[int]) -> frozenset[int]:
    """Those of the column widths that lines most often have.

    They tell a headline that goes on in the next line: it fills its column as well.
    """
    counts: Counter[int] = Counter()
    for line in lines:
        width = round(line.set_width)
        if width in columns:
            counts[width] += 1
    often = max(counts.values(), default=0) / 4
    return frozenset(width for width, count in counts.items() if count >= often)


def _widths_of_even_paragraphs(lines: Sequence[PrintedLine]) -> frozenset[int]:
    """The widths on a page of few lines: those of paragraphs of three lines or more.

    All lines of such a paragraph but the last are as wide as each other.
    """
    widths: set[int] = set()
    paragraph: list[PrintedLine] = []
    for line in lines:
        if line.gap or line.indented:
            widths |= _even_widths(paragraph)
            paragraph = []
        paragraph.append(line)
    widths |= _even_widths(paragraph)
    return frozenset(widths)


def _even_widths(paragraph: Sequence[PrintedLine]) -> set[int]:
    if len(paragraph) < _FEWEST_EVEN_LINES:
        return set()
    full_lines = paragraph[:-1]
    last_width = paragraph[-1].set_width
    full_widths = [line.set_width for line in full_lines]
    widest = max(full_widths)
    ragged_by = widest - min(full_widths)
    is_column = _NARROWEST_COLUMN <= max(widest, last_width) <= _WIDEST_COLUMN
    if not is_column or ragged_by > _MOST_RAGGED or last_width > widest + 1:
        return set()
    # Rows of a table are even too, but each of them is whole.
    running = sum(_may_run_on(line) for line in full_lines)
    if 2 * running < len(full_lines):
        return set()
    return set(_ragged(round(widest)))


def _may_run_on(line: PrintedLine) -> bool:
    if line.text[-1] in TERMINAL:
        return False
    return " " not in line.text
