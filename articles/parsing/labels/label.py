"""The parts a piece may play on a page."""

from enum import StrEnum


class Part(StrEnum):
    """What a piece does on the page. A head is column, kicker, titles, subtitle and byline."""

    SECTION = "section"
    STAFF = "staff"
    FURNITURE = "furniture"
    CAPTION = "caption"
    COLUMN = "column"
    KICKER = "kicker"
    TITLE = "title"
    TITLE_MORE = "title, second line"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    OPENING = "opening paragraph"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    CLOSING = "closing"


OUTSIDE = frozenset({Part.SECTION, Part.STAFF, Part.FURNITURE})
HEAD = frozenset({Part.COLUMN, Part.KICKER, Part.TITLE, Part.TITLE_MORE, Part.SUBTITLE})
BODY = frozenset({Part.OPENING, Part.PARAGRAPH, Part.SUBHEADING})
