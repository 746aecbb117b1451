"""In how many of the paper's own articles each word stands: counted, stored, read again. No Django.

The counts are files with numbers for names. The table that ships with jieba says how rare words are
elsewhere. What is counted here is added to it as if that table came from `SHIPPED` documents: a
hundred articles change next to nothing, and a large archive outweighs it.
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
# More would be misprints and names, and each takes 150 bytes in every worker.
MOST_WORDS = 150_000
_FILES_KEPT = 5
_HEADER = "# documents "


class Frequencies(NamedTuple):
    documents: int
    words: Mapping[str, int]  # in how many documents each word stands

    def idf(self, word: str, shipped: float) -> float:
        """How rare a word is here and elsewhere; `shipped` says how rare it is elsewhere."""
        documents = SHIPPED + self.documents
        documents_with_word = SHIPPED * math.exp(-shipped)
        documents_with_word += self.words.get(word, 0)
        return math.log(documents / documents_with_word)


NONE = Frequencies(0, {})


def count(texts: Iterable[Iterable[str]]) -> Frequencies:
    """Count texts that are cut into words already.

    Only words are counted, and only those that stand in more than one text.
    """
    documents = 0
    counts = Counter[str]()
    for text in texts:
        documents += 1
        words = set(filter(_is_word, text))
        counts.update(words)
    frequent = counts.most_common(MOST_WORDS)
    repeated = {word: number for word, number in frequent if number > 1}
    return Frequencies(documents, repeated)


def _is_word(text: str) -> bool:
    if len(text) < 2:
        return False
    return text.isalnum() and not text.isdecimal()


def write(frequencies: Frequencies, folder: Path) -> Path:
    """Write the newest version in the folder, and remove the oldest beyond a few.

    The file gets its name when it is complete, so nobody ever reads half of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    versions = _versions(folder)
    path = folder / _next_name(versions)
    with NamedTemporaryFile("w", encoding="utf-8", dir=folder, suffix=".new", delete=False) as file:
        file.write(f"{_HEADER}{frequencies.documents}\n")
        for word, number in frequencies.words.items():
            file.write(f"{word}\t{number}\n")
    new_file = Path(file.name)
    new_file.chmod(0o644)
    new_file.replace(path)
    superfluous = versions[: 1 - _FILES_KEPT]
    for old in superfluous:
        old.unlink(missing_ok=True)
    return path


def _next_name(versions: list[Path]) -> str:
    number = 1
    if versions:
        number = int(versions[-1].stem) + 1
    return f"{number:06}.tsv"


def roll_back(folder: Path) -> Path | None:
    """Remove the newest version; returns the one in use now, None for the shipped table."""
    versions = _versions(folder)
    if versions:
        newest_version = versions.pop()
        newest_version.unlink(missing_ok=True)
    if not versions:
        return None
    return versions[-1]


def newest(folder: Path) -> Path | None:
    """The version in use.

    It is looked up for every article: while the folder is the same it costs two microseconds.
    """
    try:
        changed = folder.stat().st_mtime_ns
    except OSError:
        return None
    return _newest(folder, changed)


@lru_cache(maxsize=1)
def _newest(folder: Path, _changed: int) -> Path | None:
    versions = _versions(folder)
    if not versions:
        return None
    return versions[-1]


def _versions(folder: Path) -> list[Path]:
    """The files of the versions, the oldest first."""
    files = folder.glob("*.tsv")
    return sorted(path for path in files if path.stem.isdecimal())


def read(path: Path) -> Frequencies:
    """What `write` wrote."""
    words: dict[str, int] = {}
    with path.open(encoding="utf-8") as lines:
        header = next(lines)
        documents = int(header.removeprefix(_HEADER))
        for line in islice(lines, MOST_WORDS):
            word, number = line.rstrip("\n").split("\t")
            words[word] = int(number)
    return Frequencies(documents, words)
