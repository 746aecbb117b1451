"""What stands in `issue.json`.

It holds no keys of a database: rows are known by what is printed, pictures by their content.
Whoever reads an archive gets a value of these types or a `ValidationError` that names the place.
"""

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints, create_model

from articles.models import Article
from articles.models.article_content import TEXT_COLUMNS
from articles.models.choices import (
    AuthorKind,
    DecisionKind,
    Status,
    TaggingState,
    TagOrigin,
    TagType,
)

FORMAT: Final = 1

Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Text100 = Annotated[str, StringConstraints(max_length=100)]
Text200 = Annotated[str, StringConstraints(max_length=200)]
Text300 = Annotated[str, StringConstraints(max_length=300)]
Text500 = Annotated[str, StringConstraints(max_length=500)]
Word = Annotated[str, StringConstraints(max_length=50)]
Slug = Annotated[str, StringConstraints(pattern=r"^[-\w]*$", max_length=100)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PaperShape(_Shape):
    name: Name
    prefix: Slug
    description: Text200


class SectionShape(_Shape):
    name: Name
    slug: Slug


class BylineShape(_Shape):
    name: Name
    affiliation: Text500
    kind: AuthorKind
    role: Word
    order: int


class PictureShape(_Shape):
    """`file` is a path in the archive; empty where only the caption is stored."""

    caption: str
    credit: Text200
    alt: Text300
    order: int
    file: str


class TagShape(_Shape):
    name: Name
    slug: Slug
    type: TagType
    score: float
    origin: TagOrigin
    evidence: dict[str, Any]


class DecisionShape(_Shape):
    name: Name
    kind: DecisionKind
    at: AwareDatetime


class CorrectionShape(_Shape):
    note: str
    at: AwareDatetime


def _text_of(column: str) -> tuple[Any, str]:
    """The type and the default of a text column: one that is younger than an archive is empty."""
    field = Article._meta.get_field(column)
    limit = getattr(field, "max_length", None)
    constraints = StringConstraints(max_length=limit)
    return Annotated[str, constraints], ""


# As many texts as an article has columns of text.
_ArticleTexts: Any = create_model(
    "_ArticleTexts",
    __base__=_Shape,
    **{column: _text_of(column) for column in TEXT_COLUMNS},  # type: ignore[call-overload]
)


class ArticleShape(_ArticleTexts):  # type: ignore[misc]  # made of the columns
    if TYPE_CHECKING:
        title: str
        body: str

    position: int
    section: SectionShape | None
    status: Status
    publish_at: AwareDatetime | None
    base_parse: dict[str, Any] | None
    confidence: float | None
    problems: list[Any]
    settled: list[str] = []  # noqa: RUF012  pydantic copies it
    tagging_state: TaggingState
    tagging_attempts: int
    tagging_error: Text300
    version: int
    created_at: AwareDatetime
    updated_at: AwareDatetime
    bylines: list[BylineShape]
    pictures: list[PictureShape]
    tags: list[TagShape]
    tag_decisions: list[DecisionShape]
    corrections: list[CorrectionShape]


class ArrangementShape(_Shape):
    """How an editor arranged the page.

    The keys of articles are their places in `PageShape.articles`, from 0.
    """

    text: str
    blocks: dict[str, Any]
    version: int
    accepted_at: AwareDatetime


class PageShape(_Shape):
    number: Annotated[str, StringConstraints(min_length=1, max_length=10)]
    title: Text100
    staff: list[Any]
    source_name: Annotated[str, StringConstraints(max_length=255)]
    source_text: str
    source_sha256: Annotated[str, StringConstraints(max_length=64)]
    encoding: Annotated[str, StringConstraints(max_length=20)]
    parser_version: Annotated[str, StringConstraints(max_length=20)]
    outside: list[Any]
    problems: list[Any]
    created_at: AwareDatetime
    updated_at: AwareDatetime
    arrangement: ArrangementShape | None
    articles: list[ArticleShape]


class IssueShape(_Shape):
    format: Literal[1]
    publication: PaperShape
    date: dt.date
    edition: Annotated[str, StringConstraints(pattern=r"^[-\w]*$", max_length=50)]
    number: int | None
    page_count: int
    created_at: AwareDatetime
    updated_at: AwareDatetime
    pages: list[PageShape]
