"""The querysets of the public pages: they load only what is shown, in a fixed number of queries."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from django.db.models import BigAutoField, Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
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
from articles.public.page_layout import natural_sort_key
from articles.public.queries.prepared_queries import NOW, Param, PreparedQuery

NEWEST, OLDEST = ("-publish_at", "-pk"), ("publish_at", "pk")

# An author or a tag with more articles than this is busy: see `is_busy`. 20 of 1,500 articles are
# found among every 1,500 of 100,000.
BUSY = 1_500

T = TypeVar("T")

# The parser's records and the source of the page can each be larger than all the text that is
# shown.
_DEFERRED = (
    "base_parse",
    "problems",
    "settled",
    "confidence",
    "created_by",
    "version",
    "tagging_state",
    "tagging_attempts",
    "tagging_lease",
    "tagging_error",
    "page__source_text",
    "page__source_name",
    "page__source_sha256",
    "page__encoding",
    "page__parser_version",
    "page__outside",
    "page__problems",
    "page__created_at",
    "page__updated_at",
    "page__issue__created_at",
    "page__issue__updated_at",
)


def with_location(articles: ArticleQuerySet) -> ArticleQuerySet:
    """With page, issue, publication and section, of which an address and a list entry consist."""
    located = articles.select_related("page__issue__publication", "section")
    return located.defer(*_DEFERRED)


def with_bylines(articles: ArticleQuerySet) -> ArticleQuerySet:
    """With their location and the names below the headline."""
    located = with_location(articles)
    bylines = Byline.objects.select_related("author")
    prefetch = Prefetch("bylines", bylines)
    return located.prefetch_related(prefetch)


def with_pictures(articles: ArticleQuerySet) -> ArticleQuerySet:
    """With their location, the names and the pictures that a front page shows."""
    return with_bylines(articles).prefetch_related("illustrations")


def with_content(articles: ArticleQuerySet) -> ArticleQuerySet:
    """With everything that stands on an article's own page, but for its corrections."""
    tags = Prefetch("article_tags", ArticleTag.objects.select_related("tag"))
    located = with_pictures(articles).select_related("section__publication")
    return located.prefetch_related(tags)


# A subject is an object or, in a prepared query, a `Param` with its key.
PaperSubject = Publication | QuerySet[Any, Any] | Param


def of_section(articles: ArticleQuerySet, section: Section | Param) -> ArticleQuerySet:
    return articles.filter(section=section)


def of_author(articles: ArticleQuerySet, author: Author | Param) -> ArticleQuerySet:
    bylines = Byline.objects.filter(author=author)
    return articles.filter(pk__in=bylines.values("article"))


def of_busy_author(articles: ArticleQuerySet, author: Author | Param) -> ArticleQuerySet:
    bylines = Byline.objects.filter(
        author=author,
        article=OuterRef("pk"),
    )
    return articles.filter(Exists(bylines))


def of_tag(articles: ArticleQuerySet, tag: Tag | Param) -> ArticleQuerySet:
    article_tags = ArticleTag.objects.filter(tag=tag)
    return articles.filter(pk__in=article_tags.values("content_object"))


def of_busy_tag(articles: ArticleQuerySet, tag: Tag | Param) -> ArticleQuerySet:
    article_tags = ArticleTag.objects.filter(
        tag=tag,
        content_object=OuterRef("pk"),
    )
    return articles.filter(Exists(article_tags))


def of_column(
    articles: ArticleQuerySet, paper: PaperSubject, name: str | Param | OuterRef
) -> ArticleQuerySet:
    in_columns = articles.filter(column_name=name)
    return of_paper(in_columns, paper)


def of_paper(articles: ArticleQuerySet, paper: PaperSubject) -> ArticleQuerySet:
    """The publication is looked up for each article: with a join all articles would be sorted
    first.
    """
    pages = Page.objects.filter(
        pk=OuterRef("page"),
        issue__publication=paper,
    )  # type: ignore[misc]
    return articles.filter(Exists(pages))


def is_busy(rows: QuerySet[Any]) -> Exists:
    """Whether there are more than `BUSY` of these rows.

    Then a page of them is found sooner by going through all articles, newest first, than by
    sorting all of theirs (`of_busy_author`, `of_busy_tag`). SQLite would never choose that plan by
    itself, and for a rare tag it would take for ever.
    """
    first_too_many = rows[BUSY : BUSY + 1]
    return Exists(first_too_many)


def with_busy_author_flag(authors: QuerySet[Author]) -> QuerySet[Any]:
    """Authors with `is_busy`."""
    bylines = Byline.objects.filter(author=OuterRef("pk"))
    return authors.annotate(is_busy=is_busy(bylines))


def with_busy_tag_flag(tags: QuerySet[Tag]) -> QuerySet[Any]:
    """Tags with `is_busy`."""
    article_tags = ArticleTag.objects.filter(tag=OuterRef("pk"))
    flagged: QuerySet[Any] = tags.annotate(is_busy=is_busy(article_tags))
    return flagged


def of_flagged_author(articles: ArticleQuerySet, author: Any) -> ArticleQuerySet:
    """The articles of an author that was read by `with_busy_author_flag`."""
    select = of_busy_author if author.is_busy else of_author
    return select(articles, author)


def of_flagged_tag(articles: ArticleQuerySet, tag: Any) -> ArticleQuerySet:
    """The articles of a tag that was read by `with_busy_tag_flag`."""
    select = of_busy_tag if tag.is_busy else of_tag
    return select(articles, tag)


def bylines_of(articles: ArticleQuerySet) -> QuerySet[Byline]:
    """The article is looked up for each byline: as a list of keys SQLite would first read all of
    them.
    """
    of_byline = articles.filter(pk=OuterRef("article"))
    return Byline.objects.filter(Exists(of_byline))


def authors_of(articles: ArticleQuerySet) -> QuerySet[Author]:
    """The authors who signed at least one of these articles."""
    bylines = bylines_of(articles)
    of_author = bylines.filter(author=OuterRef("pk"))
    return Author.objects.filter(Exists(of_author))


def tags_of(articles: ArticleQuerySet) -> QuerySet[Tag]:
    """The tags of at least one of these articles."""
    tagged = articles.filter(pk=OuterRef("content_object"))
    article_tags = ArticleTag.objects.filter(
        Exists(tagged),
        tag=OuterRef("pk"),
    )
    tags: QuerySet[Tag] = Tag.objects.filter(Exists(article_tags))
    return tags


def latest(articles: ArticleQuerySet, count: int) -> ArticleQuerySet:
    """The newest of the articles, to be joined with further tables.

    Their keys are looked up first, in an index alone: with the joins in the same query the planner
    may sort a hundred thousand rows to find twenty.
    """
    newest_first = articles.order_by(*NEWEST)
    keys = newest_first.values("pk")[:count]
    selected = Article.objects.filter(pk__in=keys)
    return selected.order_by(*NEWEST)


def earliest(articles: ArticleQuerySet, count: int) -> ArticleQuerySet:
    """The oldest of the articles, oldest first."""
    oldest_first = articles.order_by(*OLDEST)
    keys = oldest_first.values("pk")[:count]
    selected = Article.objects.filter(pk__in=keys)
    return selected.order_by(*OLDEST)


class PaperColumn(NamedTuple):
    """A column (专栏) of a paper: the articles that are printed under its name."""

    publication: Publication
    name: str

    def get_absolute_url(self) -> str:
        return address(
            "column",
            self.publication.prefix,
            self.name,
        )


def main_publication() -> Publication | None:
    """The paper at the root of the site; its name is on pages that belong to no single paper."""
    return Publication.objects.filter(prefix="").first()


def publication_or_main(prefix: str) -> Publication | None:
    """The paper with this prefix, else Http404; without a prefix the main one, which may be
    missing.
    """
    if not prefix:
        return main_publication()
    return get_object_or_404(Publication, prefix=prefix)


def other_publications(prefix: str) -> list[Publication]:
    """The other papers of the site that have a published issue."""
    issues = Issue.objects.published().filter(publication=OuterRef("pk"))
    others = Publication.objects.exclude(prefix=prefix)
    published = others.filter(Exists(issues))
    return list(published)


def tags_by_kind(article: Article) -> list[tuple[str, list[Tag]]]:
    """The tags of an article by type, in the order of the types; the highest score first."""
    by_kind: dict[str, list[Tag]] = {kind: [] for kind in TagType}
    for article_tag in article.article_tags.all():
        tag = article_tag.tag
        by_kind[tag.type].append(tag)
    labelled = []
    for kind, tags in by_kind.items():
        if not tags:
            continue
        label = TagType(kind).label
        labelled.append((str(label), tags))
    return labelled


def pages_of(issue: Issue) -> list[Page]:
    """The pages of an issue that the public may open, in printed order, each with its issue."""
    pages = _PAGES_OF_ISSUE.fetch(
        issue=issue.pk,
        now=timezone.now(),
    )
    for page in pages:
        page.issue = issue
    return sorted(pages, key=lambda page: natural_sort_key(page.number))


def _pages_of_issue_query() -> QuerySet[Page]:
    issue = Param("issue", BigAutoField())
    pages = Page.objects.published(NOW).filter(issue=issue)
    return pages.only("number", "title", "staff", "issue_id")


_PAGES_OF_ISSUE = PreparedQuery(_pages_of_issue_query)


def pages_beside(page: Page) -> tuple[Page | None, Page | None]:
    """The pages before and after this one in its issue; none if the page was withdrawn just now."""
    pages = pages_of(page.issue)
    if page not in pages:
        return None, None
    return beside(pages, page)


def latest_issue(prefix: str) -> Issue | None:
    """The last published issue of a paper."""
    papers = Publication.objects.filter(prefix=prefix)
    paper = papers.values("pk")[:1]
    issues = Issue.objects.published().filter(publication=paper)
    return _first_issue(issues, "-date", "edition")


def issues_beside(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The published issues of the same paper just before and just after this one."""
    issues = Issue.objects.published().filter(publication=issue.publication_id)
    # Only the first condition bounds the range of the index.
    is_earlier = Q(date__lt=issue.date) | Q(edition__lt=issue.edition)
    is_later = Q(date__gt=issue.date) | Q(edition__gt=issue.edition)
    earlier = issues.filter(is_earlier, date__lte=issue.date)
    later = issues.filter(is_later, date__gte=issue.date)
    previous_issue = _first_issue(earlier, "-date", "-edition")
    next_issue = _first_issue(later, "date", "edition")
    return previous_issue, next_issue


def _first_issue(issues: IssueQuerySet, *order: str) -> Issue | None:
    # By its key, as in `latest`: with the join SQLite would ask of every issue whether it is
    # published.
    in_order = issues.order_by(*order)
    key = in_order.values("pk")[:1]
    selected = Issue.objects.filter(pk__in=key)
    return selected.select_related("publication").first()


def beside(items: Sequence[T], item: T) -> tuple[T | None, T | None]:
    """What stands before and after `item`, which is one of `items`."""
    index = items.index(item)
    is_first = index == 0
    is_last = index == len(items) - 1
    before = None if is_first else items[index - 1]
    after = None if is_last else items[index + 1]
    return before, after
