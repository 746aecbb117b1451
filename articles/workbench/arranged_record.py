"""From an arrangement to the record that the parser would have made of the page, had it read it so."""

from __future__ import annotations

from collections.abc import Sequence

from articles.parsing import ArticleRecord, Block, Kind, PageRecord, Problem
from articles.parsing.credits.grammar import read_staff
from articles.parsing.credits.signatures import credits_of
from articles.parsing.lines.characters import fold
from articles.parsing.record import Span
from articles.workbench.arrangement import ArrangedArticle, Arrangement, PlacedBlock

# Printed over several lines they are read with a space between; running text is not.
_SPACED = frozenset(
    {Kind.COLUMN, Kind.KICKER, Kind.TITLE, Kind.SUBTITLE, Kind.SUBHEADING, Kind.BYLINE}
)


def block_text(block: PlacedBlock, lines: Sequence[str]) -> str:
    """What a block says: its stretches of the source, without the white space at their ends."""
    printed = [
        text for line, start, end in block.spans if (text := lines[line - 1][start:end].strip())
    ]
    # A byline of one bracket, broken over lines, runs on: a line may end inside a name.
    runs_on = block.kind is Kind.BYLINE and _opens_bracket(printed)
    return ("" if runs_on or block.kind not in _SPACED else " ").join(printed)


def _opens_bracket(printed: Sequence[str]) -> bool:
    first = fold(printed[0]) if printed else ""
    return first.count("(") > first.count(")")


def page_record(arrangement: Arrangement, lines: Sequence[str]) -> PageRecord:
    """Of a sound arrangement; a block of white space alone is left out."""
    outside = _with_texts(arrangement.outside, lines)
    sections = [block for block in outside if block.kind is Kind.SECTION]
    return PageRecord(
        articles=tuple(
            _article_record(article, sections, lines) for article in arrangement.articles
        ),
        blocks=outside,
        section=sections[0].text if sections else "",
        staff=tuple(
            credit
            for block in outside
            if block.kind is Kind.STAFF
            for credit in read_staff(block.text)
        ),
    )


def _article_record(
    article: ArrangedArticle, sections: Sequence[Block], lines: Sequence[str]
) -> ArticleRecord:
    blocks = _with_texts(article.blocks, lines)
    said = credits_of(blocks)
    title = " ".join(block.text for block in blocks if block.kind is Kind.TITLE)
    return ArticleRecord(
        blocks=blocks,
        title=title,
        authors=tuple(said.credits),
        affiliation="、".join(said.affiliations),
        source=said.source,
        section=_section_above(blocks, sections),
        problems=() if title else (Problem("untitled"),),
    )


def _with_texts(blocks: Sequence[PlacedBlock], lines: Sequence[str]) -> tuple[Block, ...]:
    texts = ((block, block_text(block, lines)) for block in blocks)
    return tuple(Block(block.kind, text, block.spans) for block, text in texts if text)


def _section_above(blocks: Sequence[Block], sections: Sequence[Block]) -> str:
    """The section line printed last before the headline, or before the first line where there is none."""
    if not blocks:
        return ""
    head: Span = next((block for block in blocks if block.kind is Kind.TITLE), blocks[0]).spans[0]
    above = [block for block in sections if block.spans[0] < head]
    return fold(max(above, key=lambda block: block.spans[0]).text) if above else ""
