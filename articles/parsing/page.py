"""The stages put together: shape → lines → pieces → parts → stories → paragraphs → record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import exp

from articles.parsing.credits.bylines import read_byline
from articles.parsing.credits.signature_forms import read_unmarked_name
from articles.parsing.credits.signatures import Credits
from articles.parsing.credits.staff_credits import read_staff
from articles.parsing.labels import furniture
from articles.parsing.labels.label import Label
from articles.parsing.labels.labelling import LabelChain, choose_labels
from articles.parsing.labels.line_features import extract_features, place_before_title
from articles.parsing.lines.characters import fold
from articles.parsing.lines.pieces import Piece, read_pieces
from articles.parsing.record import ArticleRecord, Block, Kind, PageRecord, Problem, Span
from articles.parsing.shape import ShapedPage, shape_page
from articles.parsing.shape.source_record import (
    in_source,
    refused_record,
    with_findings,
    with_lines_of_marks,
)
from articles.parsing.stories.drafts import ArticleDraft, draft_articles
from articles.parsing.stories.paragraphs import Run, in_reading_order

PARSER_VERSION = "10"

_WORTH_REPEATING = 20  # characters; shorter paragraphs may well stand twice on a page

_KINDS = {
    Label.SECTION: Kind.SECTION,
    Label.STAFF: Kind.STAFF,
    Label.FURNITURE: Kind.FURNITURE,
    Label.COLUMN: Kind.COLUMN,
    Label.KICKER: Kind.KICKER,
    Label.TITLE: Kind.TITLE,
    Label.TITLE_MORE: Kind.TITLE,
    Label.SUBTITLE: Kind.SUBTITLE,
    Label.BYLINE: Kind.BYLINE,
    Label.SUBHEADING: Kind.SUBHEADING,
}


def parse_page(text: str) -> PageRecord:
    """Read one printed page. Every non-space character of `text` stands in exactly one span.

    A page that cannot be read has no articles; a problem of the record says why.
    """
    page = shape_page(text)
    source_lines = text.split("\n")
    if page.refusal:
        return refused_record(page, source_lines)
    parser = PageParser(page.texts, page.readings)
    return record_of_source(parser.record(), page, source_lines)


def record_of_source(
    record: PageRecord, page: ShapedPage, source_lines: Sequence[str]
) -> PageRecord:
    """The record of the source from the one of its shaped lines, with what their shape says."""
    if not page.is_as_printed:
        record = _stretched(in_source(record, page), source_lines)
        record = with_lines_of_marks(record, source_lines)
    return with_findings(record, page.findings)


class PageParser:
    """One page on the table: its pieces, what they are, and the record made of them.

    The record holds `lines`; labels are read from `readings`, which are as long, where there are any.
    """

    def __init__(self, lines: list[str], readings: list[str] | None = None) -> None:
        self.lines = lines
        self.outside: list[Block] = []
        self._printed: set[str] = set()
        self.looks = extract_features(self._trimmed(read_pieces(readings or lines)))
        self.chain: LabelChain = choose_labels(self.looks)
        self._sections = self._sections_above()

    def _trimmed(self, pieces: list[Piece]) -> Iterator[Piece]:
        """Cut marks such as A03, (上接A01版) and (下转A02版) off the text they stand with."""
        for piece in self._heads_cut(pieces):
            head = furniture.mark_length(piece.text)
            if 0 < head < len(piece.text):
                mark, piece = piece.cut(head)
                self.outside.append(self._block(Kind.FURNITURE, mark))
                piece.gap = mark.gap
            tail = furniture.turn_tail_start(piece.text)
            if tail:
                piece, mark = piece.cut(tail)
                self.outside.append(self._block(Kind.FURNITURE, mark))
            yield piece

    @staticmethod
    def _heads_cut(pieces: list[Piece]) -> Iterator[Piece]:
        """The pieces, with the line at the head of the page cut into date, section and page number."""
        for piece in pieces:
            cuts = furniture.parts_of_head(piece.text) if len(piece.spans) == 1 else []
            for start, cut in zip([0, *cuts], cuts, strict=False):
                head, piece = piece.cut(cut - start)
                yield head
            yield piece

    def _sections_above(self) -> list[str]:
        """For each piece the section line printed above it, empty where there is none."""
        names, name = [], ""
        for look, part in zip(self.looks, self.chain.labels, strict=True):
            name = look.text if part is Label.SECTION else name
            names.append(name)
        return names

    def record(self) -> PageRecord:
        stories = draft_articles(self.looks, self.chain)
        parts = self.chain.labels
        for look, part in zip(self.looks, parts, strict=True):
            if part in (Label.SECTION, Label.STAFF, Label.FURNITURE):
                self.outside.append(self._block(_KINDS[part], look.piece))
        signed = sum(1 for story in stories if self._signed(story))
        articles = tuple(
            self._article(story, expect_byline=signed * 2 > len(stories)) for story in stories
        )
        staff = [
            credit
            for block in self.outside
            if block.kind is Kind.STAFF
            for credit in read_staff(block.text)
        ]
        sections = [block.text for block in self.outside if block.kind is Kind.SECTION]
        record = PageRecord(
            articles=articles,
            blocks=tuple(sorted(self.outside, key=lambda block: block.spans[0])),
            section=sections[0] if sections else "",
            staff=tuple(staff),
        )
        return _stretched(record, self.lines)

    def _signed(self, story: ArticleDraft) -> bool:
        return bool(story.head and story.head.signed) or any(
            stretch.opens or stretch.closes for stretch in story.stretches
        )

    # --- one article ---------------------------------------------------------------------------

    def _article(self, story: ArticleDraft, *, expect_byline: bool) -> ArticleRecord:
        runs = in_reading_order(story, self.looks, self.chain.labels)
        blocks = [
            *self._head_blocks(story),
            *(block for index in story.captions for block in self._caption(index)),
        ]
        said = Credits()
        for block in blocks:
            if block.kind is Kind.BYLINE:
                said.add(read_byline(fold(block.text)) or read_unmarked_name(fold(block.text)))
        problems: list[Problem] = []
        for run in runs:
            made = self._run_blocks(run, said)
            blocks += made
            problems += _run_problems(run, made) + self._repeats(made)
        title = " ".join(block.text for block in blocks if block.kind is Kind.TITLE)
        if not title:
            problems.append(Problem("untitled"))
        if expect_byline and not said.credits:
            problems.append(Problem("no_byline"))
        confidence = self._confidence(story, problems)
        if story.margin < 1.0:
            problems.append(Problem("doubtful_owner"))
        return ArticleRecord(
            blocks=tuple(blocks),
            title=title,
            authors=tuple(said.credits),
            affiliation="、".join(said.affiliations),
            source=said.source,
            section=self._sections[story.at],
            confidence=confidence,
            problems=tuple(problems),
        )

    def _repeats(self, blocks: Sequence[Block]) -> list[Problem]:
        """Paragraphs that the page has printed before, letter for letter."""
        problems = []
        for block in blocks:
            if block.kind is Kind.PARAGRAPH and len(block.text) >= _WORTH_REPEATING:
                if block.text in self._printed:
                    problems.append(Problem("repeated_text", block.spans))
                self._printed.add(block.text)
        return problems

    def _head_blocks(self, story: ArticleDraft) -> list[Block]:
        """The head's blocks; titles and bylines over several printed lines are one block each."""
        blocks: list[Block] = []
        head = story.head
        if head is None:
            return blocks
        for index, part in zip(head.pieces, head.labels, strict=True):
            piece = self.looks[index].piece
            place = (
                place_before_title(piece.text)
                if part is Label.TITLE and Label.KICKER not in head.labels
                else 0
            )
            if place:
                kicker, piece = piece.cut(place)
                blocks.append(self._block(Kind.KICKER, kicker))
            block = self._block(_KINDS[part], piece)
            last = blocks[-1] if blocks else None
            tight = part is Label.BYLINE and not self.looks[index].piece.gap
            if last and last.kind is block.kind and (part is Label.TITLE_MORE or tight):
                blocks[-1] = Block(last.kind, f"{last.text} {block.text}", last.spans + block.spans)
            else:
                blocks.append(block)
        return blocks

    def _caption(self, index: int) -> list[Block]:
        look = self.looks[index]
        if not look.photo:
            return [self._block(Kind.CREDIT if look.photo == 0 else Kind.CAPTION, look.piece)]
        caption, credit = look.piece.cut(look.photo)
        return [self._block(Kind.CAPTION, caption), self._block(Kind.CREDIT, credit)]

    def _run_blocks(self, run: Run, said: Credits) -> list[Block]:
        """The blocks of a run: a byline before its text, a closing bracket behind it."""
        first, last = self.looks[run.pieces[0]], self.looks[run.pieces[-1]]
        if run.part is Label.BYLINE:
            said.add(first.byline or read_unmarked_name(first.text))
            return [self._block(Kind.BYLINE, first.piece)]
        if run.part is Label.SUBHEADING:
            return [self._block(Kind.SUBHEADING, first.piece)]
        if run.part is Label.CLOSING and first.tail is None and not first.source:
            return [self._block(Kind.SOURCE, first.piece)]  # an office in brackets
        if first.source and run.part is Label.CLOSING:
            said.source = said.source or first.source
            return [self._block(Kind.SOURCE, first.piece)]
        before, pieces, after = [], [self.looks[index].piece for index in run.pieces], []
        if run.part is Label.OPENING and first.opening:
            said.add(first.opening)
            if first.opening.end >= len(pieces[0].text):
                before.append(self._block(Kind.BYLINE, pieces.pop(0)))
            else:
                byline, pieces[0] = pieces[0].cut(first.opening.end)
                before.append(self._block(Kind.BYLINE, byline))
        if last.tail and pieces:
            said.add_tail(last.tail)
            start = last.tail.start - (last.length - len(pieces[-1].text))
            text, bracket = pieces[-1].cut(max(start, 0))
            after.append(self._block(Kind(last.tail.kind), bracket))
            pieces[-1:] = [text] if text.spans else []
        return [*before, *([self._block(Kind.PARAGRAPH, *pieces)] if pieces else []), *after]

    def _confidence(self, story: ArticleDraft, problems: Sequence[Problem]) -> float:
        """From the margin of the chosen reading over the next one, for its head, its text and its owner."""
        pieces = [index for stretch in story.stretches for index in stretch.pieces] + (
            story.head.pieces if story.head else []
        )
        margin = min([story.margin, *(self.chain.margins[index] for index in pieces)])
        sure = 1 - 0.6 * exp(-max(margin, 0.0))
        return round(sure * 0.8 ** sum(problem.code != "no_byline" for problem in problems), 3)

    # --- blocks --------------------------------------------------------------------------------

    def _block(self, kind: Kind, *pieces: Piece) -> Block:
        spans = tuple([span for piece in pieces for span in piece.spans])
        text = "".join([self.lines[line - 1][start:end] for line, start, end in spans])
        return Block(kind, text.strip(), spans)


def _run_problems(run: Run, blocks: Sequence[Block]) -> list[Problem]:
    spans = next((block.spans for block in blocks if block.kind is Kind.PARAGRAPH), ())
    problems = []
    if run.missing_beginning:
        problems.append(Problem("missing_beginning", spans[:1]))
    if run.missing_end:
        problems.append(Problem("missing_end", spans[-1:]))
    return problems


def _stretched(record: PageRecord, lines: Sequence[str]) -> PageRecord:
    """The record with its spans widened over the white space between them and at the ends of lines."""
    every = sorted(
        [
            span
            for blocks in (record.blocks, *[article.blocks for article in record.articles])
            for block in blocks
            for span in block.spans
        ]
    )
    wide: dict[Span, Span] = {}  # those that grow
    above = 0
    for span, (below, next_start, _) in zip(every, [*every, (0, 0, 0)][1:], strict=True):
        line, start, end = span
        first = 0 if line != above else start
        last = next_start if line == below else len(lines[line - 1])
        if first != start or last != end:
            wide[span] = Span(line, first, last)
        above = line
    if not wide:
        return record

    def widen(block: Block) -> Block:
        if wide.keys().isdisjoint(block.spans):
            return block
        return Block(block.kind, block.text, tuple([wide.get(span, span) for span in block.spans]))

    articles = tuple(
        replace(article, blocks=tuple(map(widen, article.blocks))) for article in record.articles
    )
    return replace(record, articles=articles, blocks=tuple(map(widen, record.blocks)))
