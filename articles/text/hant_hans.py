"""The two scripts of Chinese: what is written in one, as the other writes it. No Django."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


def simplified(text: str) -> str:
    """長沙 as 长沙; what is simplified already, or no Chinese, comes back as it is."""
    return text if text.isascii() else _converter("t2s").convert(text)


def traditional(text: str) -> str:
    """长沙 as 長沙."""
    return text if text.isascii() else _converter("s2t").convert(text)


@cache
def _converter(way: str) -> OpenCC:
    """Loaded when it is first needed: most processes never meet the other script."""
    from opencc import OpenCC  # noqa: PLC0415

    return OpenCC(way)
