"""In how many of the paper's own articles each word stands: counted, kept as numbered files, read again. No Django.

The table that ships with jieba says how rare words are elsewhere. What is counted here is added to it as if that
table were of `SHIPPED` documents: a hundred articles change next to nothing, a large archive outweighs it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple

SHIPPED = 100_000  # documents
MOST_WORDS = 150_000  # more would be misprints and names, at 150 bytes each in every worker
_KEPT = 5  # files
_HEAD = "# documents "


class Frequencies(NamedTuple):
    documents: int
    words: Mapping[str, int]

    def idf(self, word: str, shipped: float) -> float:
        """How rare the word is here and elsewhere, where `shipped` is how rare it is elsewhere."""
        return math.log(
            (SHIPPED + self.documents) / (SHIPPED * math.exp(-shipped) + self.words.get(word, 0))
        )


NONE = Frequencies(0, {})


def count(texts: Iterable[Iterable[str]]) -> Frequencies:
    """Of texts that are given as words: only words are counted, and only those that more than one text has."""
    documents, words = 0, Counter[str]()
    for text in texts:
        documents += 1
        words.update(
            {word for word in text if len(word) > 1 and word.isalnum() and not word.isdecimal()}
        )
    return Frequencies(
        documents, dict(pair for pair in words.most_common(MOST_WORDS) if pair[1] > 1)
    )


def write(frequencies: Frequencies, folder: Path) -> Path:
    """As the newest version in the folder; the oldest beyond a few goes. Nobody ever sees half a file."""
    folder.mkdir(parents=True, exist_ok=True)
    versions = _versions(folder)
    path = folder / f"{int(versions[-1].stem) + 1 if versions else 1:06}.tsv"
    with NamedTemporaryFile("w", encoding="utf-8", dir=folder, suffix=".new", delete=False) as new:
        new.write(f"{_HEAD}{frequencies.documents}\n")
        new.writelines(f"{word}\t{number}\n" for word, number in frequencies.words.items())
    Path(new.name).chmod(0o644)
    Path(new.name).replace(path)
    for old in versions[: 1 - _KEPT]:
        old.unlink(missing_ok=True)
    return path


def roll_back(folder: Path) -> Path | None:
    """Take the newest version away; which one is in use now."""
    *older, newest = [None, *_versions(folder)]
    if newest:
        newest.unlink(missing_ok=True)
    return older[-1] if older else None


def newest(folder: Path) -> Path | None:
    """The version in use. Asked for every article: while the folder is the same it costs two microseconds."""
    try:
        changed = folder.stat().st_mtime_ns
    except OSError:
        return None
    return _newest(folder, changed)


@lru_cache(maxsize=1)
def _newest(folder: Path, _changed: int) -> Path | None:
    return next(reversed(_versions(folder)), None)


def _versions(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.tsv") if path.stem.isdecimal())


def read(path: Path) -> Frequencies:
    """What `write` wrote."""
    with path.open(encoding="utf-8") as lines:
        documents = int(next(lines).removeprefix(_HEAD))
        pairs = (line.rstrip("\n").split("\t") for line in islice(lines, MOST_WORDS))
        return Frequencies(documents, {word: int(number) for word, number in pairs})
