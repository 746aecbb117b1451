"""Move an arrangement to a changed text of its page, so that editors' work outlives corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from articles.parsing.record import Span
from articles.workbench.arrangement import Arrangement, PlacedBlock

_MIN_SIMILARITY = 0.6  # share of common characters from which a line is a corrected one


def realign(
    arrangement: Arrangement, old_lines: Sequence[str], new_lines: Sequence[str]
) -> Arrangement:
    """The same blocks in the new lines.

    A line that is in both texts, or was changed where it was, is found again. Blocks of lines that
    were deleted are dropped; new lines are in no block yet.
    """
    line_map = _LineMap(old_lines, new_lines)
    articles = []
    for article in arrangement.articles:
        blocks = line_map.move_blocks(article.blocks)
        articles.append(replace(article, blocks=blocks))
    outside = line_map.move_blocks(arrangement.outside)
    return Arrangement(
        tuple(articles),
        outside,
    )


class _LineMap:
    """Where the lines of an old text are in a new one."""

    def __init__(self, old_lines: Sequence[str], new_lines: Sequence[str]) -> None:
        self._old_lines = old_lines
        self._new_lines = new_lines
        pairs = _line_pairs(old_lines, new_lines)
        self._numbers: Mapping[int, int] = dict(pairs)

    def move_blocks(self, blocks: Sequence[PlacedBlock]) -> tuple[PlacedBlock, ...]:
        moved = []
        for block in blocks:
            spans = tuple(self._move_spans(block))
            if spans:
                moved.append(replace(block, spans=spans))
        return tuple(moved)

    def _move_spans(self, block: PlacedBlock) -> Iterator[Span]:
        for span in block.spans:
            new_number = self._numbers.get(span.line)
            if new_number is None:
                continue
            old_line = self._old_lines[span.line - 1]
            new_line = self._new_lines[new_number - 1]
            start = _move_offset(span.start, old_line, new_line)
            end = _move_offset(span.end, old_line, new_line)
            if start < end:
                yield Span(new_number, start, end)


def _line_pairs(old_lines: Sequence[str], new_lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of an old line number and a new one, both counted from 1."""
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for verb, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        old_numbers = range(old_start + 1, old_end + 1)
        new_numbers = range(new_start + 1, new_end + 1)
        is_same_length = len(old_numbers) == len(new_numbers)
        if verb == "equal" or (verb == "replace" and is_same_length):
            yield from zip(old_numbers, new_numbers, strict=True)
        elif verb == "replace":
            yield from _similar_pairs(old_lines, new_lines, old_numbers, new_numbers)


def _similar_pairs(
    old_lines: Sequence[str],
    new_lines: Sequence[str],
    old_numbers: range,
    new_numbers: range,
) -> Iterator[tuple[int, int]]:
    """For each old line the next new one that is similar; the order is the same in both texts."""
    candidates = new_numbers
    for old_number in old_numbers:
        old_line = old_lines[old_number - 1]
        for new_number in candidates:
            if _are_similar(old_line, new_lines[new_number - 1]):
                yield old_number, new_number
                candidates = range(new_number + 1, new_numbers.stop)
                break


def _are_similar(first: str, second: str) -> bool:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    # The cheap upper bounds come first: most lines have nothing in common.
    if matcher.real_quick_ratio() < _MIN_SIMILARITY:
        return False
    if matcher.quick_ratio() < _MIN_SIMILARITY:
        return False
    return matcher.ratio() >= _MIN_SIMILARITY


def _move_offset(offset: int, old_line: str, new_line: str) -> int:
    """Where a cut in a line is after a change of the line: behind the same character as before."""
    if old_line == new_line:
        return offset
    if offset == 0:
        return 0
    if offset == len(old_line):
        return len(new_line)
    matcher = SequenceMatcher(None, old_line, new_line, autojunk=False)
    # The last matching block is empty and stands at the ends of both lines.
    blocks = [block for block in matcher.get_matching_blocks() if offset <= block.a + block.size]
    nearest = blocks[0]
    return nearest.b + max(offset - nearest.a, 0)
