"""Traditional and simplified characters: what is written in one script, as the other writes it.

No Django.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


def simplified(text: str) -> str:
    """长沙 for 長沙; what is simplified already, or no Chinese, comes back as it is."""
    if text.isascii():
        return text
    converter = _converter("t2s")
    converted: str = converter.convert(text)
    return converted


def traditional(text: str) -> str:
    """長沙 for 长沙; what is traditional already, or no Chinese, comes back as it is."""
    if text.isascii():
        return text
    converter = _converter("s2t")
    converted: str = converter.convert(text)
    return converted


@cache
def _converter(direction: str) -> OpenCC:
    """Loaded when it is first needed, because most processes never meet the other script."""
    from opencc import OpenCC  # noqa: PLC0415

    return OpenCC(direction)
