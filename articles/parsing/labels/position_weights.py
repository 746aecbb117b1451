"""What the clues of positions are worth, set by hand, in nats.

The annotated pages that weights are fitted to have hardly any positions. Where a fit has seen such
a clue, `weights.json` holds its worth, and that counts.
"""

from __future__ import annotations

from typing import Final

from articles.parsing.labels.label import Label

_HEADLINES: Final = (Label.TITLE, Label.TITLE_MORE, Label.SUBTITLE, Label.KICKER)


def _all(labels: tuple[Label, ...], worth: float) -> dict[Label, float]:
    return dict.fromkeys(labels, worth)


POSITION_CLUES: Final[dict[str, dict[Label, float]]] = {
    # sizes up to .88, 1.12, 1.35, 1.9, 2.8 times that of running text, and above
    "type size 0": {Label.TITLE: -4.0, Label.SUBHEADING: -1.5, Label.CAPTION: 1.5},
    "type size 1": {Label.TITLE: -3.0, Label.TITLE_MORE: -2.0, Label.BYLINE: 0.5},
    "type size 2": {Label.SUBHEADING: 0.5, Label.PARAGRAPH: -0.5, Label.TITLE: -0.5},
    "type size 3": {Label.PARAGRAPH: -3.0, Label.BYLINE: -3.0, Label.CAPTION: -3.0},
    "type size 4": {
        Label.TITLE: 2.0,
        Label.TITLE_MORE: 1.0,
        Label.PARAGRAPH: -8.0,
        Label.BYLINE: -8.0,
        Label.CAPTION: -8.0,
        Label.CLOSING: -8.0,
        Label.SUBHEADING: -2.0,
    },
    "type size 5": {
        Label.TITLE: 3.5,
        Label.TITLE_MORE: 2.0,
        Label.PARAGRAPH: -10.0,
        Label.BYLINE: -10.0,
        Label.CAPTION: -10.0,
        Label.CLOSING: -10.0,
        Label.SUBHEADING: -5.0,
    },
    "set upright": {Label.TITLE: 2.0, Label.PARAGRAPH: -6.0, Label.BYLINE: -4.0},
    "below a picture": {Label.CAPTION: 3.0},
    "head of the paper": {Label.FURNITURE: 3.0, Label.SECTION: 3.0, Label.TITLE: -5.0},
    "foot of the paper": {Label.FURNITURE: 1.5, Label.TITLE: -2.0},
    "larger type below": {
        Label.KICKER: 4.0,
        Label.COLUMN: 2.5,
        Label.TITLE: -4.0,
        Label.SUBHEADING: -3.0,
        Label.SUBTITLE: -2.0,
        Label.TITLE_MORE: -3.0,
    },
    "larger type above": {
        Label.SUBTITLE: 7.0,
        Label.TITLE_MORE: -2.0,
        Label.TITLE: -5.0,
        Label.KICKER: -2.0,
        Label.SUBHEADING: -1.0,
    },
    "largest type of its headlines": {
        Label.TITLE: 2.0,
        Label.SUBTITLE: -1.0,
        Label.KICKER: -2.5,
        Label.COLUMN: -1.0,
    },
    "type as large as above": {Label.TITLE_MORE: 8.0, Label.TITLE: -5.0, Label.SUBTITLE: -1.5},
    "type as large as below": {Label.KICKER: -5.0, Label.COLUMN: -3.0, Label.SUBTITLE: -2.0},
    "type of another size than above": {Label.TITLE_MORE: -4.0},
    "headlines without text": {
        Label.TITLE: -4.0,
        Label.COLUMN: 1.0,
        Label.SECTION: 1.5,
        Label.FURNITURE: 2.5,
    },
    "heads its column": {},
    "amid its column": {Label.TITLE: -4.0, Label.KICKER: -4.0, Label.SUBHEADING: 1.5},
    "foot of its column": {Label.TITLE: -5.0, Label.KICKER: -5.0, Label.SUBHEADING: -2.0},
    "in the middle of its column": {Label.SUBHEADING: 2.5, Label.PARAGRAPH: -2.0},
    "bold in its column": {Label.SUBHEADING: 2.5, Label.PARAGRAPH: -2.0},
    "set as the text of its column": {
        Label.PARAGRAPH: 1.5,
        **_all(_HEADLINES, -3.0),
        Label.SUBHEADING: -0.5,
    },
    "fills its column": {Label.PARAGRAPH: 4.0, Label.SUBHEADING: -2.0},
}
