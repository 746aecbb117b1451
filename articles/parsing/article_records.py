"""Articles with their blocks, credits and problems, made of the drafts of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.parsing.confidence import ArticleReading, page_doubt
from articles.parsing.credits.bylines import read_byline
from articles.parsing.credits.pen_names import read_unmarked_name
from articles.parsing.credits.signatures import Credits, signing_offices
from articles.parsing.labels.label import Label
from articles.parsing.labels.labelling import LabelChain
from articles.parsing.labels.line_features import LineFeatures, place_before_title
from articles.parsing.lines.characters import fold
from articles.parsing.lines.pieces import Piece
from articles.parsing.record import ArticleRecord, Block, Kind, Problem
from articles.parsing.source_blocks import BlockMaker
from articles.parsing.stories.drafts import ArticleDraft
from articles.parsing.stories.paragraphs import BlockDraft, blocks_in_reading_order
from articles.parsing.stories.segments import HeadlineGroup

_WORTH_REPEATING = 20  # characters; shorter paragraphs may well stand twice on a page
_DOUBTFUL_MARGIN = 1.0  # nats by which an owner has to beat the next one

HEADLINE_KINDS = {
    Label.COLUMN: Kind.COLUMN,
    Label.KICKER: Kind.KICKER,
    Label.TITLE: Kind.TITLE,
    Label.TITLE_MORE: Kind.TITLE,
    Label.SUBTITLE: Kind.SUBTITLE,
    Label.BYLINE: Kind.BYLINE,
}


@dataclass(slots=True)
class _TextParts:
    """The pieces of a paragraph, with the blocks that are cut off before and behind them."""

    before: list[Block]
    pieces: list[Piece]
    after: list[Block]


class ArticleMaker:
    """Makes the articles of one page, one after the other.

    `sections` has for each piece of the page the name of the section that it stands in.
    """

    def __init__(
        self,
        features: Sequence[LineFeatures],
        chain: LabelChain,
        sections: Sequence[str],
        blocks: BlockMaker,
    ) -> None:
        self._features = features
        self._chain = chain
        self._sections = sections
        self._page_doubt = page_doubt(chain)
        self._block = blocks.block
        self._printed: set[str] = set()  # the long paragraphs so far

    def article(self, draft: ArticleDraft, *, expect_byline: bool) -> ArticleRecord:
        """The article of a draft. A missing byline is a problem where one is to be expected."""
        credit_list = Credits()
        blocks = self._headline_blocks(draft.headlines)
        for index in draft.captions:
            blocks += self._caption_blocks(index)
        _read_bylines(blocks, credit_list)
        problems: list[Problem] = []
        block_drafts = blocks_in_reading_order(draft, self._features, self._chain.labels)
        for block_draft in block_drafts:
            text_blocks = self._text_blocks(block_draft, credit_list)
            blocks += text_blocks
            problems += _problems_of_text(block_draft, text_blocks)
            problems += self._repeated_paragraphs(text_blocks)
        credit_list.add_photographers(blocks)
        title = _title(blocks)
        if not title:
            problems.append(Problem("untitled"))
        if expect_byline and not credit_list.credits:
            problems.append(Problem("no_byline"))
        if draft.margin < _DOUBTFUL_MARGIN:
            problems.append(Problem("doubtful_owner"))
        is_signed = bool(credit_list.credits)
        reading = ArticleReading(draft, self._chain, problems, is_signed, self._page_doubt)
        return ArticleRecord(
            blocks=tuple(blocks),
            title=title,
            authors=tuple(credit_list.credits),
            affiliation="、".join(credit_list.affiliations),
            source=credit_list.source,
            section=self._sections[draft.first_piece],
            confidence=reading.confidence(),
            problems=tuple(problems),
        )

    def _repeated_paragraphs(self, blocks: Sequence[Block]) -> list[Problem]:
        """A problem for each paragraph that the page has printed before, letter for letter."""
        problems = []
        for block in blocks:
            if block.kind is not Kind.PARAGRAPH or len(block.text) < _WORTH_REPEATING:
                continue
            if block.text in self._printed:
                problems.append(Problem("repeated_text", block.spans))
            self._printed.add(block.text)
        return problems

    # --- headlines and captions ----------------------------------------------------------------

    def _headline_blocks(self, headlines: HeadlineGroup | None) -> list[Block]:
        """The blocks of the headlines.

        Titles and bylines over several printed lines are one block each.
        """
        blocks: list[Block] = []
        if headlines is None:
            return blocks
        has_kicker = Label.KICKER in headlines.labels
        for index, label in zip(headlines.pieces, headlines.labels, strict=True):
            piece = self._features[index].piece
            goes_on = label is Label.TITLE_MORE or (label is Label.BYLINE and not piece.gap)
            if label is Label.TITLE and not has_kicker:
                place_length = place_before_title(piece.text)
                if place_length:
                    kicker, piece = piece.cut(place_length)
                    blocks.append(self._block(Kind.KICKER, kicker))
            block = self._block(HEADLINE_KINDS[label], piece)
            if goes_on and blocks and blocks[-1].kind is block.kind:
                blocks[-1] = _joined_blocks(blocks[-1], block)
            else:
                blocks.append(block)
        return blocks

    def _caption_blocks(self, index: int) -> list[Block]:
        """A caption and the credit of its picture, where it has one."""
        line = self._features[index]
        if line.photo is None:
            return [self._block(Kind.CAPTION, line.piece)]
        if line.photo == 0:
            return [self._block(Kind.CREDIT, line.piece)]
        caption, photo_credit = line.piece.cut(line.photo)
        return [
            self._block(Kind.CAPTION, caption),
            self._block(Kind.CREDIT, photo_credit),
        ]

    # --- text ----------------------------------------------------------------------------------

    def _text_blocks(self, draft: BlockDraft, credit_list: Credits) -> list[Block]:
        """The blocks of a paragraph, a subheading or a closing; their credits join the list."""
        first = self._features[draft.pieces[0]]
        offices = signing_offices(first.text) if draft.label is Label.BYLINE else ""
        if offices:
            credit_list.source = credit_list.source or offices
            return [self._block(Kind.SOURCE, first.piece)]
        if draft.label is Label.BYLINE:
            credit_list.add(first.byline or read_unmarked_name(first.text))
            return [self._block(Kind.BYLINE, first.piece)]
        if draft.label is Label.SUBHEADING:
            return [self._block(Kind.SUBHEADING, first.piece)]
        if draft.label is Label.CLOSING and (first.source or first.tail is None):
            # Without a source it is an office in brackets.
            credit_list.source = credit_list.source or first.source
            return [self._block(Kind.SOURCE, first.piece)]
        return self._paragraph_blocks(draft, credit_list)

    def _paragraph_blocks(self, draft: BlockDraft, credit_list: Credits) -> list[Block]:
        """A paragraph, with a byline before its text and a closing bracket behind it."""
        pieces = [self._features[index].piece for index in draft.pieces]
        parts = _TextParts([], pieces, [])
        if draft.label is Label.OPENING:
            self._cut_opening(parts, self._features[draft.pieces[0]], credit_list)
        if parts.pieces:
            self._cut_tail(parts, self._features[draft.pieces[-1]], credit_list)
        blocks = parts.before
        if parts.pieces:
            blocks.append(self._block(Kind.PARAGRAPH, *parts.pieces))
        return blocks + parts.after

    def _cut_opening(self, parts: _TextParts, line: LineFeatures, credit_list: Credits) -> None:
        """Cut the byline off the beginning of a paragraph."""
        opening = line.opening
        if not opening:
            return
        credit_list.add(opening)
        byline = parts.pieces.pop(0)
        if opening.end < len(byline.text):
            byline, text = byline.cut(opening.end)
            parts.pieces.insert(0, text)
        parts.before.append(self._block(Kind.BYLINE, byline))

    def _cut_tail(self, parts: _TextParts, line: LineFeatures, credit_list: Credits) -> None:
        """Cut the closing bracket off the end of a paragraph whose last piece is `line`."""
        tail = line.tail
        if not tail:
            return
        credit_list.add_tail(tail)
        piece = parts.pieces.pop()
        cut_before = line.length - len(piece.text)  # characters of a byline that is cut off already
        start = max(tail.start - cut_before, 0)
        text, bracket = piece.cut(start)
        if text.spans:
            parts.pieces.append(text)
        parts.after.append(self._block(Kind(tail.kind), bracket))


def _read_bylines(blocks: Sequence[Block], credit_list: Credits) -> None:
    """Add the names of the bylines to the list."""
    for block in blocks:
        if block.kind is Kind.BYLINE:
            text = fold(block.text)
            credit_list.add(read_byline(text) or read_unmarked_name(text))


def _title(blocks: Sequence[Block]) -> str:
    titles = [block.text for block in blocks if block.kind is Kind.TITLE]
    return " ".join(titles)


def _joined_blocks(first: Block, second: Block) -> Block:
    text = f"{first.text} {second.text}"
    return Block(first.kind, text, first.spans + second.spans)


def _problems_of_text(draft: BlockDraft, blocks: Sequence[Block]) -> list[Problem]:
    """The problems of a paragraph that lacks its beginning or its end."""
    paragraphs = [block for block in blocks if block.kind is Kind.PARAGRAPH]
    spans = paragraphs[0].spans if paragraphs else ()
    problems = []
    if draft.missing_beginning:
        problems.append(Problem("missing_beginning", spans[:1]))
    if draft.missing_end:
        problems.append(Problem("missing_end", spans[-1:]))
    return problems
