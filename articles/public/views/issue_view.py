"""The printed paper on the screen: today's issue, any issue, one page of it."""

from datetime import date

from django.db.models import BigAutoField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Article, Issue, Publication
from articles.models.querysets import ArticleQuerySet, IssueQuerySet
from articles.public.cache.delivery import full_address
from articles.public.page_layout import PAGES, SUMMARY, headlines, lay_out, spreads_of
from articles.public.queries.json_prefetch import unfolded, with_belongings
from articles.public.queries.page_queries import (
    beside,
    issues_beside,
    latest_issue,
    main_publication,
    other_publications,
    pages_of,
    placed,
)
from articles.public.queries.prepared_queries import NOW, Given, Prepared
from articles.public.url_converters import IssueLabel


def _announced(**place: Given) -> ArticleQuerySet:
    articles = placed(Article.objects.published(NOW).filter(**place)).in_print_order()
    return with_belongings(articles, "bylines", "illustrations")


_ON_PAGE = Prepared(lambda: _announced(page=Given("page", BigAutoField())))
_IN_ISSUE = Prepared(lambda: _announced(page__issue=Given("issue", BigAutoField())))


def front(request: HttpRequest, prefix: str) -> HttpResponse:
    """The latest issue of a paper."""
    issue = latest_issue(prefix)
    if issue is None:
        return _nothing_yet(request, prefix)
    return _issue(request, issue, issue.publication.get_absolute_url())


def issue(request: HttpRequest, prefix: str, label: IssueLabel) -> HttpResponse:
    """The issue of a day; where all of that day have names, the day alone leads to the first of them."""
    issues = list(_issues(prefix, label.date).order_by("edition"))
    found = next((one for one in issues if one.edition == label.edition), None)
    if found:
        return _issue(request, found, found.get_absolute_url())
    if issues and not label.edition:
        return redirect(issues[0])
    raise Http404


def page(request: HttpRequest, prefix: str, label: IssueLabel, number: str) -> HttpResponse:
    issue = get_object_or_404(_issues(prefix, label.date), edition=label.edition)
    pages = pages_of(issue)
    found = next((page for page in pages if page.number == number), None)
    if found is None:
        raise Http404
    articles = unfolded(_ON_PAGE.ask(page=found.pk, now=timezone.now()))
    if not articles:  # withdrawn since the page was found
        raise Http404
    before, after = beside(pages, found)
    context = {
        "publication": issue.publication,
        "issue": issue,
        "page": found,
        "pages": pages,
        "canonical": full_address(found.get_absolute_url()),
        "shared": {
            "title": f"{issue.publication} {date_format(issue.date)} {found.number} {found.title}".strip()
        },
        "before": before,
        "after": after,
        "spread": lay_out(found, articles),
        "summary": headlines(articles, SUMMARY),
    }
    return render(request, "public/page.html", context)


def _issues(prefix: str, day: date) -> IssueQuerySet:
    issues = Issue.objects.published().select_related("publication")
    return issues.filter(publication__prefix=prefix, date=day)


def _issue(request: HttpRequest, issue: Issue, address: str) -> HttpResponse:
    """The front page is a page of its own to search engines; who passes it on means the issue."""
    spreads = spreads_of(unfolded(_IN_ISSUE.ask(issue=issue.pk, now=timezone.now())))
    if not spreads:  # withdrawn since the issue was found
        raise Http404
    before, after = issues_beside(issue)
    context = {
        "publication": issue.publication,
        "issue": issue,
        "canonical": full_address(address),
        "shared": {
            "title": f"{issue.publication} {date_format(issue.date)} {issue.edition}".strip(),
            "address": full_address(issue.get_absolute_url()),
        },
        "pages": [spread.page for spread in spreads],
        "front": spreads[0],
        "summary": headlines(
            (card.article for spread in spreads for card in spread.heads), SUMMARY
        ),
        "spreads": spreads[1:PAGES],
        "further": spreads[PAGES:],
        "before": before,
        "after": after,
        "editions": [one for one in (before, after) if one and one.date == issue.date],
    }
    return render(request, "public/issue.html", context)


def _nothing_yet(request: HttpRequest, prefix: str) -> HttpResponse:
    """A paper without an issue is no error: somebody has to be the first reader."""
    publication = get_object_or_404(Publication, prefix=prefix) if prefix else main_publication()
    others = other_publications(prefix)
    if publication is None and others:  # no paper stands at the root of the site
        return redirect(others[0])
    return render(
        request, "public/nothing_yet.html", {"publication": publication, "others": others}
    )
