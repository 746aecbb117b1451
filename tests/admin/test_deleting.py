"""Deleting: never what the public sees or is about to see."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from articles.models.choices import Status
from tests.admin.browser import url_of
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def delete_one(desk: Client, article: Article) -> None:
    desk.post(url_of(article, "delete"), {"post": "yes"})


def delete_selected(desk: Client, article: Article) -> None:
    data = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
    desk.post("/admin/articles/article/", data)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("delete", [delete_one, delete_selected])
def test_only_articles_outside_the_public_are_deleted(
    delete: Callable[[Client, Article], None], status: Status, desk: Client
) -> None:
    article = make_article(status=status, publish_at=timezone.now())
    article.tags.add("夜市")
    delete(desk, article)
    stays = status in (Status.PUBLISHED, Status.SCHEDULED)
    assert Article.objects.filter(pk=article.pk).exists() == stays


def test_the_question_comes_with_the_words_of_its_scripts(desk: Client) -> None:
    desk.get("/admin/articles/article/")
    assert "/admin/jsi18n/" in desk.get(url_of(make_article(), "delete")).content.decode()


def test_page_with_articles_stays(desk: Client) -> None:
    article = make_article()
    desk.post(url_of(article.page, "delete"), {"post": "yes"})
    article.page.refresh_from_db()
