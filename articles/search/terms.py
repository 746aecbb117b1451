"""How a text and a query are cut into terms. Pure functions on strings.

A run of Chinese characters becomes its overlapping pairs of characters, and its last character.
So a query finds exactly the articles that contain it, wherever a dictionary would have cut the
text, and no process needs a dictionary. A word of another script is one term.
"""

from __future__ import annotations

import re
import unicodedata
from operator import add
from typing import NamedTuple

# PostgreSQL leaves out words of 2 kB, and refuses them in a query.
MAX_WORD = 64
MAX_QUERY = 200

# Scripts written without spaces: Han with its extensions, 々 and 〇, kana, Hangul.
_CHARACTERS = (
    r"\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(f"[{_CHARACTERS}]")
_RUN = re.compile(rf"[{_CHARACTERS}]+|[^\W_{_CHARACTERS}]+")


class Phrase(NamedTuple):
    """Terms that must stand next to each other, in this order."""

    terms: tuple[str, ...]
    # Whether the last term may be the beginning of a longer one in the text.
    open_end: bool


def split_terms(text: str) -> list[str]:
    """The terms of a text, in order."""
    terms: list[str] = []
    for run in _runs(text):
        if _UNSPACED.match(run):
            pairs = map(add, run, run[1:])
            last_character = run[-1]
            terms.extend(pairs)
            terms.append(last_character)
        else:
            word = run[:MAX_WORD]
            terms.append(word)
    return terms


def parse_query(query: str) -> list[Phrase]:
    """A phrase for each word of the query, each once; all of them must occur in an article.

    White space separates the words. What lies beyond `MAX_QUERY` characters is ignored.
    """
    phrases: list[Phrase] = []
    considered = query[:MAX_QUERY]
    for word in considered.split():
        phrase = _parse_word(word)
        if phrase and phrase not in phrases:
            phrases.append(phrase)
    return phrases


def _parse_word(word: str) -> Phrase | None:
    """None for a word without letters and digits."""
    terms = tuple(split_terms(word))
    if not terms:
        return None
    *_others, last_run = _runs(word)
    if not _UNSPACED.match(last_run):
        return Phrase(terms, open_end=False)
    if len(last_run) == 1:
        return Phrase(terms, open_end=True)
    # The run may go on in the text. Its last character is then no term of the text.
    pairs = terms[:-1]
    return Phrase(pairs, open_end=False)


def _runs(text: str) -> list[str]:
    """The parts of a text that are written in one script, without what separates words."""
    normalized = unicodedata.normalize("NFKC", text)
    folded = normalized.casefold()
    return _RUN.findall(folded)
