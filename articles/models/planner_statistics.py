"""What the database knows of its own tables, by which it plans every query."""

from typing import Any

from django.db import connection

# Rows of an index that are looked at: with fewer SQLite takes what is common, as being published, for rare. With half
# of these it still went through all articles to list the columns. Some 50 ms, however large the archive.
_SAMPLE = 20_000


def renew(**_signal: Any) -> None:
    """Let SQLite count anew, which it never does by itself; PostgreSQL does.

    Without it, or with what a migration left of it, SQLite goes through all published articles to tell whether a
    page has one: at 100,000 articles some pages never came.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {_SAMPLE}")
            cursor.execute("ANALYZE")
