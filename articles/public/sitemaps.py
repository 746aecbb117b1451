"""What search engines are told to read: issues, pages, articles, sections."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Issue, Page, Section
from articles.public.delivery import full_address
from articles.public.reading import placed
from articles.public.text import plain

# What Google News takes: the articles of two days, and no more of them than this.
NEWS_AGE = timedelta(days=2)
NEWS_MOST = 1_000


class _SiteMap(Sitemap):  # type: ignore[type-arg]  # generic in the stubs only
    """Addresses are the site's own, whatever host the request named."""

    limit = 5_000  # the rule allows 50,000, but all of a file's rows are in memory at once

    def get_protocol(self, protocol: str | None = None) -> str:  # noqa: ARG002
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:  # noqa: ARG002
        return urlsplit(settings.SITE_URL).netloc


class Issues(_SiteMap):
    def items(self) -> QuerySet[Issue]:
        return Issue.objects.published().select_related("publication").order_by("pk")


class Pages(_SiteMap):
    def items(self) -> QuerySet[Page]:
        pages = Page.objects.published().select_related("issue__publication").order_by("pk")
        return pages.defer("source_text", "outside", "problems", "staff")


class Articles(_SiteMap):
    def items(self) -> QuerySet[Article]:
        articles = Article.objects.published().select_related("page__issue__publication").order_by("pk")
        return articles.annotate(opening=Left("body", 200)).only(
            "title", "publish_at", "updated_at", "page__number", "page__issue__date", "page__issue__edition",
            "page__issue__publication__prefix",
        )  # fmt: skip

    def location(self, item: Article) -> str:
        if not item.title:
            # The address is made of the first words; they are not worth reading the text for.
            item.body = item.opening  # type: ignore[attr-defined]
        return item.get_absolute_url()

    def lastmod(self, item: Article) -> datetime:
        return max(filter(None, (item.updated_at, item.publish_at)))


class Sections(_SiteMap):
    def items(self) -> QuerySet[Section]:
        readable = Article.objects.published().filter(section=OuterRef("pk"))
        return Section.objects.filter(Exists(readable)).select_related("publication").order_by("pk")


PARTS: dict[str, type[_SiteMap]] = {
    "issues": Issues,
    "pages": Pages,
    "articles": Articles,
    "sections": Sections,
}


def index(request: HttpRequest) -> HttpResponse:
    """The list of all files. Django's own would read every article for the date of the last one."""
    files = []
    for name, part in PARTS.items():
        address = full_address(reverse("public:sitemap-part", args=[name]))
        numbers = part().paginator.page_range
        files += [SitemapIndexItem(address + (f"?p={number}" if number > 1 else "")) for number in numbers]
    return render(request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml")


def news(request: HttpRequest) -> HttpResponse:
    """The articles of the last two days, for Google News."""
    recent = Article.objects.published().filter(publish_at__gt=timezone.now() - NEWS_AGE)
    entries = [
        {"article": one, "address": full_address(one.get_absolute_url()), "title": plain(one.headline)}
        for one in placed(recent).order_by("-publish_at", "-pk")[:NEWS_MOST]
    ]
    return render(request, "public/sitemap_news.xml", {"entries": entries}, content_type="application/xml")
