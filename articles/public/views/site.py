"""What belongs to the site, not to a paper: robots.txt and the page for a wrong address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.public.delivery import full_address
from articles.public.reading import main_publication


def robots(request: HttpRequest) -> HttpResponse:
    context = {
        "closed": [reverse("admin:index"), reverse("public:search")],
        "sitemap": full_address(reverse("public:sitemap")),
    }
    return render(request, "public/robots.txt", context, content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Says where to go on, in the clothes of the paper."""
    return render(request, "404.html", {"publication": main_publication()}, status=404)
