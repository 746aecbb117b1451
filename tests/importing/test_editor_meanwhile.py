"""An editor who saves while a corrected file comes in does not lose the edit."""

import threading
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.utils import translation

from articles.importing.issues import Identity
from articles.importing.results import IssueResult
from articles.importing.run import import_issues
from articles.models import Article
from tests.importing.papers import LIGHTS, lay_out


@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one writer at a time; PostgreSQL is raced"
)
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_plain_parser")
def test_the_import_waits_for_the_editor_and_keeps_the_edit(tmp_path: Path) -> None:
    next(import_issues([lay_out(tmp_path, A01=LIGHTS)], Identity()))
    corrected = lay_out(tmp_path, A01=LIGHTS.replace("亮堂多了", "亮堂得很"))
    results: list[IssueResult] = []

    def bring_in() -> None:
        with translation.override("en"):  # a thread begins in the site's language
            results.extend(import_issues([corrected], Identity()))
        connection.close()

    meanwhile = threading.Thread(target=bring_in)
    with transaction.atomic():
        Article.objects.update(body="编辑改过的正文。", version=F("version") + 1)
        meanwhile.start()
        meanwhile.join(timeout=0.5)
        assert meanwhile.is_alive(), "the import did not wait for the editor"
    meanwhile.join(timeout=10)
    assert Article.objects.get().body == "编辑改过的正文。"
    assert [article.note for article in results[0].pages[0].articles] == [
        "to be decided at the desk: body"
    ]
