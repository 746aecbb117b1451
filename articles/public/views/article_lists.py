"""Articles by section, by column, by author, by tag: long lists, newest first."""

from typing import Any

from django.db.models import BigAutoField, CharField, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from articles.models import (
    Article,
    ArticleTag,
    Author,
    AuthorAlias,
    Byline,
    Publication,
    Section,
    Tag,
    TagRedirect,
)
from articles.public.cache.delivery import full_address, is_address
from articles.public.page_layout import LIST_ROOM, SUMMARY, card, headlines
from articles.public.queries.keyset_pages import Listing, Stretch
from articles.public.queries.page_queries import (
    Column,
    is_busy,
    main_publication,
    of_author,
    of_busy_author,
    of_busy_tag,
    of_column,
    of_section,
    of_tag,
)
from articles.public.queries.prepared_queries import Given

_KEY = BigAutoField()
_OF_SECTION = Listing(lambda articles: of_section(articles, Given("section", _KEY)))
_OF_COLUMN = Listing(
    lambda articles: of_column(articles, Given("paper", _KEY), Given("name", CharField()))
)
_OF_AUTHOR = Listing(lambda articles: of_author(articles, Given("author", _KEY)))
_OF_BUSY_AUTHOR = Listing(lambda articles: of_busy_author(articles, Given("author", _KEY)))
_OF_TAG = Listing(lambda articles: of_tag(articles, Given("tag", _KEY)))
_OF_BUSY_TAG = Listing(lambda articles: of_busy_tag(articles, Given("tag", _KEY)))
_IS_BUSY_AUTHOR = is_busy(Byline.objects.filter(author=OuterRef("pk")))
_IS_BUSY_TAG = is_busy(ArticleTag.objects.filter(tag=OuterRef("pk")))


def section(request: HttpRequest, prefix: str, slug: str) -> HttpResponse:
    sections = Section.objects.select_related("publication")
    found = get_object_or_404(sections, publication__prefix=prefix, slug=slug)
    stretch = _OF_SECTION.stretch(request.GET, section=found.pk)
    context = _context(found.publication, found, stretch)
    return render(request, "public/section.html", context | {"section": found})


def column(request: HttpRequest, prefix: str, name: str) -> HttpResponse:
    found = Column(get_object_or_404(Publication, prefix=prefix), name)
    stretch = _OF_COLUMN.stretch(request.GET, paper=found.publication.pk, name=found.name)
    return render(
        request,
        "public/column.html",
        _context(found.publication, found, stretch) | {"column": found},
    )


def author(request: HttpRequest, *, pk: int, **_address: object) -> HttpResponse:
    found = Author.objects.annotate(is_busy=_IS_BUSY_AUTHOR).filter(pk=pk).first()
    if found is None:
        return _joined(request, pk)
    stretch = (_OF_BUSY_AUTHOR if found.is_busy else _OF_AUTHOR).stretch(
        request.GET, author=found.pk
    )
    # Only now: of someone nobody has read yet, not even the name is told.
    address = found.get_absolute_url()
    if not is_address(request, address):
        return redirect(address, permanent=True)
    context = _context(main_publication(), found, stretch) | {
        "author": found,
        "roles": _roles(found, stretch),
    }
    return render(request, "public/author.html", context)


def _joined(request: HttpRequest, pk: int) -> HttpResponse:
    """To the author that this one was merged into, by the key alone: that view knows who may be read of."""
    into = AuthorAlias.objects.filter(pk=pk).values_list("author", flat=True).first()
    if into is None:
        raise Http404
    return author(request, pk=into)


def _roles(author: Author, stretch: Stretch) -> list[str]:
    """What the author is called in the bylines of these articles, each once."""
    bylines = (byline for article in stretch.articles for byline in article.bylines.all())
    return list(
        dict.fromkeys(one.role for one in bylines if one.role and one.author.pk == author.pk)
    )


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = Tag.objects.annotate(is_busy=_IS_BUSY_TAG).filter(slug=slug).first()
    if found is None:
        return _merged(slug)
    stretch = (_OF_BUSY_TAG if found.is_busy else _OF_TAG).stretch(request.GET, tag=found.pk)
    return render(
        request, "public/tag.html", _context(main_publication(), found, stretch) | {"tag": found}
    )


def _merged(slug: str) -> HttpResponse:
    """To the tag that this one was merged into, if there is anything to read under it."""
    found = get_object_or_404(TagRedirect.objects.select_related("tag"), slug=slug).tag
    if not of_tag(Article.objects.published(), found).exists():
        raise Http404
    return redirect(found, permanent=True)


def _context(
    publication: Publication | None, found: Section | Column | Author | Tag, stretch: Stretch
) -> dict[str, Any]:
    address = found.get_absolute_url()
    return {
        "publication": publication,
        "canonical": full_address(address) + stretch.here,
        "shared": {"title": found.name},
        "feed": f"{address}feed/",
        "stretch": stretch,
        "summary": headlines(stretch.articles, SUMMARY),
        "cards": [card(article, LIST_ROOM) for article in stretch.articles],
    }
