"""An issue as `IssueShape`, with the pictures it shows.

Every list has one order, so that the same issue is the same text.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from articles.exchange.exchange_faults import ArchiveError
from articles.exchange.issue_schema import (
    FORMAT,
    ArrangementShape,
    ArticleShape,
    BylineShape,
    CorrectionShape,
    DecisionShape,
    IssueShape,
    PageShape,
    PaperShape,
    PictureShape,
    SectionShape,
    TagShape,
)
from articles.importing.files.naming import natural_order
from articles.models import (
    Article,
    ArticleTag,
    Byline,
    Correction,
    Illustration,
    Issue,
    Page,
    PageArrangement,
    Section,
    TagDecision,
)
from articles.models.article_content import EXPORTED_COLUMNS
from articles.models.choices import AuthorKind, DecisionKind, TagOrigin, TagType

PAGE_COLUMNS = (
    "number",
    "title",
    "staff",
    "source_name",
    "source_text",
    "source_sha256",
    "encoding",
    "parser_version",
    "outside",
    "problems",
)


class IssueDescription(NamedTuple):
    issue: IssueShape
    pictures: dict[str, bytes]  # by their path in the archive


def describe(issue: Issue) -> IssueDescription:
    """Raises ArchiveError for a picture whose file is lost."""
    pictures: dict[str, bytes] = {}
    pages = sorted(_pages(issue), key=lambda page: (natural_order(page.number), page.number))
    paper = issue.publication
    return IssueDescription(
        IssueShape(
            format=FORMAT,
            publication=PaperShape(
                name=paper.name, prefix=paper.prefix, description=paper.description
            ),
            date=issue.date,
            edition=issue.edition,
            number=issue.number,
            page_count=issue.page_count,
            created_at=_utc(issue.created_at),
            updated_at=_utc(issue.updated_at),
            pages=[_page(page, pictures) for page in pages],
        ),
        pictures,
    )


def _pages(issue: Issue) -> Iterator[Page]:
    articles = Article.objects.select_related("section").order_by("position", "pk")
    bylines = Byline.objects.select_related("author").order_by("order", "pk")
    illustrations = Illustration.objects.order_by("order", "pk")
    tags = ArticleTag.objects.select_related("tag").order_by("tag__slug", "pk")
    tag_decisions = TagDecision.objects.order_by("name", "pk")
    corrections = Correction.objects.order_by("at", "pk")
    articles = articles.prefetch_related(
        Prefetch("bylines", bylines),
        Prefetch("illustrations", illustrations),
        Prefetch("article_tags", tags),
        Prefetch("tag_decisions", tag_decisions),
        Prefetch("corrections", corrections),
    )
    pages = Page.objects.filter(issue=issue).select_related("arrangement")
    yield from pages.prefetch_related(Prefetch("articles", articles))


def _page(page: Page, pictures: dict[str, bytes]) -> PageShape:
    articles = list(page.articles.all())
    return PageShape(
        **_columns(page, PAGE_COLUMNS),
        created_at=_utc(page.created_at),
        updated_at=_utc(page.updated_at),
        arrangement=_arrangement(page, articles),
        articles=[_article(article, pictures) for article in articles],
    )


def _arrangement(page: Page, articles: list[Article]) -> ArrangementShape | None:
    row: PageArrangement | None = getattr(page, "arrangement", None)
    if row is None:
        return None
    places = {str(article.pk): str(place) for place, article in enumerate(articles)}
    return ArrangementShape(
        text=row.text,
        blocks=with_keys(row.blocks, places),
        version=row.version,
        accepted_at=_utc(row.accepted_at),
    )


def with_keys(blocks: dict[str, Any], keys: dict[str, str]) -> dict[str, Any]:
    """The blocks with other keys of articles; those of deleted articles are marked as such."""
    articles = []
    for article in blocks["articles"]:
        old = article["key"]
        new = keys.get(old)
        if not new:
            new = old if old.startswith("gone-") else f"gone-{old}"
        articles.append({**article, "key": new})
    return {**blocks, "articles": articles}


def _article(article: Article, pictures: dict[str, bytes]) -> ArticleShape:
    columns = _columns(article, EXPORTED_COLUMNS)
    bylines = article.bylines.all()
    illustrations = article.illustrations.all()
    tags = article.article_tags.all()
    decisions = article.tag_decisions.all()
    corrections = article.corrections.all()
    return ArticleShape(
        **columns,
        section=_section(article.section),
        bylines=[_byline(row) for row in bylines],
        pictures=[_picture(article, row, pictures) for row in illustrations],
        tags=[_tag(row) for row in tags],
        tag_decisions=[_decision(row) for row in decisions],
        corrections=[_correction(row) for row in corrections],
    )


def _section(section: Section | None) -> SectionShape | None:
    if section is None:
        return None
    return SectionShape(name=section.name, slug=section.slug)


def _correction(row: Correction) -> CorrectionShape:
    return CorrectionShape(note=row.note, at=_utc(row.at))


def _byline(row: Byline) -> BylineShape:
    return BylineShape(
        name=row.author.name,
        affiliation=row.author.affiliation,
        kind=AuthorKind(row.author.kind),
        role=row.role,
        order=row.order,
    )


def _tag(row: ArticleTag) -> TagShape:
    return TagShape(
        name=row.tag.name,
        slug=row.tag.slug,
        type=TagType(row.tag.type),
        score=row.score,
        origin=TagOrigin(row.origin),
        evidence=row.evidence,
    )


def _decision(row: TagDecision) -> DecisionShape:
    return DecisionShape(name=row.name, kind=DecisionKind(row.kind), at=_utc(row.at))


def _picture(article: Article, row: Illustration, pictures: dict[str, bytes]) -> PictureShape:
    path = ""
    if row.picture:
        content = _read_picture(article, row)
        stored_path = PurePosixPath(str(row.picture.name))
        ending = stored_path.suffix.lower()
        digest = sha256(content).hexdigest()
        path = f"pictures/{digest[:32]}{ending}"
        pictures[path] = content
    return PictureShape(
        caption=row.caption,
        credit=row.credit,
        alt=row.alt,
        order=row.order,
        file=path,
    )


def _read_picture(article: Article, row: Illustration) -> bytes:
    try:
        with row.picture.open("rb") as stored:
            content: bytes = stored.read()
    except OSError:
        raise ArchiveError(
            _(
                "The picture %(file)s of “%(article)s” is lost. "
                "Upload it again, or take it off the article."
            )
            % {"file": row.picture.name, "article": article.headline}
        ) from None
    return content


def _columns(row: Page | Article, names: tuple[str, ...]) -> dict[str, Any]:
    """Values of a row, moments in UTC."""
    values = {name: getattr(row, name) for name in names}
    for name, value in values.items():
        if isinstance(value, datetime):
            values[name] = _utc(value)
    return values


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
