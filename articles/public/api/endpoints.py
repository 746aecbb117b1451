"""The addresses of the API under `/api/v1/`: arguments in, one call, an answer out."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, TypeVar

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from articles.models import Article
from articles.public.api.filters import (
    ArticleFilter,
    AuthorFilter,
    IssueFilter,
    PageFilter,
    TagFilter,
)
from articles.public.api.queries import (
    find_author,
    find_issue,
    find_page,
    find_tag,
    select_articles,
    select_authors,
    select_issues,
    select_pages,
    select_tags,
)
from articles.public.api.schemas import (
    Articles,
    Authors,
    AuthorSchema,
    Fault,
    Issues,
    ListSchema,
    Pages,
    Tags,
    TagSchema,
    WholeArticleSchema,
    WholeIssueSchema,
    WholePageSchema,
)
from articles.public.api.serializers import (
    serialize_article,
    serialize_author,
    serialize_issue,
    serialize_page,
    serialize_tag,
    serialize_whole_article,
)
from articles.public.cache.delivery import full_address
from articles.public.queries.article_page import load_article_page
from articles.public.queries.keyset_pages import KeysetPage
from articles.public.queries.missing_articles import get_withdrawn_or_404, key_of_merged
from articles.public.queries.page_queries import pages_of, with_bylines

F = TypeVar("F", bound=Schema)
S = TypeVar("S", bound=ListSchema)

ROOT = "/api/v1/"

_MAX_KEY = 10**18  # a database cannot count any further


class _UnescapedJSONRenderer(JSONRenderer):
    """Chinese stays as it is written: escaped it takes twice the room."""

    json_dumps_params = MappingProxyType({"ensure_ascii": False})


# `dispatch` serves the description and the docs page, and is loaded with the first request only:
# the library takes twelve megabytes, and most processes have no reader of the API.
api = NinjaAPI(
    renderer=_UnescapedJSONRenderer(),
    title="Published paper",
    version="1",
    description=(
        "Issues, pages, articles, authors and tags as they are published, read-only. "
        "Lists are newest first; "
        "“next” is the address of what follows. Every answer has an ETag."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)

_NOT_FOUND = {404: Fault}
_REFUSED = {404: Fault, 422: Fault}


@api.get(
    "issues",
    response={200: Issues, **_REFUSED},
    summary=gettext_noop("Issues"),
    description=gettext_noop("Days of the paper, the newest first."),
)
def issues(request: HttpRequest, filters: Query[IssueFilter]) -> Issues:
    return _list_response(
        request,
        filters,
        Issues,
        select_issues,
        serialize_issue,
    )


@api.get(
    "issues/{int:key}",
    response={200: WholeIssueSchema, **_NOT_FOUND},
    summary=gettext_noop("An issue"),
    description=gettext_noop("With its pages in printed order."),
)
def issue(request: HttpRequest, key: int) -> WholeIssueSchema:  # noqa: ARG001
    issue = find_issue(_checked(key))
    fields = dict(serialize_issue(issue))
    pages = [serialize_page(page) for page in pages_of(issue)]
    return WholeIssueSchema(**fields, pages=pages)


@api.get(
    "pages",
    response={200: Pages, **_REFUSED},
    summary=gettext_noop("Pages"),
    description=gettext_noop("Printed pages that have published articles."),
)
def pages(request: HttpRequest, filters: Query[PageFilter]) -> Pages:
    return _list_response(
        request,
        filters,
        Pages,
        select_pages,
        serialize_page,
    )


@api.get(
    "pages/{int:key}",
    response={200: WholePageSchema, **_NOT_FOUND},
    summary=gettext_noop("A page"),
    description=gettext_noop("With its articles in printed order."),
)
def page(request: HttpRequest, key: int) -> WholePageSchema:  # noqa: ARG001
    page = find_page(_checked(key))
    of_page = Article.objects.published().filter(page=page)
    in_order = of_page.order_by("position", "pk")
    articles = [serialize_article(article) for article in with_bylines(in_order)]
    fields = dict(serialize_page(page))
    return WholePageSchema(**fields, articles=articles)


@api.get(
    "articles",
    response={200: Articles, **_REFUSED},
    summary=gettext_noop("Articles"),
    description=gettext_noop("Published last first. All filters that are given hold at once."),
)
def articles(request: HttpRequest, filters: Query[ArticleFilter]) -> Articles:
    return _list_response(
        request,
        filters,
        Articles,
        select_articles,
        serialize_article,
    )


@api.get(
    "articles/{int:key}",
    response={200: WholeArticleSchema, 301: None, 404: Fault, 410: Fault},
    summary=gettext_noop("An article"),
    description=gettext_noop(
        "With its text, tags, pictures and corrections. "
        "410 if it was withdrawn; 301 if it was joined to another."
    ),
)
def article(request: HttpRequest, key: int) -> WholeArticleSchema | HttpResponse:  # noqa: ARG001
    article_page = load_article_page(_checked(key))
    if article_page is None:
        return _missing_article_response(key)
    return serialize_whole_article(article_page.article)


@api.get(
    "authors",
    response={200: Authors, **_REFUSED},
    summary=gettext_noop("Authors"),
    description=gettext_noop("People and offices that signed something published."),
)
def authors(request: HttpRequest, filters: Query[AuthorFilter]) -> Authors:
    return _list_response(
        request,
        filters,
        Authors,
        select_authors,
        serialize_author,
    )


@api.get(
    "authors/{int:key}",
    response={200: AuthorSchema, **_NOT_FOUND},
    summary=gettext_noop("An author"),
    description=gettext_noop("Of an author who turned out to be another, that other."),
)
def author(request: HttpRequest, key: int) -> AuthorSchema:  # noqa: ARG001
    return serialize_author(find_author(_checked(key)))


@api.get(
    "tags",
    response={200: Tags, **_REFUSED},
    summary=gettext_noop("Tags"),
    description=gettext_noop("Tags of something published."),
)
def tags(request: HttpRequest, filters: Query[TagFilter]) -> Tags:
    return _list_response(
        request,
        filters,
        Tags,
        select_tags,
        serialize_tag,
    )


@api.get(
    "tags/{slug}",
    response={200: TagSchema, **_NOT_FOUND},
    summary=gettext_noop("A tag"),
    description=gettext_noop("Of a tag that was merged into another, that other."),
)
def tag(request: HttpRequest, slug: str) -> TagSchema:  # noqa: ARG001
    return serialize_tag(find_tag(slug))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, fault: Http404) -> HttpResponse:  # noqa: ARG001
    return error_response(_("There is nothing published under this key."), 404)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, fault: HttpError) -> HttpResponse:  # noqa: ARG001
    return error_response(str(fault), fault.status_code)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, fault: ValidationError) -> HttpResponse:  # noqa: ARG001
    first_error = fault.errors[0]
    parameter = first_error["loc"][-1]
    sentence = f"{parameter}: {first_error['msg']}."
    return error_response(sentence, 422)


def error_response(sentence: str, status: int) -> HttpResponse:
    return JsonResponse(
        {"detail": sentence}, status=status, json_dumps_params={"ensure_ascii": False}
    )


def _missing_article_response(key: int) -> HttpResponse:
    merged_into = key_of_merged(key)
    if merged_into is not None:
        return HttpResponsePermanentRedirect(f"{ROOT}articles/{merged_into}")
    get_withdrawn_or_404(key)
    sentence = _("This article was withdrawn. Please take it out of your copies, too.")
    raise HttpError(410, sentence)


def _checked(key: int) -> int:
    """Raises Http404 for a key that no database has."""
    if key >= _MAX_KEY:
        raise Http404
    return key


def _list_response(
    request: HttpRequest,
    filters: F,
    list_schema: type[S],
    select: Callable[[F], KeysetPage[Any]],
    serialize: Callable[[Any], Schema],
) -> S:
    _check_parameters(request, known=type(filters).model_fields)
    page = select(filters)
    items = [serialize(row) for row in page.rows]
    return list_schema(
        items=items,
        next=_next_address(request, page),
    )


def _check_parameters(request: HttpRequest, known: dict[str, Any]) -> None:
    """Raises HttpError for a parameter that is unknown, most likely misspelt, or given twice."""
    for name in request.GET.keys() - known.keys():
        sentence = _("“%(name)s” is unknown here. Known are %(known)s.")
        raise HttpError(422, sentence % {"name": name, "known": ", ".join(known)})
    for name, values in request.GET.lists():
        if len(values) > 1:
            sentence = _("“%(name)s” is given twice; one list answers one question.")
            raise HttpError(422, sentence % {"name": name})


def _next_address(request: HttpRequest, page: KeysetPage[Any]) -> str | None:
    if not page.next_cursor:
        return None
    params = request.GET.copy()
    params["before"] = page.next_cursor
    return f"{full_address(request.path)}?{params.urlencode()}"
