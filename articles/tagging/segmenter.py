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
from pathlib import Path
from statistics import median
from sys import intern
from typing import Protocol

from articles.tagging import word_frequencies
from articles.tagging.word_frequencies import NONE, Frequencies

# A pinned term is a name to the ranker, and more frequent than its parts together.
PINNED = "nz"
PINNED_FREQUENCY = 1_000_000

# jieba's model copies its path at every character of a text without known words: 20,000 characters
# at once take three seconds.
_LONGEST = 2_000
_SENTENCE_ENDS = "\n。,，"


class Segmenter(Protocol):
    def __hash__(self) -> int:
        """Segmenters differ by identity: what was learned with one is not valid with another."""

    def cut(self, text: str) -> list[str]:
        """The words of a text in order, punctuation and white space included."""

    def flag(self, word: str) -> str:
        """The dictionary's part of speech, empty for what it does not hold."""

    def idf(self, word: str) -> float | None:
        """How rare a word is among documents (natural logarithm); None where nothing is known."""

    @property
    def usual_idf(self) -> float:
        """The median over all known words."""


class _DictionaryTables:
    """jieba's parts of speech and document frequencies, and those of the paper's own articles.

    Parts of speech are looked up instead of guessed from the context: it is eight times as fast,
    and a wrong guess is worse than none.
    """

    def __init__(self, pinned: Collection[str], counted: Frequencies) -> None:
        self._flags = _read_flags() | dict.fromkeys(pinned, PINNED)
        self._idf = _read_idf()
        self._counted = counted
        self.usual_idf = median(self._idf.values())

    def flag(self, word: str) -> str:
        return self._flags.get(word, "")

    def idf(self, word: str) -> float | None:
        shipped = self._idf.get(word)
        if shipped is None:
            if word not in self._counted.words:
                return None
            shipped = self.usual_idf
        return self._counted.idf(word, shipped)


class Jieba(_DictionaryTables):
    """jieba's dictionary and its model for unknown words, in an instance of our own."""

    def __init__(
        self, cache_dir: Path, pinned: Collection[str] = (), counted: Frequencies = NONE
    ) -> None:
        super().__init__(pinned, counted)
        with warnings.catch_warnings():  # the library's own import warns
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
        words: list[str] = []
        for passage in _passages(text):
            words.extend(self._tokenizer.cut(passage))
        return words


class RustJieba(_DictionaryTables):
    """The same dictionary and model, compiled: it cuts ten times as fast, in half the memory."""

    def __init__(self, pinned: Collection[str] = (), counted: Frequencies = NONE) -> None:
        super().__init__(pinned, counted)
        import rjieba  # noqa: PLC0415  (45 MB)

        self._tokenizer = rjieba.Jieba()
        for word in pinned:
            self._tokenizer.add_word(word, PINNED_FREQUENCY, PINNED)

    def cut(self, text: str) -> list[str]:
        words: list[str] = []
        for passage in _passages(text):
            words.extend(self._tokenizer.cut(passage))
        return words


def load(folder: Path, pinned: frozenset[str] = frozenset()) -> Segmenter:
    """The segmenter of this process, which cuts no pinned term; the first call takes half a second.

    rjieba cuts where a build of it exists for the machine, jieba elsewhere. The folder is for what
    processes share: jieba's cache, and the word frequencies of the paper, of which a new version
    makes a new segmenter.
    """
    version = word_frequencies.newest(frequencies_in(folder))
    return _load(folder, pinned, version)


def frequencies_in(folder: Path) -> Path:
    return folder / "frequencies"


@lru_cache(maxsize=1)
def _load(folder: Path, pinned: frozenset[str], version: Path | None) -> Segmenter:
    counted = word_frequencies.read(version) if version else NONE
    if find_spec("rjieba") is None:
        return Jieba(folder, pinned, counted)
    return RustJieba(pinned, counted)


def _passages(text: str) -> Iterator[str]:
    """The text, a long one in passages that end with a sentence or a line where there are any."""
    start = 0
    while len(text) - start > _LONGEST:
        limit = start + _LONGEST
        last_ends = [text.rfind(mark, start, limit) for mark in _SENTENCE_ENDS]
        stop = max(last_ends) + 1
        if stop == 0:
            stop = limit
        yield text[start:stop]
        start = stop
    yield text[start:]


def _read_flags() -> dict[str, str]:
    flags: dict[str, str] = {}
    path = _jieba_folder() / "dict.txt"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, _frequency, flag = line.split(" ")
            # 350,000 words share a few dozen flags.
            flags[word] = intern(flag.strip())
    return flags


def _read_idf() -> dict[str, float]:
    idf_by_word: dict[str, float] = {}
    path = _jieba_folder() / "analyse" / "idf.txt"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            word, idf = line.split(" ")
            idf_by_word[word] = float(idf)
    return idf_by_word


def _jieba_folder() -> Path:
    """jieba's folder, looked up without importing it."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed: run “pip install -r requirements.txt”")
    origin = Path(spec.origin)
    return origin.parent
