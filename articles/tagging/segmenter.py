"""Cutting Chinese text into words, behind one small interface. No Django.

The dictionary is loaded by the first `load`, never by an import: a process that does not tag does
not pay for it.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import NamedTuple, Protocol

# The model copies its way at every character of an unknown stretch: 20,000 at once take three seconds.
_LONGEST = 500


class Word(NamedTuple):
    """A word as it was cut; `flag` is the dictionary's part of speech, empty for what it does not hold."""

    text: str
    flag: str = ""


class Segmenter(Protocol):
    def cut(self, text: str) -> list[Word]:
        """The words of a text in order, punctuation and white space included."""

    def idf(self, word: str) -> float | None:
        """How rare a word is among documents (natural logarithm); None where nothing is known."""

    @property
    def usual_idf(self) -> float:
        """The median over all known words."""


class Jieba:
    """jieba's dictionary and its model for unknown words, in an instance of our own.

    Parts of speech are looked up instead of guessed from the context: eight times as fast, and a
    wrong guess is worse than none.
    """

    def __init__(self, cache_dir: Path) -> None:
        with warnings.catch_warnings():  # of the library's own import, not ours to mend
            warnings.simplefilter("ignore")
            import jieba  # noqa: PLC0415  (92 MB and half a second)

        jieba.setLogLevel(logging.WARNING)
        cache_dir.mkdir(parents=True, exist_ok=True)
        self._tokenizer = jieba.Tokenizer()
        # jieba's own choice is the shared temporary folder, where anybody may have put the file.
        self._tokenizer.tmp_dir = str(cache_dir)
        self._tokenizer.initialize()
        self._flags = _flags()
        self._idf = _idf()
        self.usual_idf = median(self._idf.values())

    def cut(self, text: str) -> list[Word]:
        pieces = (text[start : start + _LONGEST] for start in range(0, len(text), _LONGEST))
        return [Word(word, self._flags.get(word, "")) for piece in pieces for word in self._tokenizer.cut(piece)]

    def idf(self, word: str) -> float | None:
        return self._idf.get(word)


@cache
def load(cache_dir: Path) -> Segmenter:
    """The segmenter of this process; the first call takes about a second and 150 MB."""
    return Jieba(cache_dir)


def _flags() -> Mapping[str, str]:
    with files("jieba").joinpath("dict.txt").open(encoding="utf-8") as lines:
        return {word: flag.strip() for word, _frequency, flag in (line.split(" ") for line in lines)}


def _idf() -> Mapping[str, float]:
    with files("jieba").joinpath("analyse", "idf.txt").open(encoding="utf-8") as lines:
        return {word: float(idf) for word, idf in (line.split(" ") for line in lines)}
