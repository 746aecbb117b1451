"""Whether a short line reads like a piece of running text or like a headline: by its small words.

Headlines leave out what binds sentences and set phrases apart with spaces; a sentence cut off by
the foot of a column keeps its commas and its conjunctions. The worths were fitted by logistic
regression on headlines and on first lines of paragraphs.
"""

import re
from typing import Final

_MOST = 2  # times that one sign counts
_BIAS: Final = -1.2
_BY_LENGTH: Final = -0.04  # a character, up to forty
_EVEN: Final = -1.4  # clauses of one length, as only headlines have
_SIGNS: Final = tuple(
    (worth, re.compile(pattern))
    for worth, pattern in (
        (1.6, "[,、;]"),
        (0.9, ","),
        (1.7, r"随着|目前|如今|此外|为此|其中|近日|日前|同时|当天|当地时间|今年|去年|\d月\d"),
        (1.2, ":"),
        (0.9, r"\d{2,}|%"),
        (0.9, "[并而且和与及或]"),
        (0.9, "在"),
        (0.8, "[从由对向为以于]"),
        (0.6, "的"),
        (0.5, "着"),
        (-1.5, "[吗谁哪别莫]|能不能|怎么|如何|为何|何以"),
        (0.5, "说|表示|指出|介绍|认为|强调|告诉"),
        (0.3, "[我他她它这那其]|自己"),
        (-0.4, "[将把被让使]"),
        (-0.6, "[得地]"),
        (-0.6, "[“”]"),
        (-1.3, r"\S \S"),
        (-2.3, "^[一二三四五六七八九十]+、"),
    )
)
_CLAUSE_ENDS = re.compile("[,、]")
_QUOTES_AND_NUMBER = re.compile("^[一二三四五六七八九十]+、|[“”]")


def reads_like_prose(text: str) -> float:
    """Log odds, roughly, that a short folded text is a piece of a sentence, not a headline."""
    score = _BIAS + _BY_LENGTH * min(len(text), 40) + (_EVEN if _is_even(text) else 0.0)
    for worth, sign in _SIGNS:
        score += worth * min(_MOST, len(sign.findall(text)))
    return score


def _is_even(text: str) -> bool:
    """Whether its clauses are of one length: 一户不落,一杆到底."""
    lengths = [
        len(clause) for clause in _CLAUSE_ENDS.split(_QUOTES_AND_NUMBER.sub("", text)) if clause
    ]
    return len(lengths) > 1 and max(lengths) - min(lengths) <= 1
