"""The addresses of the public paper. They say what they lead to and never change.

Order matters where a publication's prefix could be read as a fixed word: fixed words win.
"""

from django.urls import URLPattern, path

from articles.public import url_converters  # noqa: F401 - registers what the routes are written with
from articles.public.cache.delivery import View, public_page
from articles.public.feeds import Atom, OfAuthor, OfColumn, OfPaper, OfSection, OfTag, Rss
from articles.public.sitemaps import index, news, part
from articles.public.views import (
    api_entry,
    article_lists,
    article_view,
    correction_list,
    directories,
    issue_archive,
    issue_view,
    ninjs_items,
    preview_view,
    search_view,
    site_pages,
)


def _route(route: str, view: View, name: str, **kwargs: object) -> URLPattern:
    return path(route, public_page(view), kwargs, name=name)


def _way(route: str, view: View, name: str) -> URLPattern:
    """The route of a page that only leads to articles."""
    return path(route, public_page(view, may_be_stale=True), name=name)


def _feeds(
    route: str, feed: type[OfPaper | OfSection | OfColumn | OfAuthor | OfTag], name: str = ""
) -> list[URLPattern]:
    """The feed of what stands at `route`, as Atom and as RSS."""
    return [
        _route(f"{route}feed/", feed(Atom), f"{name}feed"),
        _route(f"{route}feed/rss/", feed(Rss), f"{name}rss"),
    ]


app_name = "public"
urlpatterns = [
    _route("robots.txt", site_pages.robots, "robots"),
    _route("sitemap.xml", index, "sitemap"),
    _route("<prefix:prefix>opensearch.xml", site_pages.opensearch, "opensearch"),
    _route("favicon.ico", site_pages.favicon, "favicon"),
    _route("sitemap-news.xml", news, "sitemap-news"),
    _route("sitemap-<uslug:section>.xml", part, "sitemap-part"),
    _route("api/v1/<rest:path>", api_entry.api, "api"),
    path("preview/<str:token>/", preview_view.preview, name="preview"),
    _way("author/", directories.authors, "authors"),
    _way("author/<initial:initial>/", directories.authors, "authors"),
    _way("author/<key:pk><tail:slug>/", article_lists.author, "author"),
    *_feeds("author/<key:pk><tail:slug>/", OfAuthor, "author-"),
    _way("tag/", directories.tags, "tags"),
    _way("tag/type/<tagtype:kind>/", directories.tags_of_type, "tags-of-type"),
    _way("tag/type/<tagtype:kind>/<initial:initial>/", directories.tags_of_type, "tags-of-type"),
    _way("tag/<uslug:slug>/", article_lists.tag, "tag"),
    *_feeds("tag/<uslug:slug>/", OfTag, "tag-"),
    _way("<prefix:prefix>section/", directories.sections, "sections"),
    _way("<prefix:prefix>section/<uslug:slug>/", article_lists.section, "section"),
    *_feeds("<prefix:prefix>section/<uslug:slug>/", OfSection, "section-"),
    _way("<prefix:prefix>column/", directories.columns, "columns"),
    _way("<prefix:prefix>column/<column:name>/", article_lists.column, "column"),
    *_feeds("<prefix:prefix>column/<column:name>/", OfColumn, "column-"),
    _route("<prefix:prefix>corrections/", correction_list.corrections, "corrections"),
    _way("<prefix:prefix>on/<day:day>/", issue_archive.on_this_day, "on-this-day"),
    _way("<prefix:prefix>archive/", issue_archive.archive, "archive"),
    _way("<prefix:prefix>archive/<year:year>/", issue_archive.archive, "archive"),
    _route("<prefix:prefix>search/", search_view.search, "search"),
    *_feeds("<prefix:prefix>", OfPaper),
    _route("<prefix:prefix><issue:label>.json", ninjs_items.issue, "issue-ninjs"),
    _route(
        "<prefix:prefix><issue:label>/<number:number>/<key:pk><tail:slug>.json",
        ninjs_items.article,
        "article-ninjs",
    ),
    _way("<prefix:prefix><issue:label>/", issue_view.issue, "issue"),
    _way("<prefix:prefix><issue:label>/<number:number>/", issue_view.page, "page"),
    _route(
        "<prefix:prefix><issue:label>/<number:number>/<key:pk><tail:slug>/",
        article_view.article,
        "article",
    ),
    _way("<prefix:prefix>", issue_view.front, "front"),
]
