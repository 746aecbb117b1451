"""A parse of a set page in the coordinates of its annotation, so that it can be scored."""

from typing import Any

from articles.parsing.positions import Box, TextPositions
from tests.typesetter.set_page import SetLine, SetPage

Json = dict[str, Any]
_Place = tuple[int, int]


def project(record: Json, text: str, positions: TextPositions, page: SetPage) -> Json:
    """The record with the spans of its blocks where the annotation has the same characters."""
    places = _places(text, positions, page)
    for block in _blocks(record):
        block["spans"] = _moved(block["spans"], places)
    return record


def _blocks(record: Json) -> list[Json]:
    blocks = list(record["blocks"])
    for article in record["articles"]:
        blocks += article["blocks"]
    return blocks


def _places(text: str, positions: TextPositions, page: SetPage) -> dict[_Place, _Place]:
    """For every visible character of the text where it stands in the annotation."""
    free = list(page.lines)
    places: dict[_Place, _Place] = {}
    lines = text.split("\n")
    for number, position in enumerate(positions.lines, start=1):
        if position is None:
            continue
        for start, printed in position.parts:
            rest = [
                (start + offset, character)
                for offset, character in enumerate(printed.text)
                if character.strip()
            ]
            while rest:
                line = _nearest(free, "".join(c for _offset, c in rest), printed.box)
                if line is None:
                    raise AssertionError(f"no set line for {printed.text!r} in {lines[number - 1]}")
                free.remove(line)
                glyphs = [glyph for glyph in line.glyphs if glyph.text.strip()]
                for (offset, _character), glyph in zip(rest, glyphs, strict=False):
                    places[number, offset] = (glyph.line, glyph.offset)
                rest = rest[len(glyphs) :]
    return places


def _nearest(free: list[SetLine], text: str, box: Box) -> SetLine | None:
    """The set line with which the text begins that stands nearest to the box."""
    candidates = [line for line in free if text.startswith(_visible(line))]
    if not candidates:
        return None
    return min(candidates, key=lambda line: abs(line.left - box.left) + abs(line.top - box.top))


def _visible(line: SetLine) -> str:
    return "".join(line.text.split())


def _moved(spans: list[list[int]], places: dict[_Place, _Place]) -> list[list[int]]:
    moved: list[list[int]] = []
    for line, start, end in spans:
        for offset in range(start, end):
            place = places.get((line, offset))
            if place is None:
                continue
            last = moved[-1] if moved else None
            if last and last[0] == place[0] and 0 <= place[1] - last[2] < 3:
                last[2] = place[1] + 1
            else:
                moved.append([place[0], place[1], place[1] + 1])
    return moved
