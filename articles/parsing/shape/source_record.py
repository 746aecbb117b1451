"""From a record of the shaped lines to the record of the source, with what was found on the way."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
        filled = [span for span in block.spans if span.start < span.end]
        return replace(block, spans=tuple(map(page.source_span, filled)))

    return _with_blocks(record, moved)


def with_lines_of_marks(record: PageRecord, source_lines: Sequence[str]) -> PageRecord:
    """The record with the lines that hold nothing but marks: each belongs to the text above it.

    Those above all text belong to the first.
    """
    spans = sorted(_spans_of(record))
    bare = _lines_without_span(spans, source_lines)
    if not bare:
        return record
    added: dict[Span, list[Span]] = {}
    for span in bare:
        above = max(bisect_left(spans, span) - 1, 0)
        added.setdefault(spans[above], []).append(span)

    def widened(block: Block) -> Block:
        if added.keys().isdisjoint(block.spans):
            return block
        longer: list[Span] = []
        for span in block.spans:
            longer.append(span)
            longer.extend(added.get(span, ()))
        return replace(block, spans=tuple(longer))

    return _with_blocks(record, widened)


def _lines_without_span(spans: Iterable[Span], source_lines: Sequence[str]) -> list[Span]:
    """Lines with visible characters that none of the spans holds."""
    held = {span.line for span in spans}
    bare = []
    for number, line in enumerate(source_lines, start=1):
        if number not in held and line.strip():
            bare.append(Span(number, 0, len(line)))
    return bare


def _spans_of(record: PageRecord) -> Iterator[Span]:
    for block in record.blocks:
        yield from block.spans
    for article in record.articles:
        for block in article.blocks:
            yield from block.spans


def _with_blocks(record: PageRecord, change: Callable[[Block], Block]) -> PageRecord:
    """The record with every block changed."""
    articles = []
    for article in record.articles:
        blocks = tuple(map(change, article.blocks))
        articles.append(replace(article, blocks=blocks))
    outside = tuple(map(change, record.blocks))
    return replace(record, articles=tuple(articles), blocks=outside)


def refused_record(page: ShapedPage, source_lines: Sequence[str]) -> PageRecord:
    """The record of a page that cannot be read: no articles, every line by itself, and why."""
    blocks = []
    for number, line in enumerate(source_lines, start=1):
        if line.strip():
            blocks.append(_furniture(Span(number, 0, len(line)), source_lines))
    problems = _page_problems(page.findings)
    if page.refusal is not None:
        number = page.refusal.line
        span = Span(number, 0, len(source_lines[number - 1]))
        refusal = Problem(page.refusal.code.value, (span,))
        problems = (refusal, *problems)
    return PageRecord((), tuple(blocks), problems=problems)


def _furniture(span: Span, source_lines: Sequence[str]) -> Block:
    text = source_lines[span.line - 1].strip()
    return Block(Kind.FURNITURE, text, (span,))


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
        of_code = spans.setdefault(finding.code.value, [])
        of_code.extend(finding.spans)
    return _problems(spans)


def _problems(spans: Mapping[str, Sequence[Span]]) -> tuple[Problem, ...]:
    return tuple(Problem(code, tuple(of_code)) for code, of_code in spans.items())


def _with_damage(article: ArticleRecord, damage: Sequence[Finding]) -> ArticleRecord:
    """The article with the damage in it as problems, and little confidence where there is any."""
    spans = _damage_inside(article, damage)
    if not spans:
        return article
    return replace(
        article,
        confidence=min(article.confidence, _DAMAGED_CONFIDENCE),
        problems=(*article.problems, *_problems(spans)),
    )


def _damage_inside(article: ArticleRecord, damage: Sequence[Finding]) -> dict[str, list[Span]]:
    """The spans of damage in the article by code; that of the whole page has none."""
    held = _spans_by_line(article)
    spans: dict[str, list[Span]] = {}
    for finding in damage:
        code = finding.code.value
        if not finding.spans:
            spans.setdefault(code, [])
        for span in finding.spans:
            beside = held.get(span.line, ())
            if any(_overlap(span, other) for other in beside):
                spans.setdefault(code, []).append(span)
    return spans


def _spans_by_line(article: ArticleRecord) -> dict[int, list[Span]]:
    lines: dict[int, list[Span]] = {}
    for block in article.blocks:
        for span in block.spans:
            lines.setdefault(span.line, []).append(span)
    return lines


def _overlap(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end
