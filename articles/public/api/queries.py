"""Which rows a question is answered with: published ones only, cut by key, so that no page is slower than the first.

Each list is asked for one row more than is shown: whether there is more, nothing else tells so cheaply.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Value
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.errors import HttpError

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
from articles.models.querysets import ArticleQuerySet
from articles.public.api.filters import (
    ArticleQuestion,
    AuthorQuestion,
    IssueQuestion,
    PageQuestion,
    TagQuestion,
)
from articles.public.queries.keyset_pages import Key, key_of, read_key
from articles.public.queries.page_queries import (
    is_busy,
    latest,
    of_author,
    of_busy_author,
    of_busy_tag,
    of_column,
    of_section,
    of_tag,
    signed,
)
from articles.search import full_text

M = TypeVar("M", bound=Model)

# The articles of so many pages are sorted for a stretch; of more, the newest of all articles are looked through.
_FEW_PAGES = 2_000
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})_([0-9]{1,18})")
_NUMBER = re.compile(r"[0-9]{1,18}")


class Chosen(NamedTuple):
    """Some rows, and where those that follow begin; empty at the end."""

    rows: list[Any]
    before: str = ""


def choose_issues(asked: IssueQuestion) -> Chosen:
    issues = Issue.objects.published().select_related("publication")
    if asked.publication is not None:
        issues = issues.filter(publication=_paper(asked.publication))
    if asked.since:
        issues = issues.filter(date__gte=asked.since)
    if asked.until:
        issues = issues.filter(date__lte=asked.until)
    if asked.before is not None:
        day, pk = _read_day(asked.before)
        issues = issues.filter(date__lte=day).filter(Q(date__lt=day) | Q(pk__lt=pk))
    rows = list(issues.order_by("-date", "-pk")[: asked.limit + 1])
    return _stretch(rows, asked.limit, lambda issue: f"{issue.date}_{issue.pk}")


def choose_pages(asked: PageQuestion) -> Chosen:
    pages = told_pages()
    if asked.issue is not None:
        pages = pages.filter(issue=asked.issue)
    if asked.number is not None:
        pages = pages.filter(number=asked.number)
    return _by_key(pages, asked)


def choose_authors(asked: AuthorQuestion) -> Chosen:
    authors = told_authors()
    return _by_key(authors.filter(name=asked.name) if asked.name is not None else authors, asked)


def choose_tags(asked: TagQuestion) -> Chosen:
    tags = told_tags()
    if asked.name is not None:
        tags = tags.filter(name=asked.name)
    if asked.type is not None:
        tags = tags.filter(type=asked.type)
    return _by_key(tags, asked)


def choose_articles(asked: ArticleQuestion) -> Chosen:
    """Newest first."""
    key = _read_key(asked.before) if asked.before is not None else None
    # One upper bound of the time: of two SQLite may take the wrong one, and go through the whole list.
    articles = Article.objects.published(
        Value(min(key.publish_at, timezone.now())) if key else None
    )
    articles = _with_words(_of_things(_printed(articles, asked), asked), asked)
    if key:
        articles = articles.filter(Q(publish_at__lt=key.publish_at) | Q(pk__lt=key.pk))
    rows = list(signed(latest(articles, asked.limit + 1)))
    return _stretch(rows, asked.limit, lambda article: str(key_of(article)))


def told_pages() -> QuerySet[Page]:
    """Pages that the public may open, without their source."""
    told = ("number", "title", "issue__date", "issue__edition", "issue__publication__prefix")
    return Page.objects.published().select_related("issue__publication").only(*told)


def told_authors() -> QuerySet[Author]:
    """Those who have been read."""
    return Author.objects.filter(
        Exists(Byline.objects.filter(_is_published("article"), author=OuterRef("pk")))
    )


def told_tags() -> QuerySet[Tag]:
    marks = ArticleTag.objects.filter(_is_published("content_object"), tag=OuterRef("pk"))
    tags: QuerySet[Tag] = Tag.objects.filter(Exists(marks))
    return tags


def _is_published(article: str) -> Exists:
    """Asked of each in its turn: as a list of keys SQLite would make one of all published articles first."""
    return Exists(Article.objects.published().filter(pk=OuterRef(article)))


def _printed(articles: ArticleQuerySet, asked: ArticleQuestion) -> ArticleQuerySet:
    """On these pages of paper."""
    asked_for = Q()
    if asked.publication is not None:
        asked_for &= Q(issue__publication=_paper(asked.publication))
    if asked.issue is not None:
        asked_for &= Q(issue=asked.issue)
    if asked.since:
        asked_for &= Q(issue__date__gte=asked.since)
    if asked.until:
        asked_for &= Q(issue__date__lte=asked.until)
    if not asked_for:
        return articles
    pages = Page.objects.order_by()
    keys = list(pages.filter(asked_for).values_list("pk", flat=True)[: _FEW_PAGES + 1])
    if len(keys) <= _FEW_PAGES:
        return articles.filter(page__in=keys)
    # All others are looked up once, and the index of what is published knows the pages.
    return articles.exclude(page__in=pages.exclude(asked_for))


def _of_things(articles: ArticleQuerySet, asked: ArticleQuestion) -> ArticleQuerySet:
    if asked.section is not None:
        articles = of_section(articles, _section(asked))
    if asked.column is not None:
        articles = of_column(articles, _paper(asked.publication or ""), asked.column)
    if asked.author is not None:
        author: Any = _found(Author.objects.filter(pk=asked.author).annotate(busy=_BUSY_AUTHOR))
        articles = of_busy_author(articles, author) if author.busy else of_author(articles, author)
    if asked.tag is not None:
        tag: Any = _found(Tag.objects.filter(slug=asked.tag).annotate(busy=_BUSY_TAG))
        articles = of_busy_tag(articles, tag) if tag.busy else of_tag(articles, tag)
    return articles


_BUSY_AUTHOR = is_busy(Byline.objects.filter(author=OuterRef("pk")))
_BUSY_TAG = is_busy(ArticleTag.objects.filter(tag=OuterRef("pk")))


def _with_words(articles: ArticleQuerySet, asked: ArticleQuestion) -> ArticleQuerySet:
    return full_text.find(asked.q, articles) if asked.q is not None else articles


def _paper(prefix: str) -> Publication:
    return _found(Publication.objects.filter(prefix=prefix))


def _section(asked: ArticleQuestion) -> Section:
    return _found(
        Section.objects.filter(slug=asked.section, publication__prefix=asked.publication or "")
    )


def _found(rows: QuerySet[M]) -> M:
    """Of what is not there nothing is told but that nothing is found."""
    row = rows.first()
    if row is None:
        raise HttpError(404, _("There is no such publication, section, author or tag."))
    return row


def _by_key(rows: QuerySet[M], asked: PageQuestion | AuthorQuestion | TagQuestion) -> Chosen:
    """The newest first."""
    if asked.before is not None:
        if not _NUMBER.fullmatch(asked.before):
            raise _wrong_place()
        rows = rows.filter(pk__lt=int(asked.before))
    found = list(rows.order_by("-pk")[: asked.limit + 1])
    return _stretch(found, asked.limit, lambda row: str(row.pk))


def _stretch(rows: list[Any], limit: int, place: Callable[[Any], str]) -> Chosen:
    shown = rows[:limit]
    return Chosen(shown, place(shown[-1]) if len(rows) > limit else "")


def _read_day(text: str) -> tuple[date, int]:
    match = _DAY.fullmatch(text)
    try:
        if match:
            return date.fromisoformat(match[1]), int(match[2])
    except ValueError:
        pass
    raise _wrong_place()


def _read_key(text: str) -> Key:
    try:
        return read_key(text)
    except Http404:
        raise _wrong_place() from None


def _wrong_place() -> HttpError:
    return HttpError(
        422, _("“before” is no place in this list; take the address that “next” gives.")
    )
