"""What the public pages read from the tables: only what they show, in a fixed number of queries."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from django.db.models import BigAutoField, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from articles.models import (
    Article,
    ArticleTag,
    Author,
    Byline,
    Issue,
    Page,
    Publication,
    Section,
    Tag,
)
from articles.models.addresses import address
from articles.models.choices import TagType
from articles.models.querysets import ArticleQuerySet, IssueQuerySet
from articles.public.page_layout import natural
from articles.public.queries.prepared_queries import NOW, Given, Prepared

NEWEST, OLDEST = ("-publish_at", "-pk"), ("publish_at", "pk")

# Articles of an author or under a tag. 20 of 1,500 are found among every 1,500 of 100,000.
BUSY = 1_500

T = TypeVar("T")

# The parser's records and the page's source can each be larger than all the text that is shown.
_UNREAD = (
    "base_parse", "problems", "settled", "confidence", "created_by", "version",
    "tagging_state", "tagging_attempts", "tagging_lease", "tagging_error",
    "page__source_text", "page__source_name", "page__source_sha256", "page__encoding", "page__parser_version",
    "page__outside", "page__problems", "page__created_at", "page__updated_at",
    "page__issue__created_at", "page__issue__updated_at",
)  # fmt: skip


def placed(articles: ArticleQuerySet) -> ArticleQuerySet:
    """With what an address and a line of a list are made of."""
    return articles.select_related("page__issue__publication", "section").defer(*_UNREAD)


def signed(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Placed, and with the names below the headline."""
    return placed(articles).prefetch_related(
        Prefetch("bylines", Byline.objects.select_related("author"))
    )


def announced(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Signed, and with the pictures a front page shows."""
    return signed(articles).prefetch_related("illustrations")


def whole(articles: ArticleQuerySet) -> ArticleQuerySet:
    """With everything that stands on an article's own page."""
    tags = Prefetch("article_tags", ArticleTag.objects.select_related("tag"))
    return announced(articles).select_related("section__publication").prefetch_related(tags)


# What is listed is a thing with a key, or in a prepared query a `Given`.
Paper = Publication | QuerySet[Any, Any] | Given


def of_section(articles: ArticleQuerySet, section: Section | Given) -> ArticleQuerySet:
    return articles.filter(section=section)


def of_author(articles: ArticleQuerySet, author: Author | Given) -> ArticleQuerySet:
    return articles.filter(pk__in=Byline.objects.filter(author=author).values("article"))


def of_busy_author(articles: ArticleQuerySet, author: Author | Given) -> ArticleQuerySet:
    return articles.filter(Exists(Byline.objects.filter(author=author, article=OuterRef("pk"))))


def of_tag(articles: ArticleQuerySet, tag: Tag | Given) -> ArticleQuerySet:
    return articles.filter(pk__in=ArticleTag.objects.filter(tag=tag).values("content_object"))


def of_busy_tag(articles: ArticleQuerySet, tag: Tag | Given) -> ArticleQuerySet:
    return articles.filter(
        Exists(ArticleTag.objects.filter(tag=tag, content_object=OuterRef("pk")))
    )


def signatures(articles: ArticleQuerySet) -> QuerySet[Byline]:
    return Byline.objects.filter(Exists(articles.filter(pk=OuterRef("article"))))


def authors_of(articles: ArticleQuerySet) -> QuerySet[Author]:
    """Those who signed at least one of these."""
    return Author.objects.filter(Exists(signatures(articles).filter(author=OuterRef("pk"))))


def tags_of(articles: ArticleQuerySet) -> QuerySet[Tag]:
    """Those that stand on at least one of these."""
    marks = ArticleTag.objects.filter(Exists(articles.filter(pk=OuterRef("content_object"))))
    rows: QuerySet[Tag] = Tag.objects.filter(Exists(marks.filter(tag=OuterRef("pk"))))
    return rows


def is_busy(rows: QuerySet[Any]) -> Exists:
    """Whether there are so many of these that going through all articles, newest first, finds a page of them sooner
    than sorting them all (`of_busy_…`). SQLite would never do the one, nor with the other ever end.
    """
    return Exists(rows[BUSY : BUSY + 1])


def of_column(
    articles: ArticleQuerySet, paper: Paper, name: str | Given | OuterRef
) -> ArticleQuerySet:
    return of_paper(articles.filter(column_name=name), paper)


def of_paper(articles: ArticleQuerySet, paper: Paper) -> ArticleQuerySet:
    """Asked of each article in its turn: nearly all are of one paper, and joined they would all be sorted."""
    pages = Page.objects.filter(pk=OuterRef("page"), issue__publication=paper)  # type: ignore[misc]
    return articles.filter(Exists(pages))


def latest(articles: ArticleQuerySet, count: int) -> ArticleQuerySet:
    """The newest of the articles, to be read with all that they are joined to.

    Their keys are found first, in an index alone: joined at once, the planner may sort a hundred thousand rows
    for twenty.
    """
    keys = articles.order_by(*NEWEST).values("pk")[:count]
    return Article.objects.filter(pk__in=keys).order_by(*NEWEST)


def earliest(articles: ArticleQuerySet, count: int) -> ArticleQuerySet:
    """The oldest of the articles, oldest first."""
    keys = articles.order_by(*OLDEST).values("pk")[:count]
    return Article.objects.filter(pk__in=keys).order_by(*OLDEST)


class Column(NamedTuple):
    """A column (专栏) of a paper: what its pieces have in common is their name."""

    publication: Publication
    name: str

    def get_absolute_url(self) -> str:
        return address("column", self.publication.prefix, self.name)


def main_publication() -> Publication | None:
    """The paper at the root of the site: it lends its name to pages that belong to no single paper."""
    return Publication.objects.filter(prefix="").first()


def other_publications(prefix: str) -> list[Publication]:
    """The other papers of the site that a reader can open."""
    readable = Issue.objects.published().filter(publication=OuterRef("pk"))
    return list(Publication.objects.exclude(prefix=prefix).filter(Exists(readable)))


def tags_by_kind(article: Article) -> list[tuple[str, list[Tag]]]:
    """The tags of an article under what they name, in the order of the kinds; the weightiest first."""
    by_kind: dict[str, list[Tag]] = {kind: [] for kind in TagType}
    for mark in article.article_tags.all():
        by_kind[mark.tag.type].append(mark.tag)
    return [(str(TagType(kind).label), tags) for kind, tags in by_kind.items() if tags]


def pages_of(issue: Issue) -> list[Page]:
    """The pages of an issue that the public may open, in printed order; each knows its issue."""
    pages = _PAGES.ask(issue=issue.pk, now=timezone.now())
    for page in pages:
        page.issue = issue
    return sorted(pages, key=lambda page: natural(page.number))


def _build_pages() -> QuerySet[Page]:
    return (
        Page.objects.published(NOW)
        .filter(issue=Given("issue", BigAutoField()))
        .only("number", "title", "staff", "issue_id")
    )


_PAGES = Prepared(_build_pages)


def pages_beside(page: Page) -> tuple[Page | None, Page | None]:
    """The pages of its issue before and after this one; none beside a page withdrawn a moment ago."""
    pages = pages_of(page.issue)
    return beside(pages, page) if page in pages else (None, None)


def latest_issue(prefix: str) -> Issue | None:
    """The last published issue of a paper."""
    paper = Publication.objects.filter(prefix=prefix).values("pk")[:1]
    return _first(Issue.objects.published().filter(publication=paper), "-date", "edition")


def issues_beside(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The published issues of the same paper just before and just after this one."""
    issues = Issue.objects.published().filter(publication=issue.publication_id)
    # The first half alone bounds the index range.
    earlier = Q(date__lte=issue.date) & (Q(date__lt=issue.date) | Q(edition__lt=issue.edition))
    later = Q(date__gte=issue.date) & (Q(date__gt=issue.date) | Q(edition__gt=issue.edition))
    return _first(issues.filter(earlier), "-date", "-edition"), _first(
        issues.filter(later), "date", "edition"
    )


def _first(issues: IssueQuerySet, *order: str) -> Issue | None:
    # By its key, as in `latest`: joined at once, SQLite asks of every issue whether it is published.
    key = issues.order_by(*order).values("pk")[:1]
    return Issue.objects.filter(pk__in=key).select_related("publication").first()


def beside(items: Sequence[T], item: T) -> tuple[T | None, T | None]:
    """What stands before and after `item`, which is one of `items`."""
    place = items.index(item)
    return items[place - 1] if place else None, items[place + 1] if place + 1 < len(items) else None
