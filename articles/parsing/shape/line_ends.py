"""Line ends other than the line feed, and form feeds, which part printed pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.parsing.shape.shaped_page import Finding, ShapeCode, ShapedLine

# Vertical tab, form feed, next line, line separator, paragraph separator: design programs and word
# processors write them.
_OTHER_ENDS: Final = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_FORM_FEED: Final = "\x0c"


def ends_otherwise(text: str) -> bool:
    """Whether anything but a line feed ends a line."""
    return _OTHER_ENDS.search(text) is not None


def split_lines(text: str) -> tuple[list[ShapedLine], list[Finding]]:
    """The lines of a text whatever ends them.

    A form feed leaves an empty line behind, because no sentence runs over from page to page.
    """
    source_lines = text.split("\n")
    if not ends_otherwise(text):
        lines = [
            ShapedLine(line, number, range(len(line)))
            for number, line in enumerate(source_lines, start=1)
        ]
        return lines, []
    lines = []
    for number, source_line in enumerate(source_lines, start=1):
        lines.extend(_parts(source_line, number))
    return lines, list(_findings(source_lines))


def _parts(source_line: str, number: int) -> Iterator[ShapedLine]:
    start = 0
    for end in _OTHER_ENDS.finditer(source_line):
        yield ShapedLine(source_line[start : end.start()], number, range(start, end.start()))
        if end[0] == _FORM_FEED:
            yield ShapedLine("", number, range(0))
        start = end.end()
    yield ShapedLine(source_line[start:], number, range(start, len(source_line)))


def _findings(source_lines: list[str]) -> Iterator[Finding]:
    numbers = []
    for number, line in enumerate(source_lines, start=1):
        if _OTHER_ENDS.search(line.strip()):
            numbers.append(number)
    if numbers:
        yield Finding(ShapeCode.LINE_ENDS, numbers[0], len(numbers) / len(source_lines))
    sheet = _second_sheet(source_lines)
    if sheet:
        yield Finding(ShapeCode.SEVERAL_PAGES, sheet, 1.0)


def _second_sheet(source_lines: list[str]) -> int:
    """The line in which a second page with text begins, 0 where there is none."""
    has_text = False
    is_parted = False
    for number, line in enumerate(source_lines, start=1):
        for index, sheet in enumerate(line.split(_FORM_FEED)):
            is_parted = is_parted or (index > 0 and has_text)
            if not sheet.strip():
                continue
            if is_parted:
                return number
            has_text = True
    return 0
