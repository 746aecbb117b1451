"""The parts a piece may play on a page."""

from enum import StrEnum


class Label(StrEnum):
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


OUTSIDE = frozenset({Label.SECTION, Label.STAFF, Label.FURNITURE})
HEAD = frozenset({Label.COLUMN, Label.KICKER, Label.TITLE, Label.TITLE_MORE, Label.SUBTITLE})
BODY = frozenset({Label.OPENING, Label.PARAGRAPH, Label.SUBHEADING})
