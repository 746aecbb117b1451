"""The page parser: text in, `PageRecord` out. No Django, no files, no clock.

`parse_page(text)` takes the decoded text of one printed page, lines separated by "\\n".
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
