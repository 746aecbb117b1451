"""Articles by section, by column, by author, by tag: long lists, newest first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from articles.models import Author, Publication, Section, Tag, TagRedirect
from articles.public.delivery import full_address, is_address
from articles.public.layout import LIST_ROOM, card
from articles.public.paging import Stretch, stretch_of
from articles.public.reading import Column, announced, main_publication, of_author, of_column, of_section, of_tag


def section(request: HttpRequest, prefix: str, slug: str) -> HttpResponse:
    sections = Section.objects.select_related("publication")
    found = get_object_or_404(sections, publication__prefix=prefix, slug=slug)
    stretch = stretch_of(announced(of_section(found)), request.GET)
    context = _context(found.publication, found, stretch)
    return render(request, "public/section.html", context | {"section": found})


def column(request: HttpRequest, prefix: str, name: str) -> HttpResponse:
    found = Column(get_object_or_404(Publication, prefix=prefix), name)
    stretch = stretch_of(announced(of_column(found)), request.GET)
    return render(request, "public/column.html", _context(found.publication, found, stretch) | {"column": found})


def author(request: HttpRequest, *, pk: int, **_address: object) -> HttpResponse:
    found = get_object_or_404(Author, pk=pk)
    stretch = stretch_of(announced(of_author(found)), request.GET)
    # Only now: of someone nobody has read yet, not even the name is told.
    address = found.get_absolute_url()
    if not is_address(request, address):
        return redirect(address, permanent=True)
    return render(request, "public/author.html", _context(main_publication(), found, stretch) | {"author": found})


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = Tag.objects.filter(slug=slug).first()
    found = found or get_object_or_404(TagRedirect.objects.select_related("tag"), slug=slug).tag
    stretch = stretch_of(announced(of_tag(found)), request.GET)
    if found.slug != slug:  # it was merged
        return redirect(found, permanent=True)
    return render(request, "public/tag.html", _context(main_publication(), found, stretch) | {"tag": found})


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
        "cards": [card(article, LIST_ROOM) for article in stretch.articles],
    }
