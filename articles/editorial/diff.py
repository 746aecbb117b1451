"""Two texts side by side, paragraph beside paragraph, with the words marked in which they differ.

Chinese is compared by the words that the segmenter cuts. A comparison of lines would mark a whole
paragraph for one typing error; a comparison of characters would call half of 市长 new in 市民.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, NamedTuple

from articles.tagging import article_texts
from articles.text.body import split_body

# From this share of common pairs of characters (Dice) a paragraph is another one, rewritten.
_ALIKE = 0.3
# The time grows with the square of both; longer texts are shown as replaced.
_MOST_WORDS = 6000
_MOST_PARAGRAPHS = 200
_NEAR = 1  # paragraphs of context beside one that differs
_FOLDED = 3  # so many equal paragraphs in a row are folded

Cut = Callable[[str], list[str]]  # the words of a text
_Chain = tuple[float, tuple[tuple[int, int], ...]]  # total likeness, and the pairs


class DiffPiece(NamedTuple):
    """A run of words that stands on both sides, or on this side only."""

    text: str
    differs: bool = False


class DiffMark(NamedTuple):
    """A run of words in the combined text; `sign` is `-` for removed, `+` for added, else empty."""

    text: str
    sign: str = ""


class DiffRow(NamedTuple):
    """A paragraph before and after; a missing side is empty. `marks` is both in one text."""

    old: tuple[DiffPiece, ...]
    new: tuple[DiffPiece, ...]
    marks: tuple[DiffMark, ...]

    @property
    def differs(self) -> bool:
        pieces = (*self.old, *self.new)
        return any(piece.differs for piece in pieces)


class DiffGroup(NamedTuple):
    """Consecutive paragraphs; those far from any difference are folded."""

    rows: Sequence[Any]
    is_folded: bool


def stretches(rows: Sequence[Any], differs: Sequence[bool]) -> list[DiffGroup]:
    """All the rows in their order; `differs` has one value for each row."""
    near: set[int] = set()
    for index, row_differs in enumerate(differs):
        if row_differs:
            near.update(range(index - _NEAR, index + _NEAR + 1))
    groups = []
    for is_far, indexes in groupby(range(len(rows)), key=lambda index: index not in near):
        run = [rows[index] for index in indexes]
        is_folded = is_far and len(run) >= _FOLDED
        groups.append(DiffGroup(run, is_folded))
    return groups


def compare(old: str, new: str) -> list[DiffRow]:
    """The paragraphs of both texts in their order, those that belong together in one row."""
    cut = article_texts.current_segmenter().cut
    old_paragraphs = split_body(old)
    new_paragraphs = split_body(new)
    rows = []
    for before, after in _pairs(old_paragraphs, new_paragraphs):
        rows.append(_row(before, after, cut))
    return rows


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        old_run = old[start:end]
        new_run = new[new_start:new_end]
        if tag == "equal":
            yield from zip(old_run, new_run, strict=True)
        else:
            yield from _pair_rewritten(old_run, new_run)


def _pair_rewritten(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Rewritten paragraphs beside each other; removed and added ones beside an empty text."""
    start = 0
    new_start = 0
    for index, new_index in _best_matching(old, new):
        yield from _unpaired(old[start:index], new[new_start:new_index])
        yield old[index], new[new_index]
        start = index + 1
        new_start = new_index + 1
    yield from _unpaired(old[start:], new[new_start:])


def _unpaired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    for text in old:
        yield text, ""
    for text in new:
        yield "", text


def _best_matching(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of indexes, ascending on both sides, with the greatest total likeness."""
    if len(old) == len(new) == 1:
        return [(0, 0)]
    if len(old) * len(new) > _MOST_PARAGRAPHS**2:
        return []
    left = [_bigrams(text) for text in old]
    right = [_bigrams(text) for text in new]
    # `above[j]` and `chains[j]` are the best for the old ones so far and the first j new ones.
    empty: _Chain = (0.0, ())
    above = [empty] * (len(new) + 1)
    for index, pairs in enumerate(left):
        chains = [empty]
        for new_index, new_pairs in enumerate(right):
            options = [above[new_index + 1], chains[new_index]]
            likeness = _dice(pairs, new_pairs)
            if likeness >= _ALIKE:
                total, matches = above[new_index]
                options.append((total + likeness, (*matches, (index, new_index))))
            best = max(options, key=lambda option: option[0])
            chains.append(best)
        above = chains
    _total, matches = above[-1]
    return list(matches)


def _bigrams(text: str) -> set[str]:
    count = max(len(text) - 1, 1)
    return {text[start : start + 2] for start in range(count)}


def _dice(left: set[str], right: set[str]) -> float:
    common = len(left & right)
    size = len(left) + len(right)
    return 2 * common / size


def _row(old: str, new: str, cut: Cut) -> DiffRow:
    marks = tuple(_marks(old, new, cut))
    old_side = _side(marks, "-")
    new_side = _side(marks, "+")
    return DiffRow(old_side, new_side, marks)


def _side(marks: Sequence[DiffMark], sign: str) -> tuple[DiffPiece, ...]:
    """One of the two texts; neighbours with the same sign become one piece."""
    side_marks = [mark for mark in marks if mark.sign in ("", sign)]
    pieces = []
    for group_sign, group in groupby(side_marks, key=lambda mark: mark.sign):
        text = "".join(mark.text for mark in group)
        pieces.append(DiffPiece(text, bool(group_sign)))
    return tuple(pieces)


def _marks(old: str, new: str, cut: Cut) -> Iterator[DiffMark]:
    if old == new:
        yield DiffMark(old)
        return
    left = cut(old)
    right = cut(new)
    if max(len(left), len(right)) > _MOST_WORDS:
        left = [old]
        right = [new]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        old_text = "".join(left[start:end])
        if tag == "equal":
            yield DiffMark(old_text)
            continue
        if start < end:
            yield DiffMark(old_text, "-")
        if new_start < new_end:
            new_text = "".join(right[new_start:new_end])
            yield DiffMark(new_text, "+")
