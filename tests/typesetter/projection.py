"""A parse of a set page in the coordinates of its annotation, so that it can be measured."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from articles.parsing import Block, PageRecord, Span
from articles.parsing.positions import Box, LinePosition, PositionedLine, TextPositions
from tests.typesetter.set_page import SetLine, SetPage

Place = tuple[int, int]  # line and offset


def project(
    record: PageRecord, positions: TextPositions, page: SetPage, annotated: str
) -> PageRecord:
    """The record with the spans and texts of its blocks as the annotated text has them."""
    places = _places(positions, page)
    lines = annotated.split("\n")
    articles = []
    for article in record.articles:
        blocks = tuple(_moved(block, places, lines) for block in article.blocks)
        articles.append(replace(article, blocks=blocks))
    outside = tuple(_moved(block, places, lines) for block in record.blocks)
    return replace(record, articles=tuple(articles), blocks=outside)


def _places(positions: TextPositions, page: SetPage) -> dict[Place, Place]:
    """For every visible character of the text where it stands in the annotation."""
    free = list(page.lines)
    places: dict[Place, Place] = {}
    for number, position in enumerate(positions.lines, start=1):
        if position is not None:
            _place_line(number, position, free, places)
    return places


def _place_line(
    number: int, position: LinePosition, free: list[SetLine], places: dict[Place, Place]
) -> None:
    for start, printed in position.parts:
        offsets = [start + offset for offset, text in enumerate(printed.text) if text.strip()]
        while offsets:
            line = _nearest(free, printed, len(offsets))
            free.remove(line)
            glyphs = [glyph for glyph in line.glyphs if glyph.text.strip()]
            for offset, glyph in zip(offsets, glyphs, strict=False):
                places[number, offset] = (glyph.line, glyph.offset)
            offsets = offsets[len(glyphs) :]


def _nearest(free: Sequence[SetLine], printed: PositionedLine, count: int) -> SetLine:
    """The set line with which the last `count` characters begin, the nearest to their box."""
    text = _visible(printed.text)[-count:]
    candidates = [line for line in free if text.startswith(_visible(line.text))]
    if not candidates:
        raise AssertionError(f"no line was set as {text!r}")
    return min(candidates, key=lambda line: _distance(line, printed.box))


def _distance(line: SetLine, box: Box) -> float:
    return abs(line.left - box.left) + abs(line.top - box.top)


def _visible(text: str) -> str:
    return "".join(text.split())


def _moved(block: Block, places: Mapping[Place, Place], lines: Sequence[str]) -> Block:
    spans: list[Span] = []
    for line, start, end in block.spans:
        for offset in range(start, end):
            place = places.get((line, offset))
            if place is not None:
                _add(spans, place)
    text = "".join(lines[line - 1][start:end] for line, start, end in spans)
    return replace(block, text=text, spans=tuple(spans))


def _add(spans: list[Span], place: Place) -> None:
    """Add a character to the last span, or begin another one with it."""
    line, offset = place
    last = spans[-1] if spans else None
    if last is not None and last.line == line and 0 <= offset - last.end < 3:
        spans[-1] = Span(line, last.start, offset + 1)
    else:
        spans.append(Span(line, offset, offset + 1))
