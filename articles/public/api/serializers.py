"""From rows to what the API answers. No queries: the rows come with what they stand on."""

from datetime import datetime
from typing import cast

from articles.models import Article, Author, Byline, Illustration, Issue, Page, Tag
from articles.models.addresses import address
from articles.public.api.schemas import (
    ArticleShape,
    AuthorShape,
    CorrectionShape,
    IssueShape,
    PageShape,
    PaperShape,
    ParagraphShape,
    PictureShape,
    SectionShape,
    SignatureShape,
    TagShape,
    WholeArticleShape,
)
from articles.public.cache.delivery import full_address
from articles.public.permanent_ids import article_uri


def tell_issue(issue: Issue) -> IssueShape:
    paper = issue.publication
    return IssueShape(
        id=issue.pk,
        publication=PaperShape(name=paper.name, prefix=paper.prefix),
        date=issue.date,
        edition=issue.edition,
        number=issue.number,
        url=full_address(issue.get_absolute_url()),
        ninjs=full_address(address("issue-ninjs", paper.prefix, issue.label)),
    )


def tell_page(page: Page) -> PageShape:
    return PageShape(
        id=page.pk,
        issue=page.issue_id,
        number=page.number,
        title=page.title,
        url=full_address(page.get_absolute_url()),
    )


def tell_author(author: Author) -> AuthorShape:
    return AuthorShape(
        id=author.pk,
        name=author.name,
        affiliation=author.affiliation,
        kind=author.kind,
        url=full_address(author.get_absolute_url()),
    )


def tell_tag(tag: Tag) -> TagShape:
    return TagShape(
        slug=tag.slug, name=tag.name, type=tag.type, url=full_address(tag.get_absolute_url())
    )


def tell_article(article: Article) -> ArticleShape:
    """Expects `reading.signed`."""
    page, issue = article.page, article.page.issue
    paper = issue.publication
    # A constraint of the table says that a published article has its time.
    published = cast(datetime, article.publish_at)
    path = (paper.prefix, issue.label, page.number, article.pk, article.slug)
    return ArticleShape(
        id=article.pk,
        uri=article_uri(article),
        url=full_address(address("article", *path)),
        ninjs=full_address(address("article-ninjs", *path)),
        publication=paper.prefix,
        issue=issue.pk,
        date=issue.date,
        page=page.number,
        position=article.position,
        kicker=article.kicker,
        title=article.title,
        headline=article.headline,
        subtitle=article.subtitle,
        section=SectionShape(slug=article.section.slug, name=article.section.name)
        if article.section
        else None,
        column=article.column_name,
        bylines=[_signature(one) for one in article.bylines.all()],
        published=published,
        updated=max(article.updated_at, published),
    )


def tell_whole_article(article: Article) -> WholeArticleShape:
    """Expects `piece.read_piece`."""
    return WholeArticleShape(
        **dict(tell_article(article)),
        source=article.source,
        affiliation=article.affiliation,
        body=[
            ParagraphShape(text=part.text, is_subheading=part.is_subheading)
            for part in article.parts()
        ],
        tags=[tell_tag(mark.tag) for mark in article.article_tags.all()],
        pictures=[_picture(one) for one in article.illustrations.all()],
        corrections=[
            CorrectionShape(note=one.note, at=one.at) for one in article.corrections.all()
        ],
    )


def _signature(byline: Byline) -> SignatureShape:
    return SignatureShape(role=byline.role, author=tell_author(byline.author))


def _picture(one: Illustration) -> PictureShape:
    return PictureShape(
        caption=one.caption,
        credit=one.credit,
        alt=one.alt_text,
        url=full_address(one.picture.url) if one.picture else "",
        width=one.width,
        height=one.height,
    )
