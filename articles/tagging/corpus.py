"""The paper's own articles as a corpus: how rare each word is among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from django.conf import settings

from articles.models import Article
from articles.models.article_content import TAGGED_COLUMNS
from articles.sweeping import Sweep
from articles.tagging import segmenter, word_frequencies
from articles.tagging.word_frequencies import Frequencies

# All that tags are found in but the name of the column, which stands on many articles.
_COLUMNS = tuple(sorted(TAGGED_COLUMNS - {"column"}))
_BATCH = 500  # articles in memory


def count_words(texts: Iterable[tuple[int, str]], sweep: Sweep) -> Frequencies:
    """Counts the texts as they come, because a large archive does not fit into memory.

    A text that cannot be cut into words is left out.
    """
    words = segmenter.load(_jieba_folder())
    cut_texts = (sweep.attempt(f"article {pk}", partial(words.cut, text)) for pk, text in texts)
    return word_frequencies.count(cut for cut in cut_texts if cut is not None)


def texts(limit: int | None = None) -> Iterator[tuple[int, str]]:
    """Keys and texts of the newest articles, public or not: rare is what a paper seldom writes."""
    newest = Article.objects.order_by("-pk")
    rows = newest.values_list("pk", *_COLUMNS)[:limit]
    for pk, *columns in rows.iterator(chunk_size=_BATCH):
        yield pk, "\n".join(columns)


def learn_vocabulary() -> Path | None:
    """Count all articles anew and use the counts from now on; None where nothing can be counted.

    ElementsFailed names the texts that were left out.
    """
    sweep = Sweep()
    counted = count_words(texts(), sweep)
    path = word_frequencies.write(counted, folder()) if counted.documents else None
    sweep.finish()
    return path


def folder() -> Path:
    """The folder of the versions; every worker notices a new one with its next article."""
    return segmenter.frequencies_in(_jieba_folder())


def _jieba_folder() -> Path:
    data: Path = settings.DATA_DIR
    return data / "jieba"
