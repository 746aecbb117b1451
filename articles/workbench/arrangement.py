"""A page cut into blocks: kinds and spans, no texts. Each visible character of the source stands in exactly one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple

from articles.parsing.record import OUTSIDE, Kind, Span

_KINDS = [kind.value for kind in Kind]
MAX_BLOCKS = 5_000  # a printed page has some hundreds


class MalformedError(ValueError):
    """What was sent is no arrangement; the message says where."""


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """A block: what it is, and where in the source it stands, in reading order."""

    kind: Kind
    spans: tuple[Span, ...]

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind.value, "spans": [list(span) for span in self.spans]}


@dataclass(frozen=True, slots=True)
class ArrangedArticle:
    """One article's blocks in reading order. `key` is the article's own, or any other word for a new one."""

    key: str
    blocks: tuple[PlacedBlock, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"key": self.key, "blocks": [block.to_json() for block in self.blocks]}


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The articles of a page in its order, and the blocks outside any of them."""

    articles: tuple[ArrangedArticle, ...] = ()
    outside: tuple[PlacedBlock, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "articles": [article.to_json() for article in self.articles],
            "outside": [block.to_json() for block in self.outside],
        }

    def blocks(self) -> Iterator[PlacedBlock]:
        for article in self.articles:
            yield from article.blocks
        yield from self.outside

    def renamed(self, keys: dict[str, str]) -> Arrangement:
        """The same with other keys, where there are any for them."""
        articles = tuple(
            replace(article, key=keys.get(article.key, article.key)) for article in self.articles
        )
        return replace(self, articles=articles)


class FaultKind(StrEnum):
    """What may be wrong with an arrangement of a text."""

    LOST = "lost"  # visible characters that stand in no block
    DOUBLED = "doubled"  # characters that stand in two
    BEYOND = "beyond"  # a span that the text does not have
    MISPLACED = "misplaced"  # a kind that cannot stand there


class ArrangementFault(NamedTuple):
    kind: FaultKind
    span: Span


def read_arrangement(data: Any) -> Arrangement:
    """The inverse of `to_json`, of whatever was sent; raises MalformedError."""
    if not isinstance(data, dict):
        raise MalformedError("not an object")
    articles = tuple(_read_article(one) for one in _list(data, "articles"))
    if len({article.key for article in articles}) != len(articles):
        raise MalformedError("two articles of one key")
    arrangement = Arrangement(articles, tuple(map(_read_block, _list(data, "outside"))))
    if sum(1 for _block in arrangement.blocks()) > MAX_BLOCKS:
        raise MalformedError(f"more than {MAX_BLOCKS} blocks")
    return arrangement


def find_faults(arrangement: Arrangement, lines: Sequence[str]) -> list[ArrangementFault]:
    """What is lost, doubled or misplaced, in the order of the source; none for a sound arrangement."""
    misplaced = [
        ArrangementFault(FaultKind.MISPLACED, block.spans[0])
        for blocks, is_outside in _sides(arrangement)
        for block in blocks
        if (block.kind in OUTSIDE) != is_outside
    ]
    beyond = [
        ArrangementFault(FaultKind.BEYOND, span)
        for block in arrangement.blocks()
        for span in block.spans
        if not _is_within(span, lines)
    ]
    claims = _claims(arrangement, lines)
    doubled = [
        ArrangementFault(FaultKind.DOUBLED, span)
        for span in _runs(claims, lines, lambda count, _character: count > 1)
    ]
    lost = [
        ArrangementFault(FaultKind.LOST, span)
        for span in _runs(
            claims, lines, lambda count, character: not count and not character.isspace()
        )
    ]
    return sorted([*misplaced, *beyond, *doubled, *lost], key=lambda fault: fault.span)


def repair(
    arrangement: Arrangement, lines: Sequence[str], fallback: Arrangement | None = None
) -> Arrangement:
    """The nearest sound arrangement: the first block to claim a stretch has it. What nobody claims is as `fallback`
    has it, in the articles of the same keys; what stands there neither, outside. For one that was made of another text.
    """
    taken = [bytearray(len(line)) for line in lines]

    def free(blocks: Iterable[PlacedBlock]) -> tuple[PlacedBlock, ...]:
        kept = (
            replace(block, spans=tuple(_free_spans(block.spans, lines, taken))) for block in blocks
        )
        return tuple(block for block in kept if block.spans)

    articles = {article.key: list(free(article.blocks)) for article in arrangement.articles}
    outside = [*free(arrangement.outside)]
    for article in fallback.articles if fallback else ():
        for block in free(article.blocks):
            _insert(articles[article.key], block)
    outside += free(fallback.outside) if fallback else ()
    outside += (PlacedBlock(Kind.FURNITURE, (span,)) for span in _lost(taken, lines))
    return Arrangement(
        tuple(ArrangedArticle(key, tuple(blocks)) for key, blocks in articles.items()),
        tuple(sorted(outside, key=lambda block: block.spans[0])),
    )


def _insert(blocks: list[PlacedBlock], block: PlacedBlock) -> None:
    """Behind the last one that is printed before it."""
    before = [place for place, one in enumerate(blocks) if one.spans[0] < block.spans[0]]
    blocks.insert(before[-1] + 1 if before else 0, block)


def _sides(arrangement: Arrangement) -> Iterator[tuple[Iterable[PlacedBlock], bool]]:
    for article in arrangement.articles:
        yield article.blocks, False
    yield arrangement.outside, True


def _is_within(span: Span, lines: Sequence[str]) -> bool:
    return 1 <= span.line <= len(lines) and 0 <= span.start < span.end <= len(lines[span.line - 1])


def _claims(arrangement: Arrangement, lines: Sequence[str]) -> list[list[int]]:
    """For each character how many spans hold it."""
    claims = [[0] * len(line) for line in lines]
    for block in arrangement.blocks():
        for span in block.spans:
            if _is_within(span, lines):
                for at in range(span.start, span.end):
                    claims[span.line - 1][at] += 1
    return claims


def _runs(claims: Sequence[Sequence[int]], lines: Sequence[str], is_wrong: Any) -> Iterator[Span]:
    for number, (line, counts) in enumerate(zip(lines, claims, strict=True), start=1):
        wrong = [at for at, character in enumerate(line) if is_wrong(counts[at], character)]
        for _gap, run in groupby(enumerate(wrong), key=lambda place: place[1] - place[0]):
            places = [at for _number, at in run]
            yield Span(number, places[0], places[-1] + 1)


def _free_spans(
    spans: Iterable[Span], lines: Sequence[str], taken: Sequence[bytearray]
) -> Iterator[Span]:
    """The stretches of these spans that nobody has yet; they are taken then."""
    for span in spans:
        if not 1 <= span.line <= len(lines):
            continue
        row = taken[span.line - 1]
        free = [at for at in range(max(span.start, 0), min(span.end, len(row))) if not row[at]]
        for _gap, run in groupby(enumerate(free), key=lambda place: place[1] - place[0]):
            places = [at for _number, at in run]
            row[places[0] : places[-1] + 1] = b"\1" * len(places)
            yield Span(span.line, places[0], places[-1] + 1)


def _lost(taken: Sequence[bytearray], lines: Sequence[str]) -> Iterator[Span]:
    for span in _runs(taken, lines, lambda count, _character: not count):
        if lines[span.line - 1][span.start : span.end].strip():
            yield span


def _list(data: dict[str, Any], name: str) -> list[Any]:
    found = data.get(name)
    if not isinstance(found, list):
        raise MalformedError(f"“{name}” is no list")
    return found


def _read_article(data: Any) -> ArrangedArticle:
    if not isinstance(data, dict) or not isinstance(data.get("key"), str) or not data["key"]:
        raise MalformedError("an article without a key")
    return ArrangedArticle(data["key"], tuple(map(_read_block, _list(data, "blocks"))))


def _read_block(data: Any) -> PlacedBlock:
    if not isinstance(data, dict) or data.get("kind") not in _KINDS:
        raise MalformedError("a block of no known kind")
    spans = tuple(map(_read_span, _list(data, "spans")))
    if not spans:
        raise MalformedError("a block without a span")
    return PlacedBlock(Kind(data["kind"]), spans)


def _read_span(data: Any) -> Span:
    if (
        not isinstance(data, list)
        or len(data) != 3
        or not all(type(number) is int for number in data)
    ):
        raise MalformedError("a span that is not line, start and end")
    return Span(*data)
