"""Sitemaps for search engines: issues, pages, articles, and the lists that lead to them.

A file may have 50,000 addresses. Its rows are read as tuples and written one by one: as objects
through a template they would take twenty times as long and a hundred megabytes.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
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
from articles.public.queries.page_queries import authors_of, tags_of, with_location
from articles.sweeping import Sweep

LIMIT = 50_000  # addresses in a file, by the rules of sitemaps.org

# Google News takes the articles of two days, and no more of them than this.
NEWS_AGE = timedelta(days=2)
NEWS_MOST = 1_000

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"

_ISSUE_COLUMNS = ("publication__prefix", "date", "edition")
_PAGE_COLUMNS = ("issue__publication__prefix", "issue__date", "issue__edition", "number")
_ARTICLE_COLUMNS = (
    "page__issue__publication__prefix",
    "page__issue__date",
    "page__issue__edition",
    "page__number",
    "pk",
    "title",
    Left("body", 200),
    "updated_at",
    "publish_at",
)
_SHARED_DIRECTORIES = ("authors", "tags")
_DIRECTORIES_OF_PAPER = ("archive", "sections", "columns")


class SitemapEntry(NamedTuple):
    path: str
    changed: datetime | None = None


Rows = QuerySet[Any, tuple[Any, ...]]


class SitemapPart(NamedTuple):
    """A kind of page.

    `rows` are in an order that new rows only lengthen; `entry` builds the entry of a row from its
    columns.
    """

    rows: Callable[[], Rows]
    entry: Callable[..., SitemapEntry]


def _issues() -> Rows:
    issues = Issue.objects.published().order_by("pk")
    return issues.values_list(*_ISSUE_COLUMNS)


def _issue(prefix: str, day: Any, edition: str) -> SitemapEntry:
    return SitemapEntry(
        address(
            "issue",
            prefix,
            label_of(day, edition),
        )
    )


def _pages() -> Rows:
    pages = Page.objects.published().order_by("pk")
    return pages.values_list(*_PAGE_COLUMNS)


def _page(prefix: str, day: Any, edition: str, number: str) -> SitemapEntry:
    return SitemapEntry(
        address(
            "page",
            prefix,
            label_of(day, edition),
            number,
        )
    )


def _articles() -> Rows:
    articles = Article.objects.published().order_by("pk")
    return articles.values_list(*_ARTICLE_COLUMNS)


def _article(
    prefix: str,
    day: Any,
    edition: str,
    number: str,
    pk: int,
    title: str,
    body: str,
    updated_at: datetime,
    publish_at: datetime,
) -> SitemapEntry:
    page_path = _page(prefix, day, edition, number).path
    # The beginning of the body is the headline of an article without a title.
    headline = title or Article(body=body).headline
    slug = quote(slug_of(headline))
    path = f"{page_path}{pk}-{slug}/"
    changed = max(updated_at, publish_at)
    return SitemapEntry(path, changed)


def _sections() -> Rows:
    articles = Article.objects.published().filter(section=OuterRef("pk"))
    sections = Section.objects.filter(Exists(articles))
    in_order = sections.order_by("pk")
    return in_order.values_list("publication__prefix", "slug")


def _section(prefix: str, slug: str) -> SitemapEntry:
    return SitemapEntry(address("section", prefix, slug))


def _columns() -> Rows:
    articles = Article.objects.published().exclude(column_name="")
    columns = ("page__issue__publication__prefix", "column_name")
    in_order = articles.order_by(*columns)
    return in_order.values_list(*columns).distinct()


def _column(prefix: str, name: str) -> SitemapEntry:
    return SitemapEntry(address("column", prefix, name))


def _authors() -> Rows:
    published = Article.objects.published()
    in_order = authors_of(published).order_by("pk")
    return in_order.values_list("pk", "name")


def _author(pk: int, name: str) -> SitemapEntry:
    author = Author(pk=pk, name=name)
    return SitemapEntry(author.get_absolute_url())


def _tags() -> Rows:
    published = Article.objects.published()
    tags: QuerySet[Tag] = tags_of(published)
    in_order = tags.order_by("pk")
    return in_order.values_list("slug")


def _tag(slug: str) -> SitemapEntry:
    return SitemapEntry(address("tag", slug))


def _directories() -> Rows:
    """Prefix and route name of the archive, the lists of sections and so on."""
    issues = Issue.objects.published().filter(publication=OuterRef("pk"))
    papers = Publication.objects.filter(Exists(issues)).order_by()
    main_paper = papers.filter(prefix="")
    directories = [_with_route(papers, route) for route in _DIRECTORIES_OF_PAPER]
    directories += [_with_route(main_paper, route) for route in _SHARED_DIRECTORIES]
    first, *others = directories
    return first.union(*others).order_by("prefix", "route")


def _with_route(papers: QuerySet[Publication], route: str) -> Rows:
    with_route = papers.annotate(route=Value(route))
    return with_route.values_list("prefix", "route")


def _directory(prefix: str, route: str) -> SitemapEntry:
    if route in _SHARED_DIRECTORIES:
        return SitemapEntry(address(route))
    return SitemapEntry(address(route, prefix))


PARTS = {
    "issues": SitemapPart(_issues, _issue),
    "pages": SitemapPart(_pages, _page),
    "articles": SitemapPart(_articles, _article),
    "sections": SitemapPart(_sections, _section),
    "columns": SitemapPart(_columns, _column),
    "authors": SitemapPart(_authors, _author),
    "tags": SitemapPart(_tags, _tag),
    "indexes": SitemapPart(_directories, _directory),
}


def index(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The list of all files with an address in them: the rules allow neither an empty file nor an
    empty list.
    """
    entries: list[SitemapEntry] = []
    for name, part in PARTS.items():
        file_count = -(-part.rows().count() // LIMIT)
        numbers = range(1, file_count + 1)
        entries.extend(_file_entry(name, number) for number in numbers)
    if not entries:
        entries.append(_file_entry("issues", 1))
    return _render("sitemapindex", "sitemap", entries)


def _file_entry(name: str, number: int) -> SitemapEntry:
    path = reverse("public:sitemap-part", args=[name])
    if number > 1:
        path = f"{path}?p={number}"
    return SitemapEntry(path)


def part(request: HttpRequest, section: str) -> HttpResponse:
    """One file: `?p=2` is the second of its kind. Raises Http404 for a file that does not exist."""
    if section not in PARTS:
        raise Http404
    first = _file_index(request.GET.get("p", "1")) * LIMIT
    part = PARTS[section]
    rows = part.rows()[first : first + LIMIT]
    if first and not rows.exists():
        raise Http404
    sweep = Sweep()
    entries = (
        sweep.attempt(f"{section} in the sitemap: {row[:5]}", partial(part.entry, *row))
        for row in rows.iterator()
    )
    return _render("urlset", "url", filter(None, entries))


def _file_index(text: str) -> int:
    """The number of the file, counted from 0. Raises Http404 for what is no number."""
    is_number = text.isascii() and text.isdigit() and len(text) <= 9
    if not is_number or int(text) == 0:
        raise Http404
    return int(text) - 1


def _render(root: str, element: str, entries: Iterable[SitemapEntry]) -> HttpResponse:
    buffer = BytesIO()  # a list of lines would take five times the memory
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    opening = f'{declaration}\n<{root} xmlns="{_SCHEMA}">\n'
    buffer.write(opening.encode())
    for path, changed in entries:
        location = escape(full_address(path))
        time = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        line = f"<{element}><loc>{location}</loc>{time}</{element}>\n"
        buffer.write(line.encode())
    closing = f"</{root}>\n"
    buffer.write(closing.encode())
    return HttpResponse(
        buffer.getvalue(),
        content_type="application/xml; charset=utf-8",
    )


def news(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days for Google News, from issues of these days: an archive is
    no news.
    """
    since = timezone.now() - NEWS_AGE
    published = Article.objects.published()
    recent = published.filter(
        publish_at__gt=since,
        page__issue__date__gte=timezone.localdate(since),
    )
    newest_first = with_location(recent).order_by("-publish_at", "-pk")
    entries = []
    sweep = Sweep()
    for article in newest_first[:NEWS_MOST]:
        entry = sweep.attempt(f"article {article.pk}", partial(_news_entry, article))
        if entry:
            entries.append(entry)
    context = {"entries": entries}
    response = render(request, "public/sitemap_news.xml", context, content_type="application/xml")
    changed = _last_expiry(published, since)
    response.headers["Last-Modified"] = http_date(changed.timestamp())
    return response


def _news_entry(article: Article) -> dict[str, Any]:
    path = article.get_absolute_url()
    return {
        "article": article,
        "address": full_address(path),
        "title": plain(article.headline),
    }


def _last_expiry(published: ArticleQuerySet, since: datetime) -> datetime:
    """When an article last became too old for news: this list alone changes without a change of
    the paper.
    """
    now = timezone.localtime(since + NEWS_AGE)
    midnight = now.replace(
        hour=0,
        minute=0,
        second=0,
        microsecond=0,
    )
    too_old = published.filter(publish_at__lte=since).order_by("-publish_at")
    publish_at = too_old.values_list("publish_at", flat=True).first()
    if publish_at is None:
        return midnight
    return max(midnight, publish_at + NEWS_AGE)
