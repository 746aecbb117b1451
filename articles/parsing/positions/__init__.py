"""A page whose source knows where its lines stand on paper.

`write_text(page)` takes a `PositionedPage`: printed lines with their boxes and their type. It gives
the text of the page in reading order, as the parser reads text without places, and the place of
each line of the text (`TextPositions`). `parse_page(text, positions)` then takes places as clues.
A source of a new kind (PDF, a picture that was read) is one module that makes these records; where
it knows characters and no lines, `printed_lines_of` makes the lines.

`position_records`   boxes, characters, printed lines, pages, and the places of a text
`gutter_strips`      whether a gap between characters is a gutter
`character_lines`    printed lines rebuilt from characters
`page_measures`      the size of running text
`line_blocks`        lines of one column, and groups of headlines
`column_edges`       where a column begins and ends, and which lines are set in
`block_order`        the order of the blocks of an article
`block_owners`       which headlines a block belongs to
`article_order`      the order of the articles of a page
`printed_layout`     all of these for one page
`positioned_text`    the text of a page in reading order
`piece_places`       where the pieces of a parse stand

What places can say of a piece, and what the parser makes of it (`labels/position_clues`):

- its type size in sizes of running text, and beside the lines of its group of headlines: kicker
  and subtitle are smaller than the title, its second line is as large as the first
- whether it stands with headlines or in a column of text, at its head, amid it or at its foot
- white space around it: in the middle of its column, filling it, alone below a picture
- bold, or set upright (竖排) as only headlines are
- at the head of the paper, where its name and the day stand
- the article it belongs to by its place: frames, rules and the spans of headlines end articles
"""

from articles.parsing.positions.character_lines import printed_lines_of
from articles.parsing.positions.position_records import (
    Box,
    LinePart,
    LinePosition,
    PositionedLine,
    PositionedPage,
    PrintedCharacter,
    TextPositions,
)
from articles.parsing.positions.positioned_text import write_text

__all__ = [
    "Box",
    "LinePart",
    "LinePosition",
    "PositionedLine",
    "PositionedPage",
    "PrintedCharacter",
    "TextPositions",
    "printed_lines_of",
    "write_text",
]
