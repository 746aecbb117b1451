"""The undocumented parts of Django that `articles.public.queries` relies on, one test for each.

If a new version of Django fails here, the package named in the test has to follow.
"""

from typing import Any

import pytest
from django.db import connection
from django.db.models import BigAutoField, Exists, OuterRef
from django.db.models.base import ModelState
from django.db.models.functions import JSONObject
from django.db.utils import Error

from articles.models import Article, Author, Byline, Page
from articles.public.queries.instances import build_instance
from articles.public.queries.json_prefetch import JSONRows
from articles.public.queries.prepared_queries import Param
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db


def _compiler() -> Any:
    has_bylines = Exists(Byline.objects.filter(article=OuterRef("pk")))
    query = (
        Article.objects.filter(page=Param("page", BigAutoField()))
        .select_related("page__issue", "section")
        .only("title", "page__number", "page__issue__date", "section__name")
        .annotate(has_bylines=has_bylines)
    )
    return query.query.get_compiler(connection=connection)


@pytest.fixture
def compiler() -> Any:
    compiler = _compiler()
    compiler.as_sql()
    return compiler


def test_a_parameter_arrives_unchanged_in_the_compiled_query() -> None:
    sql, params = _compiler().as_sql()
    param = next(value for value in params if isinstance(value, Param))
    assert param.name == "page"
    assert sql.count("%s") == len(params)


def test_select_names_the_model_field_of_each_column(compiler: Any) -> None:
    columns = [column for column, *_ in compiler.select if not isinstance(column, Exists)]
    names = [column.target.attname for column in columns]
    assert names[:2] == ["id", "page_id"]
    assert {"title", "number", "date", "name"} <= set(names)


def test_class_info_says_which_columns_belong_to_which_model(compiler: Any) -> None:
    class_info = compiler.klass_info
    assert class_info["model"] is Article
    joined = {info["field"].name: info for info in class_info["related_klass_infos"]}
    assert joined.keys() == {"page", "section"}
    page_info = joined["page"]
    assert page_info["model"] is Page
    [issue_info] = page_info["related_klass_infos"]
    assert issue_info["field"].name == "issue"
    for info in (class_info, page_info, issue_info):
        indexes = info["select_fields"]
        assert list(indexes) == list(range(indexes[0], indexes[-1] + 1))


def test_annotations_have_a_column_each(compiler: Any) -> None:
    [(name, index)] = compiler.annotation_col_map.items()
    column, *_ = compiler.select[index]
    assert name == "has_bylines"
    assert isinstance(column, Exists)


def test_converters_are_applied_to_rows() -> None:
    query = Article.objects.values_list("title").annotate(
        row=JSONObject(title="title"),
    )
    make_article(title="路灯")
    compiler = query.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_ in compiler.select])
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    [row] = compiler.apply_converters(rows, converters) if converters else rows
    assert {"title": "路灯"} in tuple(row)


def test_a_field_prepares_a_value_for_the_database() -> None:
    assert BigAutoField().get_db_prep_value("7", connection) == 7


def test_errors_of_the_driver_become_errors_of_django() -> None:
    connection.ensure_connection()
    database: Any = connection
    with pytest.raises(Error), database.wrap_database_errors:
        raise database.Database.OperationalError("away")


def test_an_instance_needs_no_init_but_a_state() -> None:
    section = make_section()
    article = build_instance(Article, {"id": 7, "title": "路灯"}, {"section": section})
    assert isinstance(article._state, ModelState)
    assert (article.pk, article.title, article.section) == (7, "路灯", section)
    assert not article._state.adding
    assert article._state.db == "default"
    assert article.get_deferred_fields() >= {"body", "page_id"}


def test_an_instance_so_built_is_the_row_and_can_be_read_and_saved() -> None:
    stored = make_article(body="三条小巷。")
    article = build_instance(Article, {"id": stored.pk, "title": stored.title})
    assert article == stored
    assert article.body == "三条小巷。"
    article.title = "小巷亮了"
    article.save(update_fields=["title"])
    assert Article.objects.get().title == "小巷亮了"


def test_prefetched_rows_are_found_where_prefetch_related_stores_them() -> None:
    article = build_instance(Article, {"id": 7})
    bylines: Any = ["甲乙"]
    article.__dict__["_prefetched_objects_cache"] = {"bylines": bylines}
    assert article.bylines.all() is bylines


def test_a_subquery_takes_another_template() -> None:
    article, author = make_article(), Author.objects.create(name="甲乙")
    Byline.objects.create(article=article, author=author, role="记者")
    bylines = Byline.objects.filter(article=OuterRef("pk")).annotate(row=JSONObject(role="role"))
    [row] = Article.objects.annotate(rows=JSONRows(bylines)).values_list("rows", flat=True)
    assert row == [{"role": "记者"}]
