"""Keys by which nearly equal texts are found, and how much two texts share. No Django."""

from __future__ import annotations

import re
from hashlib import blake2b

from rensa import RMinHash

# Texts are compared by their shingles, runs of so many characters: long enough that two articles on
# one event share few of them.
SHINGLE_LENGTH = 8
# A shorter text has too few shingles to be told from others.
SHORTEST = 60
# The rest of a longer text is not read.
MAX_CHARACTERS = 20_000
# Texts that share 70 % of their shingles share a key with certainty; texts that share half of them
# do in 9 cases of 10, and texts that share a fifth hardly ever.
BANDS = 16
ROWS = 3
_SEED = 20
_BETWEEN_WORDS = re.compile(r"\W+")


def shingles(text: str) -> set[str]:
    """Every run of `SHINGLE_LENGTH` letters of the text; none of a short text."""
    beginning = text[:MAX_CHARACTERS]
    letters = _BETWEEN_WORDS.sub("", beginning)
    if len(letters) < SHORTEST:
        return set()
    last_start = len(letters) - SHINGLE_LENGTH
    return {letters[start : start + SHINGLE_LENGTH] for start in range(last_start + 1)}


def keys(text: str) -> list[int]:
    """The keys of a text, 64 bits with sign each; none for a short text.

    Texts that share one may be nearly the same.
    """
    text_shingles = shingles(text)
    if not text_shingles:
        return []
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    sketch.update(sorted(text_shingles))
    minima = sketch.digest()
    band_keys: list[int] = []
    for band in range(BANDS):
        start = band * ROWS
        stop = start + ROWS
        key = _key(band, minima[start:stop])
        band_keys.append(key)
    return band_keys


def shared_part(first: set[str], second: set[str]) -> float:
    """How much of the shorter text stands in the longer one, from 0 to 1, by their shingles."""
    if not first or not second:
        return 0.0
    shared = first & second
    shorter = min(len(first), len(second))
    return len(shared) / shorter


def _key(band: int, minima: list[int]) -> int:
    text = repr((band, *minima))
    digest = blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
