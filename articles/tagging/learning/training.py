"""A new version is learned, judged on articles that were held back, and taken into use or refused.

The tags of every article are judged by factors that were learned without it. A version is used only
if editors would have agreed with more of its tags than without anything learned, than without the
decisions that came since the version in use, and than that version on the earlier decisions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import TagDecision, TagWeights
from articles.models.choices import WeightsState
from articles.tagging import article_texts, lexicon
from articles.tagging.learning import versions
from articles.tagging.learning.examples import (
    FOLDS,
    Example,
    read_examples,
    shipped_vocabulary,
)
from articles.tagging.learning.factors import Agreement, learn_factors
from articles.tagging.learning.versions import NothingToLearn
from articles.tagging.ranking import rank

FEWEST = 20  # articles
# What the older decisions may lose by chance where newer ones are learned.
_TOLERATED_LOSS = 0.005

Progress = Callable[[Iterable[Example]], Iterable[Example]]


class _Verdict(NamedTuple):
    """How well editors agree with the shipped weights, the known ones and the new ones."""

    shipped: Agreement
    known: Agreement
    new: Agreement
    # The same on what was judged before the version in use.
    known_of_old: Agreement
    new_of_old: Agreement

    def reason(self) -> str:
        """Why the new version is refused; empty where it is better."""
        if self.new.f1 <= self.shipped.f1 or self.new.precision < self.shipped.precision:
            return _("Editors would agree with fewer of its tags than without anything learned.")
        if self.new_of_old.f1 < self.known_of_old.f1 - _TOLERATED_LOSS:
            return _(
                "The latest decisions contradict the earlier ones: "
                "with them, tags agree less with those."
            )
        if self.known != self.shipped and self.new.f1 <= self.known.f1:
            return _("It is no better than the version in use.")
        return ""


def train(*, dry_run: bool = False, progress: Progress = iter) -> TagWeights:
    """Learn a version and take it into use, or keep it as refused; with `dry_run` it is not stored.

    Raises NothingToLearn where there are too few decisions, or none since the last version.
    """
    # Taken before anything is read: what is decided while a version is learned is not in it, and
    # has to count as new the next time.
    read_at = timezone.now()
    if not dry_run:
        _check_for_new_decisions()
    examples = list(progress(read_examples()))
    if len(examples) < FEWEST:
        sentence = _("Editors have judged the tags of %(count)d articles; %(fewest)d are needed.")
        raise NothingToLearn(sentence % {"count": len(examples), "fewest": FEWEST})
    present = versions.version_in_use()
    verdict = _judge(examples, present.created_at if present else None)
    version = _build_version(examples, verdict)
    if not dry_run:
        _store(version, read_at)
    return version


def _check_for_new_decisions() -> None:
    last_version = TagWeights.objects.order_by("-pk").first()
    decisions = TagDecision.objects.aggregate(last=Max("at"))
    decided_at = decisions["last"]
    if not last_version or not decided_at:
        return
    if decided_at <= last_version.created_at:
        raise NothingToLearn(_("No editor has decided on a tag since the last version."))


@transaction.atomic
def _store(version: TagWeights, read_at: datetime) -> None:
    """Store a version under the moment its decisions were read."""
    if version.state == WeightsState.ACTIVE:
        versions.use(None)
    version.save()
    version.created_at = read_at
    version.save(update_fields=["created_at"])


def _build_version(examples: Sequence[Example], verdict: _Verdict) -> TagWeights:
    weights = learn_factors(example.judged for example in examples)
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


def _judge(examples: Sequence[Example], used_since: datetime | None) -> _Verdict:
    """Judge each part of the articles by what the other parts teach.

    The version in use knew the decisions until `used_since`; None stands for the shipped weights.
    """
    shipped = shipped_vocabulary()
    old_examples = _decided_until(used_since, examples)
    sums = defaultdict[str, Agreement](Agreement)
    for fold in range(FOLDS):
        known_factors = _learn_without(fold, old_examples)
        new_factors = _learn_without(fold, examples)
        vocabularies = {
            "shipped": shipped,
            "known": replace(shipped, weights=known_factors),
            "new": replace(shipped, weights=new_factors),
        }
        for example in examples:
            if example.fold != fold:
                continue
            is_old = used_since is not None and example.decided_at <= used_since
            for name, vocabulary in vocabularies.items():
                agreement = _agreement(example, vocabulary)
                sums[name] += agreement
                if is_old:
                    sums[f"{name}_of_old"] += agreement
    agreements = [sums[name] for name in _Verdict._fields]
    return _Verdict(*agreements)


def _decided_until(moment: datetime | None, examples: Iterable[Example]) -> list[Example]:
    if moment is None:
        return []
    return [example for example in examples if example.decided_at <= moment]


def _learn_without(fold: int, examples: Iterable[Example]) -> dict[str, float]:
    """The factors that the other parts of the articles teach."""
    others = [example.judged for example in examples if example.fold != fold]
    return learn_factors(others)


def _agreement(example: Example, vocabulary: lexicon.Vocabulary) -> Agreement:
    segmenter = article_texts.segmenter_for(vocabulary)
    tags = rank(
        example.text,
        segmenter,
        lexicon.load(),
        vocabulary,
    )
    names = [tag.name.casefold() for tag in tags]
    agreement = Agreement()
    return agreement.with_article(names, example.judged.chosen)
