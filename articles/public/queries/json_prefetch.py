"""The related rows of an article - bylines, tags, pictures, corrections - read as JSON in its row.

`prefetch_related` takes a query for each table, and together more time than all the rest of a
page. Here the rows arrive as lists of JSON beside the article's own columns and are stored where a
prefetch would have stored them, so that templates see no difference.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db.models import JSONField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from articles.models import Article, ArticleTag, Author, Byline, Correction, Illustration, Tag
from articles.models.querysets import ArticleQuerySet
from articles.public.queries.instances import build_instance

_AUTHOR = JSONObject(
    id="author_id", name="author__name", affiliation="author__affiliation", kind="author__kind"
)
_BYLINE = JSONObject(role="role", author=_AUTHOR)
_TAG = JSONObject(id="tag_id", name="tag__name", slug="tag__slug", type="tag__type")
_CORRECTION = JSONObject(note="note", at="at")
_PICTURE_COLUMNS = [field.attname for field in Illustration._meta.concrete_fields]
_PICTURE = JSONObject(**{column: column for column in _PICTURE_COLUMNS})


class JSONRows(Subquery):
    """A list of the JSON objects that a query has in its column `row`, in the query's order."""

    template = "(SELECT COALESCE(JSONB_AGG(listed.row), '[]') FROM (%(subquery)s) AS listed)"
    output_field: ClassVar = JSONField()

    def __init__(self, queryset: QuerySet[Any]) -> None:
        super().__init__(queryset.values("row"))

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        template = "(SELECT JSON_GROUP_ARRAY(JSON(listed.row)) FROM (%(subquery)s) AS listed)"
        return self.as_sql(
            compiler,
            connection,
            template=template,
        )


def with_prefetch(articles: ArticleQuerySet, *relations: str) -> ArticleQuerySet:
    """Each article with a column of JSON for each relation; `attach_prefetched` reads them."""
    columns = {}
    for relation in relations:
        related_rows = _RELATED_ROWS[relation]()
        columns[_column_of(relation)] = JSONRows(related_rows)
    return articles.annotate(**columns)


def attach_prefetched(articles: Iterable[Article]) -> list[Article]:
    """The articles of a query `with_prefetch`, each with its related rows as instances."""
    attached = list(articles)
    for article in attached:
        attributes = article.__dict__
        prefetched = attributes.setdefault("_prefetched_objects_cache", {})
        for relation, build in _BUILDERS.items():
            rows = attributes.pop(_column_of(relation), None)
            if rows is not None:
                prefetched[relation] = [build(row) for row in rows]
    return attached


def _column_of(relation: str) -> str:
    return f"{relation}_rows"


def _byline_rows() -> QuerySet[Byline]:
    bylines = Byline.objects.filter(article=OuterRef("pk"))
    in_order = bylines.order_by("order")
    return in_order.annotate(row=_BYLINE)


def _tag_rows() -> QuerySet[ArticleTag]:
    article_tags = ArticleTag.objects.filter(content_object=OuterRef("pk"))
    in_order = article_tags.order_by("-score")
    return in_order.annotate(row=_TAG)


def _picture_rows() -> QuerySet[Illustration]:
    pictures = Illustration.objects.filter(article=OuterRef("pk"))
    in_order = pictures.order_by("order")
    return in_order.annotate(row=_PICTURE)


def _correction_rows() -> QuerySet[Correction]:
    corrections = Correction.objects.filter(article=OuterRef("pk"))
    in_order = corrections.order_by("at")
    return in_order.annotate(row=_CORRECTION)


# The related rows, each list in the order in which it is shown.
_RELATED_ROWS: dict[str, Callable[[], QuerySet[Any]]] = {
    "bylines": _byline_rows,
    "article_tags": _tag_rows,
    "illustrations": _picture_rows,
    "corrections": _correction_rows,
}


def _build_byline(row: dict[str, Any]) -> Byline:
    author = build_instance(Author, row["author"])
    return build_instance(
        Byline,
        {"role": row["role"]},
        {"author": author},
    )


def _build_article_tag(row: dict[str, Any]) -> ArticleTag:
    tag = build_instance(Tag, row)
    return build_instance(ArticleTag, {}, {"tag": tag})


def _build_picture(row: dict[str, Any]) -> Illustration:
    return build_instance(Illustration, row)


def _build_correction(row: dict[str, Any]) -> Correction:
    at = datetime.fromisoformat(row["at"])
    if at.tzinfo is None:  # SQLite writes times in UTC, without a time zone
        at = at.replace(tzinfo=UTC)
    return build_instance(Correction, {"note": row["note"], "at": at})


_BUILDERS: dict[str, Callable[[Any], Model]] = {
    "bylines": _build_byline,
    "article_tags": _build_article_tag,
    "illustrations": _build_picture,
    "corrections": _build_correction,
}
