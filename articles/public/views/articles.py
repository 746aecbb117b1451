"""An article on its own page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.choices import Status
from articles.models import Article
from articles.public.delivery import full_address, is_address
from articles.public.layout import opening
from articles.public.reading import beside, placed, whole

# What search engines and feed readers show of a text.
SUMMARY = 120


def article(request: HttpRequest, *, pk: int, **_address: object) -> HttpResponse:
    """The key alone finds the article; any other address with it leads to the right one."""
    found = whole(Article.objects.published()).filter(pk=pk).first()
    if found is None:
        return _gone(request, pk)
    address = found.get_absolute_url()
    if not is_address(request, address):
        return redirect(address, permanent=True)
    siblings = list(placed(Article.objects.published().filter(page=found.page_id)).in_print_order())
    before, after = beside(siblings, found)
    context = {
        "publication": found.page.issue.publication,
        "issue": found.page.issue,
        "page": found.page,
        "article": found,
        "siblings": siblings,
        "before": before,
        "after": after,
        "canonical": full_address(address),
        "summary": "".join(opening(found, SUMMARY)),
    }
    return render(request, "public/article.html", context)


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    """410 for what was published once; of what never was, not even the address is confirmed."""
    withdrawn = placed(Article.objects.filter(pk=pk, status=Status.WITHDRAWN)).first()
    if withdrawn is None:
        raise Http404
    context = {"publication": withdrawn.page.issue.publication, "issue": withdrawn.page.issue}
    return render(request, "public/gone.html", context, status=410)
