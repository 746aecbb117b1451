"""What the API answers with. The descriptions are read by people, in the handbook and in OpenAPI."""

import datetime as dt
from typing import Any

from ninja import Field, Schema


class PaperShape(Schema):
    name: str
    prefix: str = Field(description="First part of its addresses; empty for the main paper.")


class IssueShape(Schema):
    """One day's paper."""

    id: int
    publication: PaperShape
    date: dt.date
    edition: str = Field(description="Tells apart several issues of one day; usually empty.")
    number: int | None = Field(description="As it is printed.")
    url: str
    ninjs: str = Field(description="The whole issue as an IPTC ninjs 3.0 package.")


class PageShape(Schema):
    """A printed page that has published articles."""

    id: int
    issue: int
    number: str = Field(description="As it is printed: A03.")
    title: str
    url: str


class WholeIssueShape(IssueShape):
    pages: list[PageShape]


class AuthorShape(Schema):
    id: int
    name: str
    affiliation: str
    kind: str = Field(description="person or office.")
    url: str


class SignatureShape(Schema):
    role: str
    author: AuthorShape


class TagShape(Schema):
    slug: str
    name: str
    type: str = Field(description="topic, place, organisation, person, event or column.")
    url: str


class SectionShape(Schema):
    slug: str
    name: str


class ArticleShape(Schema):
    """An article as a list shows it."""

    id: int
    uri: str = Field(description="Its name for ever, whatever becomes of the address.")
    url: str
    ninjs: str = Field(description="The article as an IPTC ninjs 3.0 item.")
    publication: str
    issue: int
    date: dt.date = Field(description="The day of the printed paper.")
    page: str
    position: int = Field(description="On the page.")
    kicker: str
    title: str = Field(description="Empty for a piece that was printed without one.")
    headline: str = Field(description="The title, or the first words of a piece without one.")
    subtitle: str
    section: SectionShape | None
    column: str = Field(description="Without the number of the piece in it.")
    bylines: list[SignatureShape]
    published: dt.datetime
    updated: dt.datetime


class ParagraphShape(Schema):
    text: str
    is_subheading: bool


class PictureShape(Schema):
    caption: str
    credit: str
    alt: str = Field(description="What the picture shows, for those who do not see it.")
    url: str = Field(description="Empty where only the caption is stored.")
    width: int | None
    height: int | None


class CorrectionShape(Schema):
    note: str
    at: dt.datetime


class WholeArticleShape(ArticleShape):
    """An article with all that readers see of it."""

    source: str = Field(description="Paper or agency of the byline.")
    affiliation: str
    body: list[ParagraphShape]
    tags: list[TagShape]
    pictures: list[PictureShape]
    corrections: list[CorrectionShape]


class WholePageShape(PageShape):
    articles: list[ArticleShape]


_NEXT = Field(description="The address of what follows; null at the end.")


class Stretch(Schema):
    """A part of a list."""

    items: list[Any]
    next: str | None = _NEXT


class Issues(Stretch):
    items: list[IssueShape]


class Pages(Stretch):
    items: list[PageShape]


class Articles(Stretch):
    items: list[ArticleShape]


class Authors(Stretch):
    items: list[AuthorShape]


class Tags(Stretch):
    items: list[TagShape]


class Fault(Schema):
    detail: str = Field(description="One sentence.")
