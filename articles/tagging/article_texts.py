"""What the ranker is given of stored articles: their texts, and the newsroom's vocabulary. It writes nothing."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from articles.models import Byline, Tag, TagAlias, TagWeights
from articles.models.choices import WeightsState
from articles.models.querysets import ArticleQuerySet
from articles.tagging import lexicon, segmenter
from articles.tagging.annotated_text import Text
from articles.tagging.ranking import RankedTag, rank
from articles.text.body import read_body

logger = logging.getLogger(__name__)

# How a fault of the ranker on one text shows. What the database, the memory or the disk does is not the
# article's fault, and goes on to the caller.
FAULTS_OF_A_TEXT = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class Source(NamedTuple):
    """The columns that tags are made from, as they were read."""

    pk: int
    title: str
    kicker: str
    subtitle: str
    body: str
    source: str
    column_name: str


def read(articles: ArticleQuerySet) -> list[Source]:
    return [Source(*row) for row in articles.values_list(*Source._fields)]


def rank_all(sources: Mapping[int, Source]) -> tuple[dict[int, list[RankedTag]], dict[int, str]]:
    """The tags of each, and what was wrong with the others."""
    names, known = byline_names(sources), vocabulary()
    tags, faults = {}, {}
    for pk, source in sources.items():
        try:
            tags[pk] = _rank(source, names[pk], known)
        except FAULTS_OF_A_TEXT as fault:
            logger.exception("article %s cannot be tagged", pk)
            faults[pk] = f"{type(fault).__name__}: {fault}"
    return tags, faults


def _rank(source: Source, names: Collection[str], known: lexicon.Vocabulary) -> list[RankedTag]:
    return rank(text_of(source, names), words(known), lexicon.load(), known)


def text_of(source: Source, names: Collection[str]) -> Text:
    """What the ranker reads; `names` are those of the byline."""
    parts = read_body(source.body)
    return Text(
        title=source.title,
        kicker=source.kicker,
        subheadings=(source.subtitle, *(part.text for part in parts if part.is_subheading)),
        paragraphs=tuple(part.text for part in parts if not part.is_subheading),
        not_tags=frozenset((*names, source.source)),
        column=source.column_name,
    )


def byline_names(pks: Collection[int]) -> dict[int, set[str]]:
    names: dict[int, set[str]] = {pk: set() for pk in pks}
    for pk, name in (
        Byline.objects.filter(article__in=pks).order_by().values_list("article_id", "author__name")
    ):
        names[pk].add(name)
    return names


def words(known: lexicon.Vocabulary) -> segmenter.Segmenter:
    return _cutting(known.pinned)


def present_words() -> segmenter.Segmenter:
    """The segmenter for the vocabulary as it is now."""
    return _cutting(frozenset(Tag.objects.filter(pinned=True).values_list("name", flat=True)))


def _cutting(pinned: frozenset[str]) -> segmenter.Segmenter:
    return segmenter.load(settings.DATA_DIR / "jieba", pinned)


def vocabulary() -> lexicon.Vocabulary:
    """As it is now: a worker takes up a new version of the weights with its next batch."""
    marked = Tag.objects.filter(Q(blocked=True) | Q(pinned=True)).values_list(
        "name", "blocked", "pinned"
    )
    aliases = TagAlias.objects.values_list("name", "tag__name")
    return lexicon.Vocabulary(
        blocked=frozenset(name.casefold() for name, blocked, _pinned in marked if blocked),
        aliases={alias.casefold(): name for alias, name in aliases},
        pinned=frozenset(name for name, _blocked, pinned in marked if pinned),
        weights=learned_factors(),
    )


def learned_factors() -> dict[str, float]:
    """Of the version in use, by casefolded name."""
    return (
        TagWeights.objects.filter(state=WeightsState.ACTIVE)
        .values_list("weights", flat=True)
        .first()
        or {}
    )
