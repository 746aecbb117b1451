"""What the database knows of its own tables, by which it plans every query."""

from typing import Any

from django.db import connection

# Rows of an index that SQLite reads. With fewer it takes a common value, such as the status of a
# published article, for a rare one: with half of these it still went through all articles to list
# the columns. It takes about 50 ms, however large the archive is.
_SAMPLE = 20_000


def renew(**_signal: Any) -> None:
    """Have SQLite renew its statistics, which it never does by itself; PostgreSQL does.

    Without them, or with those that a migration left, SQLite goes through all published articles to
    tell whether a page has one: with 100,000 articles some pages were never finished.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {_SAMPLE}")
            cursor.execute("ANALYZE")
