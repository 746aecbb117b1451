"""The stages one after the other: shape, lines, pieces, labels, articles, paragraphs, record."""

from __future__ import annotations

from collections.abc import Sequence

from articles.parsing.article_records import ArticleMaker
from articles.parsing.credits.staff_credits import read_staff
from articles.parsing.labels.label import Label
from articles.parsing.labels.labelling import LabelChain, choose_labels
from articles.parsing.labels.line_features import extract_features
from articles.parsing.lines.pieces import read_pieces
from articles.parsing.page_marks import cut_page_marks
from articles.parsing.positions.piece_places import PiecePlaces
from articles.parsing.positions.position_records import TextPositions
from articles.parsing.record import Block, Credit, Kind, PageRecord, Span
from articles.parsing.shape import ShapedPage, shape_page
from articles.parsing.shape.source_record import (
    in_source,
    refused_record,
    with_findings,
    with_lines_of_marks,
)
from articles.parsing.source_blocks import BlockMaker, widen_spans
from articles.parsing.stories.drafts import ArticleDraft, draft_articles
from articles.parsing.time_limit import within_limit

PARSER_VERSION = "11"

_OUTSIDE_KINDS = {
    Label.SECTION: Kind.SECTION,
    Label.STAFF: Kind.STAFF,
    Label.FURNITURE: Kind.FURNITURE,
}


def parse_page(text: str, positions: TextPositions | None = None) -> PageRecord:
    """Read one printed page. Every non-space character of `text` stands in exactly one span.

    `positions` say where the lines of the text stand on paper, where that is known. A page that
    cannot be read has no articles; a problem of the record says why.
    """
    page = shape_page(text)
    source_lines = text.split("\n")
    if page.refusal:
        return refused_record(page, source_lines)
    places = PiecePlaces(page, positions) if positions else None
    parser = PageParser(page.texts, page.readings, places)
    return record_of_source(parser.record(), page, source_lines)


def record_of_source(
    record: PageRecord, page: ShapedPage, source_lines: Sequence[str]
) -> PageRecord:
    """The record of the source from the one of its shaped lines, with what their shape says."""
    if not page.is_as_printed:
        record = widen_spans(in_source(record, page), source_lines)
        record = with_lines_of_marks(record, source_lines)
    return with_findings(record, page.findings)


class PageParser:
    """One page on its way to a record.

    The record holds the text of `lines`. Labels are read from `readings`, which are as long, where
    there are any. `places` knows where the pieces stand on paper. `features` and `chain` have the
    features and the label of every piece, in source order.
    """

    def __init__(
        self,
        lines: list[str],
        readings: list[str] | None = None,
        places: PiecePlaces | None = None,
    ) -> None:
        self._lines = lines
        self._blocks = BlockMaker(lines)
        pieces, self._marks = cut_page_marks(read_pieces(readings or lines))
        self.features = extract_features(pieces)
        if places is not None:
            for line in self.features:
                line.position = places.place_of(line.piece)
        self.chain: LabelChain = choose_labels(self.features)

    def record(self) -> PageRecord:
        outside = self._blocks_outside()
        sections = [block.text for block in outside if block.kind is Kind.SECTION]
        staff: list[Credit] = []
        for block in outside:
            if block.kind is Kind.STAFF:
                staff += read_staff(block.text)
        drafts = draft_articles(self.features, self.chain)
        signed_count = sum(_is_signed(draft) for draft in drafts)
        expect_byline = signed_count * 2 > len(drafts)
        maker = ArticleMaker(self.features, self.chain, self._sections_above(), self._blocks)
        articles = [
            maker.article(draft, expect_byline=expect_byline) for draft in within_limit(drafts)
        ]
        record = PageRecord(
            articles=tuple(articles),
            blocks=tuple(sorted(outside, key=_first_span)),
            section=sections[0] if sections else "",
            staff=tuple(staff),
        )
        return widen_spans(record, self._lines)

    def _blocks_outside(self) -> list[Block]:
        """The blocks that belong to no article."""
        blocks = [self._blocks.block(Kind.FURNITURE, mark) for mark in self._marks]
        for line, label in zip(self.features, self.chain.labels, strict=True):
            kind = _OUTSIDE_KINDS.get(label)
            if kind is not None:
                blocks.append(self._blocks.block(kind, line.piece))
        return blocks

    def _sections_above(self) -> list[str]:
        """For each piece the section line printed above it, empty where there is none."""
        sections = []
        section = ""
        for line, label in zip(self.features, self.chain.labels, strict=True):
            if label is Label.SECTION:
                section = line.text
            sections.append(section)
        return sections


def _is_signed(draft: ArticleDraft) -> bool:
    """Whether an article has a byline, an opening with names or a closing with names."""
    if draft.headlines is not None and draft.headlines.has_byline:
        return True
    return any(run.has_opening or run.has_closing for run in draft.runs)


def _first_span(block: Block) -> Span:
    return block.spans[0]
