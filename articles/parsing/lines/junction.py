"""Whether a sentence runs over from one piece of text into another.

A table made from news (`tools/make_junctions.py`) says of characters and pairs of characters how
likely they begin a sentence, end one, and how firmly two belong together. Each line of it is a
four-digit key and the characters it holds for: length (1 or 2), start + 4, end + 4 (log odds, -4 to
3), then for single characters log frequency + 13 (-13 to -4), for pairs the bond + 3 (-3 to 6).
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from math import exp, log
from typing import Final, NamedTuple

# Fitted by logistic regression on cuts inside paragraphs against headline-paragraph joins.
_CONSTANT: Final = 0.75
_BY_START: Final = -1.29
_BY_END: Final = -1.02
_BY_BOND: Final = 0.51
_UNSEEN: Final = -1
_UNITS: Final = frozenset("年月日时点分秒元万亿千百个人名家户吨米里度%")
_QUOTES: Final = " “‘(《【"


class _Traits(NamedTuple):
    start: int
    end: int
    third: int  # log frequency of a character, bond of a pair


@lru_cache(maxsize=1)
def _table() -> dict[str, _Traits]:
    table: dict[str, _Traits] = {}
    for line in (
        files("articles.parsing.lines").joinpath("junctions.txt").read_text("utf-8").splitlines()
    ):
        key, held = line.split(" ")
        size, start, end, third = map(int, key)
        traits = _Traits(start - 4, end - 4, third - (13 if size == 1 else 3))
        table.update((held[at : at + size], traits) for at in range(0, len(held), size))
    return table


@lru_cache(maxsize=16384)
def runs_over(before: str, after: str) -> float:
    """Log odds that `after` goes on in the sentence at whose end `before` stops; 0 where nothing is known.

    `before` is the `ending` of a text, `after` the `beginning` of another one.
    """
    if not before or not after:
        return 0.0
    if before[-1].isdigit():
        return 2.0 if after[0].isdigit() or after[0] in _UNITS else 0.0
    table = _table()
    start, end = table.get(after[0]), table.get(before[-1])
    if start is None or end is None:
        return 0.0
    # A pair the table does not hold may be a name: its first or last character says less.
    begins = table[after].start if after in table else max(start.start, _UNSEEN)
    stops = table[before].end if before in table else max(end.end, _UNSEEN)
    return _CONSTANT + _BY_START * begins + _BY_END * stops + _BY_BOND * bond(before[-1], after[0])


def odd_start(text: str) -> bool:
    """Whether sentences hardly ever begin like this text."""
    begins = text.lstrip(_QUOTES)[:2]
    traits = _table().get(begins) or _table().get(begins[:1])
    return traits is not None and traits.start < 0


def odd_stop(text: str) -> bool:
    """Whether sentences and headlines hardly ever end like this text."""
    traits = _table().get(text[-2:])
    return traits is not None and traits.end < -1


def bond(one: str, other: str) -> float:
    """How firmly two characters belong together, from -4 to 6; 0 where one of them is not known."""
    table = _table()
    pair = table.get(one + other)
    if pair is not None:
        return pair.third
    first, second = table.get(one), table.get(other)
    if first is None or second is None:
        return 0.0
    # The pair was hardly seen: the oftener its characters are, the more that says.
    expected = 8.5e6 * exp(first.third + second.third)
    return max(-4.0, log(5 / (expected + 5)))


def ending(text: str) -> str:
    """The two characters at which a text stops."""
    return text[-2:] if text[-1:].strip() else text.rstrip()[-2:]


def beginning(text: str) -> str:
    """The two characters with which a text begins, behind opening quotes and brackets."""
    return text[:2] if text[:1] not in _QUOTES else text.lstrip(_QUOTES)[:2]
