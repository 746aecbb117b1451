"""The layout of a page: its blocks, the printed articles they make, and their order."""

from __future__ import annotations

from dataclasses import dataclass

from articles.parsing.positions.article_order import in_page_order
from articles.parsing.positions.block_owners import OwnerSearch, PrintedArticle
from articles.parsing.positions.column_edges import column_grid
from articles.parsing.positions.line_blocks import LineBlock, blocks_of
from articles.parsing.positions.page_measures import PageMeasures, measure
from articles.parsing.positions.position_records import PositionedLine, PositionedPage

# No printed page has more; where there are more, their layout is not looked at.
_MOST_LINES = 3_000
_MOST_BLOCKS = 400


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """A block with its number and that of its article, both in reading order from 1."""

    block: LineBlock
    number: int
    article: int


class PrintedLayout:
    """The printed articles of a page in reading order, and for each line the block it is in."""

    def __init__(self, page: PositionedPage) -> None:
        self.page = page
        self.measures: PageMeasures = measure(page.lines)
        self.articles: list[PrintedArticle] = _articles_of(page, self.measures)
        blocks: list[LineBlock] = []
        for article in self.articles:
            blocks += article.blocks
        self.grid = column_grid(blocks)
        self.places: dict[PositionedLine, BlockPlace] = {}
        number = 0
        for article_number, article in enumerate(self.articles, start=1):
            for block in article.all_blocks():
                number += 1
                place = BlockPlace(block, number, article_number)
                for line in block.lines:
                    self.places[line] = place


def _articles_of(page: PositionedPage, measures: PageMeasures) -> list[PrintedArticle]:
    if len(page.lines) > _MOST_LINES:
        return [PrintedArticle(None, [LineBlock([line])]) for line in page.lines]
    blocks = blocks_of(page, measures)
    if len(blocks) > _MOST_BLOCKS:
        return [PrintedArticle(None, [block]) for block in blocks]
    return in_page_order(OwnerSearch(blocks, measures, page).articles())
