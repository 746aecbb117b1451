"""The articles whose tags editors judged, as what is learned from. It writes nothing."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import Max

from articles.models import Article, TagDecision
from articles.models.choices import DecisionKind
from articles.tagging import article_texts, lexicon
from articles.tagging.annotated_text import TaggableText
from articles.tagging.learning.factors import JudgedArticle
from articles.tagging.ranking import weigh

logger = logging.getLogger(__name__)

# The latest judged articles are enough: some ten seconds' work, and what the newsroom wants now.
LATEST = 2_000
# Articles are dealt into so many parts; each part is judged by what the others teach.
FOLDS = 10
_BATCH = 100  # articles in memory


class Example(NamedTuple):
    """An article that an editor judged, as the learner and the judge need it."""

    text: TaggableText
    judged: JudgedArticle
    fold: int  # below FOLDS
    decisions: int
    decided_at: datetime  # of the last decision


@dataclass
class _ArticleDecisions:
    """What editors decided on the tags of one article, each name's last decision."""

    decided_at: datetime
    kinds: dict[str, str] = field(default_factory=dict)  # by the name of the tag

    def chosen(self, vocabulary: lexicon.Vocabulary) -> frozenset[str]:
        """The tags that the editor wants, under the present names of the vocabulary, casefolded."""
        names: list[str] = []
        for name, kind in self.kinds.items():
            if kind != DecisionKind.REMOVED:
                present_name = vocabulary.name(name) or name
                names.append(present_name.casefold())
        return frozenset(names)


def read_examples() -> Iterator[Example]:
    """The articles that editors judged last, in a few queries for every batch."""
    decisions = TagDecision.objects.order_by().values("article")
    judged = decisions.annotate(last=Max("at"))
    latest_first = judged.order_by("-last", "-article")
    article_pks = latest_first.values_list("article", flat=True)
    pks = list(article_pks[:LATEST])
    vocabulary = shipped_vocabulary()
    for start in range(0, len(pks), _BATCH):
        batch = pks[start : start + _BATCH]
        yield from _read_batch(batch, vocabulary)


def shipped_vocabulary() -> lexicon.Vocabulary:
    """The newsroom's vocabulary, without anything learned."""
    return replace(article_texts.vocabulary(), weights={})


def _read_batch(pks: Collection[int], vocabulary: lexicon.Vocabulary) -> Iterator[Example]:
    names = article_texts.byline_names(pks)
    decisions = _read_decisions(pks)
    articles = Article.objects.filter(pk__in=pks).order_by("pk")
    segmenter = article_texts.segmenter_for(vocabulary)
    for source in article_texts.read_sources(articles):
        text = article_texts.text_of(source, names[source.pk])
        try:
            weights = weigh(text, segmenter, lexicon.load(), vocabulary)
        except article_texts.FAULTS_OF_A_TEXT as fault:
            # It cannot be tagged either.
            logger.warning("nothing is learned from article %s: %s", source.pk, fault)
            continue
        decided = decisions[source.pk]
        judged = JudgedArticle(
            weights={name.casefold(): weight for name, weight in weights.items()},
            chosen=decided.chosen(vocabulary),
        )
        yield Example(
            text=text,
            judged=judged,
            fold=_fold(source),
            decisions=len(decided.kinds),
            decided_at=decided.decided_at,
        )


def _read_decisions(pks: Collection[int]) -> dict[int, _ArticleDecisions]:
    """The decisions on each article, by its primary key; the later one of a name counts."""
    decisions: dict[int, _ArticleDecisions] = {}
    rows = TagDecision.objects.filter(article__in=pks).order_by("at")
    for pk, name, kind, at in rows.values_list("article_id", "name", "kind", "at"):
        article = decisions.setdefault(pk, _ArticleDecisions(at))
        article.kinds[name] = kind
        article.decided_at = at
    return decisions


def _fold(source: article_texts.ArticleSource) -> int:
    """The same number every time, and for an article that was printed twice.

    An article must not be judged by what its own copy taught.
    """
    key = source.title or source.body[:50]
    checksum = zlib.crc32(key.encode())
    return checksum % FOLDS
