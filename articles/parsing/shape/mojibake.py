"""Text that was read in another encoding than it was written in.

Such text holds characters that are hardly ever printed, and none of those that every Chinese text
is full of. Nothing is repaired: the file has to be read once more in its own encoding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from articles.parsing.shape.shaped_page import Finding, ShapeCode, ShapedLine

# On every printed page these are 3 % of all characters and more.
_MOST_FREQUENT: Final = "的一是在不了有人和年大国國为為中"
_ANY_OF_THEM: Final = re.compile(f"[{_MOST_FREQUENT}]")
_FREQUENT: Final = (
    "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可"
    "主发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所民得经經"
)
_CLEAN_SHARE: Final = 0.03  # of the most frequent characters, from which on nothing is asked
_HAN: Final = re.compile("[\u3400-\u9fff\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff]")
# What bytes of Chinese text become in Western encodings and in the Japanese one.
_WESTERN: Final = re.compile(
    "[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u20ac\u2122]"
)
_HALF_WIDTH_KANA: Final = re.compile("[\uff61-\uff9f]")
_VISIBLE: Final = re.compile(r"\S")
_FEWEST_HAN: Final = 40  # characters to judge by
_FEWEST_IN_LINE: Final = 30
_MANY_HAN: Final = 100  # so many different ones, and hardly a frequent one among them, are no text
_FEW_FREQUENT: Final = 0.02  # printed tables have .035, texts .09 and more
_NO_FREQUENT: Final = 0.005
_MANY_RARE: Final = 0.45  # text in traditional characters has .34 that GB 2312 ranks low or lacks
_FOREIGN_SHARE: Final = 0.3  # of visible characters
# GB 2312 has its less common characters from this byte on.
_SECOND_LEVEL: Final = 0xD8
_FEWEST_UNKNOWN: Final = 20  # characters outside GB 2312, before single lines are looked at


def find_mojibake(lines: Sequence[ShapedLine], text: str) -> list[Finding]:
    """A finding for the whole page, or for single lines of it; `text` is the whole page."""
    frequent = sum(text.count(character) for character in _MOST_FREQUENT)
    if frequent < _CLEAN_SHARE * len(text) and _is_misread(text, _FEWEST_HAN):
        return [Finding(ShapeCode.MOJIBAKE, 1, 1.0)]
    unknown = len(text) - len(text.encode("gb2312", "ignore").decode("gb2312"))
    if unknown < _FEWEST_UNKNOWN:
        return []
    findings = []
    for line in lines:
        if len(line.text) < _FEWEST_IN_LINE or _ANY_OF_THEM.search(line.text):
            continue
        if _is_misread(line.text, _FEWEST_IN_LINE):
            span = line.source_span(0, len(line.text))
            findings.append(Finding(ShapeCode.MOJIBAKE, line.source_line, 1.0, (span,)))
    return findings


def _is_misread(text: str, fewest: int) -> bool:
    """Whether a text of at least so many characters can be none that anybody wrote."""
    visible = len(_VISIBLE.findall(text))
    foreign = len(_WESTERN.findall(text)) + len(_HALF_WIDTH_KANA.findall(text))
    if foreign >= fewest and foreign > _FOREIGN_SHARE * visible:
        return True
    han = _HAN.findall(text)
    if len(han) < fewest:
        return False
    frequent = sum(text.count(character) for character in _FREQUENT) / len(han)
    if frequent >= _FEW_FREQUENT:
        return False
    if len(set(han)) >= _MANY_HAN and frequent <= _NO_FREQUENT:
        return True
    rare = sum(1 for character in han if _is_rare(character))
    return rare > _MANY_RARE * len(han)


def _is_rare(character: str) -> bool:
    code = character.encode("gb2312", "ignore")
    return not code or code[0] >= _SECOND_LEVEL
