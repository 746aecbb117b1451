"""Atom and RSS: the latest articles of a paper, a section, a column, an author or a tag.

With the setting `FEEDS_IN_FULL` an entry carries the whole text, else its opening.
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
from articles.public.page_layout import natural_sort_key, opening
from articles.public.permanent_ids import article_uri
from articles.public.queries.json_prefetch import attach_prefetched, with_prefetch
from articles.public.queries.page_queries import (
    NEWEST,
    PaperColumn,
    main_publication,
    of_column,
    of_flagged_author,
    of_flagged_tag,
    of_paper,
    of_section,
    with_busy_author_flag,
    with_busy_tag_flag,
    with_location,
)
from articles.public.queries.prepared_queries import fetch_once

# A feed has so many entries, and in addition all articles of the newest one's day: an issue is
# published at once, and no subscriber should miss half of it. An archive that is published at once
# is cut.
ENTRIES = 40
MOST_ENTRIES = 300
ONE_DAY = timedelta(days=1)
SUMMARY = 200

# Browsers show XML under the content types of feeds as source. Feed readers take this one as well.
CONTENT_TYPE = "application/xml; charset=utf-8"


class Atom(Atom1Feed):
    content_type = CONTENT_TYPE

    def write(self, outfile: Any, encoding: Any) -> None:
        """As in Django, but with the style sheets, which Django writes for RSS only."""
        handler = SimplerXMLGenerator(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        for stylesheet in self.feed["stylesheets"] or []:
            handler.processingInstruction("xml-stylesheet", str(stylesheet))
        handler.startElement("feed", self.root_attributes())  # type: ignore[arg-type]
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["text"]:
            handler.addQuickElement(
                "content",
                item["text"],
                {"type": "html"},
            )


class Rss(Rss201rev2Feed):
    content_type = CONTENT_TYPE

    def rss_attributes(self) -> dict[str, str]:
        attributes = super().rss_attributes()
        return {**attributes, "xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["text"]:
            handler.addQuickElement("content:encoded", item["text"])


class ArticleFeed(Feed):  # type: ignore[type-arg]  # generic in the stubs only
    """The latest articles of a subject. Addresses have the site's own host, whatever the request
    named.
    """

    language = LANGUAGE
    item_guid_is_permalink = False
    may_be_empty = (
        False  # a feed without articles is 404: not even the existence of a name is confirmed
    )

    def __init__(self, feed_type: type[Atom | Rss] = Atom) -> None:
        self.feed_type = feed_type

    def stylesheets(self, subject: Any) -> list[str]:  # noqa: ARG002
        """For readers who open the feed in a browser."""
        return [static("articles/public/feed.css")]

    def subject(self, **address: Any) -> models.Model:
        """What the parts of the address name. Raises Http404 when it does not exist."""
        raise NotImplementedError

    def articles(self, subject: Any) -> ArticleQuerySet:
        raise NotImplementedError

    def home(self, subject: Any) -> str:
        """The path of the page that the feed belongs to."""
        return str(subject.get_absolute_url())

    def get_object(
        self,
        request: HttpRequest,  # noqa: ARG002
        *_: Any,
        **address: Any,
    ) -> models.Model:
        return self.subject(**address)

    def title(self, subject: Any) -> str:
        return plain(subject.name)

    def description(self, subject: Any) -> str:
        return plain(subject.name)

    def link(self, subject: Any) -> str:
        return full_address(self.home(subject))

    def feed_url(self, subject: Any) -> str:
        ending = "feed/" if self.feed_type is Atom else "feed/rss/"
        return self.link(subject) + ending

    def items(self, subject: Any) -> list[Article]:
        keys = _latest_keys(self.articles(subject))
        if not keys and not self.may_be_empty:
            raise Http404
        return sorted(_load_articles(keys), key=_newest_in_print_order)

    def item_title(self, item: Article) -> str:
        return plain(item.headline)

    def item_description(self, item: Article) -> str:
        """HTML: Django marks every summary of an Atom feed as such."""
        return _as_html(item, opening(item, SUMMARY))

    def item_extra_kwargs(self, item: Article) -> dict[str, str]:
        if not settings.FEEDS_IN_FULL:
            return {"text": ""}
        paragraphs = [part.text for part in item.parts()]
        return {"text": _as_html(item, paragraphs)}

    def item_link(self, item: Article) -> str:
        return full_address(item.get_absolute_url())

    def item_guid(self, item: Article) -> str:
        """Stays the same when a new headline changes the address."""
        return article_uri(item)

    def item_author_name(self, item: Article) -> str:
        """Atom requires an author of every entry: without bylines that is the source, or the
        paper.
        """
        authors = [byline.author.name for byline in item.bylines.all()]
        names = "、".join(dict.fromkeys(authors))
        if names or item.source:
            return plain(names or item.source)
        publication = item.page.issue.publication
        return plain(publication.name)

    def item_categories(self, item: Article) -> list[str]:
        article_tags = item.article_tags.all()
        names = [article_tag.tag.name for article_tag in article_tags]
        if item.section:
            names.insert(0, item.section.name)
        return [plain(name) for name in names]

    def item_pubdate(self, item: Article) -> datetime:
        # A constraint of the table makes sure that a published article has a time of publication.
        return cast(datetime, item.publish_at)

    def item_updateddate(self, item: Article) -> datetime:
        published = self.item_pubdate(item)
        return max(item.updated_at, published)


class PaperFeed(ArticleFeed):
    may_be_empty = True

    def subject(self, **address: Any) -> Publication:
        return get_object_or_404(Publication, prefix=address["prefix"])

    def articles(self, subject: Publication) -> ArticleQuerySet:
        published = Article.objects.published()
        return of_paper(published, subject)

    def home(self, subject: Publication) -> str:
        return reverse("public:front", args=[subject.prefix])

    def description(self, subject: Publication) -> str:
        text = subject.description or subject.name
        return plain(text)

    subtitle = description


class SectionFeed(ArticleFeed):
    def subject(self, **address: Any) -> Section:
        sections = Section.objects.select_related("publication")
        of_paper = sections.filter(publication__prefix=address["prefix"])
        return get_object_or_404(of_paper, slug=address["slug"])

    def articles(self, subject: Section) -> ArticleQuerySet:
        published = Article.objects.published()
        return of_section(published, subject)

    def title(self, subject: Section) -> str:
        paper = subject.publication
        return plain(f"{subject.name} · {paper}")


class ColumnFeed(ArticleFeed):
    # A column has no row and so no model.
    def subject(self, **address: Any) -> PaperColumn:  # type: ignore[override]
        publication = get_object_or_404(Publication, prefix=address["prefix"])
        return PaperColumn(publication, address["name"])

    def articles(self, subject: PaperColumn) -> ArticleQuerySet:
        return of_column(
            Article.objects.published(),
            subject.publication,
            subject.name,
        )

    def title(self, subject: PaperColumn) -> str:
        paper = subject.publication
        return plain(f"{subject.name} · {paper}")


class _SiteFeed(ArticleFeed):
    """The feed of a subject that belongs to no single paper; the title names the main one."""

    def title(self, subject: Any) -> str:
        paper = main_publication()
        if not paper:
            return plain(subject.name)
        return plain(f"{subject.name} · {paper}")


class AuthorFeed(_SiteFeed):
    def subject(self, **address: Any) -> Author:
        """The author, or the author that this one was merged into: subscribers have nothing to
        change.
        """
        authors = with_busy_author_flag(Author.objects.all())
        author: Author | None = authors.filter(pk=address["pk"]).first()
        if author is not None:
            return author
        alias = get_object_or_404(AuthorAlias, pk=address["pk"])
        merged_into: Author = get_object_or_404(authors, pk=alias.author_id)
        return merged_into

    def articles(self, subject: Author) -> ArticleQuerySet:
        published = Article.objects.published()
        return of_flagged_author(published, subject)


class TagFeed(_SiteFeed):
    def subject(self, **address: Any) -> Tag:
        """The tag, or the tag that this one was merged into: subscribers have nothing to change."""
        tags = with_busy_tag_flag(Tag.objects.all())
        tag: Tag | None = tags.filter(slug=address["slug"]).first()
        if tag is not None:
            return tag
        redirect = get_object_or_404(TagRedirect, slug=address["slug"])
        merged_into: Tag = get_object_or_404(tags, pk=redirect.tag_id)
        return merged_into

    def articles(self, subject: Tag) -> ArticleQuerySet:
        published = Article.objects.published()
        return of_flagged_tag(published, subject)


def _latest_keys(articles: ArticleQuerySet) -> list[int]:
    """The keys of the articles that stand in a feed."""
    newest_first = articles.order_by(*NEWEST).values_list("pk", "publish_at")
    keys: list[int] = []
    oldest_of_day = None
    for pk, publish_at in newest_first[:MOST_ENTRIES]:
        published = cast(datetime, publish_at)
        if oldest_of_day is None:
            oldest_of_day = published - ONE_DAY
        if len(keys) >= ENTRIES and published <= oldest_of_day:
            break
        keys.append(pk)
    return keys


def _load_articles(keys: list[int]) -> list[Article]:
    articles = Article.objects.published().filter(pk__in=keys)
    unordered = with_location(articles).order_by()
    complete = with_prefetch(unordered, "bylines", "article_tags", "illustrations")
    rows = fetch_once(complete)
    return attach_prefetched(rows)


def _newest_in_print_order(article: Article) -> tuple[Any, ...]:
    """Articles of the same moment stand as they are printed, the front page first."""
    page = article.page
    published = cast(datetime, article.publish_at)
    return (
        -published.timestamp(),
        -page.issue.date.toordinal(),
        page.issue_id,
        natural_sort_key(page.number),
        article.position,
        article.pk,
    )


def _as_html(item: Article, paragraphs: list[str]) -> str:
    lines = [item.subtitle] if item.subtitle else []
    lines.extend(paragraphs)
    html = ""
    for line in lines:
        escaped = escape(plain(line))
        html += f"<p>{escaped}</p>"
    return html
