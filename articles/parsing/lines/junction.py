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
_NUMBER_GOES_ON: Final = 2.0
_UNITS: Final = frozenset("年月日时点分秒元万亿千百个人名家户吨米里度%")
_QUOTES: Final = " “‘(《【"
# What the digits of a key are above the values they stand for.
_ODDS_SHIFT: Final = 4
_FREQUENCY_SHIFT: Final = 13
_BOND_SHIFT: Final = 3
_CHARACTERS_COUNTED: Final = 8.5e6  # in the news that the table was made from
_LEAST_BOND: Final = -4.0


class _JunctionTraits(NamedTuple):
    """What is known of a character or of a pair of them."""

    start: int
    end: int
    third: int  # log frequency of a character, bond of a pair


@lru_cache(maxsize=1)
def _table() -> dict[str, _JunctionTraits]:
    table: dict[str, _JunctionTraits] = {}
    resource = files("articles.parsing.lines").joinpath("junctions.txt")
    for line in resource.read_text("utf-8").splitlines():
        key, characters = line.split(" ")
        size, start, end, third = map(int, key)
        third_shift = _FREQUENCY_SHIFT if size == 1 else _BOND_SHIFT
        traits = _JunctionTraits(start - _ODDS_SHIFT, end - _ODDS_SHIFT, third - third_shift)
        for offset in range(0, len(characters), size):
            table[characters[offset : offset + size]] = traits
    return table


@lru_cache(maxsize=16384)
def runs_over(before: str, after: str) -> float:
    """Log odds that `after` goes on in the sentence at whose end `before` stops.

    `before` is the `ending` of a text, `after` the `beginning` of another one. The answer is 0
    where nothing is known.
    """
    if not before or not after:
        return 0.0
    last = before[-1]
    first = after[0]
    if last.isdigit():
        number_goes_on = first.isdigit() or first in _UNITS
        return _NUMBER_GOES_ON if number_goes_on else 0.0
    table = _table()
    first_traits = table.get(first)
    last_traits = table.get(last)
    if first_traits is None or last_traits is None:
        return 0.0
    # A pair the table does not hold may be a name: its first or last character says less.
    after_traits = table.get(after)
    before_traits = table.get(before)
    start = after_traits.start if after_traits else max(first_traits.start, _UNSEEN)
    end = before_traits.end if before_traits else max(last_traits.end, _UNSEEN)
    return _CONSTANT + _BY_START * start + _BY_END * end + _BY_BOND * bond(last, first)


def odd_start(text: str) -> bool:
    """Whether sentences hardly ever begin like this text."""
    table = _table()
    pair = text.lstrip(_QUOTES)[:2]
    traits = table.get(pair) or table.get(pair[:1])
    return traits is not None and traits.start < 0


def odd_stop(text: str) -> bool:
    """Whether sentences and headlines hardly ever end like this text."""
    traits = _table().get(text[-2:])
    return traits is not None and traits.end < -1


def bond(first: str, second: str) -> float:
    """How firmly two characters belong together, from -4 to 6; 0 where one is not known."""
    table = _table()
    pair_traits = table.get(first + second)
    if pair_traits is not None:
        return pair_traits.third
    first_traits = table.get(first)
    second_traits = table.get(second)
    if first_traits is None or second_traits is None:
        return 0.0
    # The pair was hardly seen. This says more about characters that are seen often.
    expected = _CHARACTERS_COUNTED * exp(first_traits.third + second_traits.third)
    return max(_LEAST_BOND, log(5 / (expected + 5)))


def ending(text: str) -> str:
    """The two characters at which a text stops."""
    if text[-1:].strip():
        return text[-2:]
    return text.rstrip()[-2:]


def beginning(text: str) -> str:
    """The two characters with which a text begins, behind opening quotes and brackets."""
    if text[:1] in _QUOTES:
        return text.lstrip(_QUOTES)[:2]
    return text[:2]
