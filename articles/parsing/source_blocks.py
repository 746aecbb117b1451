"""Blocks made of pieces, and their spans widened to hold the white space of the page too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from articles.parsing.lines.pieces import Piece
from articles.parsing.record import Block, Kind, PageRecord, Span


class BlockMaker:
    """Makes blocks whose text is that of the source. `lines` are the source lines of the page."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def block(self, kind: Kind, *pieces: Piece) -> Block:
        """One block of these pieces, in this order."""
        spans: list[Span] = []
        texts: list[str] = []
        for piece in pieces:
            spans += piece.spans
        for line, start, end in spans:
            texts.append(self._lines[line - 1][start:end])
        text = "".join(texts)
        return Block(kind, text.strip(), tuple(spans))


def widen_spans(record: PageRecord, lines: Sequence[str]) -> PageRecord:
    """The record with its spans widened over the white space between them and at ends of lines."""
    wider = _wider_spans(_all_spans(record), lines)
    if not wider:
        return record
    articles = []
    for article in record.articles:
        blocks = _widen_blocks(article.blocks, wider)
        articles.append(replace(article, blocks=blocks))
    page_blocks = _widen_blocks(record.blocks, wider)
    return replace(record, articles=tuple(articles), blocks=page_blocks)


def _all_spans(record: PageRecord) -> list[Span]:
    """Every span of the page, in source order."""
    blocks = list(record.blocks)
    for article in record.articles:
        blocks += article.blocks
    spans: list[Span] = []
    for block in blocks:
        spans += block.spans
    spans.sort()
    return spans


def _wider_spans(spans: Sequence[Span], lines: Sequence[str]) -> dict[Span, Span]:
    """For each span that grows, what it grows to."""
    wider: dict[Span, Span] = {}
    line_above = 0
    last = len(spans) - 1
    for number, span in enumerate(spans):
        line, start, end = span
        wide_start = start if line == line_above else 0
        wide_end = len(lines[line - 1])
        if number < last and spans[number + 1].line == line:
            wide_end = spans[number + 1].start
        if wide_start != start or wide_end != end:
            wider[span] = Span(line, wide_start, wide_end)
        line_above = line
    return wider


def _widen_blocks(blocks: Sequence[Block], wider: Mapping[Span, Span]) -> tuple[Block, ...]:
    widened = []
    for block in blocks:
        if not wider.keys().isdisjoint(block.spans):
            spans = [wider.get(span, span) for span in block.spans]
            block = Block(block.kind, block.text, tuple(spans))
        widened.append(block)
    return tuple(widened)
