"""The Atom feed of a paper."""

from datetime import datetime
from typing import cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from articles.models import Article, Publication
from articles.public.delivery import full_address
from articles.public.layout import opening
from articles.public.reading import whole
from articles.public.text import plain

ENTRIES = 40
SUMMARY = 200


class LatestArticles(Feed):  # type: ignore[type-arg]  # generic in the stubs only
    """What a paper published last. Addresses are the site's own, whatever host the request named."""

    feed_type = Atom1Feed

    def get_object(self, _request: HttpRequest, prefix: str) -> Publication:
        return get_object_or_404(Publication, prefix=prefix)

    def title(self, paper: Publication) -> str:
        return plain(paper.name)

    def subtitle(self, paper: Publication) -> str:
        return plain(paper.description)

    def link(self, paper: Publication) -> str:
        return full_address(reverse("public:front", args=[paper.prefix]))

    def feed_url(self, paper: Publication) -> str:
        return full_address(reverse("public:feed", args=[paper.prefix]))

    def items(self, paper: Publication) -> list[Article]:
        articles = whole(Article.objects.published()).filter(page__issue__publication=paper)
        return list(articles.order_by("-publish_at", "-pk")[:ENTRIES])

    def item_title(self, item: Article) -> str:
        return plain(item.headline)

    def item_description(self, item: Article) -> str:
        """HTML, for Atom says so of every summary Django writes."""
        lines = [item.subtitle] if item.subtitle else []
        return "".join(f"<p>{escape(plain(line))}</p>" for line in (*lines, *opening(item, SUMMARY)))

    def item_link(self, item: Article) -> str:
        return full_address(item.get_absolute_url())

    def item_guid(self, item: Article) -> str:
        """Stays the same when a new headline changes the address."""
        return f"tag:{urlsplit(settings.SITE_URL).hostname},{item.created_at:%Y-%m-%d}:article/{item.pk}"

    def item_author_name(self, item: Article) -> str:
        return plain("、".join(dict.fromkeys(byline.author.name for byline in item.bylines.all())))

    def item_categories(self, item: Article) -> list[str]:
        names = [item.section.name] if item.section else []
        return [plain(name) for name in (*names, *(mark.tag.name for mark in item.article_tags.all()))]

    def item_pubdate(self, item: Article) -> datetime:
        # A constraint of the table says that a published article has its time.
        return cast(datetime, item.publish_at)

    def item_updateddate(self, item: Article) -> datetime:
        return max(item.updated_at, self.item_pubdate(item))
