"""The file of a picture: for everybody while its article is public, else for those who may read it.

Pages name pictures by the names of their files, which are random, so that an address says nothing
and cannot be guessed. Yet a name is no permission: whoever has seen one keeps it.
"""

from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.editorial import desk_access, previews
from articles.models import Article
from articles.public.cache import public_pictures
from articles.public.cache.generation import current_generation
from articles.public.cache.scopes import Shows, scopes_of_page
from articles.public.picture_delivery import deliver
from articles.text.images import name_of_whole

# A name is never given to another picture, so a browser need not ask again. Caches that many
# readers share ask each time: a picture that is withdrawn disappears from them at once.
_YEAR = 31_536_000


class Holder(NamedTuple):
    """An article that shows the picture."""

    key: int
    version: int
    picture: str  # the name of the whole picture, where a size of it is asked for
    is_public: bool
    was_public: bool


@require_safe
def picture(request: HttpRequest, file: str) -> HttpResponseBase:
    """404 for everything that the reader may not know of, 410 for what was withdrawn."""
    if "\x00" in file:
        raise Http404
    generation = current_generation(scopes_of_page(Shows.SITE, ""))
    if public_pictures.is_noted(file, generation):
        return _public(request, file)
    holders = _holders(file)
    if any(holder.is_public for holder in holders):
        public_pictures.note(file, generation)
        return _public(request, file)
    if _opens_with_key(request, holders) or _reads_at_desk(request, holders):
        return _private(deliver(request, file))
    if any(holder.was_public for holder in holders):
        return _private(HttpResponse(status=410))
    return _private(HttpResponse(status=404))


def _holders(file: str) -> list[Holder]:
    """In one query, because every reader of a picture that is not in the cache waits for it."""
    same_article = OuterRef("pk")
    published = Article.objects.published().filter(pk=same_article)
    withdrawn = Article.objects.withdrawn_after_publication().filter(pk=same_article)
    names = {file, name_of_whole(file)}
    articles = Article.objects.order_by().filter(illustrations__picture__in=names)
    rows = articles.values_list(
        "pk",
        "version",
        "illustrations__picture",
        Exists(published),
        Exists(withdrawn),
    )
    return [Holder(*row) for row in rows]


def _opens_with_key(request: HttpRequest, holders: list[Holder]) -> bool:
    """Whether the address comes from a preview that is still open."""
    key = request.GET.get("key")
    if not key:
        return False
    for holder in holders:
        link = previews.read_picture_key(key, holder.picture)
        if link is None or link.is_over:
            continue
        if (link.article, link.version) == (holder.key, holder.version):
            return True
    return False


def _reads_at_desk(request: HttpRequest, holders: list[Holder]) -> bool:
    if not holders:
        return False
    keys = [holder.key for holder in holders]
    articles = Article.objects.filter(pk__in=keys)
    return desk_access.readable(articles, request.user).exists()


def _public(request: HttpRequest, file: str) -> HttpResponseBase:
    response = deliver(request, file)
    patch_cache_control(
        response,
        public=True,
        max_age=_YEAR,
        immutable=True,
        s_maxage=0,
        proxy_revalidate=True,
    )
    # Feed readers show it on pages of their own.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
