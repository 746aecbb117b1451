"""Two texts side by side, paragraph beside paragraph, with the words marked in which they differ.

Chinese is compared by the words that the segmenter cuts: by lines a typing error marks a whole paragraph,
by characters half of 市长 is new in 市民.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, NamedTuple

from articles.tagging import article_texts
from articles.text.body import split_body

_ALIKE = 0.3  # share of common pairs of characters (Dice) from which one paragraph is the other, rewritten
# The time grows with the square of both; beyond, texts are shown as replaced.
_MOST_WORDS = 6000
_MOST_PARAGRAPHS = 200
_NEAR = 1  # paragraphs of context beside one that differs
_FOLDED = 3  # so many paragraphs in a row that are the same are folded

Cut = Callable[[str], list[str]]  # the words of a text
_Chain = tuple[float, tuple[tuple[int, int], ...]]  # likeness in all, and the pairs


class DiffPiece(NamedTuple):
    """A run of words that stands on both sides, or on this one only."""

    text: str
    differs: bool = False


class DiffMark(NamedTuple):
    """A run of words of one text that holds both: what went (`-`), what came (`+`), what stayed (empty)."""

    text: str
    sign: str = ""


class DiffRow(NamedTuple):
    """A paragraph before and after; a side without it is empty. `marks` is both in one text."""

    old: tuple[DiffPiece, ...]
    new: tuple[DiffPiece, ...]
    marks: tuple[DiffMark, ...]

    @property
    def differs(self) -> bool:
        return any(piece.differs for piece in (*self.old, *self.new))


class DiffGroup(NamedTuple):
    """Paragraphs in a row; those far from anything that differs are folded."""

    rows: Sequence[Any]
    is_folded: bool


def stretches(rows: Sequence[Any], differs: Sequence[bool]) -> list[DiffGroup]:
    """All the rows in their order; `differs` says it of each."""
    near = {
        at + step for at, other in enumerate(differs) if other for step in range(-_NEAR, _NEAR + 1)
    }
    groups = []
    for is_far, places in groupby(range(len(rows)), key=lambda at: at not in near):
        run = [rows[at] for at in places]
        groups.append(DiffGroup(run, is_far and len(run) >= _FOLDED))
    return groups


def compare(old: str, new: str) -> list[DiffRow]:
    """The paragraphs of both texts in their order, those that belong together in one row."""
    cut = article_texts.current_segmenter().cut
    return [_row(*pair, cut) for pair in _pairs(split_body(old), split_body(new))]


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    for tag, start, end, new_start, new_end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            yield from zip(old[start:end], new[new_start:new_end], strict=True)
        else:
            yield from _pair_rewritten(old[start:end], new[new_start:new_end])


def _pair_rewritten(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What was rewritten beside what it was; what came or went, beside nothing."""
    at = new_at = 0
    for place, new_place in [*_best_matching(old, new), (len(old), len(new))]:
        yield from ((text, "") for text in old[at:place])
        yield from (("", text) for text in new[new_at:new_place])
        if place < len(old):
            yield old[place], new[new_place]
        at, new_at = place + 1, new_place + 1


def _best_matching(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places in ascending order on both sides, of the greatest likeness in all."""
    if len(old) == len(new) == 1:
        return [(0, 0)]
    if len(old) * len(new) > _MOST_PARAGRAPHS**2:
        return []
    left, right = [_bigrams(text) for text in old], [_bigrams(text) for text in new]
    # chains[i][j] is the best for the first i of the old and the first j of the new.
    chains: list[list[_Chain]] = [[(0.0, ())] * (len(new) + 1) for _place in range(len(old) + 1)]
    for place, pairs in enumerate(left):
        for new_place, new_pairs in enumerate(right):
            options = [chains[place][new_place + 1], chains[place + 1][new_place]]
            if (likeness := _dice(pairs, new_pairs)) >= _ALIKE:
                before = chains[place][new_place]
                options.append((before[0] + likeness, (*before[1], (place, new_place))))
            chains[place + 1][new_place + 1] = max(options, key=lambda option: option[0])
    return list(chains[-1][-1][1])


def _bigrams(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(max(len(text) - 1, 1))}


def _dice(left: set[str], right: set[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right))


def _row(old: str, new: str, cut: Cut) -> DiffRow:
    marks = tuple(_marks(old, new, cut))
    return DiffRow(_side(marks, "-"), _side(marks, "+"), marks)


def _side(marks: Sequence[DiffMark], sign: str) -> tuple[DiffPiece, ...]:
    """One of the two texts, neighbours of one kind as one piece."""
    side_marks = [mark for mark in marks if mark.sign in ("", sign)]
    return tuple(
        DiffPiece("".join(mark.text for mark in group), bool(kind))
        for kind, group in groupby(side_marks, key=lambda mark: mark.sign)
    )


def _marks(old: str, new: str, cut: Cut) -> Iterator[DiffMark]:
    if old == new:
        yield DiffMark(old)
        return
    left, right = cut(old), cut(new)
    if max(len(left), len(right)) > _MOST_WORDS:
        left, right = [old], [new]
    for tag, start, end, new_start, new_end in SequenceMatcher(
        None, left, right, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            yield DiffMark("".join(left[start:end]))
        else:
            yield from (
                DiffMark("".join(words), sign)
                for words, sign in ((left[start:end], "-"), (right[new_start:new_end], "+"))
                if words
            )
