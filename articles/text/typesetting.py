"""Text as it is set for the eye: Chinese marks among Chinese characters.

What a page is set from has half its marks in the width of Latin type, which the printed page does not show. On the
screen they leave gaps, and lines break and fill up at them as at letters. What is stored, searched, fed and corrected
keeps the marks of its source.
"""

import re

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE = f"{_HAN}\u3001-\u3004\u3008-\u3011\u3014-\u301b\uff01-\uff60“”‘’—…·"
_BRACKETS = re.compile(rf"(?<=[{_CHINESE}])\([^()\n]*\)|\([^()\n]*[{_HAN}][^()\n]*\)")
_MARKS = re.compile(rf"(?<=[{_CHINESE}])[,:;!?]+(?! )|[,:;!?]+(?=[{_HAN}])")
_NARROW = re.compile("[(,:;!?]")
_WIDE = str.maketrans(",:;!?", "，：；！？")


def typeset(text: str) -> str:
    """The text with the marks that stand among Chinese characters as wide as these, one for one.

    Those of numbers (10:30, 12,000) and of Latin words stay as they are.
    """
    if not _NARROW.search(text):
        return text
    bracketed = _BRACKETS.sub(lambda found: f"（{found.group()[1:-1]}）", text)
    return _MARKS.sub(lambda found: found.group().translate(_WIDE), bracketed)


def width(text: str) -> float:
    """How many Chinese characters a text is as wide as; letters and digits take about half as much."""
    return sum(0.5 if char.isascii() else 1 for char in text)
