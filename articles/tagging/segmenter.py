"""Cutting Chinese text into words, behind one small interface. No Django.

The dictionary is loaded by the first `load`, never by an import: a process that does not tag does
not pay for it.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Collection, Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from statistics import median
from sys import intern
from typing import Protocol

from articles.tagging import word_frequencies
from articles.tagging.word_frequencies import NONE, Frequencies

# What the newsroom wants as one word is a name to the ranker, and more frequent than its pieces together.
PINNED = "nz"
PINNED_FREQUENCY = 1_000_000

# The model copies its way at every character of an unknown stretch: 20,000 at once take three seconds.
_LONGEST = 2_000


class Segmenter(Protocol):
    def __hash__(self) -> int:
        """One is told from another by identity: what was learned with one is not valid with another."""

    def cut(self, text: str) -> list[str]:
        """The words of a text in order, punctuation and white space included."""

    def flag(self, word: str) -> str:
        """The dictionary's part of speech, empty for what it does not hold."""

    def idf(self, word: str) -> float | None:
        """How rare a word is among documents (natural logarithm); None where nothing is known."""

    @property
    def usual_idf(self) -> float:
        """The median over all known words."""


class _Tables:
    """jieba's parts of speech; its document frequencies, and with them those of the paper's own archive.

    Parts of speech are looked up instead of guessed from the context: eight times as fast, and a
    wrong guess is worse than none.
    """

    def __init__(self, pinned: Collection[str], counted: Frequencies) -> None:
        self._flags = _flags() | dict.fromkeys(pinned, PINNED)
        self._idf = _idf()
        self._counted = counted
        self.usual_idf = median(self._idf.values())

    def flag(self, word: str) -> str:
        return self._flags.get(word, "")

    def idf(self, word: str) -> float | None:
        shipped = self._idf.get(word)
        if shipped is None and word not in self._counted.words:
            return None
        return self._counted.idf(word, self.usual_idf if shipped is None else shipped)


class Jieba(_Tables):
    """jieba's dictionary and its model for unknown words, in an instance of our own."""

    def __init__(
        self, cache_dir: Path, pinned: Collection[str] = (), counted: Frequencies = NONE
    ) -> None:
        super().__init__(pinned, counted)
        with warnings.catch_warnings():  # of the library's own import, not ours to mend
            warnings.simplefilter("ignore")
            import jieba  # noqa: PLC0415  (92 MB and half a second)

        jieba.setLogLevel(logging.WARNING)
        cache_dir.mkdir(parents=True, exist_ok=True)
        self._tokenizer = jieba.Tokenizer()
        # jieba's own choice is the shared temporary folder, where anybody may have put the file.
        self._tokenizer.tmp_dir = str(cache_dir)
        self._tokenizer.initialize()
        for word in pinned:
            self._tokenizer.add_word(word, PINNED_FREQUENCY)

    def cut(self, text: str) -> list[str]:
        return [word for piece in _pieces(text) for word in self._tokenizer.cut(piece)]


class RustJieba(_Tables):
    """The same dictionary and model, compiled: it cuts ten times as fast, in half the memory."""

    def __init__(self, pinned: Collection[str] = (), counted: Frequencies = NONE) -> None:
        super().__init__(pinned, counted)
        import rjieba  # noqa: PLC0415  (45 MB)

        self._tokenizer = rjieba.Jieba()
        for word in pinned:
            self._tokenizer.add_word(word, PINNED_FREQUENCY, PINNED)

    def cut(self, text: str) -> list[str]:
        return list(chain.from_iterable(map(self._tokenizer.cut, _pieces(text))))


def load(folder: Path, pinned: frozenset[str] = frozenset()) -> Segmenter:
    """The segmenter of this process, which cuts no pinned word; the first call takes about half a second.

    rjieba does the cutting where there is a build of it for the machine, jieba elsewhere. The folder is for what
    is kept between processes: jieba's cache, and the word frequencies of the archive, which a new version replaces.
    """
    return _load(folder, pinned, word_frequencies.newest(frequencies_in(folder)))


def frequencies_in(folder: Path) -> Path:
    return folder / "frequencies"


@lru_cache(maxsize=1)
def _load(folder: Path, pinned: frozenset[str], version: Path | None) -> Segmenter:
    counted = word_frequencies.read(version) if version else NONE
    if find_spec("rjieba") is None:
        return Jieba(folder, pinned, counted)
    return RustJieba(pinned, counted)


def _pieces(text: str) -> Iterator[str]:
    """The text, a long one in pieces that end with a sentence or a line where there are any."""
    start = 0
    while len(text) - start > _LONGEST:
        stop = (
            max(text.rfind(mark, start, start + _LONGEST) for mark in "\n。,，") + 1
            or start + _LONGEST
        )
        yield text[start:stop]
        start = stop
    yield text[start:]


def _flags() -> dict[str, str]:
    with (_data() / "dict.txt").open(encoding="utf-8") as lines:
        # 350,000 words share a few dozen flags.
        return {
            word: intern(flag.strip())
            for word, _frequency, flag in (line.split(" ") for line in lines)
        }


def _idf() -> dict[str, float]:
    with (_data() / "analyse" / "idf.txt").open(encoding="utf-8") as lines:
        return {word: float(idf) for word, idf in (line.split(" ") for line in lines)}


def _data() -> Path:
    """jieba's folder, found without importing it."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed: run “pip install -r requirements.txt”")
    return Path(spec.origin).parent
