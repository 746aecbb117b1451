"""The index behind the search: FTS5 beside the search entries on SQLite, a tsvector in them on PostgreSQL.

Whoever changes the table of SearchEntry on SQLite makes the triggers again: Django copies the table
then, and the triggers stay with the old one.
"""

from django.db import migrations

SQLITE = [
    # The ascii tokenizer cuts at spaces and takes every character beyond ASCII as part of a term,
    # the newest Han too; the terms are folded before they are stored.
    """CREATE VIRTUAL TABLE articles_search USING fts5(
        title, body, content='articles_searchentry', content_rowid='article_id', tokenize='ascii'
    )""",
    "INSERT INTO articles_search(articles_search, rank) VALUES ('rank', 'bm25(8.0, 1.0)')",
    """CREATE TRIGGER articles_search_insert AFTER INSERT ON articles_searchentry BEGIN
        INSERT INTO articles_search(rowid, title, body) VALUES (new.article_id, new.title, new.body);
    END""",
    """CREATE TRIGGER articles_search_delete AFTER DELETE ON articles_searchentry BEGIN
        INSERT INTO articles_search(articles_search, rowid, title, body)
        VALUES ('delete', old.article_id, old.title, old.body);
    END""",
    """CREATE TRIGGER articles_search_update AFTER UPDATE ON articles_searchentry BEGIN
        INSERT INTO articles_search(articles_search, rowid, title, body)
        VALUES ('delete', old.article_id, old.title, old.body);
        INSERT INTO articles_search(rowid, title, body) VALUES (new.article_id, new.title, new.body);
    END""",
    "INSERT INTO articles_search(articles_search) VALUES ('rebuild')",
]
SQLITE_BACK = [
    "DROP TRIGGER articles_search_insert",
    "DROP TRIGGER articles_search_delete",
    "DROP TRIGGER articles_search_update",
    "DROP TABLE articles_search",
]
POSTGRESQL = [
    """ALTER TABLE articles_searchentry ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D')
    ) STORED""",
    # Without fastupdate: its list of pending entries makes the planner prefer to read every row.
    "CREATE INDEX search_vector_idx ON articles_searchentry USING gin (vector) WITH (fastupdate = off)",
]
POSTGRESQL_BACK = ["ALTER TABLE articles_searchentry DROP COLUMN vector"]


def run(schema_editor, sqlite, postgresql):
    for statement in sqlite if schema_editor.connection.vendor == "sqlite" else postgresql:
        schema_editor.execute(statement)


def make(_apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRESQL)


def unmake(_apps, schema_editor):
    run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
