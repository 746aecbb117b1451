"""SQLite plans by what it has counted, and counts only when it is told to."""

from pathlib import Path

import pytest
from django.db import connection

from articles.importing.issues import Identity
from articles.importing.run import import_issues
from articles.models import Page
from tests.importing.papers import BRIDGE, FISH, LIGHTS, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_plain_parser")]


@pytest.fixture
def _uncounted() -> None:
    """As in a new file: what tests with transactions of their own let it count stays in the database."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # makes the table
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")  # reads it again


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL counts by itself")
@pytest.mark.usefixtures("_uncounted")
def test_after_an_import_a_pages_articles_are_found_by_their_page_and_not_among_all_that_are_published(
    tmp_path: Path,
) -> None:
    published = Page.objects.published()
    assert "(status=?)" in published.explain()
    list(import_issues([lay_out(tmp_path, A01=LIGHTS, A02=BRIDGE, A03=FISH)], Identity(), publish=True))
    assert "(page_id=?)" in published.explain()
    assert "(status=?)" not in published.explain()
