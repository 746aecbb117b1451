"""The paper's own articles as a corpus: how rare each word is among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from articles.models import Article
from articles.models.article_content import TAGGED_COLUMNS
from articles.tagging import segmenter, word_frequencies
from articles.tagging.word_frequencies import Frequencies

# All that tags are found in but the name of the column, which stands on many articles.
_COLUMNS = tuple(sorted(TAGGED_COLUMNS - {"column"}))
_BATCH = 500  # articles in memory


def count_words(texts: Iterable[str]) -> Frequencies:
    """Counts the texts as they come, because a large archive does not fit into memory."""
    words = segmenter.load(_jieba_folder())
    cut_texts = map(words.cut, texts)
    return word_frequencies.count(cut_texts)


def texts(limit: int | None = None) -> Iterator[str]:
    """The texts of the newest articles, published or not: rare is what the paper seldom writes."""
    newest = Article.objects.order_by("-pk")
    rows = newest.values_list(*_COLUMNS)[:limit]
    for columns in rows.iterator(chunk_size=_BATCH):
        yield "\n".join(columns)


def learn_vocabulary() -> Path | None:
    """Count all articles anew and use the counts from now on; None where nothing can be counted."""
    counted = count_words(texts())
    if not counted.documents:
        return None
    return word_frequencies.write(counted, folder())


def folder() -> Path:
    """The folder of the versions; every worker notices a new one with its next article."""
    return segmenter.frequencies_in(_jieba_folder())


def _jieba_folder() -> Path:
    data: Path = settings.DATA_DIR
    return data / "jieba"
