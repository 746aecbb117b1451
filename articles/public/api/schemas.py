"""What the API answers with. The descriptions are read by people, in the handbook and in OpenAPI."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import ConfigDict


def _told(text: str) -> ConfigDict:
    """What a shape is, where a docstring could not be translated."""
    return ConfigDict(json_schema_extra={"description": text})


class PaperShape(Schema):
    name: str
    prefix: str = Field(
        description=gettext_noop("First part of its addresses; empty for the main paper.")
    )


class IssueShape(Schema):
    model_config = _told(gettext_noop("One day's paper."))

    id: int
    publication: PaperShape
    date: dt.date
    edition: str = Field(
        description=gettext_noop("Tells apart several issues of one day; usually empty.")
    )
    number: int | None = Field(description=gettext_noop("As it is printed."))
    url: str
    ninjs: str = Field(description=gettext_noop("The whole issue as an IPTC ninjs 3.0 package."))


class PageShape(Schema):
    model_config = _told(gettext_noop("A printed page that has published articles."))

    id: int
    issue: int
    number: str = Field(description=gettext_noop("As it is printed: A03."))
    title: str
    url: str


class WholeIssueShape(IssueShape):
    pages: list[PageShape]


class AuthorShape(Schema):
    id: int
    name: str
    affiliation: str
    kind: str = Field(description=gettext_noop("person or office."))
    url: str


class SignatureShape(Schema):
    role: str
    author: AuthorShape


class TagShape(Schema):
    slug: str
    name: str
    type: str = Field(
        description=gettext_noop("topic, place, organisation, person, event or column.")
    )
    url: str


class SectionShape(Schema):
    slug: str
    name: str


class ArticleShape(Schema):
    model_config = _told(gettext_noop("An article as a list shows it."))

    id: int
    uri: str = Field(
        description=gettext_noop("Its name for ever, whatever becomes of the address.")
    )
    url: str
    ninjs: str = Field(description=gettext_noop("The article as an IPTC ninjs 3.0 item."))
    publication: str
    issue: int
    date: dt.date = Field(description=gettext_noop("The day of the printed paper."))
    page: str
    position: int = Field(description=gettext_noop("On the page."))
    kicker: str
    title: str = Field(description=gettext_noop("Empty for a piece that was printed without one."))
    headline: str = Field(
        description=gettext_noop("The title, or the first words of a piece without one.")
    )
    subtitle: str
    section: SectionShape | None
    column: str = Field(description=gettext_noop("Without the number of the piece in it."))
    bylines: list[SignatureShape]
    published: dt.datetime
    updated: dt.datetime


class ParagraphShape(Schema):
    text: str
    is_subheading: bool


class PictureShape(Schema):
    caption: str
    credit: str
    alt: str = Field(
        description=gettext_noop("What the picture shows, for those who do not see it.")
    )
    url: str = Field(description=gettext_noop("Empty where only the caption is stored."))
    width: int | None
    height: int | None


class CorrectionShape(Schema):
    note: str
    at: dt.datetime


class WholeArticleShape(ArticleShape):
    model_config = _told(gettext_noop("An article with all that readers see of it."))

    source: str = Field(description=gettext_noop("Paper or agency of the byline."))
    affiliation: str
    body: list[ParagraphShape]
    tags: list[TagShape]
    pictures: list[PictureShape]
    corrections: list[CorrectionShape]


class WholePageShape(PageShape):
    articles: list[ArticleShape]


_NEXT = Field(description=gettext_noop("The address of what follows; null at the end."))


class Stretch(Schema):
    model_config = _told(gettext_noop("A part of a list."))

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
    detail: str = Field(description=gettext_noop("One sentence."))
