"""What the ranker gets of stored articles: their texts and the newsroom's vocabulary.

It writes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from articles.models import Byline, Tag, TagAlias
from articles.models.querysets import ArticleQuerySet
from articles.tagging import lexicon, segmenter
from articles.tagging.annotated_text import TaggableText
from articles.tagging.learning.versions import learned_factors
from articles.tagging.ranking import RankedTag, rank
from articles.text.body import read_body

logger = logging.getLogger(__name__)

# How a fault of the ranker on a single text shows. What the database, the memory or the disk does
# is not the article's fault, and goes on to the caller.
FAULTS_OF_A_TEXT = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class ArticleSource(NamedTuple):
    """The columns that tags are made from, and the lease under which they were read."""

    pk: int
    title: str
    kicker: str
    subtitle: str
    body: str
    source: str
    column_name: str
    # Another lease means that the article's tags were requested anew meanwhile.
    tagging_lease: datetime | None


def read_sources(articles: ArticleQuerySet) -> list[ArticleSource]:
    rows = articles.values_list(*ArticleSource._fields)
    return [ArticleSource(*row) for row in rows]


def rank_all(
    sources: Mapping[int, ArticleSource],
) -> tuple[dict[int, list[RankedTag]], dict[int, str]]:
    """The tags of each article, and what was wrong with the others, by primary key."""
    names = byline_names(sources)
    current = vocabulary()
    tags: dict[int, list[RankedTag]] = {}
    faults: dict[int, str] = {}
    for pk, source in sources.items():
        try:
            tags[pk] = _rank(source, names[pk], current)
        except FAULTS_OF_A_TEXT as fault:
            logger.exception("article %s cannot be tagged", pk)
            faults[pk] = f"{type(fault).__name__}: {fault}"
    return tags, faults


def _rank(
    source: ArticleSource, names: Collection[str], current: lexicon.Vocabulary
) -> list[RankedTag]:
    return rank(
        text_of(source, names),
        segmenter_for(current),
        lexicon.load(),
        current,
    )


def text_of(source: ArticleSource, names: Collection[str]) -> TaggableText:
    """What the ranker reads; `names` are those of the byline."""
    subheadings = [source.subtitle]
    paragraphs: list[str] = []
    for part in read_body(source.body):
        texts = subheadings if part.is_subheading else paragraphs
        texts.append(part.text)
    return TaggableText(
        title=source.title,
        kicker=source.kicker,
        subheadings=tuple(subheadings),
        paragraphs=tuple(paragraphs),
        byline_names=frozenset((*names, source.source)),
        column=source.column_name,
    )


def byline_names(article_pks: Collection[int]) -> dict[int, set[str]]:
    """The names in the bylines of each article, by its primary key."""
    names: dict[int, set[str]] = {pk: set() for pk in article_pks}
    bylines = Byline.objects.filter(article__in=article_pks)
    rows = bylines.order_by().values_list("article_id", "author__name")
    for pk, name in rows:
        names[pk].add(name)
    return names


def segmenter_for(current: lexicon.Vocabulary) -> segmenter.Segmenter:
    """The segmenter that cuts none of the vocabulary's pinned terms."""
    return _load_segmenter(current.pinned)


def current_segmenter() -> segmenter.Segmenter:
    """The segmenter for the vocabulary as it is now."""
    pinned = Tag.objects.filter(pinned=True)
    names = pinned.values_list("name", flat=True)
    return _load_segmenter(frozenset(names))


def _load_segmenter(pinned: frozenset[str]) -> segmenter.Segmenter:
    folder = settings.DATA_DIR / "jieba"
    return segmenter.load(folder, pinned)


def vocabulary() -> lexicon.Vocabulary:
    """The vocabulary as it is now: a worker takes up new factors with its next batch."""
    marked = Tag.objects.filter(Q(blocked=True) | Q(pinned=True))
    blocked_names: set[str] = set()
    pinned_names: set[str] = set()
    for name, is_blocked, is_pinned in marked.values_list("name", "blocked", "pinned"):
        if is_blocked:
            blocked_names.add(name.casefold())
        if is_pinned:
            pinned_names.add(name)
    aliases = TagAlias.objects.values_list("name", "tag__name")
    return lexicon.Vocabulary(
        blocked=frozenset(blocked_names),
        aliases={alias.casefold(): name for alias, name in aliases},
        pinned=frozenset(pinned_names),
        weights=learned_factors(),
    )
