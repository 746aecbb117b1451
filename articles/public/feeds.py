"""Atom and RSS: what a paper, a section, an author or a tag published last.

With `FEEDS_IN_FULL` an entry carries the whole text, else its opening.
"""

from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db import models
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from articles.models import Article, Author, AuthorAlias, Publication, Section, Tag, TagRedirect
from articles.models.querysets import ArticleQuerySet
from articles.public.cache.delivery import full_address
from articles.public.output_text import LANGUAGE, plain
from articles.public.page_layout import natural, opening
from articles.public.permanent_ids import article_uri
from articles.public.queries.json_prefetch import unfolded, with_belongings
from articles.public.queries.page_queries import (
    NEWEST,
    Column,
    main_publication,
    of_author,
    of_column,
    of_paper,
    of_section,
    of_tag,
    placed,
)
from articles.public.queries.prepared_queries import read

# So many entries; and all that came out on the newest one's day, for an issue comes out at once and nobody who
# subscribed is to miss half of it. Of an archive that is published at once, not all.
ENTRIES = 40
MOST_ENTRIES = 300
ONE_DAY = timedelta(days=1)
SUMMARY = 200


# Under the names of their own formats browsers show feeds as source; readers take both.
CONTENT_TYPE = "application/xml; charset=utf-8"


class Atom(Atom1Feed):
    content_type = CONTENT_TYPE

    def write(self, outfile: Any, encoding: Any) -> None:
        """As Django does, with the style sheets that it writes for RSS only."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for sheet in self.feed["stylesheets"] or []:
            handler.processingInstruction("xml-stylesheet", str(sheet))
        handler.startElement("feed", self.root_attributes())  # type: ignore[arg-type]
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["text"]:
            handler.addQuickElement("content", item["text"], {"type": "html"})


class Rss(Rss201rev2Feed):
    content_type = CONTENT_TYPE

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["text"]:
            handler.addQuickElement("content:encoded", item["text"])


class _Latest(Feed):  # type: ignore[type-arg]  # generic in the stubs only
    """The last articles of one thing. Addresses are the site's own, whatever host the request named."""

    language = LANGUAGE
    item_guid_is_permalink = False
    may_be_empty = False  # of a name that nobody has read yet, not even that it exists is told

    def __init__(self, form: type[Atom | Rss] = Atom) -> None:
        self.feed_type = form

    def stylesheets(self, subject: Any) -> list[str]:  # noqa: ARG002
        """For whoever opens it in a browser."""
        return [static("articles/public/feed.css")]

    def subject(self, **address: Any) -> models.Model:
        """What the address names; Http404 when there is no such thing."""
        raise NotImplementedError

    def articles(self, subject: Any) -> ArticleQuerySet:
        raise NotImplementedError

    def home(self, subject: Any) -> str:
        """The path of the page that the feed belongs to."""
        return str(subject.get_absolute_url())

    def get_object(self, request: HttpRequest, *_: Any, **address: Any) -> models.Model:  # noqa: ARG002
        return self.subject(**address)

    def title(self, subject: Any) -> str:
        return plain(subject.name)

    def description(self, subject: Any) -> str:
        return plain(subject.name)

    def link(self, subject: Any) -> str:
        return full_address(self.home(subject))

    def feed_url(self, subject: Any) -> str:
        return self.link(subject) + ("feed/" if self.feed_type is Atom else "feed/rss/")

    def items(self, subject: Any) -> list[Article]:
        keys = _last(self.articles(subject))
        if not keys and not self.may_be_empty:
            raise Http404
        return sorted(_told(keys), key=_newest_in_print_order)

    def item_title(self, item: Article) -> str:
        return plain(item.headline)

    def item_description(self, item: Article) -> str:
        """HTML, for Atom says so of every summary Django writes."""
        return _as_html(item, opening(item, SUMMARY))

    def item_extra_kwargs(self, item: Article) -> dict[str, str]:
        return {
            "text": _as_html(item, [part.text for part in item.parts()])
            if settings.FEEDS_IN_FULL
            else ""
        }

    def item_link(self, item: Article) -> str:
        return full_address(item.get_absolute_url())

    def item_guid(self, item: Article) -> str:
        """Stays the same when a new headline changes the address."""
        return article_uri(item)

    def item_author_name(self, item: Article) -> str:
        """Atom wants one of every entry: what nobody signed is its source's, or the paper's."""
        names = "、".join(dict.fromkeys(byline.author.name for byline in item.bylines.all()))
        return plain(names or item.source or item.page.issue.publication.name)

    def item_categories(self, item: Article) -> list[str]:
        names = [item.section.name] if item.section else []
        return [
            plain(name) for name in (*names, *(mark.tag.name for mark in item.article_tags.all()))
        ]

    def item_pubdate(self, item: Article) -> datetime:
        # A constraint of the table says that a published article has its time.
        return cast(datetime, item.publish_at)

    def item_updateddate(self, item: Article) -> datetime:
        return max(item.updated_at, self.item_pubdate(item))


class OfPaper(_Latest):
    may_be_empty = True

    def subject(self, **address: Any) -> Publication:
        return get_object_or_404(Publication, prefix=address["prefix"])

    def articles(self, subject: Publication) -> ArticleQuerySet:
        return of_paper(Article.objects.published(), subject)

    def home(self, subject: Publication) -> str:
        return reverse("public:front", args=[subject.prefix])

    def description(self, subject: Publication) -> str:
        return plain(subject.description or subject.name)

    subtitle = description


class OfSection(_Latest):
    def subject(self, **address: Any) -> Section:
        sections = Section.objects.select_related("publication")
        return get_object_or_404(
            sections, publication__prefix=address["prefix"], slug=address["slug"]
        )

    def articles(self, subject: Section) -> ArticleQuerySet:
        return of_section(Article.objects.published(), subject)

    def title(self, subject: Section) -> str:
        return plain(f"{subject.name} · {subject.publication}")


class OfColumn(_Latest):
    def subject(self, **address: Any) -> Column:  # type: ignore[override]  # a column has no row of its own
        return Column(get_object_or_404(Publication, prefix=address["prefix"]), address["name"])

    def articles(self, subject: Column) -> ArticleQuerySet:
        return of_column(Article.objects.published(), subject.publication, subject.name)

    def title(self, subject: Column) -> str:
        return plain(f"{subject.name} · {subject.publication}")


class _OfSite(_Latest):
    """Of something that belongs to no single paper: the main one lends its name."""

    def title(self, subject: Any) -> str:
        paper = main_publication()
        return plain(f"{subject.name} · {paper}" if paper else subject.name)


class OfAuthor(_OfSite):
    def subject(self, **address: Any) -> Author:
        """One who turned out to be another is that other: nobody subscribes anew."""
        found = Author.objects.filter(pk=address["pk"]).first()
        return (
            found
            or get_object_or_404(
                AuthorAlias.objects.select_related("author"), pk=address["pk"]
            ).author
        )

    def articles(self, subject: Author) -> ArticleQuerySet:
        return of_author(Article.objects.published(), subject)


class OfTag(_OfSite):
    def subject(self, **address: Any) -> Tag:
        """A tag that was merged into another is that other: nobody subscribes anew."""
        found = Tag.objects.filter(slug=address["slug"]).first()
        return (
            found
            or get_object_or_404(
                TagRedirect.objects.select_related("tag"), slug=address["slug"]
            ).tag
        )

    def articles(self, subject: Tag) -> ArticleQuerySet:
        return of_tag(Article.objects.published(), subject)


def _last(articles: ArticleQuerySet) -> list[int]:
    """The keys of those that stand in a feed."""
    rows: list[tuple[int, Any]] = list(
        articles.order_by(*NEWEST).values_list("pk", "publish_at")[:MOST_ENTRIES]
    )
    return [
        pk for place, (pk, at) in enumerate(rows) if place < ENTRIES or at > rows[0][1] - ONE_DAY
    ]


def _told(keys: list[int]) -> list[Article]:
    articles = placed(Article.objects.published().filter(pk__in=keys)).order_by()
    return unfolded(read(with_belongings(articles, "bylines", "article_tags", "illustrations")))


def _newest_in_print_order(article: Article) -> tuple[Any, ...]:
    """What came out at one moment stands as it is printed, the front page first."""
    page = article.page
    published = cast(datetime, article.publish_at).timestamp()
    return (
        -published,
        -page.issue.date.toordinal(),
        page.issue_id,
        natural(page.number),
        article.position,
        article.pk,
    )


def _as_html(item: Article, texts: list[str]) -> str:
    lines = [item.subtitle] if item.subtitle else []
    return "".join(f"<p>{escape(plain(line))}</p>" for line in (*lines, *texts))
