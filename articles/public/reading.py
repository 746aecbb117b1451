"""What the public pages read from the tables: only what they show, in a fixed number of queries."""

from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q

from articles.addresses import address
from articles.models import Article, ArticleTag, Author, Byline, Issue, Page, Publication, Section, Tag
from articles.public.layout import natural
from articles.querysets import ArticleQuerySet

T = TypeVar("T")

# The parser's records and the page's source can each be larger than all the text that is shown.
_UNREAD = ("base_parse", "problems", "page__source_text", "page__outside", "page__problems")


def placed(articles: ArticleQuerySet) -> ArticleQuerySet:
    """With what an address and a line of a list are made of."""
    return articles.select_related("page__issue__publication", "section").defer(*_UNREAD)


def signed(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Placed, and with the names below the headline."""
    return placed(articles).prefetch_related(Prefetch("bylines", Byline.objects.select_related("author")))


def announced(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Signed, and with the pictures a front page shows."""
    return signed(articles).prefetch_related("illustrations")


def whole(articles: ArticleQuerySet) -> ArticleQuerySet:
    """With everything that stands on an article's own page."""
    tags = Prefetch("article_tags", ArticleTag.objects.select_related("tag"))
    return announced(articles).select_related("section__publication").prefetch_related(tags)


def of_section(section: Section) -> ArticleQuerySet:
    return Article.objects.published().filter(section=section)


def of_author(author: Author) -> ArticleQuerySet:
    bylines = Byline.objects.filter(author=author)
    return Article.objects.published().filter(pk__in=bylines.values("article"))


def of_tag(tag: Tag) -> ArticleQuerySet:
    tagged = ArticleTag.objects.filter(tag=tag)
    return Article.objects.published().filter(pk__in=tagged.values("content_object"))


class Column(NamedTuple):
    """A column (专栏) of a paper: what its pieces have in common is their name."""

    publication: Publication
    name: str

    def get_absolute_url(self) -> str:
        return address("column", self.publication.prefix, self.name)


def of_column(column: Column) -> ArticleQuerySet:
    pieces = Article.objects.published().filter(column_name=column.name)
    return pieces.filter(page__issue__publication=column.publication)


def main_publication() -> Publication | None:
    """The paper at the root of the site: it lends its name to pages that belong to no single paper."""
    return Publication.objects.filter(prefix="").first()


def other_publications(prefix: str) -> list[Publication]:
    """The other papers of the site that a reader can open."""
    readable = Issue.objects.published().filter(publication=OuterRef("pk"))
    return list(Publication.objects.exclude(prefix=prefix).filter(Exists(readable)))


def sections_of(prefix: str) -> list[Section]:
    """The sections of a paper that have something to read."""
    readable = Article.objects.published().filter(section=OuterRef("pk"))
    sections = Section.objects.filter(publication__prefix=prefix).select_related("publication")
    return list(sections.filter(Exists(readable)))


def pages_of(issue: Issue) -> list[Page]:
    """The pages of an issue that the public may open, in printed order; each knows its issue."""
    pages = list(Page.objects.published().filter(issue=issue).only("number", "title", "staff", "issue_id"))
    for page in pages:
        page.issue = issue
    return sorted(pages, key=lambda page: natural(page.number))


def issues_beside(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The published issues of the same paper just before and just after this one."""
    same_day = Q(date=issue.date)
    issues = Issue.objects.published().filter(publication=issue.publication_id).select_related("publication")
    earlier = issues.filter(Q(date__lt=issue.date) | same_day & Q(edition__lt=issue.edition))
    later = issues.filter(Q(date__gt=issue.date) | same_day & Q(edition__gt=issue.edition))
    return earlier.order_by("-date", "-edition").first(), later.order_by("date", "edition").first()


def beside(items: Sequence[T], item: T) -> tuple[T | None, T | None]:
    """What stands before and after `item`, which is one of `items`."""
    place = items.index(item)
    return items[place - 1] if place else None, items[place + 1] if place + 1 < len(items) else None
