"""Blanks that text extraction put between Chinese characters.

A page is looked at as a whole: printed text parts two Chinese characters inside a sentence only
around names and in headlines of two clauses. Those blanks stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from articles.parsing.shape.blank_uses import (
    HAN,
    SENTENCE,
    blanks_in,
    figures_to_close,
    is_between_figures,
    is_stray,
)
from articles.parsing.shape.shaped_page import Edit, Finding, ShapeCode, ShapedLine

# Written so that the search runs for the blank, which is rare, and not for the characters.
_SPACED: Final = re.compile(rf"[ \u3000](?=[{HAN}])(?<=[{HAN}].)")
_TIGHT: Final = re.compile(rf"[{HAN}](?=[{HAN}])")
_HAN_CHARACTER: Final = re.compile(f"[{HAN}]")
_FEWEST: Final = 8  # blanks between Chinese characters
_SELDOM: Final = 0.03  # for each character of the page
_PROSE: Final = 15  # Chinese characters of a line that holds a sentence
_STRAY_SHARE: Final = 0.06  # blanks a Chinese character in prose; printed pages stay below .035
_STRAY_LINES: Final = 0.6  # of the lines of prose
_EVERYWHERE: Final = 0.4  # of all Chinese characters of the page
_EVERY_JUNCTION: Final = 0.6  # of the junctions in a line that is spaced from end to end


def close_blanks(lines: list[ShapedLine], text: str) -> tuple[list[ShapedLine], list[Finding]]:
    """The lines without stray blanks; `text` is the whole page."""
    blanks = len(_SPACED.findall(text))
    if blanks < max(_FEWEST, _SELDOM * len(text)):
        return lines, []
    is_everywhere = blanks >= _EVERYWHERE * len(_HAN_CHARACTER.findall(text))
    if not is_everywhere and not _is_spaced(text):
        return lines, []
    closed = [_closed(line, is_everywhere) for line in lines]
    changed = []
    removed = 0
    for line, before in zip(closed, lines, strict=True):
        if line is not before:
            changed.append(line.source_line)
            removed += len(before.text) - len(line.text)
    if not changed:
        return lines, []
    return closed, [Finding(ShapeCode.BLANKS, changed[0], removed / len(text))]


def _is_spaced(text: str) -> bool:
    """Whether blanks stand here and there inside the sentences of most lines."""
    characters = 0
    stray = 0
    prose_lines = 0
    spaced_lines = 0
    for line in text.split("\n"):
        in_line = len(_HAN_CHARACTER.findall(line))
        if in_line < _PROSE or not SENTENCE.search(line):
            continue
        blanks = len(_SPACED.findall(line))
        characters += in_line
        stray += blanks
        prose_lines += 1
        spaced_lines += blanks > 0
    if stray < max(_FEWEST, _STRAY_SHARE * characters):
        return False
    return spaced_lines >= _STRAY_LINES * prose_lines


def _closed(line: ShapedLine, is_everywhere: bool) -> ShapedLine:
    """The line without stray blanks; `is_everywhere` says what the page does as a whole."""
    text = line.text
    if not _HAN_CHARACTER.search(text):
        return line
    spaced = len(_SPACED.findall(text))
    tight = len(_TIGHT.findall(text))
    if spaced or tight:
        is_everywhere = spaced >= _EVERY_JUNCTION * (spaced + tight)
    edits = list(_edits_of_spacing(text) if is_everywhere else _edits_of_stray_blanks(text))
    return line.edited(edits) if edits else line


def _edits_of_spacing(text: str) -> Iterator[Edit]:
    """What closes a line with a blank between any two characters; a wider gap in it is a blank."""
    is_prose = SENTENCE.search(text)
    inside_figures = figures_to_close(text)
    for blank in blanks_in(text):
        if not blank.is_single:
            yield Edit(blank.start, blank.end - 1)
            continue
        if not is_between_figures(blank) or blank.start in inside_figures:
            yield Edit(blank.start, blank.end)
        elif is_prose and len(blank.left) == len(blank.right) == 1:
            yield Edit(blank.start, blank.end)


def _edits_of_stray_blanks(text: str) -> Iterator[Edit]:
    is_heading = not SENTENCE.search(text)
    for blank in blanks_in(text):
        if is_stray(blank, is_heading=is_heading):
            yield Edit(blank.start, blank.end)
