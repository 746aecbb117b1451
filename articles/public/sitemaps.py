"""What search engines are told to read: issues, pages, articles, and all that leads to them.

A file may hold 50,000 addresses. Its rows are read as tuples and written one by one: as objects through a template
they would take twenty times as long, and a hundred megabytes.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Left
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import http_date

from articles.models import Article, Author, Issue, Page, Publication, Section, Tag
from articles.models.addresses import address
from articles.models.article import slug_of
from articles.models.paper import label_of
from articles.models.querysets import ArticleQuerySet
from articles.public.cache.delivery import full_address
from articles.public.output_text import plain
from articles.public.queries.page_queries import authors_of, placed, tags_of

LIMIT = 50_000  # addresses in a file, by the rules of sitemaps.org

# What Google News takes: the articles of two days, and no more of them than this.
NEWS_AGE = timedelta(days=2)
NEWS_MOST = 1_000

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entry(NamedTuple):
    path: str
    changed: datetime | None = None


class Part(NamedTuple):
    """A kind of page: its rows in an order that new ones only lengthen, and what is told of a row."""

    rows: Callable[[], QuerySet[Any, tuple[Any, ...]]]
    entry: Callable[..., Entry]


def _issues() -> QuerySet[Issue, tuple[Any, ...]]:
    return (
        Issue.objects.published()
        .order_by("pk")
        .values_list("publication__prefix", "date", "edition")
    )


def _issue(prefix: str, day: Any, edition: str) -> Entry:
    return Entry(address("issue", prefix, label_of(day, edition)))


def _pages() -> QuerySet[Page, tuple[Any, ...]]:
    place = ("issue__publication__prefix", "issue__date", "issue__edition", "number")
    return Page.objects.published().order_by("pk").values_list(*place)


def _page(prefix: str, day: Any, edition: str, number: str) -> Entry:
    return Entry(address("page", prefix, label_of(day, edition), number))


def _articles() -> QuerySet[Article, tuple[Any, ...]]:
    place = ("publication__prefix", "date", "edition")
    return Article.objects.published().order_by("pk").values_list(
        *(f"page__issue__{name}" for name in place), "page__number",
        "pk", "title", Left("body", 200), "updated_at", "publish_at",
    )  # fmt: skip


def _article(
    prefix: str,
    day: Any,
    edition: str,
    number: str,
    pk: int,
    title: str,
    body: str,
    updated: datetime,
    public: datetime,
) -> Entry:
    # The body's first words stand for a title that is missing.
    slug = slug_of(title or Article(body=body).headline)
    return Entry(
        f"{_page(prefix, day, edition, number).path}{pk}-{quote(slug)}/", max(updated, public)
    )


def _sections() -> QuerySet[Section, tuple[Any, ...]]:
    readable = Article.objects.published().filter(section=OuterRef("pk"))
    return (
        Section.objects.filter(Exists(readable))
        .order_by("pk")
        .values_list("publication__prefix", "slug")
    )


def _section(prefix: str, slug: str) -> Entry:
    return Entry(address("section", prefix, slug))


def _columns() -> QuerySet[Article, tuple[Any, ...]]:
    named = Article.objects.published().exclude(column_name="")
    place = ("page__issue__publication__prefix", "column_name")
    return named.order_by(*place).values_list(*place).distinct()


def _column(prefix: str, name: str) -> Entry:
    return Entry(address("column", prefix, name))


def _authors() -> QuerySet[Author, tuple[Any, ...]]:
    return authors_of(Article.objects.published()).order_by("pk").values_list("pk", "name")


def _author(pk: int, name: str) -> Entry:
    return Entry(Author(pk=pk, name=name).get_absolute_url())


def _tags() -> QuerySet[Tag, tuple[Any, ...]]:
    rows: QuerySet[Tag, tuple[Any, ...]] = (
        tags_of(Article.objects.published()).order_by("pk").values_list("slug")
    )
    return rows


def _tag(slug: str) -> Entry:
    return Entry(address("tag", slug))


def _indexes() -> QuerySet[Publication, tuple[Any, ...]]:
    readable = Issue.objects.published().filter(publication=OuterRef("pk"))
    papers = Publication.objects.filter(Exists(readable)).order_by()
    own = [papers.annotate(of=Value(name)) for name in ("archive", "sections", "columns")]
    # Authors and tags belong to the site.
    shared = [papers.filter(prefix="").annotate(of=Value(name)) for name in ("authors", "tags")]
    first, *others = (rows.values_list("prefix", "of") for rows in (*own, *shared))
    return first.union(*others).order_by("prefix", "of")


def _index(prefix: str, of: str) -> Entry:
    return Entry(address(of) if of in {"authors", "tags"} else address(of, prefix))


PARTS = {
    "issues": Part(_issues, _issue),
    "pages": Part(_pages, _page),
    "articles": Part(_articles, _article),
    "sections": Part(_sections, _section),
    "columns": Part(_columns, _column),
    "authors": Part(_authors, _author),
    "tags": Part(_tags, _tag),
    "indexes": Part(_indexes, _index),
}


def index(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The list of all files that have something in them: by the rules an empty one is none, nor is an empty list."""
    counts = {name: part.rows().count() for name, part in PARTS.items()}
    entries = [
        Entry(reverse("public:sitemap-part", args=[name]) + (f"?p={number}" if number > 1 else ""))
        for name, count in counts.items()
        for number in range(1, -(-count // LIMIT) + 1)
    ]
    return _written(
        "sitemapindex",
        "sitemap",
        entries or [Entry(reverse("public:sitemap-part", args=["issues"]))],
    )


def part(request: HttpRequest, section: str) -> HttpResponse:
    """One file: `?p=2` is the second of its kind. Raises Http404 for one that is not there."""
    if section not in PARTS:
        raise Http404
    rows, entry = PARTS[section]
    first = _number(request.GET.get("p", "1")) * LIMIT
    found = rows()[first : first + LIMIT]
    if first and not found.exists():
        raise Http404
    return _written("urlset", "url", (entry(*row) for row in found.iterator()))


def _number(text: str) -> int:
    """Which file, counted from 0."""
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) <= 9):
        raise Http404
    return int(text) - 1


def _written(root: str, element: str, entries: Iterable[Entry]) -> HttpResponse:
    text = BytesIO()  # in one piece: as so many lines it takes five times the room
    text.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SCHEMA}">\n'.encode())
    for path, changed in entries:
        time = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        text.write(
            f"<{element}><loc>{escape(full_address(path))}</loc>{time}</{element}>\n".encode()
        )
    text.write(f"</{root}>\n".encode())
    return HttpResponse(text.getvalue(), content_type="application/xml; charset=utf-8")


def news(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days, for Google News: of papers of these days, for an archive is no news."""
    since = timezone.now() - NEWS_AGE
    public = Article.objects.published()
    recent = public.filter(publish_at__gt=since, page__issue__date__gte=timezone.localdate(since))
    entries = [
        {
            "article": one,
            "address": full_address(one.get_absolute_url()),
            "title": plain(one.headline),
        }
        for one in placed(recent).order_by("-publish_at", "-pk")[:NEWS_MOST]
    ]
    response = render(
        request, "public/sitemap_news.xml", {"entries": entries}, content_type="application/xml"
    )
    response.headers["Last-Modified"] = http_date(_last_dropped(public, since).timestamp())
    return response


def _last_dropped(public: ArticleQuerySet, since: datetime) -> datetime:
    """When an article was last too old for news: the one list that becomes another without anybody's doing."""
    midnight = timezone.localtime(since + NEWS_AGE).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    old = (
        public.filter(publish_at__lte=since)
        .order_by("-publish_at")
        .values_list("publish_at", flat=True)
        .first()
    )
    return max(midnight, old + NEWS_AGE) if old else midnight
