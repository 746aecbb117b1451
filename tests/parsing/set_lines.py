"""Printed lines for tests: set in columns of one size, without a file."""

from collections.abc import Sequence

from articles.parsing.positions import Box, PositionedLine, PositionedPage

SIZE = 10.0
LEADING = 14.0


def line(
    text: str, left: float, top: float, size: float = SIZE, *, bold: bool = False
) -> PositionedLine:
    """One printed line; every character is as wide as its size."""
    box = Box(left, top, left + size * len(text), top + size)
    return PositionedLine(text, box, size, bold=bold)


def column(
    paragraphs: Sequence[str], left: float, top: float, width: int, *, indented: bool = True
) -> list[PositionedLine]:
    """Paragraphs set in a column of `width` characters; without `indented` the first goes on."""
    lines: list[PositionedLine] = []
    for number, paragraph in enumerate(paragraphs):
        rest = paragraph
        indent = 0 if number == 0 and not indented else 2
        while rest:
            room = width - indent
            lines.append(line(rest[:room], left + indent * SIZE, top + len(lines) * LEADING))
            rest = rest[room:]
            indent = 0
    return lines


def page(*lines: PositionedLine, rules: tuple[Box, ...] = ()) -> PositionedPage:
    """A page of a newspaper with these lines."""
    return PositionedPage(1000.0, 1400.0, lines, rules=rules)
