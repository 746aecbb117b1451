"""Two editors at once: the second verb sees what the first did, and cannot undo it."""

import threading

import pytest
from django.db import connection, transaction

from articles.editorial import history, workflow
from articles.models import Article
from articles.models.choices import Act, Status
from tests.factories import make_article, make_published, make_user


@pytest.mark.django_db
def test_what_the_second_editor_still_has_on_the_screen_does_not_count() -> None:
    article = make_published()
    workflow.withdraw([article], None)
    assert article.status == Status.PUBLISHED  # the stale screen
    assert workflow.withdraw([article], None) == 0
    assert workflow.submit([article], None) == 0


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one writer at a time; PostgreSQL is raced"
)
@pytest.mark.django_db(transaction=True)
def test_second_verb_waits_for_the_first_and_then_finds_the_article_gone() -> None:
    article, user = make_article(), make_user(is_superuser=True)
    moved: list[int] = []

    def submit() -> None:
        moved.append(workflow.submit([article], user))
        connection.close()

    second = threading.Thread(target=submit)
    with transaction.atomic():
        workflow.publish([article], None)
        second.start()
        second.join(timeout=0.5)
        assert second.is_alive(), "the second verb did not wait for the first"
    second.join(timeout=10)
    assert moved == [0]
    assert Article.objects.get().status == Status.PUBLISHED
    assert [version.act for version in history.versions_of(article)] == [Act.PUBLISH]
