"""From a record of the shaped lines to the record of the source, with what was found on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from articles.parsing.record import ArticleRecord, Block, Kind, PageRecord, Problem, Span
from articles.parsing.shape.shaped_page import DAMAGE, Finding, ShapedPage

_DAMAGED_CONFIDENCE: Final = 0.3  # at most, whatever the rest of the article looks like


def in_source(record: PageRecord, page: ShapedPage) -> PageRecord:
    """The record with its spans, which are those of the shaped lines, in the source.

    Between the spans of a line marks may be left that were taken off the text.
    """

    def moved(block: Block) -> Block:
        spans = [page.source_span(span) for span in block.spans if span.start < span.end]
        return Block(block.kind, block.text, tuple(spans))

    return _with_blocks(record, moved)


def _with_blocks(record: PageRecord, change: Callable[[Block], Block]) -> PageRecord:
    articles = tuple(
        replace(article, blocks=tuple(map(change, article.blocks))) for article in record.articles
    )
    return replace(record, articles=articles, blocks=tuple(map(change, record.blocks)))


def with_lines_of_marks(record: PageRecord, source_lines: Sequence[str]) -> PageRecord:
    """The record with the lines in it that hold nothing but marks: each belongs to the text above it.

    On a page of nothing else they are furniture.
    """
    spans = sorted(_spans_of(record))
    held = {span.line for span in spans}
    bare = []
    for number, line in enumerate(source_lines, start=1):
        if number not in held and line.strip():
            bare.append(Span(number, 0, len(line)))
    if not bare:
        return record
    if not spans:
        blocks = [_furniture(span, source_lines) for span in bare]
        return replace(record, blocks=tuple(blocks))
    added: dict[Span, list[Span]] = {}
    position = 0
    for span in bare:
        while position + 1 < len(spans) and spans[position + 1] < span:
            position += 1
        added.setdefault(spans[position], []).append(span)

    def widened(block: Block) -> Block:
        if added.keys().isdisjoint(block.spans):
            return block
        longer: list[Span] = []
        for span in block.spans:
            longer += [span, *added.get(span, ())]
        return Block(block.kind, block.text, tuple(longer))

    return _with_blocks(record, widened)


def _spans_of(record: PageRecord) -> Iterator[Span]:
    for block in record.blocks:
        yield from block.spans
    for article in record.articles:
        for block in article.blocks:
            yield from block.spans


def refused_record(page: ShapedPage, source_lines: Sequence[str]) -> PageRecord:
    """The record of a page that cannot be read: no articles, every line by itself, and why."""
    blocks = []
    for number, line in enumerate(source_lines, start=1):
        if line.strip():
            blocks.append(_furniture(Span(number, 0, len(line)), source_lines))
    record = PageRecord((), tuple(blocks), problems=_page_problems(page.findings))
    if page.refusal is None:
        return record
    first_line = page.refusal.line
    span = Span(first_line, 0, len(source_lines[first_line - 1]))
    problem = Problem(page.refusal.code.value, (span,))
    return replace(record, problems=(problem, *record.problems))


def _furniture(span: Span, source_lines: Sequence[str]) -> Block:
    return Block(Kind.FURNITURE, source_lines[span.line - 1].strip(), (span,))


def with_findings(record: PageRecord, findings: Sequence[Finding]) -> PageRecord:
    """The record with its damage as problems of the articles it is in, the rest as the page's."""
    if not findings:
        return record
    damage = [finding for finding in findings if finding.code in DAMAGE]
    articles = tuple(_with_damage(article, damage) for article in record.articles)
    problems = (*record.problems, *_page_problems(findings))
    return replace(record, articles=articles, problems=problems)


def _page_problems(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """One problem for each code, with all its spans."""
    spans: dict[str, list[Span]] = {}
    for finding in findings:
        spans.setdefault(finding.code.value, []).extend(finding.spans)
    return tuple(Problem(code, tuple(of_code)) for code, of_code in spans.items())


def _with_damage(article: ArticleRecord, damage: Sequence[Finding]) -> ArticleRecord:
    lines = _spans_by_line(article)
    spans: dict[str, list[Span]] = {}
    for finding in damage:
        if not finding.spans:
            spans.setdefault(finding.code.value, [])
        for span in finding.spans:
            if any(_overlap(span, other) for other in lines.get(span.line, ())):
                spans.setdefault(finding.code.value, []).append(span)
    if not spans:
        return article
    problems = tuple(Problem(code, tuple(of_code)) for code, of_code in spans.items())
    return replace(
        article,
        confidence=min(article.confidence, _DAMAGED_CONFIDENCE),
        problems=(*article.problems, *problems),
    )


def _spans_by_line(article: ArticleRecord) -> dict[int, list[Span]]:
    lines: dict[int, list[Span]] = {}
    for block in article.blocks:
        for span in block.spans:
            lines.setdefault(span.line, []).append(span)
    return lines


def _overlap(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end
