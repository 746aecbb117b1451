"""An article with everything that stands on its page, in two queries; what is related, in one more."""

from django.db.models import BigAutoField, QuerySet
from django.db.models.functions import Left
from django.utils import timezone

from articles import related
from articles.models import Article
from articles.public.belongings import unfolded, with_belongings
from articles.public.prepared import NOW, Given, Prepared
from articles.public.reading import placed


def read_piece(pk: int) -> Article | None:
    """The published article with this key, with what `reading.whole` reads and its corrections."""
    return next(iter(unfolded(_PIECE.ask(pk=pk, now=timezone.now()))), None)


def read_page_mates(article: Article) -> list[Article]:
    """The published articles of its page in printed order, itself among them: headlines and addresses."""
    mates = _MATES.ask(page=article.page_id, now=timezone.now())
    for one in mates:
        one.page = article.page
        one.body = one.opening  # type: ignore[attr-defined]
    return mates


def read_related(article: Article) -> list[Article]:
    """What else the paper wrote on the same things, nearest first: headlines and addresses."""
    near = _RELATED.ask(pk=article.pk, now=timezone.now())
    for one in near:
        one.body = one.opening  # type: ignore[attr-defined]
    return near


def _build_related() -> QuerySet[Article]:
    near = related.to(Given("pk", BigAutoField()), Article.objects.published(NOW))
    told = ("title", "page__number", "page__issue__date", "page__issue__edition", "page__issue__publication__prefix")
    return near.select_related("page__issue__publication").only(*told).annotate(opening=Left("body", 200))


def _build_mates() -> QuerySet[Article]:
    mates = Article.objects.published(NOW).filter(page=Given("page", BigAutoField()))
    # Without a title the first words stand for it.
    return mates.only("title", "page").annotate(opening=Left("body", 200)).order_by("position", "pk")


def _build_piece() -> QuerySet[Article]:
    article = Article.objects.published(NOW).filter(pk=Given("pk", BigAutoField()))
    told = ("bylines", "article_tags", "illustrations", "corrections")
    return with_belongings(placed(article).select_related("section__publication"), *told)


_PIECE = Prepared(_build_piece)
_MATES = Prepared(_build_mates)
_RELATED = Prepared(_build_related)
