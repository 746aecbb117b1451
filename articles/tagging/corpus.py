"""What the paper's own archive says of words: how rare each is among all articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from articles.models import Article
from articles.models.article_content import COUNTED_COLUMNS
from articles.tagging import segmenter, word_frequencies
from articles.tagging.word_frequencies import Frequencies

_BATCH = 500  # articles in memory


def count_words(articles: Iterable[str]) -> Frequencies:
    """Of texts, one after the other: an archive does not fit into memory."""
    words = segmenter.load(settings.DATA_DIR / "jieba")
    return word_frequencies.count(words.cut(text) for text in articles)


def texts(limit: int | None = None) -> Iterator[str]:
    """Of the newest articles, published or not: rare is what the paper seldom writes."""
    newest = Article.objects.order_by("-pk").values_list(*COUNTED_COLUMNS)
    for columns in newest[:limit].iterator(chunk_size=_BATCH):
        yield "\n".join(columns)


def learn_vocabulary() -> Path | None:
    """Count the whole archive anew and take it into use; None where there is nothing to count."""
    counted = count_words(texts())
    return word_frequencies.write(counted, folder()) if counted.documents else None


def folder() -> Path:
    """Where the versions lie; every worker reads there, and notices a new one with its next article."""
    return segmenter.frequencies_in(settings.DATA_DIR / "jieba")
