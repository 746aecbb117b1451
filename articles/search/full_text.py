"""Search: one interface over SQLite (FTS5) and PostgreSQL (tsvector); docs/search.md has the measurements.

`index` writes an article's text as space-separated terms; `find` cuts the question the same way
and asks for its terms in a row. The terms of a Chinese run are its overlapping pairs of characters
and its last character, so a question finds exactly the articles that contain it, without a
dictionary in the process, wherever a segmenter would have cut. A word of another script is one
term. White space in a question separates words that must all occur.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import add
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import BooleanField, F, FloatField, Func
from django.db.models.sql.compiler import SQLCompiler

from articles.models import Article, Byline, Illustration, SearchEntry
from articles.models.querysets import ArticleQuerySet

# A tsvector keeps positions up to 16,383: a row of terms that lies beyond could not be found as one.
MAX_TERMS = 16_000
# PostgreSQL leaves out words of 2 kB and refuses them in a question.
MAX_WORD = 64
MAX_QUERY = 200

# Scripts written without spaces: Han with its extensions, 々 and 〇, kana, Hangul.
_CHARACTERS = r"\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED = re.compile(f"[{_CHARACTERS}]")
_RUN = re.compile(rf"[{_CHARACTERS}]+|[^\W_{_CHARACTERS}]+")


class Phrase(NamedTuple):
    """Terms that must stand in a row; `open_end`: the last one may go on."""

    terms: tuple[str, ...]
    open_end: bool


def index(articles: Iterable[Article]) -> None:
    """Write what search knows of these saved articles, in the caller's transaction.

    Reads bylines and illustrations from the database: call it after they are stored. Three queries
    for the whole lot; `reindex` gives it batches.
    """
    articles = list(articles)
    rest = _bylines_and_captions([article.pk for article in articles])
    SearchEntry.objects.bulk_create(
        [_entry(article, rest[article.pk]) for article in articles],
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["title", "body"],
        batch_size=200,
    )


def reindex(batch: int) -> Iterator[int]:
    """Write every article's entry anew, `batch` articles a transaction; yields each primary key written."""
    last = 0
    while True:
        with transaction.atomic():
            # Locked, or an edit between reading and writing would be overwritten with the older text.
            articles = list(
                Article.objects.select_for_update().filter(pk__gt=last).order_by("pk")[:batch]
            )
            index(articles)
        if not articles:
            return
        yield from (article.pk for article in articles)
        last = articles[-1].pk


def find(query: str, articles: ArticleQuerySet) -> ArticleQuerySet:
    """Those of `articles` that contain every word of `query`, best first, then newest.

    Never an error, whatever the query holds; one without any letter or digit finds nothing.
    """
    phrases = read_query(query)
    if not phrases:
        return articles.none()
    return (
        articles.filter(_Matches(phrases))
        .alias(search_rank=_Rank(phrases))
        .order_by("-search_rank", F("publish_at").desc(nulls_last=True), "-pk")
    )


def read_query(query: str) -> list[Phrase]:
    """The words of a question; what lies beyond `MAX_QUERY` characters is not looked at."""
    return list(dict.fromkeys(filter(None, map(_phrase, query[:MAX_QUERY].split()))))


def terms(text: str) -> list[str]:
    """The terms of a text, in order."""
    found: list[str] = []
    for run in _runs(text):
        if _UNSPACED.match(run):
            found.extend(map(add, run, run[1:]))
            found.append(run[-1])
        else:
            found.append(run[:MAX_WORD])
    return found


def _runs(text: str) -> list[str]:
    return _RUN.findall(unicodedata.normalize("NFKC", text).casefold())


def _phrase(word: str) -> Phrase | None:
    """None for a word without letters and digits."""
    found, runs = terms(word), _runs(word)
    if not found:
        return None
    if not _UNSPACED.match(runs[-1]):
        return Phrase(tuple(found), open_end=False)
    if len(runs[-1]) == 1:
        return Phrase(tuple(found), open_end=True)
    # In the text the run may go on, and then its last character is no term of its own.
    return Phrase(tuple(found[:-1]), open_end=False)


def _entry(article: Article, rest: list[str]) -> SearchEntry:
    title = terms("\n".join((article.kicker, article.title, article.subtitle)))
    body = terms("\n".join((article.column, *(part.text for part in article.parts()), *rest)))
    return SearchEntry(
        article=article, title=" ".join(title), body=" ".join(body[: MAX_TERMS - len(title)])
    )


def _bylines_and_captions(pks: list[int]) -> dict[int, list[str]]:
    texts = defaultdict(list)
    for pk, name in (
        Byline.objects.filter(article__in=pks)
        .order_by("article_id", "order")
        .values_list("article_id", "author__name")
    ):
        texts[pk].append(name)
    for pk, caption in (
        Illustration.objects.filter(article__in=pks)
        .order_by("article_id", "order")
        .values_list("article_id", "caption")
    ):
        texts[pk].append(caption)
    return texts


def _fts5(phrases: Iterable[Phrase]) -> str:
    return " ".join(f'"{" ".join(phrase.terms)}"{" *" * phrase.open_end}' for phrase in phrases)


def _tsquery(phrases: Iterable[Phrase]) -> str:
    return " & ".join(
        "(" + " <-> ".join(f"'{term}'" for term in phrase.terms) + ":*" * phrase.open_end + ")"
        for phrase in phrases
    )


class _Question(Func):
    """A question put to the index of the joined search entry; each vendor has its own index."""

    fts5 = ""
    tsquery = ""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        super().__init__(F("pk"), F("search_entry__article"))
        self.phrases = tuple(phrases)

    def as_sqlite(
        self, compiler: SQLCompiler, *_: Any, **__: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        article, _params = compiler.compile(self.source_expressions[0])
        return self.fts5.format(article=article), (_fts5(self.phrases),)

    def as_postgresql(
        self, compiler: SQLCompiler, *_: Any, **__: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        column, _params = compiler.compile(self.source_expressions[1])
        table = column.rpartition(".")[0]
        return self.tsquery.format(vector=f"{table}.vector"), (_tsquery(self.phrases),)


class _Matches(_Question):
    output_field = BooleanField()
    fts5 = "{article} IN (SELECT rowid FROM articles_search WHERE articles_search MATCH %s)"
    tsquery = "{vector} @@ to_tsquery('simple', %s)"


class _Rank(_Question):
    """Higher is better; a word in the title weighs most, and long articles do not win by length."""

    output_field = FloatField()
    # Materialised, or SQLite would ask the index anew for every row.
    fts5 = (
        "(WITH hits AS MATERIALIZED (SELECT rowid AS article_id, -rank AS rank FROM articles_search"
        " WHERE articles_search MATCH %s) SELECT rank FROM hits WHERE hits.article_id = {article})"
    )
    tsquery = "ts_rank({vector}, to_tsquery('simple', %s), 1)"
