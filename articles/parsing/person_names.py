"""Names of people in folded text, recognised by surnames and by the middle dot alone."""

import re
from collections.abc import Sequence
from typing import Final

from articles.parsing.common_words import COMMON_WORDS
from articles.parsing.word_lists import COMPOUND_SURNAMES, NAME_HALVES, NOT_NAMES, SURNAMES

# Chinese characters with those that stand in names alone: 䶮, 㛃, 𠮷, 〇.
HAN: Final = r"\u3400-\u9fff\U00020000-\U000323af〇"
_DOTS = "·•・‧∙⋅●.﹒"
_DOTTED = re.compile(rf"[{HAN}]{{1,8}}(?:[{_DOTS}][{HAN}A-Za-z]{{1,10}}){{1,4}}")
_BETWEEN_NAMES = str.maketrans(_DOTS, "·" * len(_DOTS))
_HAN = re.compile(rf"[{HAN}]+")
_LONGEST_GIVEN_NAME = 2  # characters
_LONGEST_NAME = 4
_SHORTEST_NAME = 2


def surname_length(text: str) -> int:
    """How many characters of surname the text begins with: 0, 1 or 2."""
    if text[:2] in COMPOUND_SURNAMES:
        return 2
    if text[:1] in SURNAMES:
        return 1
    return 0


def is_dotted_name(text: str) -> bool:
    """Whether this is a minority or foreign name with a middle dot, of more than five characters.

    学思·实践 (two and two) names a section.
    """
    return len(text) > 5 and _DOTTED.fullmatch(text) is not None


def with_middle_dots(name: str) -> str:
    """A name with one form of dot between its parts, however they are printed."""
    return name.translate(_BETWEEN_NAMES) if is_dotted_name(name) else name


def is_name(text: str) -> bool:
    """Whether a text without spaces can be the name of one person."""
    if is_dotted_name(text):
        return True
    length = surname_length(text)
    if not 0 < length < len(text) <= length + _LONGEST_GIVEN_NAME:
        return False
    if text in NOT_NAMES or text[:2] in NOT_NAMES or text in COMMON_WORDS:
        return False
    return _HAN.fullmatch(text) is not None


def split_names(text: str) -> list[str] | None:
    """Names that are printed without a space between them, separated by their surnames.

    None where that cannot be done. Of several ways to split, the one with the fewest names is
    taken, then the one whose names are of most even length.
    """
    if is_name(text) or (text[:2] in NAME_HALVES and text[2:] in NAME_HALVES):
        return [text]
    if not surname_length(text) or not _HAN.fullmatch(text):
        return None
    # For each offset the best way to split the text up to it.
    best_splits: list[list[str] | None] = [[]]
    best_splits += [None] * len(text)
    for end in range(_SHORTEST_NAME, len(text) + 1):
        best_splits[end] = _best_split(text, end, best_splits)
    return best_splits[-1] or None


def _best_split(text: str, end: int, best_splits: Sequence[list[str] | None]) -> list[str] | None:
    """The best way to split the text up to an offset, from the best ways up to those before."""
    best: list[str] | None = None
    for start in range(max(0, end - _LONGEST_NAME), end - 1):
        names_before = best_splits[start]
        name = text[start:end]
        if names_before is None or not is_name(name):
            continue
        names = [*names_before, name]
        if best is None or _unevenness(names) < _unevenness(best):
            best = names
    return best


def _unevenness(names: Sequence[str]) -> tuple[int, int]:
    """The number of names, and by how many characters the longest is longer than the shortest."""
    lengths = [len(name) for name in names]
    return len(names), max(lengths) - min(lengths)


def join_spaced(words: Sequence[str], *, are_names: bool = False) -> list[str]:
    """Close up names printed with a space inside: 陈 望 becomes 陈望, 欧阳 明 becomes 欧阳明.

    Where the words surely `are_names`, as behind a role, an unusual surname will do: 乐 遥.
    Three single characters are one name: 陈 望 舒.
    """
    if _is_one_name(words, are_names=are_names):
        return ["".join(words)]
    joined: list[str] = []
    surname = ""  # a word that waits for its given name
    for word in words:
        if surname and len(word) <= _LONGEST_GIVEN_NAME and _HAN.fullmatch(word):
            joined.append(surname + word)
            surname = ""
            continue
        if surname:
            joined.append(surname)
            surname = ""
        if _may_be_surname(word, are_names=are_names):
            surname = word
        else:
            joined.append(word)
    if surname:
        joined.append(surname)
    return joined


def _is_one_name(words: Sequence[str], *, are_names: bool) -> bool:
    """Whether three single characters are the spaced letters of one name."""
    if len(words) != 3 or any(len(word) != 1 for word in words):
        return False
    return _may_be_surname(words[0], are_names=are_names)


def _may_be_surname(word: str, *, are_names: bool) -> bool:
    if len(word) != 1 and word not in COMPOUND_SURNAMES:
        return False
    return are_names or surname_length(word) > 0
