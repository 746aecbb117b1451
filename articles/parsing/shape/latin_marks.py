"""Latin marks in place of Chinese ones, as character recognition writes them.

Only what the parser sees is changed: the text keeps its marks, and readers see wide ones anyway.
Commas, colons, brackets and the like need nothing, because the parser takes both widths for one.
"""

from __future__ import annotations

import re
from itertools import count
from typing import Final

from articles.parsing.shape.shaped_page import Finding, ShapeCode, ShapedLine

_HAN: Final = "\u3400-\u9fff\U00020000-\U0003fffd"
# A point behind a Chinese character, perhaps with a closing mark between, and before no figure.
_FULL_STOP: Final = re.compile(rf"\.(?![0-9A-Za-z.])(?<=[{_HAN}”’\"')）》%]\.)")
_CHINESE_STOP: Final = "。"
_FEWEST: Final = 3
_NEARLY_ABSENT: Final = 0.1  # Chinese full stops for each Latin one
_STRAIGHT: Final = '"'
_CURLED: Final = "“”"


def read_latin_marks(lines: list[ShapedLine], text: str) -> tuple[list[ShapedLine], list[Finding]]:
    """The lines, with Chinese marks where the parser looks; `text` is the whole page."""
    points = len(_FULL_STOP.findall(text)) if "." in text else 0
    if points < _FEWEST or text.count(_CHINESE_STOP) > _NEARLY_ABSENT * points:
        return lines, []
    has_quotes = any(mark in text for mark in _CURLED)
    marked = []
    changed = []
    for line in lines:
        reading = _FULL_STOP.sub(_CHINESE_STOP, line.text)
        if not has_quotes:
            reading = _with_curled_quotes(reading)
        if reading == line.text:
            marked.append(line)
            continue
        marked.append(line._replace(reading=reading))
        changed.append(line.source_line)
    if not changed:
        return lines, []
    return marked, [Finding(ShapeCode.PUNCTUATION, changed[0], len(changed) / len(lines))]


def _with_curled_quotes(text: str) -> str:
    """The text with its quotation marks opening and closing by turns, where they come in pairs."""
    quotes = text.count(_STRAIGHT)
    if not quotes or quotes % 2:
        return text
    numbers = count()
    return re.sub(_STRAIGHT, lambda _: _CURLED[next(numbers) % 2], text)
