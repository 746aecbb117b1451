"""The articles of a section, a column, an author or a tag: long lists, newest first."""

from typing import Any

from django.db.models import BigAutoField, CharField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from articles.models import (
    Article,
    Author,
    AuthorAlias,
    Publication,
    Section,
    Tag,
    TagRedirect,
)
from articles.models.querysets import ArticleQuerySet
from articles.public.cache.delivery import full_address, is_address
from articles.public.page_layout import LIST_ROOM, SUMMARY, build_card, summarise_headlines
from articles.public.queries.keyset_pages import KeysetPage
from articles.public.queries.page_queries import (
    PaperColumn,
    main_publication,
    of_author,
    of_busy_author,
    of_busy_tag,
    of_column,
    of_section,
    of_tag,
    with_busy_author_flag,
    with_busy_tag_flag,
)
from articles.public.queries.prepared_queries import Param
from articles.public.queries.published_lists import PublishedList

_AUTHOR = Param("author", BigAutoField())
_COLUMN_NAME = Param("name", CharField())
_PAPER = Param("paper", BigAutoField())
_SECTION = Param("section", BigAutoField())
_TAG = Param("tag", BigAutoField())


def _in_column(articles: ArticleQuerySet) -> ArticleQuerySet:
    return of_column(articles, _PAPER, _COLUMN_NAME)


_SECTION_LIST = PublishedList(lambda articles: of_section(articles, _SECTION))
_COLUMN_LIST = PublishedList(_in_column)
_AUTHOR_LIST = PublishedList(lambda articles: of_author(articles, _AUTHOR))
_BUSY_AUTHOR_LIST = PublishedList(lambda articles: of_busy_author(articles, _AUTHOR))
_TAG_LIST = PublishedList(lambda articles: of_tag(articles, _TAG))
_BUSY_TAG_LIST = PublishedList(lambda articles: of_busy_tag(articles, _TAG))


def section(request: HttpRequest, prefix: str, slug: str) -> HttpResponse:
    sections = Section.objects.select_related("publication")
    section = get_object_or_404(sections, publication__prefix=prefix, slug=slug)
    article_page = _SECTION_LIST.page(request.GET, section=section.pk)
    context = _context(section.publication, section, article_page)
    context["section"] = section
    return render(request, "public/section.html", context)


def column(request: HttpRequest, prefix: str, name: str) -> HttpResponse:
    publication = get_object_or_404(Publication, prefix=prefix)
    column = PaperColumn(publication, name)
    article_page = _COLUMN_LIST.page(
        request.GET,
        paper=publication.pk,
        name=name,
    )
    context = _context(publication, column, article_page)
    context["column"] = column
    return render(request, "public/column.html", context)


def author(request: HttpRequest, *, pk: int, **_address: object) -> HttpResponse:
    authors = Author.objects.filter(pk=pk)
    author = with_busy_author_flag(authors).first()
    if author is None:
        return _merged_author(request, pk)
    articles = _BUSY_AUTHOR_LIST if author.is_busy else _AUTHOR_LIST
    # Raises Http404 for an author without published articles: the redirect below would reveal the
    # name.
    article_page = articles.page(request.GET, author=pk)
    address = author.get_absolute_url()
    if not is_address(request, address):
        return redirect(address, permanent=True)
    context = _context(main_publication(), author, article_page)
    context["author"] = author
    context["roles"] = _roles(author, article_page)
    return render(request, "public/author.html", context)


def _merged_author(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of the author that this one was merged into."""
    aliases = AuthorAlias.objects.filter(pk=pk)
    merged_into = aliases.values_list("author", flat=True).first()
    if merged_into is None:
        raise Http404
    # By the key alone: the view redirects to the address, if the author has published articles.
    return author(request, pk=merged_into)


def _roles(author: Author, article_page: KeysetPage[Article]) -> list[str]:
    """The roles of the author in the bylines of these articles, each once."""
    roles: dict[str, None] = {}
    for article in article_page.rows:
        for byline in article.bylines.all():
            if byline.role and byline.author.pk == author.pk:
                roles[byline.role] = None
    return list(roles)


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    tags = Tag.objects.filter(slug=slug)
    tag = with_busy_tag_flag(tags).first()
    if tag is None:
        return _merged_tag(slug)
    articles = _BUSY_TAG_LIST if tag.is_busy else _TAG_LIST
    article_page = articles.page(request.GET, tag=tag.pk)
    context = _context(main_publication(), tag, article_page)
    context["tag"] = tag
    return render(request, "public/tag.html", context)


def _merged_tag(slug: str) -> HttpResponse:
    """A redirect to the tag that this one was merged into, if it has published articles."""
    redirects = TagRedirect.objects.select_related("tag")
    merged_into = get_object_or_404(redirects, slug=slug).tag
    published = Article.objects.published()
    if not of_tag(published, merged_into).exists():
        raise Http404
    return redirect(merged_into, permanent=True)


def _context(
    publication: Publication | None,
    subject: Section | PaperColumn | Author | Tag,
    article_page: KeysetPage[Article],
) -> dict[str, Any]:
    address = subject.get_absolute_url()
    articles = article_page.rows
    return {
        "publication": publication,
        "canonical": full_address(address) + article_page.query,
        "sharing": {"title": subject.name},
        "feed": f"{address}feed/",
        "article_page": article_page,
        "summary": summarise_headlines(articles, SUMMARY),
        "cards": [build_card(article, LIST_ROOM) for article in articles],
    }
