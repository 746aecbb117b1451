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

from articles.models import Article, ArticleRedirect, AuthorAlias, Issue, TagRedirect
from articles.public.api.filters import (
    ArticleQuestion,
    AuthorQuestion,
    IssueQuestion,
    PageQuestion,
    TagQuestion,
)
from articles.public.api.queries import (
    Chosen,
    choose_articles,
    choose_authors,
    choose_issues,
    choose_pages,
    choose_tags,
    told_authors,
    told_pages,
    told_tags,
)
from articles.public.api.schemas import (
    Articles,
    Authors,
    AuthorShape,
    Fault,
    Issues,
    Pages,
    Stretch,
    Tags,
    TagShape,
    WholeArticleShape,
    WholeIssueShape,
    WholePageShape,
)
from articles.public.api.serializers import (
    tell_article,
    tell_author,
    tell_issue,
    tell_page,
    tell_tag,
    tell_whole_article,
)
from articles.public.cache.delivery import full_address
from articles.public.queries.article_page import read_piece
from articles.public.queries.page_queries import pages_of, signed

Q = TypeVar("Q", bound=Schema)
S = TypeVar("S", bound=Stretch)

ROOT = "/api/v1/"


class _Readable(JSONRenderer):
    """Chinese as it is written: escaped it takes twice the room."""

    json_dumps_params = MappingProxyType({"ensure_ascii": False})


# Its own description and handbook are served by `door`, which is all that is loaded at start: the library takes twelve
# megabytes, and most processes have no reader of the API.
api = NinjaAPI(
    renderer=_Readable(),
    title="Published paper",
    version="1",
    description=(
        "Issues, pages, articles, authors and tags as they are published, read-only. Lists are newest first; "
        "“next” is the address of what follows. Every answer has an ETag."
    ),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)

_MISSING = {404: Fault}
_REFUSED = {404: Fault, 422: Fault}


@api.get(
    "issues",
    response={200: Issues, **_REFUSED},
    summary=gettext_noop("Issues"),
    description=gettext_noop("Days of the paper, the newest first."),
)
def issues(request: HttpRequest, asked: Query[IssueQuestion]) -> Issues:
    return _listed(request, asked, Issues, choose_issues, tell_issue)


@api.get(
    "issues/{int:key}",
    response={200: WholeIssueShape, **_MISSING},
    summary=gettext_noop("An issue"),
    description=gettext_noop("With its pages in printed order."),
)
def issue(request: HttpRequest, key: int) -> WholeIssueShape:  # noqa: ARG001
    found = Issue.objects.published().select_related("publication").filter(pk=_key(key)).first()
    if found is None:
        raise Http404
    return WholeIssueShape(
        **dict(tell_issue(found)), pages=[tell_page(page) for page in pages_of(found)]
    )


@api.get(
    "pages",
    response={200: Pages, **_REFUSED},
    summary=gettext_noop("Pages"),
    description=gettext_noop("Printed pages that have published articles."),
)
def pages(request: HttpRequest, asked: Query[PageQuestion]) -> Pages:
    return _listed(request, asked, Pages, choose_pages, tell_page)


@api.get(
    "pages/{int:key}",
    response={200: WholePageShape, **_MISSING},
    summary=gettext_noop("A page"),
    description=gettext_noop("With its articles in printed order."),
)
def page(request: HttpRequest, key: int) -> WholePageShape:  # noqa: ARG001
    found = told_pages().filter(pk=_key(key)).first()
    if found is None:
        raise Http404
    articles = signed(Article.objects.published().filter(page=found)).order_by("position", "pk")
    return WholePageShape(
        **dict(tell_page(found)), articles=[tell_article(article) for article in articles]
    )


@api.get(
    "articles",
    response={200: Articles, **_REFUSED},
    summary=gettext_noop("Articles"),
    description=gettext_noop("Published last first. All filters that are given hold at once."),
)
def articles(request: HttpRequest, asked: Query[ArticleQuestion]) -> Articles:
    return _listed(request, asked, Articles, choose_articles, tell_article)


@api.get(
    "articles/{int:key}",
    response={200: WholeArticleShape, 301: None, 404: Fault, 410: Fault},
    summary=gettext_noop("An article"),
    description=gettext_noop(
        "With its text, tags, pictures and corrections. 410 if it was withdrawn; 301 if it was joined to another."
    ),
)
def article(request: HttpRequest, key: int) -> WholeArticleShape | HttpResponse:  # noqa: ARG001
    piece = read_piece(_key(key))
    return tell_whole_article(piece.article) if piece else _gone(key)


@api.get(
    "authors",
    response={200: Authors, **_REFUSED},
    summary=gettext_noop("Authors"),
    description=gettext_noop("People and offices that signed something published."),
)
def authors(request: HttpRequest, asked: Query[AuthorQuestion]) -> Authors:
    return _listed(request, asked, Authors, choose_authors, tell_author)


@api.get(
    "authors/{int:key}",
    response={200: AuthorShape, **_MISSING},
    summary=gettext_noop("An author"),
    description=gettext_noop("Of an author who turned out to be another, that other."),
)
def author(request: HttpRequest, key: int) -> AuthorShape:  # noqa: ARG001
    found = told_authors().filter(pk=_key(key)).first()
    if found is None:
        joined = AuthorAlias.objects.filter(pk=_key(key)).values("author")
        found = told_authors().filter(pk__in=joined).first()
    if found is None:
        raise Http404
    return tell_author(found)


@api.get(
    "tags",
    response={200: Tags, **_REFUSED},
    summary=gettext_noop("Tags"),
    description=gettext_noop("Tags of something published."),
)
def tags(request: HttpRequest, asked: Query[TagQuestion]) -> Tags:
    return _listed(request, asked, Tags, choose_tags, tell_tag)


@api.get(
    "tags/{slug}",
    response={200: TagShape, **_MISSING},
    summary=gettext_noop("A tag"),
    description=gettext_noop("Of a tag that was merged into another, that other."),
)
def tag(request: HttpRequest, slug: str) -> TagShape:  # noqa: ARG001
    found = told_tags().filter(slug=slug).first()
    if found is None:
        merged = TagRedirect.objects.filter(slug=slug).values("tag")
        found = told_tags().filter(pk__in=merged).first()
    if found is None:
        raise Http404
    return tell_tag(found)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, fault: Http404) -> HttpResponse:  # noqa: ARG001
    return refusal(_("There is nothing published under this key."), 404)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, fault: HttpError) -> HttpResponse:  # noqa: ARG001
    return refusal(str(fault), fault.status_code)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, fault: ValidationError) -> HttpResponse:  # noqa: ARG001
    first = fault.errors[0]
    return refusal(f"{first['loc'][-1]}: {first['msg']}.", 422)


def refusal(sentence: str, status: int) -> HttpResponse:
    return JsonResponse(
        {"detail": sentence}, status=status, json_dumps_params={"ensure_ascii": False}
    )


def _gone(key: int) -> HttpResponse:
    joined = ArticleRedirect.objects.filter(old_id=key).values_list("article_id", flat=True).first()
    if joined is not None:
        return HttpResponsePermanentRedirect(f"{ROOT}articles/{joined}")
    if Article.objects.withdrawn_after_publication().filter(pk=key).exists():
        raise HttpError(
            410, _("This article was withdrawn. Please take it out of your copies, too.")
        )
    raise Http404


def _key(key: int) -> int:
    """Raises Http404 for more than a database can count."""
    if key >= 10**18:
        raise Http404
    return key


def _listed(
    request: HttpRequest,
    asked: Q,
    form: type[S],
    choose: Callable[[Q], Chosen],
    tell: Callable[[Any], Schema],
) -> S:
    """Raises HttpError for a parameter that nobody knows, most likely misspelt, and for one that stands there twice."""
    known = type(asked).model_fields
    for name in request.GET.keys() - known.keys():
        raise HttpError(
            422,
            _("“%(name)s” is unknown here. Known are %(known)s.")
            % {"name": name, "known": ", ".join(known)},
        )
    for name, values in request.GET.lists():
        if len(values) > 1:
            raise HttpError(
                422, _("“%(name)s” is given twice; one list answers one question.") % {"name": name}
            )
    chosen = choose(asked)
    return form(items=[tell(row) for row in chosen.rows], next=_next(request, chosen))


def _next(request: HttpRequest, chosen: Chosen) -> str | None:
    if not chosen.before:
        return None
    params = request.GET.copy()
    params["before"] = chosen.before
    return f"{full_address(request.path)}?{params.urlencode()}"
