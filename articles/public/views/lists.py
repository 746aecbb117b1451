"""Articles by section, by author, by tag: long lists, newest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from articles.models import Article, ArticleTag, Author, Byline, Section, Tag
from articles.public.delivery import is_address
from articles.public.layout import LIST_ROOM, Card, card
from articles.public.paging import Stretch, stretch_of
from articles.public.reading import announced, main_publication


def section(request: HttpRequest, prefix: str, slug: str) -> HttpResponse:
    sections = Section.objects.select_related("publication")
    found = get_object_or_404(sections, publication__prefix=prefix, slug=slug)
    stretch = stretch_of(announced(Article.objects.published().filter(section=found)), request.GET)
    context = {"publication": found.publication, "section": found, "stretch": stretch, "cards": _cards(stretch)}
    return render(request, "public/section.html", context)


def author(request: HttpRequest, *, pk: int, **_address: object) -> HttpResponse:
    found = get_object_or_404(Author, pk=pk)
    bylines = Byline.objects.filter(author=found)
    stretch = stretch_of(announced(Article.objects.published().filter(pk__in=bylines.values("article"))), request.GET)
    # Only now: of someone nobody has read yet, not even the name is told.
    address = found.get_absolute_url()
    if not is_address(request, address):
        return redirect(address, permanent=True)
    context = {"publication": main_publication(), "author": found, "stretch": stretch, "cards": _cards(stretch)}
    return render(request, "public/author.html", context)


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    tagged = ArticleTag.objects.filter(tag=found)
    stretch = stretch_of(
        announced(Article.objects.published().filter(pk__in=tagged.values("content_object"))), request.GET
    )
    context = {"publication": main_publication(), "tag": found, "stretch": stretch, "cards": _cards(stretch)}
    return render(request, "public/tag.html", context)


def _cards(stretch: Stretch) -> list[Card]:
    return [card(article, LIST_ROOM) for article in stretch.articles]
