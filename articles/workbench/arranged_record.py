"""From an arrangement to the record that the parser would make of the page if it read it so."""

from __future__ import annotations

from collections.abc import Sequence

from articles.parsing import ArticleRecord, Block, Credit, Kind, PageRecord, Problem
from articles.parsing.credits.signatures import credits_of
from articles.parsing.credits.staff_credits import read_staff
from articles.parsing.lines.characters import fold
from articles.parsing.shape.source_text import SourceText
from articles.workbench.arrangement import ArrangedArticle, Arrangement, PlacedBlock

# Printed over several lines, these are read with a space between the lines; running text is not.
_SPACED = frozenset(
    {Kind.COLUMN, Kind.KICKER, Kind.TITLE, Kind.SUBTITLE, Kind.SUBHEADING, Kind.BYLINE}
)


def block_text(block: PlacedBlock, source: SourceText) -> str:
    """The text of a block: its spans of the source, without the white space at their ends."""
    texts = []
    for span in block.spans:
        text = source.of_span(span).strip()
        if text:
            texts.append(text)
    # A byline of one bracket that is broken over lines runs on: a line may end inside a name.
    runs_on = block.kind is Kind.BYLINE and _opens_bracket(texts)
    is_spaced = block.kind in _SPACED and not runs_on
    return (" " if is_spaced else "").join(texts)


def _opens_bracket(texts: Sequence[str]) -> bool:
    if not texts:
        return False
    first = fold(texts[0])
    return first.count("(") > first.count(")")


def page_record(arrangement: Arrangement, source: SourceText) -> PageRecord:
    """The record of a sound arrangement; a block of white space alone is left out."""
    outside = _blocks_with_text(arrangement.outside, source)
    sections = [block for block in outside if block.kind is Kind.SECTION]
    articles = [_article_record(article, sections, source) for article in arrangement.articles]
    staff = _staff_in(outside)
    return PageRecord(
        articles=tuple(articles),
        blocks=outside,
        section=sections[0].text if sections else "",
        staff=tuple(staff),
    )


def _staff_in(blocks: Sequence[Block]) -> list[Credit]:
    staff: list[Credit] = []
    for block in blocks:
        if block.kind is Kind.STAFF:
            staff += read_staff(block.text)
    return staff


def _article_record(
    article: ArrangedArticle, sections: Sequence[Block], source: SourceText
) -> ArticleRecord:
    blocks = _blocks_with_text(article.blocks, source)
    signatures = credits_of(blocks)
    titles = [block.text for block in blocks if block.kind is Kind.TITLE]
    title = " ".join(titles)
    problems = () if title else (Problem("untitled"),)
    return ArticleRecord(
        blocks=blocks,
        title=title,
        authors=tuple(signatures.credits),
        affiliation="、".join(signatures.affiliations),
        source=signatures.source,
        section=_section_above(blocks, sections),
        problems=problems,
    )


def _blocks_with_text(blocks: Sequence[PlacedBlock], source: SourceText) -> tuple[Block, ...]:
    with_text = []
    for block in blocks:
        text = block_text(block, source)
        if text:
            with_text.append(Block(block.kind, text, block.spans))
    return tuple(with_text)


def _section_above(blocks: Sequence[Block], sections: Sequence[Block]) -> str:
    """The section line that is printed last before the headline.

    Without a headline it is the last one before the article's first line.
    """
    if not blocks:
        return ""
    titles = [block for block in blocks if block.kind is Kind.TITLE]
    head = titles[0] if titles else blocks[0]
    sections_above = [block for block in sections if block.spans[0] < head.spans[0]]
    if not sections_above:
        return ""
    nearest = max(sections_above, key=lambda block: block.spans[0])
    return fold(nearest.text)
