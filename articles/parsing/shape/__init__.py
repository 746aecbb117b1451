"""The shape of a page's text, looked at before its lines are read.

`shape_page(text)` repairs what came with the text and not from print, and says what it did. Each
line of the `ShapedPage` knows where its characters stand in the source.

`shaping`        the steps in their order: what follows here, from the top down
`line_ends`      line ends other than the line feed, and form feeds between pages
`mojibake`       text that was read in another encoding than it was written in
`damage`         signs of a broken extraction: font codes, replaced, doubled and missing characters
`markup`         marks of Markdown and HTML
`glyph_forms`    radicals, compatibility and vertical forms as the characters they look like
`blanks`         blanks between Chinese characters
`blank_uses`     what a blank is for: credits, figures, clauses of a headline
`gutters`        columns side by side with gaps of blanks between them
`gutter_evidence`  what proves a gutter, and when too much stays mixed
`page_rows`      lines as runs of text between gaps, at their places on paper
`margins`        the blanks that every line begins with
`interleaving`   lines of several columns sorted by their height, without gaps
`latin_marks`    Latin full stops and quotation marks in place of Chinese ones
`continuity`     how well lines take each other up, against chance
`column_order`   columns put one after the other
`shaped_page`    the records: lines with a map to the source, findings, and a refusal
`source_text`    the text of stretches of the source as the parser reads it
`source_record`  from the record of the shaped lines to that of the source
"""

from articles.parsing.shape.shaped_page import (
    Finding,
    ShapeCode,
    ShapedLine,
    ShapedPage,
    ShapeProblem,
)
from articles.parsing.shape.shaping import shape_page

__all__ = [
    "Finding",
    "ShapeCode",
    "ShapeProblem",
    "ShapedLine",
    "ShapedPage",
    "shape_page",
]
