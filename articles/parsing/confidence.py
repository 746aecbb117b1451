"""How likely an article needs no hand: a logistic model of what was in doubt while it was read.

Each doubt is a number, 0 where there is none. `confidence.json` holds what each weighs; it is
fitted by `tools/fit_confidence.py` to annotated pages that the labels were not learned from, so
that of the articles at 0.9 nine in ten are right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Final

from articles.parsing.labels.label import HEAD, Label
from articles.parsing.labels.labelling import LabelChain
from articles.parsing.record import Problem
from articles.parsing.stories.drafts import ArticleDraft

_TABLE: Final = json.loads(Path(__file__).with_name("confidence.json").read_text("utf-8"))
_WEIGHTS: Final[dict[str, float]] = _TABLE["weights"]
_BIAS: Final[float] = _TABLE["bias"]
_HIGHEST = 0.99  # nothing that is read from text alone is surer
# Problems that are doubts of the reading; a missing byline or a repeated text may be the paper's.
_COUNTED = ("untitled", "missing_beginning", "missing_end", "doubtful_owner")

Doubts = dict[str, float]


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """An article and the page it stands on, as far as confidence asks for them."""

    draft: ArticleDraft
    chain: LabelChain
    problems: Sequence[Problem]
    is_signed: bool
    page_doubt: float  # see `page_doubt`

    def doubts(self) -> Doubts:
        """Every doubt of the article by its name."""
        margins, labels = self.chain.margins, self.chain.labels
        pieces = self.draft.pieces
        head = [index for index in pieces if labels[index] in HEAD]
        subheads = [index for index in pieces if labels[index] is Label.SUBHEADING]
        text = [index for index in pieces if index not in head and index not in subheads]
        behind = max(pieces, default=-1) + 1
        codes = [problem.code for problem in self.problems]
        return {
            "head": _worst(margins[index] for index in head),
            "headings": min(3.0, sum(_doubt(margins[index]) for index in subheads)),
            "text": _worst(margins[index] for index in text),
            "texts": min(3.0, sum(_doubt(margins[index]) for index in text)),
            "owner": _doubt(self.draft.margin),
            "behind": _doubt(margins[behind]) if behind < len(margins) else 0.0,
            "page": self.page_doubt,
            "unsigned": float(not self.is_signed),
            "no head": float(not head),
            "lines of its head": float(max(0, len(head) - 1)),
            "any heading": float(bool(subheads)),
            **{code: float(codes.count(code)) for code in _COUNTED},
        }

    def confidence(self) -> float:
        """From 0 to 1: how likely title, text and authors are right as they were read."""
        total = _BIAS + sum(
            _WEIGHTS.get(name, 0.0) * value for name, value in self.doubts().items()
        )
        return round(min(_HIGHEST, 1 / (1 + exp(-total))), 3)


def page_doubt(chain: LabelChain) -> float:
    """From 0 to 1: the mean doubt of all pieces of a page."""
    return sum(map(_doubt, chain.margins)) / max(1, len(chain.margins))


def _doubt(margin: float) -> float:
    """From 0 to 1: how near the next reading came."""
    return exp(-max(margin, 0.0))


def _worst(margins: Iterable[float]) -> float:
    return max(map(_doubt, margins), default=0.0)
