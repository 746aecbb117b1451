"""Versions of what is learned from editors: learned, judged on articles held back, taken into use or refused.

Every article's tags are judged by factors that were learned without it. A version is used only if
editors would have agreed with more of its tags than without it, and than without the decisions that
came since the version in use.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from articles.models import Article, TagDecision, TagWeights
from articles.models.choices import DecisionKind, WeightsState
from articles.tagging import article_texts, lexicon
from articles.tagging.annotated_text import Text
from articles.tagging.learning import Figures, Judged, learn
from articles.tagging.ranking import rank, weigh

# Of the articles that editors judged, the latest: some ten seconds' work, and what the newsroom wants now.
LATEST = 2_000
FEWEST = 20
_FOLDS = 10
# What older decisions may lose by chance where newer ones are learned.
_SLACK = 0.005

Progress = Callable[[Iterable["_Example"]], Iterable["_Example"]]


class NothingToLearn(Exception):  # noqa: N818  (it is no error)
    """Why no version was made, in a sentence."""


class _Example(NamedTuple):
    """An article that an editor judged, as the learner and the judge need it."""

    text: Text
    judged: Judged
    fold: int
    decisions: int
    at: datetime


class _Verdict(NamedTuple):
    """What the held-back articles say of the shipped weights, of what was known, and of what is new."""

    shipped: Figures
    known: Figures
    new: Figures
    # The same two on what was judged before the version in use.
    known_of_old: Figures
    new_of_old: Figures

    def reason(self) -> str:
        """Why the new is refused; empty where it is better."""
        if self.new.f1 <= self.shipped.f1 or self.new.precision < self.shipped.precision:
            return _("Editors would agree with fewer of its tags than without anything learned.")
        if self.new_of_old.f1 < self.known_of_old.f1 - _SLACK:
            return _(
                "The latest decisions contradict the earlier ones: with them, tags agree less with those."
            )
        if self.known != self.shipped and self.new.f1 <= self.known.f1:
            return _("It is no better than the version in use.")
        return ""


def train(*, dry_run: bool = False, progress: Progress = iter) -> TagWeights:
    """Learn a version and take it into use, or keep it as refused; with `dry_run` it is not stored.

    Raises NothingToLearn where there are too few decisions, or none since the last version.
    """
    last = TagWeights.objects.order_by("-pk").first()
    judged_at = TagDecision.objects.aggregate(at=Max("at"))["at"]
    if last and judged_at and judged_at <= last.created_at and not dry_run:
        raise NothingToLearn(_("No editor has decided on a tag since the last version."))
    examples = list(progress(_examples()))
    if len(examples) < FEWEST:
        raise NothingToLearn(
            _("Editors have judged the tags of %(count)d articles; %(fewest)d are needed.")
            % {"count": len(examples), "fewest": FEWEST}
        )
    active = TagWeights.objects.filter(state=WeightsState.ACTIVE).first()
    version = _version(examples, _judge(examples, active.created_at if active else None))
    if not dry_run:
        _store(version)
    return version


@transaction.atomic
def use(version: TagWeights | None) -> None:
    """Put this version into use, whatever was found of it; None takes back what is in use, for the shipped weights."""
    versions = TagWeights.objects.select_for_update()
    versions.filter(state=WeightsState.ACTIVE).update(state=WeightsState.RETIRED)
    if version:
        versions.filter(pk=version.pk).update(state=WeightsState.ACTIVE)


def roll_back() -> TagWeights | None:
    """Back to the version that was used before the present one; None where that is the shipped weights."""
    active = TagWeights.objects.filter(state=WeightsState.ACTIVE).first()
    if active is None:
        raise NothingToLearn(_("No version is in use."))
    before = (
        TagWeights.objects.filter(state=WeightsState.RETIRED, pk__lt=active.pk)
        .order_by("-pk")
        .first()
    )
    use(before)
    return before


def _store(version: TagWeights) -> None:
    with transaction.atomic():
        if version.state == WeightsState.ACTIVE:
            use(None)
        version.save()


def _version(examples: Sequence[_Example], verdict: _Verdict) -> TagWeights:
    weights = learn(example.judged for example in examples)
    reason = verdict.reason()
    return TagWeights(
        state=WeightsState.REFUSED if reason else WeightsState.ACTIVE,
        reason=reason,
        weights=weights,
        tags=len(weights),
        articles=len(examples),
        decisions=sum(example.decisions for example in examples),
        precision_before=verdict.shipped.precision,
        precision_after=verdict.new.precision,
        f1_before=verdict.shipped.f1,
        f1_after=verdict.new.f1,
    )


def _judge(examples: Sequence[_Example], used_since: datetime | None) -> _Verdict:
    """Each tenth of the articles by what the others teach: all of them, and those the version in use knew."""
    known = _shipped_vocabulary()
    sums = defaultdict[str, Figures](Figures)
    for fold in range(_FOLDS):
        others = [example for example in examples if example.fold != fold]
        new = learn(example.judged for example in others)
        old = learn(example.judged for example in others if used_since and example.at <= used_since)
        for example in examples:
            if example.fold == fold:
                is_old = used_since is not None and example.at <= used_since
                for name, weights in (("shipped", {}), ("known", old), ("new", new)):
                    figures = _figures(example, replace(known, weights=weights))
                    sums[name] += figures
                    sums[f"{name}_of_old"] += figures if is_old else Figures()
    return _Verdict(*(sums[field] for field in _Verdict._fields))


def _figures(example: _Example, known: lexicon.Vocabulary) -> Figures:
    tags = rank(example.text, article_texts.words(known), lexicon.load(), known)
    return Figures().with_article([tag.name.casefold() for tag in tags], example.judged.chosen)


def _shipped_vocabulary() -> lexicon.Vocabulary:
    """The newsroom's, without anything learned."""
    return replace(article_texts.vocabulary(), weights={})


def _examples() -> Iterator[_Example]:
    """The latest articles that editors judged, in a few queries for every hundred."""
    judged = (
        TagDecision.objects.order_by()
        .values("article")
        .annotate(last=Max("at"))
        .order_by("-last", "-article")
    )
    pks = list(judged.values_list("article", flat=True)[:LATEST])
    known = _shipped_vocabulary()
    for start in range(0, len(pks), 100):
        yield from _batch(pks[start : start + 100], known)


def _batch(pks: Collection[int], known: lexicon.Vocabulary) -> Iterator[_Example]:
    names = article_texts.byline_names(pks)
    decisions = _decisions(pks)
    for source in article_texts.read(Article.objects.filter(pk__in=pks).order_by("pk")):
        text = article_texts.text_of(source, names[source.pk])
        try:
            weights = weigh(text, article_texts.words(known), lexicon.load(), known)
        except article_texts.FAULTS_OF_A_TEXT:
            continue  # it cannot be tagged either
        chosen, last = decisions[source.pk].chosen(known), decisions[source.pk].last
        judged = Judged({name.casefold(): weight for name, weight in weights.items()}, chosen)
        yield _Example(text, judged, _fold(source), len(decisions[source.pk].kinds), last)


class _Decisions(NamedTuple):
    kinds: dict[str, str]  # by name
    last: datetime

    def chosen(self, known: lexicon.Vocabulary) -> frozenset[str]:
        """What the editor wants on the article, under the vocabulary's present names."""
        wanted = (name for name, kind in self.kinds.items() if kind != DecisionKind.REMOVED)
        return frozenset((known.name(name) or name).casefold() for name in wanted)


def _decisions(pks: Collection[int]) -> Mapping[int, _Decisions]:
    found: dict[int, _Decisions] = {}
    rows = TagDecision.objects.filter(article__in=pks).order_by("at")
    for pk, name, kind, at in rows.values_list("article_id", "name", "kind", "at"):
        kinds = found[pk].kinds if pk in found else {}
        found[pk] = _Decisions({**kinds, name: kind}, at)
    return found


def _fold(source: article_texts.Source) -> int:
    """The same for ever, and for a piece that was printed twice: it must not be judged by itself."""
    return zlib.crc32((source.title or source.body[:50]).encode()) % _FOLDS
