"""The judgement set by hand, from which the fit of the weights starts: see `tools/fit_weights.py`.

What a clue is worth for a label, and a step from one label to the next, in nats: one more is about
three times as likely. Where the annotated pages say nothing of a clue, these numbers stay.
"""

from typing import Final

from articles.parsing.labels.label import Label

# What speaks against a headline of any sort; a part below may see some of it otherwise.
_NO_HEADLINE: Final = {
    "ends with colon": -3.0, "ends with comma": -8.0, "figures": -3.5, "list item": -2.0, "names with roles": -5.0, "bare names": -1.5, "starts inside": -1.0,
    "dated lead": -2.0, "says": -2.0, "row among rows": -3.0, "verse": -1.0, "quotation left open": -3.0, "indented": -1.5, "very short": -2.0, "very long": -1.5, "over 60": -4.0, "sentence runs into the text below": -0.5, "sentence runs on from the text above": -0.5, "starts with dash": -8.0, "prose": -0.9,
}  # fmt: skip

CLUES: Final[dict[Label, dict[str, float]]] = {
    Label.PARAGRAPH: {
        "bias": -2.5, "sentence runs into the text below": 1.0, "sentence runs on from the text above": 1.0, "closed": 2.0, "ends with comma": 3.5, "comma in long": 1.5, "many commas": 1.5,
        "starts inside": 2.0, "dated lead": 2.5, "says": 3.0, "quotation left open": 3.0, "long for a headline": 1.0, "list item": 2.5, "figures": 4.5,
        "ends with colon": 1.0, "indented": 2.0, "row among rows": 3.0, "verse": 2.5, "fragment": 1.0, "stops oddly": 1.0, "goes on elsewhere": 0.8, "two phrases": -2.0, "prose": 0.3,
    },
    Label.TITLE: {
        **_NO_HEADLINE,
        "bias": 0.3, "bare names": -3.0, "fragment": -0.5, "stops oddly": -1.0, "signed": 3.0, "unsigned": -1.6, "caption below": 1.5,
        "box word": 2.5, "after a boundary": 1.5, "numbered": -3.0, "place": -1.5, "ends with dash": -2.0,
        "series mark": -2.5, "column word": -1.5, "usual length": 0.5, "under 6": -0.5, "long": 0.8, "after a colon": -3.0, "label": -3.0, "signed at its end": 1.5,
        "text answers": 3.0, "lead answers": 0.7, "lead is silent": -0.7, "at the foot": 2.5, "at the foot, text below": 0.5, "lead below": 0.5, "note above text": -6.0, "place above text": -2.0, "parallel": -1.2, "below a foot": 1.5,
        "second line follows": 2.5, "tight below": -1.0, "same story": -1.6,
    },
    Label.SUBHEADING: {
        **_NO_HEADLINE,
        "bias": 0.0, "very short": -1.5, "under 6": 0.5, "label": -3.0, "signed at its end": -2.0, "bare names": -0.5, "numbered": 3.5, "signed": -4.0, "after a boundary": -3.0,
        "box word": -2.5, "below a foot": -3.0, "over 24": -1.0, "text below answers": 1.0, "lead answers": -0.5,
        "same story": 1.6, "lead below": -1.0, "note above text": 10.0, "parallel": 1.5, "place above text": 2.5, "siblings": 0.9, "tight above text": 2.5, "starts with dash": -6.0,
    },
    Label.KICKER: {
        **_NO_HEADLINE,
        "bias": -1.2, "ends with dash": 3.5, "label": 3.0, "series mark": -2.0, "column word": -2.0, "place": 1.5, "no headline follows": -4.0,
        "caption below": -3.0, "second line follows": -2.0, "signed headline follows": 2.0, "longer one follows": 1.0,
        "foot follows": 3.0, "text above answers it alone": -5.0,
    },
    Label.COLUMN: {
        **_NO_HEADLINE,
        "bias": -2.2, "note above a headline": 3.0, "note above text": -2.0, "series mark": 4.0, "column word": 3.5, "box word": 3.5, "under 9": 0.5,
        "over 8": -0.5,
    },
    Label.TITLE_MORE: {
        **_NO_HEADLINE,
        "bias": 0.0, "nothing short above": -99.0, "no gaps": -2.0, "series mark": -4.0, "column word": -3.0, "numbered": -3.0, "bare names": -3.0,
        "signed": 2.0, "of the length above": 1.0,
        "of another length": -0.5, "tight below": 2.5, "apart below": -1.5,
    },
    Label.SUBTITLE: {"bias": -3.5, "starts with dash": 9.5},
    Label.BYLINE: {
        "names with roles": 5.0, "bare names": 2.0, "pen name": 5.0, "office below its text": 14.0, "place": -4.0, "names over 12": -1.0, "names, no text follows": -1.5,
        "second line follows": -4.0,
    },
    Label.CLOSING: {"closing bracket": 8.0, "closing names": 5.0, "source line": 6.0},
    Label.OPENING: {"opening": 6.0},
    Label.CAPTION: {"one sentence": 2.0},
}  # fmt: skip

TEXT: Final = 4.0  # what a piece with a full sentence in it scores as a paragraph

# How likely one part is to follow another inside the chain; what is not named is very unlikely.
START: Final[dict[Label, float]] = {
    Label.COLUMN: -0.5,
    Label.KICKER: -0.3,
    Label.TITLE: 0.0,
    Label.OPENING: -2.0,
    Label.PARAGRAPH: -2.5,
    Label.SUBHEADING: -6.0,
}
_NEW = {Label.COLUMN: -1.2, Label.KICKER: -0.8, Label.TITLE: -0.8}  # the head of another article
_BODY = {
    Label.CAPTION: -3.0,
    Label.PARAGRAPH: -0.5,
    Label.SUBHEADING: -1.0,
    Label.CLOSING: 0.0,
    Label.BYLINE: -2.0,
    Label.OPENING: -2.5,
    **_NEW,
}
STEPS: Final[dict[Label, dict[Label, float]]] = {
    Label.COLUMN: {Label.KICKER: 0.0, Label.TITLE: -1.0, Label.OPENING: -1.0, Label.PARAGRAPH: -1.5, Label.BYLINE: -2.0, Label.COLUMN: -4.0},
    Label.KICKER: {Label.TITLE: 0.0, Label.KICKER: -4.0},
    Label.TITLE: {
        Label.TITLE_MORE: -1.2, Label.SUBTITLE: 0.0, Label.CAPTION: -0.5, Label.BYLINE: 0.0, Label.OPENING: 0.0, Label.PARAGRAPH: -0.3, Label.SUBHEADING: -4.5,
        Label.COLUMN: -2.0, Label.TITLE: -3.0, Label.KICKER: -3.0, Label.CLOSING: -5.0,
    },
    Label.CAPTION: {Label.BYLINE: 0.0, Label.OPENING: 0.0, Label.COLUMN: -1.0, Label.PARAGRAPH: -1.5, **_NEW},
    Label.TITLE_MORE: {Label.TITLE_MORE: -3.0, Label.CAPTION: -0.5, Label.SUBTITLE: 0.0, Label.BYLINE: -0.5, Label.OPENING: 0.0, Label.PARAGRAPH: 0.7, Label.COLUMN: -2.0, Label.TITLE: -5.0},
    Label.SUBTITLE: {Label.CAPTION: -0.5, Label.BYLINE: 0.0, Label.OPENING: 0.0, Label.PARAGRAPH: -0.2, Label.SUBHEADING: -3.5, Label.SUBTITLE: -2.5, Label.COLUMN: -2.0, Label.TITLE: -5.0},
    Label.BYLINE: {Label.PARAGRAPH: 0.0, Label.SUBHEADING: -0.8, Label.BYLINE: -0.7, Label.OPENING: -2.5, Label.CLOSING: -1.0, Label.COLUMN: -2.5, Label.KICKER: -2.5, Label.TITLE: -2.5},
    Label.OPENING: _BODY,
    Label.PARAGRAPH: _BODY,
    Label.SUBHEADING: {Label.PARAGRAPH: 0.0, Label.OPENING: -3.0, Label.SUBHEADING: -3.0, Label.BYLINE: -6.0, Label.TITLE: -5.0, Label.CLOSING: -5.0},
    Label.CLOSING: {Label.COLUMN: 0.0, Label.KICKER: 0.0, Label.TITLE: 0.0, Label.CLOSING: -0.5, Label.PARAGRAPH: -2.0, Label.OPENING: -2.0, Label.SUBHEADING: -3.0, Label.BYLINE: -2.0},
}  # fmt: skip
FAR: Final = -8.0
