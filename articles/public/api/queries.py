"""The rows that the API answers with: published ones only, and lists newest first, cut by key."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, Q, QuerySet, Value
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import HttpError

from articles.models import (
    Article,
    Author,
    AuthorAlias,
    Issue,
    Page,
    Publication,
    Section,
    Tag,
    TagRedirect,
)
from articles.models.querysets import ArticleQuerySet
from articles.public.api.filters import (
    ArticleFilter,
    AuthorFilter,
    IssueFilter,
    PageFilter,
    TagFilter,
)
from articles.public.queries.keyset_pages import (
    NEWEST_FIRST,
    KeysetOrder,
    KeysetPage,
    Position,
    build_page,
    parse_primary_key,
)
from articles.public.queries.page_queries import (
    authors_of,
    latest,
    of_column,
    of_flagged_author,
    of_flagged_tag,
    of_section,
    tags_of,
    with_busy_author_flag,
    with_busy_tag_flag,
    with_bylines,
)
from articles.public.queries.published_lists import (
    BY_PUBLICATION,
    ArticleCursor,
    cursor_of_article,
    parse_article_cursor,
)
from articles.search import full_text

M = TypeVar("M", bound=Model)
C = TypeVar("C")

# The articles of up to so many pages are sorted; of more pages, the newest of all articles are
# looked through.
_MAX_SORTED_PAGES = 2_000
_ISSUE_CURSOR = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})_([0-9]{1,18})")
_PAGE_COLUMNS = ("number", "title", "issue__date", "issue__edition", "issue__publication__prefix")

_BY_DATE = KeysetOrder("date", is_descending=True)


class IssueCursor(NamedTuple):
    date: date
    pk: int

    def __str__(self) -> str:
        return f"{self.date}_{self.pk}"


def select_issues(filters: IssueFilter) -> KeysetPage[Issue]:
    issues = Issue.objects.published().select_related("publication")
    if filters.publication is not None:
        publication = _find_publication(filters.publication)
        issues = issues.filter(publication=publication)
    if filters.since:
        issues = issues.filter(date__gte=filters.since)
    if filters.until:
        issues = issues.filter(date__lte=filters.until)
    position = _read_position(filters.before, _parse_issue_cursor)
    cursor = position.cursor
    if cursor:
        beyond = _BY_DATE.beyond(cursor.date, cursor.pk)
        issues = issues.filter(beyond)
    fields = _BY_DATE.fields(position)
    in_order = issues.order_by(*fields)
    rows = in_order[: filters.limit + 1]
    return build_page(
        list(rows),
        position,
        filters.limit,
        _cursor_of_issue,
    )


def select_pages(filters: PageFilter) -> KeysetPage[Page]:
    pages = _public_pages()
    if filters.issue is not None:
        pages = pages.filter(issue=filters.issue)
    if filters.number is not None:
        pages = pages.filter(number=filters.number)
    return _newest_keys_first(pages, filters)


def select_authors(filters: AuthorFilter) -> KeysetPage[Author]:
    authors = authors_of(Article.objects.published())
    if filters.name is not None:
        authors = authors.filter(name=filters.name)
    return _newest_keys_first(authors, filters)


def select_tags(filters: TagFilter) -> KeysetPage[Tag]:
    tags = tags_of(Article.objects.published())
    if filters.name is not None:
        tags = tags.filter(name=filters.name)
    if filters.type is not None:
        tags = tags.filter(type=filters.type)
    return _newest_keys_first(tags, filters)


def select_articles(filters: ArticleFilter) -> KeysetPage[Article]:
    position = _read_position(filters.before, parse_article_cursor)
    articles = _published_until(position.cursor)
    articles = _filter_by_print(articles, filters)
    articles = _filter_by_subject(articles, filters)
    if filters.q is not None:
        articles = full_text.find(filters.q, articles)
    if position.cursor:
        publish_at, pk = position.cursor
        articles = articles.filter(BY_PUBLICATION.beyond_within_range(publish_at, pk))
    rows = with_bylines(latest(articles, filters.limit + 1))
    return build_page(
        list(rows),
        position,
        filters.limit,
        cursor_of_article,
    )


def find_issue(key: int) -> Issue:
    """Raises Http404 for an issue that is not published, as do the other functions `find_…`."""
    issues = Issue.objects.published().select_related("publication")
    return _first_or_404(issues.filter(pk=key))


def find_page(key: int) -> Page:
    return _first_or_404(_public_pages().filter(pk=key))


def find_author(key: int) -> Author:
    """The author with this key, or the author that this one was merged into."""
    authors = authors_of(Article.objects.published())
    author = authors.filter(pk=key).first()
    if author is not None:
        return author
    merged_into = AuthorAlias.objects.filter(pk=key).values("author")
    return _first_or_404(authors.filter(pk__in=merged_into))


def find_tag(slug: str) -> Tag:
    """The tag with this slug, or the tag that this one was merged into."""
    tags = tags_of(Article.objects.published())
    tag = tags.filter(slug=slug).first()
    if tag is not None:
        return tag
    merged_into = TagRedirect.objects.filter(slug=slug).values("tag")
    return _first_or_404(tags.filter(pk__in=merged_into))


def _first_or_404(rows: QuerySet[M]) -> M:
    row = rows.first()
    if row is None:
        raise Http404
    return row


def _public_pages() -> QuerySet[Page]:
    """Pages that the public may open, without their source."""
    pages = Page.objects.published().select_related("issue__publication")
    return pages.only(*_PAGE_COLUMNS)


def _published_until(cursor: ArticleCursor | None) -> ArticleQuerySet:
    """With a single upper bound of the time: of two bounds SQLite may use the wrong one."""
    if cursor is None:
        return Article.objects.published()
    until = min(cursor.publish_at, timezone.now())
    return Article.objects.published(Value(until))


def _filter_by_print(articles: ArticleQuerySet, filters: ArticleFilter) -> ArticleQuerySet:
    """Those on the printed pages that the filters name."""
    on_page = Q()
    if filters.publication is not None:
        on_page &= Q(issue__publication=_find_publication(filters.publication))
    if filters.issue is not None:
        on_page &= Q(issue=filters.issue)
    if filters.since:
        on_page &= Q(issue__date__gte=filters.since)
    if filters.until:
        on_page &= Q(issue__date__lte=filters.until)
    if not on_page:
        return articles
    pages = Page.objects.order_by()
    first_keys = pages.filter(on_page).values_list("pk", flat=True)[: _MAX_SORTED_PAGES + 1]
    keys = list(first_keys)
    if len(keys) <= _MAX_SORTED_PAGES:
        return articles.filter(page__in=keys)
    # The other pages are read once, and the index of published articles contains the page.
    return articles.exclude(page__in=pages.exclude(on_page))


def _filter_by_subject(articles: ArticleQuerySet, filters: ArticleFilter) -> ArticleQuerySet:
    if filters.section is not None:
        section = _find_section(filters)
        articles = of_section(articles, section)
    if filters.column is not None:
        publication = _find_publication(filters.publication or "")
        articles = of_column(articles, publication, filters.column)
    if filters.author is not None:
        authors = Author.objects.filter(pk=filters.author)
        author = _first_or_refuse(with_busy_author_flag(authors))
        articles = of_flagged_author(articles, author)
    if filters.tag is not None:
        tags = Tag.objects.filter(slug=filters.tag)
        tag = _first_or_refuse(with_busy_tag_flag(tags))
        articles = of_flagged_tag(articles, tag)
    return articles


def _find_publication(prefix: str) -> Publication:
    publications = Publication.objects.filter(prefix=prefix)
    return _first_or_refuse(publications)


def _find_section(filters: ArticleFilter) -> Section:
    prefix = filters.publication or ""
    sections = Section.objects.filter(
        slug=filters.section,
        publication__prefix=prefix,
    )
    return _first_or_refuse(sections)


def _first_or_refuse(rows: QuerySet[M]) -> M:
    row = rows.first()
    if row is None:
        raise HttpError(404, _("There is no such publication, section, author or tag."))
    return row


def _newest_keys_first(
    rows: QuerySet[M], filters: PageFilter | AuthorFilter | TagFilter
) -> KeysetPage[M]:
    position = _read_position(filters.before, parse_primary_key)
    if position.cursor is not None:
        rows = rows.filter(pk__lt=position.cursor)
    nearest = rows.order_by("-pk")[: filters.limit + 1]
    return build_page(
        list(nearest),
        position,
        filters.limit,
        _primary_key,
    )


def _primary_key(row: Model) -> Any:
    return row.pk


def _cursor_of_issue(issue: Issue) -> IssueCursor:
    return IssueCursor(issue.date, issue.pk)


def _parse_issue_cursor(text: str) -> IssueCursor:
    """Raises Http404 for what is no cursor."""
    match = _ISSUE_CURSOR.fullmatch(text)
    if match is None:
        raise Http404
    try:
        day = date.fromisoformat(match[1])
    except ValueError as error:
        raise Http404 from error
    return IssueCursor(day, int(match[2]))


def _read_position(text: str | None, parse_cursor: Callable[[str], C]) -> Position[C]:
    """The position that `before` names. Raises HttpError for what is no cursor of this list."""
    if text is None:
        return Position(NEWEST_FIRST)
    try:
        return Position(NEWEST_FIRST, parse_cursor(text))
    except Http404:
        sentence = _("“before” is no place in this list; take the address that “next” gives.")
        raise HttpError(422, sentence) from None
