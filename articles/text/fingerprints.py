"""Keys by which nearly equal texts are found, and how much of one text stands in another. No Django."""

from __future__ import annotations

import re
from hashlib import blake2b

from rensa import RMinHash

# Pieces of so many characters are compared: long enough that two articles on one event share few of them.
PIECE = 8
# With less there is nothing to tell texts apart by.
SHORTEST = 60
# What comes after is not looked at.
ENOUGH = 20_000
# Texts of which 70 % of all pieces are the same share a key with certainty, of half 9 times in 10, of a fifth hardly.
BANDS, ROWS = 16, 3
_SEED = 20
_BETWEEN = re.compile(r"\W+")


def pieces(text: str) -> set[str]:
    """Every run of characters of the text, without what stands between words; none of a short one."""
    letters = _BETWEEN.sub("", text[:ENOUGH])
    return (
        {letters[at : at + PIECE] for at in range(len(letters) - PIECE + 1)}
        if len(letters) >= SHORTEST
        else set()
    )


def keys(text: str) -> list[int]:
    """Of 64 bits with sign. Texts that share one may be nearly the same; none for a short text."""
    found = pieces(text)
    if not found:
        return []
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    sketch.update(sorted(found))
    marks = sketch.digest()
    return [_key(band, marks[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS)]


def share(one: set[str], other: set[str]) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _key(band: int, marks: list[int]) -> int:
    digest = blake2b(repr((band, *marks)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
