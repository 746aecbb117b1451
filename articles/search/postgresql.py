"""The SQL of a search for PostgreSQL, which searches a tsvector with a GIN index.

`MATCHES` and `RANK` are expressions; `{vector}` stands for the column with the vector, and `%s` for
what `tsquery_argument` returns.
"""

from __future__ import annotations

from collections.abc import Iterable

from articles.search.terms import Phrase

MATCHES = "{vector} @@ to_tsquery('simple', %s)"
# The 1 divides by the logarithm of the length: long articles do not win by being long.
RANK = "ts_rank({vector}, to_tsquery('simple', %s), 1)"


def tsquery_argument(phrases: Iterable[Phrase]) -> str:
    """The phrases in the query language of PostgreSQL."""
    quoted = map(_quote, phrases)
    return " & ".join(quoted)


def _quote(phrase: Phrase) -> str:
    quoted = [f"'{term}'" for term in phrase.terms]
    terms = " <-> ".join(quoted)
    if phrase.open_end:
        terms += ":*"
    return f"({terms})"
