"""What belongs to an article - names, tags, pictures, corrections - read along with it, in its own row.

Read table by table each takes a query, and together more time than all the rest of a page. So they come as lists of
JSON beside the article's own columns, and are put where a prefetch would have put them: nothing that shows
an article knows the difference.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.db.models import JSONField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from articles.models import Article, ArticleTag, Author, Byline, Correction, Illustration, Tag
from articles.models.querysets import ArticleQuerySet
from articles.public.queries.instances import made

_AUTHOR = JSONObject(
    id="author_id", name="author__name", affiliation="author__affiliation", kind="author__kind"
)
_TAG = JSONObject(id="tag_id", name="tag__name", slug="tag__slug", type="tag__type")
_PICTURE = JSONObject(
    **{field.attname: field.attname for field in Illustration._meta.concrete_fields}
)


class Rows(Subquery):
    """The JSON objects that a query gives in its column `row`, as one list in its order."""

    def __init__(self, queryset: QuerySet[Any]) -> None:
        super().__init__(queryset.values("row"))

    template = "(SELECT COALESCE(JSONB_AGG(listed.row), '[]') FROM (%(subquery)s) AS listed)"
    output_field: ClassVar = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any) -> Any:
        template = "(SELECT JSON_GROUP_ARRAY(JSON(listed.row)) FROM (%(subquery)s) AS listed)"
        return self.as_sql(compiler, connection, template=template)


def with_belongings(articles: ArticleQuerySet, *names: str) -> ArticleQuerySet:
    """Each article with a column for each of these relations; `unfolded` makes objects of them."""
    queries = _queries()
    return articles.annotate(**{_column(name): Rows(queries[name]) for name in names})


def unfolded(articles: Iterable[Article]) -> list[Article]:
    """The articles of such a query, each with what belongs to it."""
    found = list(articles)
    for article in found:
        prefetched = article.__dict__.setdefault("_prefetched_objects_cache", {})
        for name, form in _FORMS.items():
            rows = article.__dict__.pop(_column(name), None)
            if rows is not None:
                prefetched[name] = [form(row) for row in rows]
    return found


def _column(name: str) -> str:
    return f"{name}_rows"


def _queries() -> dict[str, QuerySet[Any]]:
    """What belongs to an article, each in the order in which it is shown."""
    own = OuterRef("pk")
    bylines = Byline.objects.filter(article=own).order_by("order")
    marks = ArticleTag.objects.filter(content_object=own).order_by("-score")
    return {
        "bylines": bylines.annotate(row=JSONObject(role="role", author=_AUTHOR)),
        "article_tags": marks.annotate(row=_TAG),
        "illustrations": Illustration.objects.filter(article=own)
        .order_by("order")
        .annotate(row=_PICTURE),
        "corrections": Correction.objects.filter(article=own)
        .order_by("at")
        .annotate(row=JSONObject(note="note", at="at")),
    }


def _byline(row: dict[str, Any]) -> Byline:
    return made(Byline, {"role": row["role"]}, {"author": made(Author, row["author"])})


def _mark(row: dict[str, Any]) -> ArticleTag:
    return made(ArticleTag, {}, {"tag": made(Tag, row)})


def _picture(row: dict[str, Any]) -> Illustration:
    return made(Illustration, row)


def _correction(row: dict[str, Any]) -> Correction:
    at = datetime.fromisoformat(row["at"])
    # SQLite writes times without a zone; they are in UTC.
    return made(
        Correction, {"note": row["note"], "at": at if at.tzinfo else at.replace(tzinfo=UTC)}
    )


_FORMS: dict[str, Callable[[Any], Model]] = {
    "bylines": _byline,
    "article_tags": _mark,
    "illustrations": _picture,
    "corrections": _correction,
}
