"""The SQL of a search for SQLite, which searches with FTS5.

`MATCHES` and `RANK` are expressions; `{article}` stands for the column with the article's primary
key, and `%s` for what `match_argument` returns.
"""

from __future__ import annotations

from collections.abc import Iterable

from articles.search.terms import Phrase

MATCHES = "{article} IN (SELECT rowid FROM articles_search WHERE articles_search MATCH %s)"
# Materialised, because SQLite would otherwise query the index again for every row.
RANK = (
    "(WITH hits AS MATERIALIZED (SELECT rowid AS article_id, -rank AS rank FROM articles_search"
    " WHERE articles_search MATCH %s) SELECT rank FROM hits WHERE hits.article_id = {article})"
)


def match_argument(phrases: Iterable[Phrase]) -> str:
    """The phrases in the query language of FTS5."""
    quoted = map(_quote, phrases)
    return " ".join(quoted)


def _quote(phrase: Phrase) -> str:
    terms = " ".join(phrase.terms)
    quoted = f'"{terms}"'
    if phrase.open_end:
        quoted += " *"
    return quoted
