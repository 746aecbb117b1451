"""Where a sentence goes on that is broken off by the foot of a column.

It may go on right below, elsewhere on the page, or nowhere. Each broken text is compared with the
texts around it; what a pair shows are clues, and `LINK_WEIGHTS` says what each clue is worth.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from math import exp, log, log1p
from typing import NamedTuple

from articles.parsing.labels.label import HEAD, OUTSIDE, Label
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.lines.characters import closes_before_opening, quotes_left_open
from articles.parsing.stories.page_texts import PageTexts
from articles.parsing.stories.story_weights import LINK_WEIGHTS

_MOST_BROKEN = 20  # broken texts of a page that are looked at
_FAR = 60  # texts on either side among which the other half is looked for
_MOST_COMPARED = 6  # of these, the likeliest whose words are compared
_LONGEST_SLOGAN = 28  # characters; short lines without a full stop may be whole
_LONG_QUOTATION = 12  # characters that a text has to have to say that it does not end a quotation
_SHORT = 30  # characters
_VERY_SHORT = 12  # characters
_LEAST_RUNS_OVER = -4.0  # log odds that a sentence runs over
_MOST_RUNS_OVER = 6.0
_LEAST_SHARE = 0.4  # the share of all readings that a link has to have
_LEAST_ODDS = log(_LEAST_SHARE / (1 - _LEAST_SHARE))

LinkClues = dict[str, float]


class ContinuationLink(NamedTuple):
    """The sentence at the end of piece `source` goes on at the head of piece `target`.

    `worth` is the log odds of it, in nats.
    """

    source: int
    target: int
    worth: float


def find_continuation_links(
    features: Sequence[LineFeatures], labels: Sequence[Label]
) -> list[ContinuationLink]:
    """The links of a page, the surest first; no piece is the source or the target of two."""
    finder = _LinkFinder(features, labels)
    candidates = []
    for number in finder.broken_texts():
        candidate = finder.link_from(number)
        if candidate is not None:
            candidates.append(candidate)
    candidates.sort(key=lambda link: -link.worth)
    sources: set[int] = set()
    targets: set[int] = set()
    links = []
    for link in candidates:
        if link.source not in sources and link.target not in targets:
            links.append(link)
            sources.add(link.source)
            targets.add(link.target)
    return links


class _LinkFinder:
    """Finds the other halves of the broken texts of a page. Texts are given by their numbers."""

    def __init__(self, features: Sequence[LineFeatures], labels: Sequence[Label]) -> None:
        self._texts = PageTexts(features, labels)

    def broken_texts(self) -> list[int]:
        """The first texts that stop inside a sentence and do not plainly go on right below."""
        numbers: list[int] = []
        for number in range(len(self._texts)):
            if self._is_broken(number):
                numbers.append(number)
            if len(numbers) == _MOST_BROKEN:
                break
        return numbers

    def _is_broken(self, number: int) -> bool:
        line = self._texts.features[number]
        if not line.leaves_open or line.tail is not None or line.is_ended:
            return False
        if line.text.endswith((":", "—")):
            return False
        if not _ends_with_comma(line) and line.length < _LONGEST_SLOGAN and "。" not in line.text:
            return False
        return not self._plainly_goes_on(number)

    def _plainly_goes_on(self, number: int) -> bool:
        """Whether the piece right below plainly takes the sentence up."""
        below = number + 1
        if below == len(self._texts) or not self._texts.joins_above(below):
            return False
        line = self._texts.features[number]
        following = self._texts.features[below]
        if line.runs_into(following) < 0.0:
            return False
        leaves_quotation_open = quotes_left_open(line.text) > 0
        if leaves_quotation_open != closes_before_opening(following.text):
            return False
        return not (following.lead or following.says or following.list_item)

    def link_from(self, number: int) -> ContinuationLink | None:
        """The link from a broken text to its other half.

        It is None where another reading is likelier, or where the text goes on right below.
        """
        worths = self._worths_of_targets(number)
        if not worths:
            return None
        best = max(worths, key=worths.__getitem__)
        rivals = [_worth(self._nowhere_clues(number))]
        for other, worth in worths.items():
            if other != best:
                rivals.append(worth)
        odds = worths[best] - log(sum(map(exp, rivals)))
        source = self._texts.pieces[number]
        target = self._texts.pieces[best]
        if target == source + 1 or odds < _LEAST_ODDS:
            return None
        return ContinuationLink(source, target, odds)

    def _worths_of_targets(self, number: int) -> dict[int, float]:
        """What speaks for each text around a broken one; words are compared for the likeliest."""
        line = self._texts.features[number]
        leaves_quotation_open = quotes_left_open(line.text) > 0
        worths: dict[int, float] = {}
        for other in self._near(number):
            following = self._texts.features[other]
            clues = {
                **_sentence_clues(line, following, leaves_quotation_open=leaves_quotation_open),
                **self._distance_clues(number, other),
                **self._surrounding_clues(other),
                **_beginning_clues(following),
                "another head": self._texts.titles[number] != self._texts.titles[other],
            }
            worths[other] = _worth(clues)
        for other in nlargest(_MOST_COMPARED, worths, key=worths.__getitem__):
            worths[other] += _worth(self._word_clues(number, other))
        return worths

    def _near(self, number: int) -> list[int]:
        """The paragraphs around a text."""
        first = max(0, number - _FAR)
        end = min(len(self._texts), number + _FAR)
        return [other for other in range(first, end) if other != number and self._may_go_on(other)]

    def _may_go_on(self, number: int) -> bool:
        """Whether a text may be the other half of a paragraph."""
        label = self._texts.labels[self._texts.pieces[number]]
        return label is Label.PARAGRAPH and not self._texts.features[number].is_set_in

    def _nowhere_clues(self, number: int) -> LinkClues:
        """What speaks for no other half on the page: it is lost, or the text is whole."""
        line = self._texts.features[number]
        return {
            "nowhere": 1,
            "nowhere, ends with comma": _ends_with_comma(line),
            "nowhere, short": line.length < _LONGEST_SLOGAN,
        }

    def _distance_clues(self, number: int, other: int) -> LinkClues:
        """Clues from where the other text stands on the page, seen from the broken one."""
        source = self._texts.pieces[number]
        target = self._texts.pieces[other]
        is_below = target == source + 1
        is_next = not is_below and other == number + 1
        is_before = other < number
        return {
            "right below": is_below,
            "only captions between": is_next and self._only_captions_between(source, target),
            "next text": is_next,
            "before": is_before,
            "inside the text above": is_before and self._is_inside_same_text(other, number),
            "far": log1p(abs(other - number)),
        }

    def _only_captions_between(self, source: int, target: int) -> bool:
        """Whether nothing but captions and furniture stands between two pieces."""
        labels = self._texts.labels[source + 1 : target]
        return all(label in OUTSIDE or label is Label.CAPTION for label in labels)

    def _is_inside_same_text(self, number: int, other: int) -> bool:
        """Whether two texts stand below the same headline, and the first is not the first there."""
        titles = self._texts.titles
        return number > 0 and titles[number - 1] == titles[number] == titles[other]

    def _surrounding_clues(self, number: int) -> LinkClues:
        """Clues from what stands right above a text."""
        label = self._texts.label_above(number)
        is_below_text = self._texts.joins_above(number)
        return {
            "below a head": label in HEAD or label is Label.BYLINE,
            "first of a signed": label is Label.BYLINE,
            "below a tail": is_below_text and self._texts.features[number - 1].tail is not None,
        }

    def _word_clues(self, number: int, other: int) -> LinkClues:
        """Clues from the words that the two halves share, with the texts around them."""
        texts = self._texts
        source_run = _without(texts.run_up_to(number), other)
        target_run = _without(texts.run_from(other), number)
        above_target = _without(texts.run_up_to(other)[:-1], number)
        below_target = target_run[1:]
        clues: LinkClues = {
            "words": texts.most_in_common([number], [other]),
            "words below": texts.most_in_common(source_run, below_target),
            "words before": texts.most_in_common(source_run[:-1], [other]),
            "words above": texts.most_in_common(above_target, [other]),
            "words above below": texts.most_in_common(above_target, below_target),
        }
        title = texts.titles[number]
        other_title = texts.titles[other]
        if title != other_title:
            clues["answers its head"] = texts.answers(title, target_run)
            clues["answers the other head"] = texts.answers(other_title, target_run)
        return clues


def _sentence_clues(
    line: LineFeatures, following: LineFeatures, *, leaves_quotation_open: bool
) -> LinkClues:
    """Clues from the sentence and the quotation that may run over from one text into another."""
    log_odds = line.runs_into(following)
    closes_quotation = closes_before_opening(following.text)
    stays_open = leaves_quotation_open and not closes_quotation
    return {
        "runs over": max(_LEAST_RUNS_OVER, min(_MOST_RUNS_OVER, log_odds)),
        "quotation goes on": leaves_quotation_open and closes_quotation,
        "quotation left open": stays_open and following.length > _LONG_QUOTATION,
        "ends no quotation": closes_quotation and not leaves_quotation_open,
    }


def _beginning_clues(line: LineFeatures) -> LinkClues:
    """Clues from the text itself that may be the other half."""
    return {
        "lead": line.lead,
        "says": line.says or line.dated_lead,
        "closed": line.closed,
        "short": line.length < _SHORT,
        "very short": line.closed and line.length < _VERY_SHORT,
    }


def _worth(clues: LinkClues) -> float:
    return sum([LINK_WEIGHTS[name] * strength for name, strength in clues.items() if strength])


def _ends_with_comma(line: LineFeatures) -> bool:
    return line.text.endswith((",", "、", ";"))


def _without(numbers: Sequence[int], excluded: int) -> list[int]:
    return [number for number in numbers if number != excluded]
