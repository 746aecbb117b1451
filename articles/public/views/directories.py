"""All sections and columns of a paper, all authors, all tags by type."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Max, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.models import Article, Author, Publication, Section, Tag
from articles.models.addresses import address
from articles.models.choices import TagType
from articles.public.cache.delivery import full_address
from articles.public.page_layout import natural_sort_key
from articles.public.queries.keyset_pages import KeysetPage
from articles.public.queries.name_register import (
    NonEmptyQueries,
    by_initial,
    groups_of,
    initial_label,
    load_register_page,
)
from articles.public.queries.page_queries import (
    NEWEST,
    authors_of,
    bylines_of,
    main_publication,
    of_column,
    publication_or_main,
    tags_of,
    with_location,
)
from articles.public.queries.prepared_queries import NOW, Param
from articles.text.pinyin_order import INITIALS

# The page of all tags shows the tags that so many of the newest articles have most often.
RECENT = 300
TAGS_OF_TYPE = 40


class DirectoryEntry(NamedTuple):
    """A section or a column with its newest article."""

    name: str
    address: str
    newest: Article


def sections(request: HttpRequest, prefix: str) -> HttpResponse:
    """Sections with published articles, those of the last issue first, in page order."""
    articles = Article.objects.published().filter(section=OuterRef("pk"))
    newest_first = articles.order_by(*NEWEST)
    newest_key = Subquery(newest_first.values("pk")[:1])
    of_paper = Section.objects.filter(publication__prefix=prefix)
    sections = of_paper.annotate(newest=newest_key).order_by("pk")
    slugs = dict(sections.values_list("newest", "slug"))
    entries = []
    for article in _load_articles(slugs):
        section_address = address(
            "section",
            prefix,
            slugs[article.pk],
        )
        entries.append(
            DirectoryEntry(
                str(article.section),
                section_address,
                article,
            )
        )
    entries.sort(key=lambda entry: natural_sort_key(entry.newest.page.number))
    entries.sort(
        key=lambda entry: entry.newest.page.issue.date,
        reverse=True,
    )
    return _directory(request, "public/sections.html", prefix, entries)


def columns(request: HttpRequest, prefix: str) -> HttpResponse:
    """Columns with published articles, the one with the newest article first."""
    entries = []
    for article in _load_articles(_newest_of_each_column(prefix)):
        name = article.column_name
        entries.append(
            DirectoryEntry(
                name,
                address("column", prefix, name),
                article,
            )
        )
    return _directory(request, "public/columns.html", prefix, entries)


def _newest_of_each_column(prefix: str) -> QuerySet[Article, int | None]:
    """The key of the newest article of each column of the paper; None for other papers."""
    # `gt`, not `exclude(column_name="")`: only that bounds the range of the index.
    with_column = Article.objects.published().filter(column_name__gt="").order_by()
    # The names are grouped in the index alone. Which of them are this paper's is asked of those
    # few.
    columns = with_column.values("column_name").annotate(key=Max("pk"))
    examples = Article.objects.filter(pk__in=columns.values("key"))
    paper = Publication.objects.filter(prefix=prefix).values("pk")[:1]
    same_column = of_column(
        Article.objects.published(),
        paper,
        OuterRef("column_name"),
    )
    newest_first = same_column.order_by(*NEWEST)
    newest_key = Subquery(newest_first.values("pk")[:1])
    with_newest = examples.annotate(newest=newest_key)
    return with_newest.values_list("newest", flat=True)


def _load_articles(keys: Iterable[int | None]) -> list[Article]:
    """The published articles with these keys, newest first."""
    known_keys = [key for key in keys if key]
    articles = Article.objects.published().filter(pk__in=known_keys)
    newest_first = with_location(articles).order_by(*NEWEST)
    return list(newest_first)


def _directory(
    request: HttpRequest, template: str, prefix: str, entries: list[DirectoryEntry]
) -> HttpResponse:
    context = {
        "publication": publication_or_main(prefix),
        "canonical": full_address(request.path),
        "entries": entries,
    }
    return render(request, template, context)


def _authors_by_initial() -> dict[str, QuerySet[Author]]:
    authors = authors_of(Article.objects.published(NOW))
    return by_initial(authors)


def _tags_by_initial() -> dict[str, QuerySet[Tag]]:
    kind = Param("kind", CharField())
    tags = _tags_of_type(kind, NOW)
    return by_initial(tags)


def _tags_by_type() -> dict[str, QuerySet[Any]]:
    queries = {}
    for kind in TagType:
        queries[str(kind)] = _tags_of_type(kind, NOW)
    return queries


def _tags_of_type(kind: str | Param, now: Param | None = None) -> QuerySet[Tag]:
    articles = Article.objects.published(now)
    return tags_of(articles).filter(type=kind)


_INITIALS_OF_AUTHORS = NonEmptyQueries(_authors_by_initial)
_INITIALS_OF_TAGS = NonEmptyQueries(_tags_by_initial)
_TYPES_OF_TAGS = NonEmptyQueries(_tags_by_type)


def authors(request: HttpRequest, initial: str = "") -> HttpResponse:
    """Authors sorted by pronunciation, each with roles and the number of published articles."""
    published_authors = authors_of(Article.objects.published())
    register_page = load_register_page(published_authors, request.GET, initial)
    _add_work(register_page.rows)
    letters = _letters("authors", _INITIALS_OF_AUTHORS, initial)
    return _register(
        request,
        "public/authors.html",
        register_page,
        {"letters": letters},
    )


def _add_work(authors: list[Any]) -> None:
    """Sets `roles` of each author, the most frequent first, and the number of articles."""
    published = Article.objects.published()
    bylines = bylines_of(published).order_by()
    bylines = bylines.filter(author__in=authors)
    article_count = Count("article", distinct=True)
    by_author = bylines.values_list("author")
    article_counts = dict(by_author.annotate(article_count))
    roles: dict[int, list[str]] = defaultdict(list)
    with_role = bylines.exclude(role="").values_list("author", "role")
    role_counts = with_role.annotate(times=Count("pk"))
    for author_key, role, _times in role_counts.order_by("-times", "role"):
        roles[author_key].append(role)
    for author in authors:
        author.article_count = article_counts.get(author.pk, 0)
        author.roles = roles[author.pk]


def tags(request: HttpRequest) -> HttpResponse:
    """Of each type the tags that the newest articles have most often."""
    newest_first = Article.objects.published().order_by(*NEWEST)
    newest = newest_first.values("pk")[:RECENT]
    recent_tags = Tag.objects.filter(article_tags__content_object__in=newest)
    counted = recent_tags.annotate(article_count=Count("article_tags"))
    by_type: dict[str, list[Tag]] = defaultdict(list)
    for tag in counted.order_by("-article_count", "sort_key", "pk"):
        by_type[tag.type].append(tag)
    present_types = _TYPES_OF_TAGS.names(now=timezone.now())
    types = []
    for kind in TagType:
        if kind in present_types:
            tags_of_kind = by_type[kind]
            types.append((kind, tags_of_kind[:TAGS_OF_TYPE]))
    context = {
        "publication": main_publication(),
        "canonical": full_address(request.path),
        "types": types,
    }
    return render(request, "public/tags.html", context)


def tags_of_type(request: HttpRequest, kind: str, initial: str = "") -> HttpResponse:
    """Tags sorted by pronunciation."""
    register_page = load_register_page(
        _tags_of_type(kind),
        request.GET,
        initial,
    )
    if not register_page.rows:
        raise Http404
    letters = _letters("tags-of-type", _INITIALS_OF_TAGS, initial, kind=kind)
    context = {"letters": letters, "type": TagType(kind)}
    return _register(request, "public/tags_of_type.html", register_page, context)


class RegisterLetter(NamedTuple):
    """A letter of the alphabet beside a register; without an address if no name begins with it."""

    sign: str
    address: str
    is_current: bool


def _letters(
    route: str, non_empty: NonEmptyQueries, current: str, **subject: str
) -> list[RegisterLetter]:
    present_initials = non_empty.names(
        now=timezone.now(),
        **subject,
    )
    letters = []
    for initial in INITIALS:
        is_present = initial in present_initials
        path = (
            address(
                route,
                *subject.values(),
                initial,
            )
            if is_present
            else ""
        )
        letters.append(
            RegisterLetter(
                initial_label(initial),
                path,
                initial == current,
            )
        )
    return letters


def _register(
    request: HttpRequest, template: str, register_page: KeysetPage[Any], context: dict[str, Any]
) -> HttpResponse:
    shared_context = {
        "publication": main_publication(),
        "canonical": full_address(request.path) + register_page.query,
        "register_page": register_page,
        "groups": groups_of(register_page.rows),
    }
    return render(request, template, shared_context | context)
