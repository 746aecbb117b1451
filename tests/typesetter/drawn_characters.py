"""The characters of a set page as a file would draw them, without a file."""

from collections.abc import Iterator, Sequence

from articles.parsing.positions import Box, PositionedPage, PrintedCharacter, printed_lines_of
from tests.typesetter.set_page import Rectangle, SetLine, SetPage, width_of

_UPRIGHT_STEP = 1.05  # of the type size
_ASCENT = 0.88


def positioned_page(page: SetPage) -> PositionedPage:
    """The page as a source of positions gives it to the parser."""
    characters: list[PrintedCharacter] = []
    for stroke, line in enumerate(page.lines):
        characters += _characters(line, stroke)
    rules = _boxes(page.rules)
    return PositionedPage(
        page.width,
        page.height,
        tuple(printed_lines_of(characters, rules)),
        rules,
        _boxes(page.frames),
        _boxes(page.pictures),
    )


def _boxes(rectangles: Sequence[Rectangle]) -> tuple[Box, ...]:
    return tuple(Box(*rectangle) for rectangle in rectangles)


def _characters(line: SetLine, stroke: int) -> Iterator[PrintedCharacter]:
    spacing = 0.0
    if line.width and len(line.glyphs) > 1:
        spacing = (line.width - width_of(line.glyphs, line.size)) / (len(line.glyphs) - 1)
    x, y = line.left, line.top
    after_blank = False
    for glyph in line.glyphs:
        width = width_of([glyph], line.size)
        if glyph.text.strip():
            yield PrintedCharacter(
                glyph.text,
                Box(x, y, x + width, y + line.size),
                y + _ASCENT * line.size,
                line.size,
                line.font != "serif",
                line.font,
                stroke,
                after_blank=after_blank,
            )
        after_blank = not glyph.text.strip()
        if line.upright:
            y += _UPRIGHT_STEP * line.size
        else:
            x += width + spacing
