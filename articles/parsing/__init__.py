"""The page parser: text in, `PageRecord` out. No Django, no files.

`parse_page(text)` takes the decoded text of one printed page, lines separated by "\\n", and goes
through these packages and modules in this order:

`time_limit`        a page that takes too long is given up
`record`            what a parse yields: articles, blocks, spans, credits, problems
`word_lists`        the words the parser knows: surnames, roles, papers, offices, sections
`traditional_forms` these words in traditional characters
`common_words`      common words that might pass for names
`person_names`      names of people, which tell bylines from headlines
`lines`             what is known of characters; lines become printed pieces, one for a paragraph
`shape`             repairs of the text itself before its lines are read, or why it cannot be read
`positions`         where lines stand on paper, for sources that know it: a PDF
`credits`           who did what, read from bylines, datelines and closing brackets
`labels`            every piece gets its label, chosen as the best chain over the whole page
`stories`           headlines get their text, and broken paragraphs are made whole
`page_marks`        marks such as (下转A02版) are cut off the text they stand with
`source_blocks`     blocks are made of pieces, and their spans widened over white space
`confidence`        how likely an article needs no hand
`article_records`   articles get their blocks, credits, problems and confidence
`page`              the stages one after the other, and the record made of them
`explanation`       the same with the reasons: which clues spoke for which label
`explanation_html`  the explanation as one HTML file
"""

from articles.parsing.page import PARSER_VERSION, parse_page
from articles.parsing.record import ArticleRecord, Block, Credit, Kind, PageRecord, Problem, Span

__all__ = [
    "PARSER_VERSION",
    "ArticleRecord",
    "Block",
    "Credit",
    "Kind",
    "PageRecord",
    "Problem",
    "Span",
    "parse_page",
]
