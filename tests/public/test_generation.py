"""Whatever is written that readers see makes a new mark of the paper, however it is written; and nothing else does."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from articles import scheduled_jobs, tasks
from articles.models import (
    Article,
    Illustration,
    ImportRun,
    Issue,
    Publication,
    RelatedArticle,
    Tag,
    Upload,
)
from articles.public import views
from articles.public.cache.generation import PageGeneration, current_generation
from articles.public.cache.scopes import Shows, scopes_of_page
from articles.public.cache.visible_rows import (
    HIDDEN,
    REDIRECTS,
    RULES,
    SEEN_AT_ONCE,
    SEEN_ON_SITE_PAGES,
)
from articles.search import full_text
from articles.tagging import vocabulary
from tests.factories import make_user
from tests.public.cached_pages import _pages_are_cached, article

__all__ = ["_pages_are_cached", "article"]

pytestmark = pytest.mark.django_db(transaction=True)


def mark_of_all_pages() -> PageGeneration | None:
    return current_generation(
        [
            *scopes_of_page(Shows.PAPER_AND_TAGS, ""),
            *scopes_of_page(Shows.SITE_AND_TAGS, ""),
        ]
    )


def _sql(statement: str) -> Callable[[Article], None]:
    def run(_article: Article) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def _delete_the_page(article: Article) -> None:
    Article.objects.all().delete()
    article.page.delete()


def _replace_the_picture(article: Article) -> None:
    Illustration.objects.filter(article=article).update(picture="pictures/2026/03/other.jpg")


def _merge_the_tags(article: Article) -> None:
    vocabulary.merge([Tag.objects.get(name="路灯")], Tag.objects.create(name="街灯"))


WRITES: dict[str, Callable[[Article], Any]] = {
    "in bulk": lambda _: Article.objects.update(title="换上新路灯"),
    "rows in bulk": lambda article: Article.objects.bulk_update([article], ["title"]),
    "a cascade": _delete_the_page,
    "tags by the library": lambda article: article.tags.clear(),
    "tags set by the library": lambda article: article.tags.set(["街灯"]),
    "a merge of tags": _merge_the_tags,
    "a picture replaced": _replace_the_picture,
    "a picture removed": lambda article: article.illustrations.all().delete(),
    "the paper's own words": lambda _: Publication.objects.update(description="每天早晨"),
    "what is related": lambda article: RelatedArticle.objects.create(
        article=article, other=article, score=1
    ),
    "an address": lambda article: Issue.objects.filter(pk=article.page.issue_id).update(
        edition="特刊"
    ),
    "raw SQL": _sql("update articles_article set title = 'x'"),
    "SQL behind a comment": _sql("/* by hand */ UPDATE articles_article SET title = 'x'"),
    "SQL that begins with WITH": _sql("WITH one AS (SELECT 1) DELETE FROM articles_illustration"),
    "SQL of several lines": _sql("""
        UPDATE
            "articles_tag"
        SET name = 'x'
    """),
}


@pytest.mark.parametrize("way", WRITES)
def test_every_way_of_writing_ends_the_kept_pages(article: Article, way: str) -> None:
    article.tags.add("路灯")
    Illustration.objects.create(article=article, picture="pictures/2026/03/lamp.jpg")
    mark = mark_of_all_pages()
    WRITES[way](article)
    assert mark_of_all_pages() != mark


def test_what_background_work_notes_for_itself_ends_nothing() -> None:
    upload = Upload.objects.create(user=make_user(), language="en")
    mark = mark_of_all_pages()
    scheduled_jobs.note_done("articles.tasks.publish_due")
    Upload.objects.filter(pk=upload.pk).update(done=1)
    assert mark_of_all_pages() == mark


def test_no_public_page_reads_what_is_called_unseen() -> None:
    public = Path(views.__file__).parent.parent
    words = {
        word
        for path in public.rglob("*.py")
        if path.name != "visible_rows.py"
        for word in re.findall(r"\w+", path.read_text())
    }
    assert {"Article", "Tag", "TagRedirect"} < words
    assert HIDDEN & words == set()
    assert {"JobStatus", "Upload"} < HIDDEN


def test_every_table_is_seen_or_hidden_and_in_one_list_only() -> None:
    models = apps.get_app_config("articles").get_models(include_auto_created=True)
    names = sorted(model.__name__ for model in models)
    assert sorted([*RULES, *SEEN_AT_ONCE, *SEEN_ON_SITE_PAGES, *REDIRECTS, *HIDDEN]) == names


def test_every_column_of_the_rules_stands_in_its_table() -> None:
    for name, rule in RULES.items():
        fields = apps.get_model("articles", name)._meta.concrete_fields
        columns = {field.column for field in fields}
        assert {rule.key, *rule.hidden, *rule.moving} <= columns, name


def test_what_is_rolled_back_ends_nothing_and_what_follows_it_does(
    client: Client, article: Article
) -> None:
    mark = mark_of_all_pages()
    with transaction.atomic():
        Article.objects.update(title="没有的事")
        transaction.set_rollback(True)
    assert mark_of_all_pages() == mark
    with transaction.atomic():
        with transaction.atomic():
            Article.objects.update(title="没有的事")
            transaction.set_rollback(True)
        Article.objects.update(title="桂巷换上新路灯")
    assert mark_of_all_pages() != mark


def test_an_update_of_nothing_and_what_no_reader_sees_end_nothing(article: Article) -> None:
    mark = mark_of_all_pages()
    tasks.publish_due()
    full_text.index([article])
    ImportRun.objects.create(started_at=timezone.now(), outcome="created")
    article.edited_by.add(make_user())
    assert mark_of_all_pages() == mark
