"""The JSON that the API answers with. Its descriptions stand in the API docs and in OpenAPI."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_noop
from ninja import Field, Schema
from pydantic import ConfigDict


def _description(text: str) -> ConfigDict:
    """The description of a schema, where a docstring could not be translated."""
    return ConfigDict(json_schema_extra={"description": text})


class PaperSchema(Schema):
    name: str
    prefix: str = Field(
        description=gettext_noop("First part of its addresses; empty for the main paper.")
    )


class IssueSchema(Schema):
    model_config = _description(gettext_noop("One day's paper."))

    id: int
    publication: PaperSchema
    date: dt.date
    edition: str = Field(
        description=gettext_noop("Tells apart several issues of one day; usually empty.")
    )
    number: int | None = Field(description=gettext_noop("As it is printed."))
    url: str
    ninjs: str = Field(description=gettext_noop("The whole issue as an IPTC ninjs 3.0 package."))


class PageSchema(Schema):
    model_config = _description(gettext_noop("A printed page that has published articles."))

    id: int
    issue: int
    number: str = Field(description=gettext_noop("As it is printed: A03."))
    title: str
    url: str


class WholeIssueSchema(IssueSchema):
    pages: list[PageSchema]


class AuthorSchema(Schema):
    id: int
    name: str
    affiliation: str
    kind: str = Field(description=gettext_noop("person or office."))
    url: str


class SignatureSchema(Schema):
    role: str
    author: AuthorSchema


class TagSchema(Schema):
    slug: str
    name: str
    type: str = Field(
        description=gettext_noop("topic, place, organisation, person, event or column.")
    )
    url: str


class SectionSchema(Schema):
    slug: str
    name: str


class ArticleSchema(Schema):
    model_config = _description(gettext_noop("An article as a list shows it."))

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
    section: SectionSchema | None
    column: str = Field(description=gettext_noop("Without the number of the piece in it."))
    bylines: list[SignatureSchema]
    published: dt.datetime
    updated: dt.datetime


class ParagraphSchema(Schema):
    text: str
    is_subheading: bool


class PictureSchema(Schema):
    caption: str
    credit: str
    alt: str = Field(
        description=gettext_noop("What the picture shows, for those who do not see it.")
    )
    url: str = Field(description=gettext_noop("Empty where only the caption is stored."))
    width: int | None
    height: int | None


class CorrectionSchema(Schema):
    note: str
    at: dt.datetime


class WholeArticleSchema(ArticleSchema):
    model_config = _description(gettext_noop("An article with all that readers see of it."))

    source: str = Field(description=gettext_noop("Paper or agency of the byline."))
    affiliation: str
    body: list[ParagraphSchema]
    tags: list[TagSchema]
    pictures: list[PictureSchema]
    corrections: list[CorrectionSchema]


class WholePageSchema(PageSchema):
    articles: list[ArticleSchema]


_NEXT = Field(description=gettext_noop("The address of what follows; null at the end."))


class ListSchema(Schema):
    model_config = _description(gettext_noop("A part of a list."))

    items: list[Any]
    next: str | None = _NEXT


class Issues(ListSchema):
    items: list[IssueSchema]


class Pages(ListSchema):
    items: list[PageSchema]


class Articles(ListSchema):
    items: list[ArticleSchema]


class Authors(ListSchema):
    items: list[AuthorSchema]


class Tags(ListSchema):
    items: list[TagSchema]


class Fault(Schema):
    detail: str = Field(description=gettext_noop("One sentence."))
