"""An article as its readers will see it, for those who hold a link to it; no one else may find or keep it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles.editorial import previews
from articles.models import Article
from articles.public.cache.delivery import CONTENT_POLICY
from articles.public.page_layout import set_text
from articles.public.queries.page_queries import whole

_HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "no-referrer",  # the address is the key
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """410 once it is over or the text has changed; of what is public, the way to it."""
    shown = previews.read(token)
    if shown is None:
        raise Http404
    article = whole(Article.objects.filter(pk=shown.article)).defer(None).first()
    if article and Article.objects.published().filter(pk=article.pk).exists():
        return redirect(article)
    if article is None or shown.is_over or article.version != shown.version:
        return _delivered(render(request, "public/preview_over.html", status=410))
    page = article.page
    context = {
        "publication": page.issue.publication,
        "issue": page.issue,
        "page": page,
        "article": article,
        "text": set_text(article),
        "until": shown.until,
    }
    return _delivered(render(request, "public/preview.html", context))


def _delivered(response: HttpResponse) -> HttpResponse:
    for name, value in _HEADERS.items():
        response.headers[name] = value
    return response
