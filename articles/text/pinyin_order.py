"""The order of Chinese names by their sound, as in a telephone book. No Django.

GB 2312 lists its 3,755 common characters by sound: their codes are the order, and only the first
character of each letter has to be known. Its other half is ordered by shape; `initials.txt` has the
letters of those characters.
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
# Sort keys of `OTHER` begin so. Codes are written in letters up to f, so this follows all of z.
_OTHER_PREFIX = "zz"

# The letters that common characters begin with, and the codes of the first character of each.
_SOUNDS = "abcdefghjklmnopqrstwxyz"
_FIRST_CODES = [char.encode("gb2312") for char in "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"]
_LAST_CODE = "座".encode("gb2312")
# Characters that have another sound where they are somebody's surname.
_SURNAMES = {
    "单": "s", "解": "x", "仇": "q", "查": "z", "朴": "p", "区": "o", "乐": "y",
    "覃": "q", "隗": "w", "郇": "x", "万俟": "m", "尉迟": "y", "长孙": "z",
}  # fmt: skip
# Longer than any name: two names with the same beginning may stand in any order.
_CODE_LENGTH = 80


def sort_key(name: str, *, is_person: bool = False) -> str:
    """The initial and the codes of a name, in characters that every database sorts alike."""
    readable = _readable(name)
    initial = _initial(readable, is_person=is_person)
    prefix = _OTHER_PREFIX if initial == OTHER else initial
    code = readable.encode("gb18030", "replace").hex()
    return prefix + code[:_CODE_LENGTH]


def initial_of(sort_key: str) -> str:
    if sort_key.startswith(_OTHER_PREFIX):
        return OTHER
    return sort_key[:1]


def bounds(initial: str) -> tuple[str, str]:
    """The range of an initial's sort keys: the first, and that before which they end.

    The second is empty for the last initial.
    """
    if initial == OTHER:
        return _OTHER_PREFIX, ""
    if initial == "z":
        return initial, _OTHER_PREFIX
    next_letter = chr(ord(initial) + 1)
    return initial, next_letter


def _readable(name: str) -> str:
    """The name in small letters and simplified characters: only these have an order."""
    plain = name.strip().casefold()
    try:
        plain.encode("gb2312")
    except UnicodeEncodeError:
        return simplified(plain)
    return plain


def _initial(name: str, *, is_person: bool) -> str:
    if is_person:
        for surname in (name[:2], name[:1]):
            if surname in _SURNAMES:
                return _SURNAMES[surname]
    first = name[:1]
    if first and first in LETTERS:
        return first
    return _initial_of_common(first) or _other_initials().get(first, OTHER)


def _initial_of_common(char: str) -> str:
    """The letter of a common character, empty for any other."""
    code = char.encode("gb2312", "ignore")
    if not _FIRST_CODES[0] <= code <= _LAST_CODE:
        return ""
    number = bisect_right(_FIRST_CODES, code) - 1
    return _SOUNDS[number]


@cache
def _other_initials() -> dict[str, str]:
    """The letters of the characters that GB 2312 orders by shape."""
    path = Path(__file__).parent / "initials.txt"
    text = path.read_text(encoding="utf-8")
    initials: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        letter, characters = line.split()
        initials |= dict.fromkeys(characters, letter)
    return initials
