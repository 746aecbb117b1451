"""Text as it is set for the eye, with Chinese punctuation among Chinese characters.

What a page is set from has half its punctuation in the width of Latin type, which the printed page
does not show. On the screen such marks leave gaps, and lines break at them as at letters. What is
stored, searched, fed and corrected keeps the punctuation of its source.
"""

import re

_HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_CHINESE = f"{_HAN}\u3001-\u3004\u3008-\u3011\u3014-\u301b\uff01-\uff60“”‘’—…·"
_BRACKETS = re.compile(rf"(?<=[{_CHINESE}])\([^()\n]*\)|\([^()\n]*[{_HAN}][^()\n]*\)")
# A row of marks before a Chinese character is looked for from its first mark only.
_MARKS = re.compile(rf"(?<=[{_CHINESE}])[,:;!?]+(?! )|(?<![,:;!?])[,:;!?]++(?=[{_HAN}])")
_NARROW = re.compile("[(,:;!?]")
_WIDE = str.maketrans(",:;!?", "，：；！？")


def typeset(text: str) -> str:
    """The text with wide marks for the narrow ones that stand among Chinese characters.

    The length stays the same. The marks of numbers (10:30, 12,000) and of Latin words stay narrow.
    """
    if not _NARROW.search(text):
        return text
    bracketed = _BRACKETS.sub(_widen_brackets, text)
    return _MARKS.sub(_widen_marks, bracketed)


def _widen_brackets(match: re.Match[str]) -> str:
    inside = match.group()[1:-1]
    return f"（{inside}）"


def _widen_marks(match: re.Match[str]) -> str:
    marks = match.group()
    return marks.translate(_WIDE)


def width(text: str) -> float:
    """The width of a text in Chinese characters; letters and digits take about half as much."""
    return sum(0.5 if char.isascii() else 1 for char in text)
