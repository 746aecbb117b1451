"""Columns put one after the other, as both ways of unfolding a page do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from articles.parsing.lines.characters import ends_sentence, fold
from articles.parsing.lines.junction import beginning, ending, runs_over
from articles.parsing.shape.shaped_page import ShapedLine

_SURELY_RUNS_OVER: Final = 1.0  # log odds
_MOST_CERTAIN: Final = 3.0


def one_after_the_other(columns: Iterable[list[ShapedLine]]) -> list[ShapedLine]:
    """The lines of the columns, parted by an empty line where no sentence runs over."""
    ordered: list[ShapedLine] = []
    for column in columns:
        if not column:
            continue
        if ordered and not _goes_on(ordered[-1], column):
            ordered.append(ShapedLine("", column[0].source_line, range(0)))
        ordered.extend(column)
    return ordered


def _goes_on(last: ShapedLine, column: list[ShapedLine]) -> bool:
    """Whether a column begins inside the sentence of `last`; a line by itself is a title."""
    is_by_itself = len(column) > 1 and not column[1].text.strip()
    return not is_by_itself and runs_on(last.text, column[0].text) >= _SURELY_RUNS_OVER


def runs_on(last: str, first: str) -> float:
    """Log odds that the sentence of the line `last` goes on in the line `first`, from -3 to 3."""
    before = fold(last.strip())
    after = fold(first.strip())
    if not before or not after or ends_sentence(before):
        return 0.0
    return min(max(runs_over(ending(before), beginning(after)), -_MOST_CERTAIN), _MOST_CERTAIN)
