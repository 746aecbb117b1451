"""An arrangement follows its text: a page that came in anew, a little otherwise, keeps what editors made of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from articles.parsing.record import Span
from articles.workbench.arrangement import Arrangement, PlacedBlock

_ALIKE = 0.6  # share of common characters from which a line is another, corrected


def realign(arrangement: Arrangement, old: Sequence[str], new: Sequence[str]) -> Arrangement:
    """The same blocks in another text, given by its lines: a line that stands in both, or was changed in its place,
    is where it is now. Blocks of lines that went are gone; what came stands in no block yet."""
    places = dict(_line_pairs(old, new))

    def moved(blocks: Sequence[PlacedBlock]) -> tuple[PlacedBlock, ...]:
        found = (replace(block, spans=tuple(_spans(block, places, old, new))) for block in blocks)
        return tuple(block for block in found if block.spans)

    articles = tuple(
        replace(article, blocks=moved(article.blocks)) for article in arrangement.articles
    )
    return Arrangement(articles, moved(arrangement.outside))


def _line_pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(number in old, number in new), counted from 1."""
    for verb, start, end, at, to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if verb == "equal" or (verb == "replace" and end - start == to - at):
            yield from zip(range(start + 1, end + 1), range(at + 1, to + 1), strict=True)
        elif verb == "replace":
            for number in range(start, end):
                alike = (one for one in range(at, to) if _are_alike(old[number], new[one]))
                if (found := next(alike, None)) is not None:
                    at = found + 1
                    yield number + 1, at


def _are_alike(one: str, other: str) -> bool:
    lines = SequenceMatcher(None, one, other, autojunk=False)
    # The cheap upper bounds first: most lines are nothing like each other.
    return all(
        share() >= _ALIKE for share in (lines.real_quick_ratio, lines.quick_ratio, lines.ratio)
    )


def _spans(
    block: PlacedBlock, places: dict[int, int], old: Sequence[str], new: Sequence[str]
) -> Iterator[Span]:
    for span in block.spans:
        if span.line in places:
            line = places[span.line]
            before, now = old[span.line - 1], new[line - 1]
            start, end = _offset(span.start, before, now), _offset(span.end, before, now)
            if start < end:
                yield Span(line, start, end)


def _offset(offset: int, before: str, now: str) -> int:
    """Where a cut in a line is after a change of the line: behind the same character as before."""
    if before == now:
        return offset
    if offset in (0, len(before)):
        return len(now) if offset else 0
    matches = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    return next(
        match.b + max(offset - match.a, 0) for match in matches if offset <= match.a + match.size
    )
