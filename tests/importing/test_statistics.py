"""SQLite plans by what it has counted, and counts only when it is told to."""

from pathlib import Path

import pytest
from django.db import connection

from articles.importing.issues import Identity
from articles.importing.publishing import Publishing
from articles.importing.run import import_issues
from articles.models import Article, Page
from tests.importing.papers import BRIDGE, FISH, LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]


def counted() -> int | None:
    """How many articles SQLite thinks there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT MAX(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = %s",
            [Article._meta.db_table],
        )
        rows: int | None = cursor.fetchone()[0]
        return rows


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL counts by itself")
def test_after_an_import_a_pages_articles_are_found_by_their_page_and_not_among_all_that_are_published(
    tmp_path: Path,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
    assert counted() is None
    list(
        import_issues(
            [lay_out(tmp_path, A01=LIGHTS, A02=BRIDGE, A03=FISH)],
            Identity(),
            publish=Publishing.ALL,
        )
    )
    assert counted() == Article.objects.count() > 0
    plan = Page.objects.published().explain()
    assert "(page_id=?)" in plan
    assert "(status=?)" not in plan
