"""Where a sentence broken off by the foot of a column goes on: right below, elsewhere on the page, or nowhere.

Each broken text is held against the texts around it; what a pair shows is a clue, and `weights.JUMPS`
says what it is worth. The weights were fitted by conditional regression on pages set from news and damaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from heapq import nlargest
from itertools import islice
from math import exp, log, log1p
from typing import NamedTuple

from articles.parsing.labels.label import HEAD, OUTSIDE, Label
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.lines import characters
from articles.parsing.lines.affinity import PageAffinity, PairSet
from articles.parsing.stories.ownership_weights import JUMPS

_MOST_BROKEN = 20  # broken texts of a page that are looked at
_FAR = 60  # texts on either side among which the other half is looked for
_MOST_COMPARED = 6  # of these, the likeliest whose words are compared
_NEAR = 3  # texts above and below whose words are compared
_LONGEST_SLOGAN = 28  # characters; short lines without a full stop may be whole
_SURE = 0.4  # the share of all readings that a jump has to have

Clues = dict[str, float]


class ContinuationLink(NamedTuple):
    """The sentence at the end of piece `source` goes on at the head of piece `target`; `worth` in nats."""

    source: int
    target: int
    worth: float


def find_continuation_links(
    looks: Sequence[LineFeatures], parts: Sequence[Label]
) -> list[ContinuationLink]:
    """The jumps of a page, the surest first; no piece is the source or the target of two."""
    column = _Column(looks, parts)
    found = [jump for number in column.broken() for jump in column.jumps_from(number)]
    sources, targets = set(), set()
    kept = []
    for jump in sorted(found, key=lambda jump: -jump.worth):
        if jump.source not in sources and jump.target not in targets:
            kept.append(jump)
            sources.add(jump.source)
            targets.add(jump.target)
    return kept


class _Column:
    """The texts of a page in printed order, each asked for by its number among them."""

    def __init__(self, looks: Sequence[LineFeatures], parts: Sequence[Label]) -> None:
        self._parts = parts
        self._at = [
            index for index, part in enumerate(parts) if part in (Label.PARAGRAPH, Label.OPENING)
        ]
        self._looks = [looks[index] for index in self._at]
        self._headlines, self._heads = self._heads_above(looks)

    @cached_property
    def _page(self) -> PageAffinity:
        return PageAffinity([[look.pairs] for look in self._looks], self._headlines)

    def _heads_above(self, looks: Sequence[LineFeatures]) -> tuple[list[PairSet], list[int | None]]:
        """The headlines, and for each text which of them is the nearest above."""
        titles = [index for index, part in enumerate(self._parts) if part is Label.TITLE]
        above: list[int | None] = []
        count = 0
        for index in self._at:
            while count < len(titles) and titles[count] < index:
                count += 1
            above.append(count - 1 if count else None)
        return [looks[index].words for index in titles], above

    def broken(self) -> list[int]:
        """The first texts that stop inside a sentence and do not plainly go on right below."""
        return list(islice(filter(self._is_broken, range(len(self._at))), _MOST_BROKEN))

    def _is_broken(self, number: int) -> bool:
        look = self._looks[number]
        if not look.leaves_open or look.tail is not None or look.text.endswith((":", "—")):
            return False
        ends_with_comma = look.text.endswith((",", "、", ";"))
        slogan = look.length < _LONGEST_SLOGAN and "。" not in look.text
        return (ends_with_comma or not slogan) and not self._plainly_goes_on(number)

    def _plainly_goes_on(self, number: int) -> bool:
        """Whether the piece right below takes the sentence up, so that nothing else is worth a look."""
        if number + 1 == len(self._at) or not self._joins_above(number + 1):
            return False
        one, two = self._looks[number], self._looks[number + 1]
        opens, closes = (
            characters.quotes_left_open(one.text) > 0,
            characters.closes_before_opening(two.text),
        )
        return (
            one.runs_into(two) >= 0.0
            and opens == closes
            and not (two.lead or two.says or two.list_item)
        )

    def jumps_from(self, number: int) -> list[ContinuationLink]:
        """The jump from a broken text, if it is likelier than any other reading and does not lead right below."""
        nowhere = self._worth(self._nowhere(number))
        worths = {other: self._worth(self._clues(number, other)) for other in self._near(number)}
        if not worths:
            return []
        for other in nlargest(_MOST_COMPARED, worths, key=worths.__getitem__):
            worths[other] += self._worth(self._words_in_common(number, other))
        best = max(worths, key=worths.__getitem__)
        others = [worth for other, worth in worths.items() if other != best]
        odds = worths[best] - log(sum(map(exp, [nowhere, *others])))
        if self._at[best] == self._at[number] + 1 or odds < log(_SURE / (1 - _SURE)):
            return []
        return [ContinuationLink(self._at[number], self._at[best], odds)]

    def _near(self, number: int) -> list[int]:
        around = range(max(0, number - _FAR), min(len(self._at), number + _FAR))
        return [
            other
            for other in around
            if other != number and self._parts[self._at[other]] is Label.PARAGRAPH
        ]

    @staticmethod
    def _worth(clues: Clues) -> float:
        return sum([JUMPS[name] * value for name, value in clues.items() if value])

    def _nowhere(self, number: int) -> Clues:
        """What speaks for no other half on the page: it is lost, or the text is whole."""
        look = self._looks[number]
        return {
            "nowhere": 1,
            "nowhere, ends with comma": look.text.endswith((",", "、", ";")),
            "nowhere, short": look.length < _LONGEST_SLOGAN,
        }

    def _clues(self, number: int, other: int) -> Clues:
        """What speaks for or against a sentence that runs over from one text into another, but for their words."""
        one, two = self._looks[number], self._looks[other]
        at = self._at[other]
        above = self._parts[at - 1] if at else None
        opens, closes = (
            characters.quotes_left_open(one.text) > 0,
            characters.closes_before_opening(two.text),
        )
        adjacent = at == self._at[number] + 1
        between = self._parts[self._at[number] + 1 : at] if other == number + 1 else [Label.TITLE]
        return {
            "runs over": max(-4.0, min(6.0, one.runs_into(two))),
            "quotation goes on": opens and closes,
            "quotation left open": opens and not closes and two.length > 12,
            "ends no quotation": closes and not opens,
            "right below": adjacent,
            "only captions between": not adjacent
            and all(part in OUTSIDE or part is Label.CAPTION for part in between),
            "next text": not adjacent and other == number + 1,
            "before": other < number,
            "inside the text above": other < number and self._same_text(other, number),
            "far": log1p(abs(other - number)),
            "below a head": above in HEAD or above is Label.BYLINE,
            "first of a signed": above is Label.BYLINE,
            "below a tail": self._joins_above(other) and self._looks[other - 1].tail is not None,
            "lead": two.lead,
            "says": two.says or two.dated_lead,
            "closed": two.closed,
            "short": two.length < 30,
            "very short": two.closed and two.length < 12,
            "another head": self._heads[number] != self._heads[other],
        }

    def _words_in_common(self, number: int, other: int) -> Clues:
        mine = [one for one in self._run_up_to(number) if one != other]
        theirs = [one for one in self._run_from(other) if one != number]
        above = [one for one in self._run_up_to(other)[:-1] if one != number]
        clues: Clues = {
            "words": self._most_in_common([number], [other]),
            "words below": self._most_in_common(mine, theirs[1:]),
            "words before": self._most_in_common(mine[:-1], [other]),
            "words above": self._most_in_common(above, [other]),
            "words above below": self._most_in_common(above, theirs[1:]),
        }
        head, another = self._heads[number], self._heads[other]
        if head != another:
            clues["answers its head"] = self._answers(head, theirs)
            clues["answers the other head"] = self._answers(another, theirs)
        return clues

    def _run_up_to(self, number: int) -> list[int]:
        """A text with the texts right above it, a few."""
        first = number
        while first > max(0, number - _NEAR) and self._joins_above(first):
            first -= 1
        return list(range(first, number + 1))

    def _run_from(self, number: int) -> list[int]:
        """A text with the texts right below it, a few."""
        last = number
        while last + 1 < min(len(self._at), number + _NEAR) and self._joins_above(last + 1):
            last += 1
        return list(range(number, last + 1))

    def _most_in_common(self, some: Sequence[int], others: Sequence[int]) -> float:
        pairs = ((one, other) for one in some for other in others if one != other)
        return min(1.0, max((self._page.cohesion(one, other) for one, other in pairs), default=0.0))

    def _answers(self, head: int | None, texts: Sequence[int]) -> float:
        if head is None:
            return 0.0
        return min(0.5, sum([self._page.answers(self._headlines[head], text) for text in texts]))

    def _same_text(self, one: int, other: int) -> bool:
        """Whether two texts stand below the same headline, and the earlier one is not the first there."""
        return one > 0 and self._heads[one - 1] == self._heads[one] == self._heads[other]

    def _joins_above(self, number: int) -> bool:
        """Whether the piece right above a text is text too."""
        return number > 0 and self._at[number - 1] == self._at[number] - 1
