"""A page cut into blocks: kinds and spans, no texts.

In a sound arrangement each visible character of the source is in exactly one block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

from articles.parsing.record import OUTSIDE, Kind, Span

_KINDS = frozenset(kind.value for kind in Kind)
MAX_BLOCKS = 5_000  # a printed page has some hundreds

# Whether a character is wrong, by the number of spans that hold it, and the character.
_IsWrong = Callable[[int, str], bool]


class MalformedError(ValueError):
    """The data that a browser sent is no arrangement; the message says where."""


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block: its kind, and its spans of the source in reading order."""

    kind: Kind
    spans: tuple[Span, ...]

    def to_json(self) -> dict[str, Any]:
        spans = [list(span) for span in self.spans]
        return {
            "kind": self.kind.value,
            "spans": spans,
        }


@dataclass(frozen=True, slots=True)
class ArrangedArticle:
    """The blocks of one article in reading order.

    `key` is the primary key of a stored article as text, or any other word for a new one.
    """

    key: str
    blocks: tuple[PlacedBlock, ...] = ()

    def to_json(self) -> dict[str, Any]:
        blocks = [block.to_json() for block in self.blocks]
        return {
            "key": self.key,
            "blocks": blocks,
        }


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The articles of a page in its order, and the blocks outside any of them."""

    articles: tuple[ArrangedArticle, ...] = ()
    outside: tuple[PlacedBlock, ...] = ()

    def to_json(self) -> dict[str, Any]:
        articles = [article.to_json() for article in self.articles]
        outside = [block.to_json() for block in self.outside]
        return {
            "articles": articles,
            "outside": outside,
        }

    def blocks(self) -> Iterator[PlacedBlock]:
        for article in self.articles:
            yield from article.blocks
        yield from self.outside

    def spans(self) -> Iterator[Span]:
        for block in self.blocks():
            yield from block.spans

    def with_keys(self, new_keys: Mapping[str, str]) -> Arrangement:
        """The same arrangement, with new keys for the articles that have one."""
        articles = []
        for article in self.articles:
            key = new_keys.get(article.key, article.key)
            articles.append(replace(article, key=key))
        return replace(self, articles=tuple(articles))


class FaultKind(StrEnum):
    """What may be wrong with an arrangement of a text."""

    LOST = "lost"  # visible characters that are in no block
    DOUBLED = "doubled"  # characters that are in two
    BEYOND = "beyond"  # a span that the text does not have
    MISPLACED = "misplaced"  # a kind of block that cannot be there


class ArrangementFault(NamedTuple):
    kind: FaultKind
    span: Span


def read_arrangement(data: Any) -> Arrangement:
    """The inverse of `to_json`, for whatever a browser sent; raises MalformedError."""
    if not isinstance(data, dict):
        raise MalformedError("not an object")
    articles = [_read_article(article) for article in _list_in(data, "articles")]
    keys = {article.key for article in articles}
    if len(keys) != len(articles):
        raise MalformedError("two articles of one key")
    outside = [_read_block(block) for block in _list_in(data, "outside")]
    arrangement = Arrangement(
        tuple(articles),
        tuple(outside),
    )
    blocks = list(arrangement.blocks())
    if len(blocks) > MAX_BLOCKS:
        raise MalformedError(f"more than {MAX_BLOCKS} blocks")
    return arrangement


def find_faults(arrangement: Arrangement, lines: Sequence[str]) -> list[ArrangementFault]:
    """Everything that is wrong, in the order of the source; nothing for a sound arrangement."""
    counts = _count_claims(arrangement, lines)
    beyond = [span for span in arrangement.spans() if not _is_within(span, lines)]
    spans_by_kind = {
        FaultKind.MISPLACED: _misplaced_spans(arrangement),
        FaultKind.BEYOND: beyond,
        FaultKind.DOUBLED: _wrong_spans(counts, lines, _is_doubled),
        FaultKind.LOST: _wrong_spans(counts, lines, _is_lost),
    }
    faults = []
    for kind, spans in spans_by_kind.items():
        faults += [ArrangementFault(kind, span) for span in spans]
    return sorted(faults, key=lambda fault: fault.span)


def repair(
    arrangement: Arrangement, lines: Sequence[str], fallback: Arrangement | None = None
) -> Arrangement:
    """The nearest sound arrangement, for one that was made of another text.

    The first block that claims a character gets it. What no block claims is where `fallback` has
    it, in the articles of the same keys; what is not there either is outside.
    """
    unclaimed = _UnclaimedText(lines)
    articles = {}
    for article in arrangement.articles:
        articles[article.key] = unclaimed.claim_blocks(article.blocks)
    outside = unclaimed.claim_blocks(arrangement.outside)
    if fallback is not None:
        for article in fallback.articles:
            for block in unclaimed.claim_blocks(article.blocks):
                _insert_in_print_order(articles[article.key], block)
        outside += unclaimed.claim_blocks(fallback.outside)
    for span in unclaimed.visible_spans():
        outside.append(PlacedBlock(Kind.FURNITURE, (span,)))
    outside.sort(key=lambda block: block.spans[0])
    repaired = [ArrangedArticle(key, tuple(blocks)) for key, blocks in articles.items()]
    return Arrangement(tuple(repaired), tuple(outside))


class _UnclaimedText:
    """The characters of a text that no block has claimed yet."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        # A byte for each character: 1 where a block has claimed it.
        self._claimed = [bytearray(len(line)) for line in lines]

    def claim_blocks(self, blocks: Iterable[PlacedBlock]) -> list[PlacedBlock]:
        """The blocks with those of their spans that were free; a block without any is dropped."""
        claimed = []
        for block in blocks:
            spans = tuple(self._claim_spans(block.spans))
            if spans:
                claimed.append(replace(block, spans=spans))
        return claimed

    def _claim_spans(self, spans: Iterable[Span]) -> Iterator[Span]:
        for span in spans:
            if not 1 <= span.line <= len(self._lines):
                continue
            claimed = self._claimed[span.line - 1]
            first = max(span.start, 0)
            last = min(span.end, len(claimed))
            free = [position for position in range(first, last) if not claimed[position]]
            for start, end in _runs(free):
                claimed[start:end] = b"\1" * (end - start)
                yield Span(span.line, start, end)

    def visible_spans(self) -> Iterator[Span]:
        """The spans that nobody has claimed, but for those of white space alone."""
        for span in _wrong_spans(self._claimed, self._lines, _is_unclaimed):
            line = self._lines[span.line - 1]
            text = line[span.start : span.end]
            if not text.isspace():
                yield span


def _insert_in_print_order(blocks: list[PlacedBlock], block: PlacedBlock) -> None:
    """Insert a block behind the last one that is printed before it."""
    index = 0
    for number, other in enumerate(blocks, start=1):
        if other.spans[0] < block.spans[0]:
            index = number
    blocks.insert(index, block)


def _misplaced_spans(arrangement: Arrangement) -> Iterator[Span]:
    """The first span of each block whose kind cannot be where it is."""
    for article in arrangement.articles:
        for block in article.blocks:
            if block.kind in OUTSIDE:
                yield block.spans[0]
    for block in arrangement.outside:
        if block.kind not in OUTSIDE:
            yield block.spans[0]


def _is_within(span: Span, lines: Sequence[str]) -> bool:
    if not 1 <= span.line <= len(lines):
        return False
    line = lines[span.line - 1]
    return 0 <= span.start < span.end <= len(line)


def _count_claims(arrangement: Arrangement, lines: Sequence[str]) -> list[list[int]]:
    """For each character the number of spans that hold it."""
    counts = [[0] * len(line) for line in lines]
    for span in arrangement.spans():
        if not _is_within(span, lines):
            continue
        line_counts = counts[span.line - 1]
        for position in range(span.start, span.end):
            line_counts[position] += 1
    return counts


def _is_doubled(count: int, _character: str) -> bool:
    return count > 1


def _is_unclaimed(count: int, _character: str) -> bool:
    return count == 0


def _is_lost(count: int, character: str) -> bool:
    return count == 0 and not character.isspace()


def _wrong_spans(
    counts: Sequence[Sequence[int]], lines: Sequence[str], is_wrong: _IsWrong
) -> Iterator[Span]:
    for number, line in enumerate(lines, start=1):
        line_counts = counts[number - 1]
        wrong = []
        for position, character in enumerate(line):
            count = line_counts[position]
            if is_wrong(count, character):
                wrong.append(position)
        for start, end in _runs(wrong):
            yield Span(number, start, end)


def _runs(positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first of each run of consecutive positions, and the one behind its last."""
    if not positions:
        return
    start = positions[0]
    end = start + 1
    for position in positions[1:]:
        if position > end:
            yield start, end
            start = position
        end = position + 1
    yield start, end


def _list_in(data: dict[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    if not isinstance(value, list):
        raise MalformedError(f"“{name}” is no list")
    return value


def _read_article(data: Any) -> ArrangedArticle:
    key = data.get("key") if isinstance(data, dict) else None
    if not isinstance(key, str) or not key:
        raise MalformedError("an article without a key")
    blocks = [_read_block(block) for block in _list_in(data, "blocks")]
    return ArrangedArticle(
        key,
        tuple(blocks),
    )


def _read_block(data: Any) -> PlacedBlock:
    kind = data.get("kind") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in _KINDS:
        raise MalformedError("a block of no known kind")
    spans = [_read_span(span) for span in _list_in(data, "spans")]
    if not spans:
        raise MalformedError("a block without a span")
    return PlacedBlock(
        Kind(kind),
        tuple(spans),
    )


def _read_span(data: Any) -> Span:
    is_triple = isinstance(data, list) and len(data) == 3
    is_span = is_triple and all(map(_is_whole_number, data))
    if not is_span:
        raise MalformedError("a span that is not line, start and end")
    return Span(*data)


def _is_whole_number(value: Any) -> bool:
    # In Python, True is an integer too.
    return type(value) is int
