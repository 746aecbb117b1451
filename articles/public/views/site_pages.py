"""Pages of the site as a whole: robots.txt, browser search, icon, and the page for a wrong
address.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse

from articles.models import Issue, Publication
from articles.public.cache.delivery import full_address
from articles.public.queries.page_queries import (
    issues_beside,
    main_publication,
    publication_or_main,
)


def robots(request: HttpRequest) -> HttpResponse:
    context = {
        "closed": [reverse("admin:index"), reverse("public:search", args=[""])],
        "sitemap": full_address(reverse("public:sitemap")),
        "news": full_address(reverse("public:sitemap-news")),
    }
    return render(request, "public/robots.txt", context, content_type="text/plain; charset=utf-8")


def opensearch(request: HttpRequest, prefix: str) -> HttpResponse:
    """The description with which a browser searches the paper from its own search field."""
    context = {
        "publication": publication_or_main(prefix),
        "search": full_address(reverse("public:search", args=[prefix])),
        "icon": full_address(static("articles/public/icon.svg")),
    }
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "public/opensearch.xml", context, content_type=content_type)


def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """For clients that ask without having read a page, which names the icon with its hash."""
    return redirect(static("articles/public/icon.svg"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """The page for a wrong address; a day without an issue links to the issues before and after
    it.
    """
    context = _context_of_day(request)
    if context is None:
        context = {"publication": main_publication()}
    return render(request, "404.html", context, status=404)


def _context_of_day(request: HttpRequest) -> dict[str, Any] | None:
    """None unless the address is that of a day of an existing paper."""
    match = request.resolver_match
    if match is None or match.view_name != "public:issue":
        return None
    label = match.kwargs["label"]
    publications = Publication.objects.filter(prefix=match.kwargs["prefix"])
    publication = publications.first()
    if publication is None or label.edition:
        return None
    missing_issue = Issue(publication=publication, date=label.date)
    before, after = issues_beside(missing_issue)
    return {
        "publication": publication,
        "day": label.date,
        "before": before,
        "after": after,
    }
