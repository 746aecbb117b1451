"""What there is to read by: all sections and columns of a paper, all authors, all tags by type."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Max, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles.models import Article, Publication, Section, Tag
from articles.models.addresses import address
from articles.models.choices import TagType
from articles.public.cache.delivery import full_address
from articles.public.page_layout import natural
from articles.public.queries.name_register import Names, Present, by_initial, names, sign
from articles.public.queries.page_queries import (
    NEWEST,
    authors_of,
    main_publication,
    of_column,
    placed,
    signatures,
    tags_of,
)
from articles.public.queries.prepared_queries import NOW, Given
from articles.text.pinyin_order import INITIALS

# The tags that the newest articles have most often stand on the page of all tags.
RECENT = 300
TAGS_OF_TYPE = 40


class Strand(NamedTuple):
    """A section or a column as it is announced: with what came last."""

    name: str
    address: str
    newest: Article


def sections(request: HttpRequest, prefix: str) -> HttpResponse:
    """Those with something to read: first those of the last issue, in the order of its pages."""
    own = Article.objects.published().filter(section=OuterRef("pk")).order_by(*NEWEST)
    rows = Section.objects.filter(publication__prefix=prefix).annotate(
        newest=Subquery(own.values("pk")[:1])
    )
    last = dict(rows.order_by("pk").values_list("newest", "slug"))
    found = [
        Strand(str(article.section), address("section", prefix, last[article.pk]), article)
        for article in _read(last)
    ]
    found.sort(key=lambda strand: natural(strand.newest.page.number))
    found.sort(key=lambda strand: strand.newest.page.issue.date, reverse=True)
    return _strands(request, "public/sections.html", prefix, found)


def columns(request: HttpRequest, prefix: str) -> HttpResponse:
    """Those with something to read; the one whose last piece is the newest first."""
    # More than nothing, not other than nothing: only that bounds the range of the index.
    every = Article.objects.published().filter(column_name__gt="").order_by()
    paper = Publication.objects.filter(prefix=prefix).values("pk")[:1]
    own = of_column(Article.objects.published(), paper, OuterRef("column_name")).order_by(*NEWEST)
    # Grouped in the index alone, one for each name; which of them are this paper's is asked of those few.
    one_of_each = every.values("column_name").annotate(key=Max("pk")).values("key")
    rows = Article.objects.filter(pk__in=one_of_each).annotate(
        newest=Subquery(own.values("pk")[:1])
    )
    found = [
        Strand(article.column_name, address("column", prefix, article.column_name), article)
        for article in _read(rows.values_list("newest", flat=True))
    ]
    return _strands(request, "public/columns.html", prefix, found)


def _read(keys: Iterable[int | None]) -> list[Article]:
    articles = Article.objects.published().filter(pk__in=[key for key in keys if key])
    return list(placed(articles).order_by(*NEWEST))


def _strands(request: HttpRequest, template: str, prefix: str, found: list[Strand]) -> HttpResponse:
    context = {
        "publication": get_object_or_404(Publication, prefix=prefix)
        if prefix
        else main_publication(),
        "canonical": full_address(request.path),
        "strands": found,
    }
    return render(request, template, context)


def _of_type(kind: str | Given, now: Given | None = None) -> QuerySet[Tag]:
    return tags_of(Article.objects.published(now)).filter(type=kind)


_INITIALS_OF_AUTHORS = Present(lambda: by_initial(authors_of(Article.objects.published(NOW))))
_INITIALS_OF_TAGS = Present(lambda: by_initial(_of_type(Given("kind", CharField()), NOW)))
_TYPES_OF_TAGS = Present(lambda: {str(kind): _of_type(kind, NOW) for kind in TagType})


def authors(request: HttpRequest, initial: str = "") -> HttpResponse:
    """In the order of their sound, each with roles and the number of pieces to read."""
    shown = names(authors_of(Article.objects.published()), request.GET, initial)
    _tell_work(shown.rows)
    context = {"names": shown, "letters": _letters("authors", _INITIALS_OF_AUTHORS, initial)}
    return _register(request, "public/authors.html", context)


def _tell_work(authors: list[Any]) -> None:
    """What each of them does for the paper, the most frequent first, and how many pieces bear the name."""
    bylines = signatures(Article.objects.published()).filter(author__in=authors).order_by()
    pieces = dict(bylines.values_list("author").annotate(Count("article", distinct=True)))
    roles: dict[int, list[str]] = defaultdict(list)
    told = bylines.exclude(role="").values_list("author", "role").annotate(times=Count("pk"))
    for author, role, _times in told.order_by("-times", "role"):
        roles[author].append(role)
    for author in authors:
        author.pieces, author.roles = pieces.get(author.pk, 0), roles[author.pk]


def tags(request: HttpRequest) -> HttpResponse:
    """Of each type, the tags that the newest articles have most often."""
    newest = Article.objects.published().order_by(*NEWEST).values("pk")[:RECENT]
    marked = Tag.objects.filter(article_tags__content_object__in=newest)
    by_type: dict[str, list[Tag]] = defaultdict(list)
    for tag in marked.annotate(pieces=Count("article_tags")).order_by("-pieces", "sort_key", "pk"):
        by_type[tag.type].append(tag)
    present = _TYPES_OF_TAGS.among(now=timezone.now())
    context = {
        "types": [(kind, by_type[kind][:TAGS_OF_TYPE]) for kind in TagType if kind in present]
    }
    return _register(request, "public/tags.html", context)


def tags_of_type(request: HttpRequest, kind: str, initial: str = "") -> HttpResponse:
    """In the order of their sound."""
    shown = names(_of_type(kind), request.GET, initial)
    if not shown.rows:
        raise Http404
    letters = _letters("tags-of-type", _INITIALS_OF_TAGS, initial, kind=kind)
    context = {"names": shown, "letters": letters, "type": TagType(kind)}
    return _register(request, "public/tags_of_type.html", context)


class Letter(NamedTuple):
    """A letter of the alphabet beside a register; no address where it has no name."""

    sign: str
    address: str
    is_here: bool


def _letters(route: str, initials: Present, here: str, **subject: str) -> list[Letter]:
    present = initials.among(now=timezone.now(), **subject)
    return [
        Letter(
            sign(one), address(route, *subject.values(), one) if one in present else "", one == here
        )
        for one in INITIALS
    ]


def _register(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    shown: Names[Any] | None = context.get("names")
    canonical = full_address(request.path) + (shown.here if shown else "")
    return render(
        request, template, {"publication": main_publication(), "canonical": canonical} | context
    )
