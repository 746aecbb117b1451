"""The order of Chinese names by their sound, as in a telephone book. No Django.

GB 2312 lists its 3,755 common characters by sound: their codes are the order, and the places where a new letter
begins are all that has to be known. Its other half is ordered by shape; `initials.txt` has the letters of those.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import Final

from articles.text.hant_hans import simplified

# No sound of Mandarin begins with I, U or V; other names do. What has no letter at all comes last.
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
OTHER: Final = "other"
INITIALS: Final = (*LETTERS, OTHER)

# The first common character of each letter, and the last of all.
_FIRST = dict(
    zip("abcdefghjklmnopqrstwxyz", "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝", strict=True)
)
_CODES, _COMMON = [char.encode("gb2312") for char in _FIRST.values()], "座".encode("gb2312")
# Read otherwise where they are somebody's surname.
_SURNAMES = {
    "单": "s", "解": "x", "仇": "q", "查": "z", "朴": "p", "区": "o", "乐": "y", "覃": "q", "隗": "w", "郇": "x",
    "万俟": "m", "尉迟": "y", "长孙": "z",
}  # fmt: skip
# Longer than any name: two of the same beginning may stand in any order.
_LENGTH = 80


def sort_key(name: str, *, is_person: bool = False) -> str:
    """What a name is sorted by: its initial and its codes, in characters that every database sorts alike."""
    name = _readable(name)
    # Codes are written with the letters up to f: behind z, zz is last.
    initial = "zz" if (letter := _initial(name, is_person)) == OTHER else letter
    return initial + name.encode("gb18030", "replace").hex()[:_LENGTH]


def initial_of(sort_key: str) -> str:
    return OTHER if sort_key.startswith("zz") else sort_key[:1]


def bounds(initial: str) -> tuple[str, str]:
    """The bounds of an initial: from the first key on, and before the second, which may be empty."""
    if initial == OTHER:
        return "zz", ""
    return initial, "zz" if initial == "z" else chr(ord(initial) + 1)


def _readable(name: str) -> str:
    """In small letters and simplified characters, which are those that have an order."""
    name = name.strip().casefold()
    try:
        name.encode("gb2312")
    except UnicodeEncodeError:
        return simplified(name)
    return name


def _initial(name: str, is_person: bool) -> str:
    if is_person:
        read = _SURNAMES.get(name[:2]) or _SURNAMES.get(name[:1])
        if read:
            return read
    first = name[:1]
    return (
        first if first and first in LETTERS else _of_common(first) or _of_others().get(first, OTHER)
    )


def _of_common(char: str) -> str:
    code = char.encode("gb2312", "ignore")
    if not _CODES[0] <= code <= _COMMON:
        return ""
    return list(_FIRST)[bisect_right(_CODES, code) - 1]


@cache
def _of_others() -> dict[str, str]:
    lines = (Path(__file__).parent / "initials.txt").read_text(encoding="utf-8").splitlines()
    told = (line.split() for line in lines if not line.startswith("#"))
    return {char: letter for letter, chars in told for char in chars}
