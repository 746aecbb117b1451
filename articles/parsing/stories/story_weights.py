"""What speaks for the owner of a run of text, and for the other half of a broken sentence, in nats.

`OWNER_WEIGHTS` are used by `ownership_scores`, `LINK_WEIGHTS` by `continuation_links`.
"""

from typing import Final

# How well a run of text and its owner suit each other.
OWNER_WEIGHTS: Final = {
    "no head": -2.5,
    "headline answered": 9.0,
    "most by words": 4.0,
    "head above": 1.8,
    "head below": -0.5,
    "head elsewhere": -2.5,
    "starts inside below head": -1.0,
    "cohesion": 3.2,
    "one run": 1.0,
    "sentence runs over": 0.4,
    "link": 1.5,
    "any link": 1.3,
    "inside after open": 1.5,
    "inside after closed": -1.0,
    "goes on after closing": -3.0,
    "second opening": -6.0,
    "second closing": -2.5,
    "opening without a head": 2.0,
    "head without text": -4.0,
    "printed with its head": 4.0,
    "printed with another head": -2.5,
    "printed without a head": 2.5,
}

# Whether a sentence that is broken off goes on in another text of the page. The weights were
# fitted by conditional regression on pages that were set from news and then damaged.
LINK_WEIGHTS: Final = {
    "runs over": 0.4,
    "quotation goes on": 2.6,
    "quotation left open": -3.2,
    "ends no quotation": -2.4,
    "right below": 4.5,
    "only captions between": 5.6,
    "next text": -2.1,
    "before": -1.2,
    "inside the text above": -3.0,
    "far": -0.3,
    "below a head": 1.8,
    "first of a signed": -4.0,
    "below a tail": 1.6,
    "lead": -1.9,
    "says": -1.2,
    "closed": 2.3,
    "short": 0.5,
    "very short": 1.3,
    "words": 1.0,
    "words below": 2.3,
    "words before": 1.3,
    "words above": -2.5,
    "words above below": -1.6,
    "another head": -1.7,
    "answers its head": 7.1,
    "answers the other head": -6.1,
    "nowhere": 3.2,
    "nowhere, ends with comma": -1.5,
    "nowhere, short": 0.7,
}
