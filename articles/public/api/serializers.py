"""From rows to the JSON of the API. No queries: the rows come with everything they refer to."""

from datetime import datetime
from typing import cast

from articles.models import Article, Author, Byline, Correction, Illustration, Issue, Page, Tag
from articles.models.addresses import address
from articles.public.api.schemas import (
    ArticleSchema,
    AuthorSchema,
    CorrectionSchema,
    IssueSchema,
    PageSchema,
    PaperSchema,
    ParagraphSchema,
    PictureSchema,
    SectionSchema,
    SignatureSchema,
    TagSchema,
    WholeArticleSchema,
)
from articles.public.cache.delivery import full_address
from articles.public.permanent_ids import article_uri


def serialize_issue(issue: Issue) -> IssueSchema:
    paper = issue.publication
    return IssueSchema(
        id=issue.pk,
        publication=PaperSchema(name=paper.name, prefix=paper.prefix),
        date=issue.date,
        edition=issue.edition,
        number=issue.number,
        url=full_address(issue.get_absolute_url()),
        ninjs=full_address(address("issue-ninjs", paper.prefix, issue.label)),
    )


def serialize_page(page: Page) -> PageSchema:
    return PageSchema(
        id=page.pk,
        issue=page.issue_id,
        number=page.number,
        title=page.title,
        url=full_address(page.get_absolute_url()),
    )


def serialize_author(author: Author) -> AuthorSchema:
    return AuthorSchema(
        id=author.pk,
        name=author.name,
        affiliation=author.affiliation,
        kind=author.kind,
        url=full_address(author.get_absolute_url()),
    )


def serialize_tag(tag: Tag) -> TagSchema:
    url = full_address(tag.get_absolute_url())
    return TagSchema(
        slug=tag.slug,
        name=tag.name,
        type=tag.type,
        url=url,
    )


def serialize_article(article: Article) -> ArticleSchema:
    """Expects what `page_queries.with_bylines` loads."""
    page = article.page
    issue = page.issue
    prefix = issue.publication.prefix
    path = (prefix, issue.label, page.number, article.pk, article.slug)
    # A constraint of the table makes sure that a published article has a time of publication.
    published = cast(datetime, article.publish_at)
    return ArticleSchema(
        id=article.pk,
        uri=article_uri(article),
        url=full_address(address("article", *path)),
        ninjs=full_address(address("article-ninjs", *path)),
        publication=prefix,
        issue=issue.pk,
        date=issue.date,
        page=page.number,
        position=article.position,
        kicker=article.kicker,
        title=article.title,
        headline=article.headline,
        subtitle=article.subtitle,
        section=_serialize_section(article),
        column=article.column_name,
        bylines=[_serialize_byline(byline) for byline in article.bylines.all()],
        published=published,
        updated=max(article.updated_at, published),
    )


def serialize_whole_article(article: Article) -> WholeArticleSchema:
    """Expects the article of a `load_article_page`."""
    fields = dict(serialize_article(article))
    body = []
    for part in article.parts():
        paragraph = ParagraphSchema(
            text=part.text,
            is_subheading=part.is_subheading,
        )
        body.append(paragraph)
    return WholeArticleSchema(
        **fields,
        source=article.source,
        affiliation=article.affiliation,
        body=body,
        tags=[serialize_tag(article_tag.tag) for article_tag in article.article_tags.all()],
        pictures=[_serialize_picture(picture) for picture in article.illustrations.all()],
        corrections=[_serialize_correction(row) for row in article.corrections.all()],
    )


def _serialize_section(article: Article) -> SectionSchema | None:
    section = article.section
    if section is None:
        return None
    return SectionSchema(slug=section.slug, name=section.name)


def _serialize_byline(byline: Byline) -> SignatureSchema:
    return SignatureSchema(
        role=byline.role,
        author=serialize_author(byline.author),
    )


def _serialize_correction(correction: Correction) -> CorrectionSchema:
    return CorrectionSchema(
        note=correction.note,
        at=correction.at,
    )


def _serialize_picture(illustration: Illustration) -> PictureSchema:
    url = full_address(illustration.picture.url) if illustration.picture else ""
    return PictureSchema(
        caption=illustration.caption,
        credit=illustration.credit,
        alt=illustration.alt_text,
        url=url,
        width=illustration.width,
        height=illustration.height,
    )
