"""The interface of search: index articles, and find them. It is the same on both databases.

`index` stores the terms of an article, and `find` asks for the terms of a query in a row; see
`terms` for what a term is. docs/explanation/search.md has the measurements.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, F, FloatField, Func
from django.db.models.sql.compiler import SQLCompiler

from articles.models import Article, SearchEntry
from articles.models.querysets import ArticleQuerySet
from articles.search import postgresql, sqlite
from articles.search.search_entries import build_entries
from articles.search.terms import Phrase, parse_query
from articles.sweeping import FAULTS, Sweep

logger = logging.getLogger(__name__)

_Sql = tuple[str, tuple[str | int, ...]]


def index(articles: Iterable[Article]) -> None:
    """Store what search knows of these saved articles, in the caller's transaction.

    Call it after the bylines and the illustrations are stored, because it reads them from the
    database. It takes three queries for all articles; `reindex` gives it batches.
    """
    entries = build_entries(list(articles))
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["title", "body"],
        batch_size=200,
    )


def reindex(batch: int, sweep: Sweep) -> Iterator[int]:
    """Index every article anew, `batch` articles a transaction; yields each primary key.

    The articles of a batch that fails are indexed one by one, and those that fail are left out.
    """
    in_order = Article.objects.order_by("pk").values_list("pk", flat=True)
    pks = list(in_order[:batch])
    while pks:
        try:
            _reindex(pks)
        except FAULTS as fault:
            logger.warning("Articles %d to %d are indexed one by one: %s", pks[0], pks[-1], fault)
            for pk in pks:
                sweep.attempt(f"article {pk}", partial(_reindex, [pk]))
        yield from pks
        pks = list(in_order.filter(pk__gt=pks[-1])[:batch])


def _reindex(pks: Collection[int]) -> None:
    with transaction.atomic():
        # Locked, because an edit between reading and writing would otherwise be overwritten with
        # the older text.
        articles = Article.objects.select_for_update().filter(pk__in=pks)
        index(articles)


def find(query: str, articles: ArticleQuerySet) -> ArticleQuerySet:
    """Those of `articles` that contain every word of `query`, best first, then newest.

    Never an error, whatever the query holds. A query without any letter or digit finds nothing.
    """
    phrases = parse_query(query)
    if not phrases:
        return articles.none()
    matching = articles.filter(_Matches(phrases))
    ranked = matching.alias(search_rank=_Rank(phrases))
    newest_first = F("publish_at").desc(nulls_last=True)
    return ranked.order_by(
        "-search_rank",
        newest_first,
        "-pk",
    )


class _SearchExpression(Func):
    """SQL on the index of the joined search entry; each database has an index of its own."""

    sqlite_sql = ""
    postgresql_sql = ""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        article = F("pk")
        entry = F("search_entry__article")
        super().__init__(article, entry)
        self.phrases = tuple(phrases)

    def as_sqlite(self, compiler: SQLCompiler, *_: Any, **__: Any) -> _Sql:
        article_expression = self.source_expressions[0]
        article, _params = compiler.compile(article_expression)
        sql = self.sqlite_sql.format(article=article)
        argument = sqlite.match_argument(self.phrases)
        return sql, (argument,)

    def as_postgresql(self, compiler: SQLCompiler, *_: Any, **__: Any) -> _Sql:
        entry_expression = self.source_expressions[1]
        column, _params = compiler.compile(entry_expression)
        table, _dot, _name = column.rpartition(".")
        vector = f"{table}.vector"
        sql = self.postgresql_sql.format(vector=vector)
        argument = postgresql.tsquery_argument(self.phrases)
        return sql, (argument,)


class _Matches(_SearchExpression):
    """Whether the article contains all phrases."""

    output_field = BooleanField()
    sqlite_sql = sqlite.MATCHES
    postgresql_sql = postgresql.MATCHES


class _Rank(_SearchExpression):
    """Higher is better; a word in the title weighs most, and long articles do not win by length."""

    output_field = FloatField()
    sqlite_sql = sqlite.RANK
    postgresql_sql = postgresql.RANK
