"""An article with everything that stands on its page, in one query."""

from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigAutoField, OuterRef, QuerySet
from django.db.models.functions import JSONObject, Left
from django.utils import timezone

from articles.models import Article, Issue, Page, Publication
from articles.models.querysets import ArticleQuerySet
from articles.public.queries.instances import made
from articles.public.queries.json_prefetch import Rows, unfolded, with_belongings
from articles.public.queries.page_queries import placed
from articles.public.queries.prepared_queries import NOW, Given, Prepared
from articles.tagging import related

# Without a title the first words stand for it.
_HEADLINE: dict[str, Any] = {"id": "pk", "title": "title", "body": Left("body", 200)}


class Piece(NamedTuple):
    """A published article with what `reading.whole` reads and its corrections, and with the articles that its page
    leads to: those have headlines and addresses.
    """

    article: Article
    page_mates: list[Article]  # in printed order, itself among them
    related: list[Article]  # what else the paper wrote on the same things, nearest first


def read_piece(pk: int) -> Piece | None:
    """The published article with this key."""
    found = unfolded(_PIECE.ask(pk=pk, now=timezone.now()))
    return _piece(found[0]) if found else None


def _piece(article: Article) -> Piece:
    page = article.page
    if article.section and article.section.publication_id == page.issue.publication_id:
        article.section.publication = page.issue.publication
    mates, near = article.__dict__.pop("page_mates"), article.__dict__.pop("related")
    return Piece(
        article,
        [made(Article, row, {"page": page}) for row in mates],
        [_related(**row) for row in near],
    )


def _related(day: str, edition: str, prefix: str, number: str, **headline: Any) -> Article:
    paper = made(Publication, {"prefix": prefix})
    issue = made(
        Issue, {"date": date.fromisoformat(day), "edition": edition}, {"publication": paper}
    )
    return made(Article, headline, {"page": made(Page, {"number": number}, {"issue": issue})})


def _build_piece() -> QuerySet[Article]:
    article = Article.objects.published(NOW).filter(pk=Given("pk", BigAutoField())).order_by()
    told = with_belongings(
        placed(article), "bylines", "article_tags", "illustrations", "corrections"
    )
    return told.annotate(page_mates=Rows(_build_mates()), related=Rows(_build_related()))


def _build_mates() -> ArticleQuerySet:
    mates = Article.objects.published(NOW).filter(page=OuterRef("page")).order_by("position", "pk")
    return mates.annotate(row=JSONObject(**_HEADLINE))


def _build_related() -> ArticleQuerySet:
    issue = "page__issue__"
    place = {
        "day": f"{issue}date",
        "edition": f"{issue}edition",
        "prefix": f"{issue}publication__prefix",
    }
    near = related.to(OuterRef("pk"), Article.objects.published(NOW))
    return near.annotate(row=JSONObject(**_HEADLINE, **place, number="page__number"))


_PIECE = Prepared(_build_piece)
