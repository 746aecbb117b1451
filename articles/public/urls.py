"""The addresses of the public paper. They name what they lead to and never change.

The order matters where the prefix of a paper could be read as a fixed word: fixed words come first.
"""

from django.urls import URLPattern, path

from articles.public import url_converters  # noqa: F401 - registers the converters of the routes
from articles.public.cache.delivery import View, public_page
from articles.public.cache.scopes import Shows
from articles.public.feeds import (
    Atom,
    AuthorFeed,
    ColumnFeed,
    PaperFeed,
    Rss,
    SectionFeed,
    TagFeed,
)
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
    picture_view,
    preview_view,
    search_view,
    site_pages,
)

PAPER = Shows.PAPER
PAPER_AND_TAGS = Shows.PAPER_AND_TAGS
SITE = Shows.SITE
SITE_AND_TAGS = Shows.SITE_AND_TAGS

FeedClass = type[PaperFeed | SectionFeed | ColumnFeed | AuthorFeed | TagFeed]


def _page(route: str, view: View, name: str, shows: Shows) -> URLPattern:
    return path(
        route,
        public_page(view, shows),
        name=name,
    )


def _list(route: str, view: View, name: str, shows: Shows = PAPER) -> URLPattern:
    """The route of a page that only leads to articles."""
    return path(
        route,
        public_page(view, shows, may_be_stale=True),
        name=name,
    )


def _feeds(
    route: str, feed: FeedClass, name: str = "", shows: Shows = PAPER_AND_TAGS
) -> list[URLPattern]:
    """The feeds of the page at `route`, as Atom and as RSS."""
    return [
        _page(f"{route}feed/", feed(Atom), f"{name}feed", shows),
        _page(f"{route}feed/rss/", feed(Rss), f"{name}rss", shows),
    ]


app_name = "public"
urlpatterns = [
    _page("robots.txt", site_pages.robots, "robots", PAPER),
    _page("sitemap.xml", index, "sitemap", SITE_AND_TAGS),
    _page("<prefix:prefix>opensearch.xml", site_pages.opensearch, "opensearch", PAPER),
    _page("favicon.ico", site_pages.favicon, "favicon", PAPER),
    _page("sitemap-news.xml", news, "sitemap-news", SITE_AND_TAGS),
    _page("sitemap-<uslug:section>.xml", part, "sitemap-part", SITE_AND_TAGS),
    _page("api/v1/<rest:path>", api_entry.api, "api", SITE_AND_TAGS),
    # MEDIA_URL: the storage of pictures makes these addresses.
    path("media/<path:file>", picture_view.picture, name="picture"),
    path("preview/<str:token>/", preview_view.preview, name="preview"),
    _list("author/", directories.authors, "authors", SITE),
    _list("author/<initial:initial>/", directories.authors, "authors", SITE),
    _list("author/<key:pk><tail:slug>/", article_lists.author, "author", SITE),
    *_feeds("author/<key:pk><tail:slug>/", AuthorFeed, "author-", SITE_AND_TAGS),
    _list("tag/", directories.tags, "tags", SITE_AND_TAGS),
    _list("tag/type/<tagtype:kind>/", directories.tags_of_type, "tags-of-type", SITE_AND_TAGS),
    _list(
        "tag/type/<tagtype:kind>/<initial:initial>/",
        directories.tags_of_type,
        "tags-of-type",
        SITE_AND_TAGS,
    ),
    _list("tag/<uslug:slug>/", article_lists.tag, "tag", SITE_AND_TAGS),
    *_feeds("tag/<uslug:slug>/", TagFeed, "tag-", SITE_AND_TAGS),
    _list("<prefix:prefix>section/", directories.sections, "sections"),
    _list("<prefix:prefix>section/<uslug:slug>/", article_lists.section, "section"),
    *_feeds("<prefix:prefix>section/<uslug:slug>/", SectionFeed, "section-"),
    _list("<prefix:prefix>column/", directories.columns, "columns"),
    _list("<prefix:prefix>column/<column:name>/", article_lists.column, "column"),
    *_feeds("<prefix:prefix>column/<column:name>/", ColumnFeed, "column-"),
    _page("<prefix:prefix>corrections/", correction_list.corrections, "corrections", PAPER),
    _list("<prefix:prefix>on/<day:day>/", issue_archive.on_this_day, "on-this-day"),
    _list("<prefix:prefix>archive/", issue_archive.archive, "archive", SITE),
    _list("<prefix:prefix>archive/<year:year>/", issue_archive.archive, "archive", SITE),
    _page("<prefix:prefix>search/", search_view.search, "search", SITE_AND_TAGS),
    *_feeds("<prefix:prefix>", PaperFeed),
    _page("<prefix:prefix><issue:label>.json", ninjs_items.issue, "issue-ninjs", PAPER_AND_TAGS),
    _page(
        "<prefix:prefix><issue:label>/<number:number>/<key:pk><tail:slug>.json",
        ninjs_items.article,
        "article-ninjs",
        PAPER_AND_TAGS,
    ),
    _list("<prefix:prefix><issue:label>/", issue_view.issue, "issue"),
    _list("<prefix:prefix><issue:label>/<number:number>/", issue_view.page, "page"),
    _page(
        "<prefix:prefix><issue:label>/<number:number>/<key:pk><tail:slug>/",
        article_view.article,
        "article",
        PAPER_AND_TAGS,
    ),
    _list("<prefix:prefix>", issue_view.front, "front"),
]
