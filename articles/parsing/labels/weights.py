"""What every clue is worth for every label, and every step from one label to the next.

The table `weights.json` is made by `tools/fit_weights.py` from annotated pages. Scores are in nats:
one more is about three times as likely.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Final

from articles.parsing.labels.label import Label
from articles.parsing.labels.position_weights import POSITION_CLUES

_TABLE: Final[dict[str, Any]] = json.loads(
    files("articles.parsing.labels").joinpath("weights.json").read_text("utf-8")
)

# The labels that a piece inside the articles of a page may get, in the order of the rows below.
LABELS: Final = tuple(Label(name) for name in _TABLE["labels"])
NUMBER: Final = {label: number for number, label in enumerate(LABELS)}
# {clue: its worth for each label}
CLUES: Final[dict[str, tuple[float, ...]]] = {
    clue: tuple([worths.get(label, 0.0) for label in LABELS])
    for clue, worths in POSITION_CLUES.items()
}
CLUES.update({clue: tuple(worths) for clue, worths in _TABLE["clues"].items()})
# {label: {next label: worth}}, and what it is worth to begin the page with a label.
STEPS: Final[dict[Label, dict[Label, float]]] = {
    label: dict(zip(LABELS, row, strict=True))
    for label, row in zip(LABELS, _TABLE["steps"], strict=True)
}
START: Final[dict[Label, float]] = dict(zip(LABELS, _TABLE["start"], strict=True))


def worth_of(clue: str, label: Label) -> float:
    worths = CLUES.get(clue)
    return worths[NUMBER[label]] if worths and label in NUMBER else 0.0
