"""An article as its readers will see it, for those who have a link; nobody else may find or store
it.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles.editorial import previews
from articles.models import Article
from articles.public.page_layout import place_pictures
from articles.public.queries.page_queries import with_content

_HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",  # the address is the key
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """410 once the link has expired or the text has changed; a redirect to what is public."""
    link = previews.read(token)
    if link is None:
        raise Http404
    article = with_content(Article.objects.filter(pk=link.article)).defer(None).first()
    if article and Article.objects.published().filter(pk=article.pk).exists():
        return _with_headers(redirect(article))
    if article is None or link.is_over or article.version != link.version:
        expired = render(request, "public/preview_expired.html", status=410)
        return _with_headers(expired)
    _open_pictures(article, link)
    page = article.page
    context = {
        "publication": page.issue.publication,
        "issue": page.issue,
        "page": page,
        "article": article,
        "text": place_pictures(article),
        "until": link.until,
    }
    return _with_headers(render(request, "public/preview.html", context))


def _open_pictures(article: Article, link: previews.Preview) -> None:
    """Give the addresses of its pictures, which are not public either, their keys."""
    for illustration in article.illustrations.all():
        if illustration.picture:
            name = str(illustration.picture.name)
            illustration.preview_key = previews.key_of_picture(link, name)


def _with_headers(response: HttpResponse) -> HttpResponse:
    for name, value in _HEADERS.items():
        response.headers[name] = value
    return response
