"""What belongs to the site, not to a paper: robots.txt, its sign, its search, the page for a wrong address."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse

from articles.models import Issue, Publication
from articles.public.cache.delivery import full_address
from articles.public.queries.page_queries import issues_beside, main_publication


def robots(request: HttpRequest) -> HttpResponse:
    context = {
        "closed": [reverse("admin:index"), reverse("public:search", args=[""])],
        "sitemap": full_address(reverse("public:sitemap")),
        "news": full_address(reverse("public:sitemap-news")),
    }
    return render(request, "public/robots.txt", context, content_type="text/plain; charset=utf-8")


def opensearch(request: HttpRequest, prefix: str) -> HttpResponse:
    """How a browser searches the paper from its own search field."""
    context = {
        "publication": get_object_or_404(Publication, prefix=prefix)
        if prefix
        else main_publication(),
        "search": full_address(reverse("public:search", args=[prefix])),
        "icon": full_address(static("articles/public/icon.svg")),
    }
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "public/opensearch.xml", context, content_type=content_type)


def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """For those who ask without having read the page: the sign, whose own name may change."""
    return redirect(static("articles/public/icon.svg"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Says where to go on, in the clothes of the paper; from a day without one to the issues before and after it."""
    context: dict[str, Any] = {"publication": main_publication()}
    found = request.resolver_match
    if found and found.view_name == "public:issue" and not found.kwargs["label"].edition:
        publication = Publication.objects.filter(prefix=found.kwargs["prefix"]).first()
        if publication:
            day = found.kwargs["label"].date
            before, after = issues_beside(Issue(publication=publication, date=day))
            context = {"publication": publication, "day": day, "before": before, "after": after}
    return render(request, "404.html", context, status=404)
