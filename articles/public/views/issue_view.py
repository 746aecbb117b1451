"""The printed paper on the screen: today's issue, any issue, one page of it."""

from datetime import date

from django.db.models import BigAutoField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format

from articles.models import Article, Issue, Page
from articles.models.querysets import ArticleQuerySet, IssueQuerySet
from articles.public.cache.delivery import full_address, leave_uncached
from articles.public.page_layout import (
    PAGES,
    SUMMARY,
    Spread,
    lay_out_issue,
    lay_out_page,
    summarise_headlines,
)
from articles.public.queries.json_prefetch import attach_prefetched, with_prefetch
from articles.public.queries.page_queries import (
    beside,
    issues_beside,
    latest_issue,
    other_publications,
    pages_of,
    publication_or_main,
    with_location,
)
from articles.public.queries.prepared_queries import NOW, Param, PreparedQuery
from articles.public.url_converters import IssueLabel


def _query(**location: Param) -> ArticleQuerySet:
    articles = Article.objects.published(NOW).filter(**location)
    in_order = with_location(articles).in_print_order()
    return with_prefetch(in_order, "bylines", "illustrations")


_ARTICLES_OF_PAGE = PreparedQuery(lambda: _query(page=Param("page", BigAutoField())))
_ARTICLES_OF_ISSUE = PreparedQuery(lambda: _query(page__issue=Param("issue", BigAutoField())))


def front(request: HttpRequest, prefix: str) -> HttpResponse:
    """The latest issue of a paper."""
    issue = latest_issue(prefix)
    if issue is None:
        return _no_issue_yet(request, prefix)
    return _render_issue(
        request,
        issue,
        issue.publication.get_absolute_url(),
    )


def issue(request: HttpRequest, prefix: str, label: IssueLabel) -> HttpResponse:
    """The issue of a day. If all issues of that day are named editions, the day alone redirects to
    the first.
    """
    issues = list(_issues_of(prefix, label.date).order_by("edition"))
    for issue in issues:
        if issue.edition == label.edition:
            return _render_issue(
                request,
                issue,
                issue.get_absolute_url(),
            )
    if issues and not label.edition:
        return redirect(issues[0])
    raise Http404


def page(request: HttpRequest, prefix: str, label: IssueLabel, number: str) -> HttpResponse:
    issue = get_object_or_404(_issues_of(prefix, label.date), edition=label.edition)
    pages = pages_of(issue)
    page = _find_page(pages, number)
    rows = _ARTICLES_OF_PAGE.fetch(
        page=page.pk,
        now=timezone.now(),
    )
    articles = attach_prefetched(rows)
    if not articles:  # withdrawn since the page was found
        raise Http404
    before, after = beside(pages, page)
    title = f"{issue.publication} {date_format(issue.date)} {page.number} {page.title}"
    context = {
        "publication": issue.publication,
        "issue": issue,
        "page": page,
        "pages": pages,
        "canonical": full_address(page.get_absolute_url()),
        "sharing": {"title": title.strip()},
        "before": before,
        "after": after,
        "spread": lay_out_page(page, articles),
        "summary": summarise_headlines(articles, SUMMARY),
    }
    return render(request, "public/page.html", context)


def _find_page(pages: list[Page], number: str) -> Page:
    for page in pages:
        if page.number == number:
            return page
    raise Http404


def _issues_of(prefix: str, day: date) -> IssueQuerySet:
    issues = Issue.objects.published().select_related("publication")
    return issues.filter(publication__prefix=prefix, date=day)


def _render_issue(request: HttpRequest, issue: Issue, address: str) -> HttpResponse:
    """For search engines the front page is a page of its own; a shared link leads to the issue."""
    rows = _ARTICLES_OF_ISSUE.fetch(
        issue=issue.pk,
        now=timezone.now(),
    )
    spreads = lay_out_issue(attach_prefetched(rows))
    if not spreads:  # withdrawn since the issue was found
        raise Http404
    before, after = issues_beside(issue)
    title = f"{issue.publication} {date_format(issue.date)} {issue.edition}"
    sharing = {"title": title.strip(), "address": full_address(issue.get_absolute_url())}
    context = {
        "publication": issue.publication,
        "issue": issue,
        "canonical": full_address(address),
        "sharing": sharing,
        "pages": [spread.page for spread in spreads],
        "front": spreads[0],
        "summary": summarise_headlines(_leading_articles(spreads), SUMMARY),
        "spreads": spreads[1:PAGES],
        "further_spreads": spreads[PAGES:],
        "before": before,
        "after": after,
        "editions": _other_editions(issue, before, after),
    }
    return render(request, "public/issue.html", context)


def _leading_articles(spreads: list[Spread]) -> list[Article]:
    articles: list[Article] = []
    for spread in spreads:
        articles.extend(card.article for card in spread.heads)
    return articles


def _other_editions(issue: Issue, *neighbours: Issue | None) -> list[Issue]:
    editions: list[Issue] = []
    for neighbour in neighbours:
        if neighbour is None or neighbour.date != issue.date:
            continue
        editions.append(neighbour)
    return editions


def _no_issue_yet(request: HttpRequest, prefix: str) -> HttpResponse:
    """A paper without an issue is no error: somebody has to be the first reader."""
    leave_uncached(request)  # other papers stand on it
    publication = publication_or_main(prefix)
    others = other_publications(prefix)
    if publication is None and others:  # no paper stands at the root of the site
        return redirect(others[0])
    context = {"publication": publication, "other_papers": others}
    return render(request, "public/no_issue_yet.html", context)
