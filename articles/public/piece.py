"""An article with everything that stands on its page, in two queries.

Read table by table it takes five, and more time than all the rest of the page. So its names, tags, pictures and
corrections come as JSON in the article's own row, and are what a prefetch would have left.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db.models import BigAutoField, DateTimeField, JSONField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject, Left
from django.utils import timezone

from articles.models import Article, ArticleTag, Author, Byline, Correction, Illustration, Tag
from articles.public.prepared import Given, Prepared
from articles.public.reading import placed

_NOW = Given("now", DateTimeField())
_AUTHOR = JSONObject(id="author_id", name="author__name", affiliation="author__affiliation", kind="author__kind")
_TAG = JSONObject(id="tag_id", name="tag__name", slug="tag__slug", type="tag__type")
_PICTURE = JSONObject(**{field.attname: field.attname for field in Illustration._meta.concrete_fields})


class _List(Subquery):
    """The JSON objects that a query of one column (`row`) gives, as one list in its order."""

    template = "(SELECT COALESCE(JSONB_AGG(listed.row), '[]') FROM (%(subquery)s) AS listed)"
    output_field: ClassVar = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        template = "(SELECT JSON_GROUP_ARRAY(JSON(listed.row)) FROM (%(subquery)s) AS listed)"
        return self.as_sql(compiler, connection, template=template)


def read_piece(pk: int) -> Article | None:
    """The published article with this key, with what `reading.whole` reads and its corrections."""
    article = next(iter(_PIECE.ask(pk=pk, now=timezone.now())), None)
    if article:
        for name, made in _MADE.items():
            _put(article, name, made)
    return article


def read_page_mates(article: Article) -> list[Article]:
    """The published articles of its page in printed order, itself among them: headlines and addresses."""
    mates = _MATES.ask(page=article.page_id, now=timezone.now())
    for one in mates:
        one.page = article.page
        one.body = one.opening  # type: ignore[attr-defined]
    return mates


def _build_mates() -> QuerySet[Article]:
    mates = Article.objects.published(_NOW).filter(page=Given("page", BigAutoField()))
    # Without a title the first words stand for it.
    return mates.only("title", "page").annotate(opening=Left("body", 200)).order_by("position", "pk")


def _build_piece() -> QuerySet[Article]:
    rows = {f"{name}_rows": _List(query.values("row")) for name, query in _belongings().items()}
    articles = Article.objects.published(_NOW).filter(pk=Given("pk", BigAutoField()))
    return placed(articles).select_related("section__publication").annotate(**rows)


def _belongings() -> dict[str, QuerySet[Any]]:
    """The queries of what belongs to an article, in the order in which it is shown."""
    own = OuterRef("pk")
    return {
        "bylines": Byline.objects.filter(article=own).order_by("order").annotate(
            row=JSONObject(role="role", author=_AUTHOR)
        ),
        "article_tags": ArticleTag.objects.filter(content_object=own).order_by("-score").annotate(row=_TAG),
        "illustrations": Illustration.objects.filter(article=own).order_by("order").annotate(row=_PICTURE),
        "corrections": Correction.objects.filter(article=own).order_by("at").annotate(
            row=JSONObject(note="note", at="at")
        ),
    }  # fmt: skip


def _put(article: Article, name: str, made: Callable[[Any], Model]) -> None:
    """Leave the rows where a prefetch leaves them, so that nothing that shows an article knows the difference."""
    rows = [made(row) for row in article.__dict__.pop(f"{name}_rows")]
    found = article._meta.get_field(name).related_model._default_manager.none()  # type: ignore[union-attr]
    found._result_cache = rows
    article.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found


def _byline(row: dict[str, Any]) -> Byline:
    return Byline(role=row["role"], author=Author(**row["author"]))


def _mark(row: dict[str, Any]) -> ArticleTag:
    return ArticleTag(tag=Tag(**row))


def _picture(row: dict[str, Any]) -> Illustration:
    return Illustration(**row)


def _correction(row: dict[str, Any]) -> Correction:
    at = datetime.fromisoformat(row["at"])
    # SQLite writes times without a zone; they are in UTC.
    return Correction(note=row["note"], at=at if at.tzinfo else at.replace(tzinfo=UTC))


_PIECE = Prepared(_build_piece)
_MATES = Prepared(_build_mates)
_MADE: dict[str, Callable[[Any], Model]] = {
    "bylines": _byline,
    "article_tags": _mark,
    "illustrations": _picture,
    "corrections": _correction,
}
