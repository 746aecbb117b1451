"""The texts of a page in printed order: what stands above each, and what words they share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from articles.parsing.labels.label import Label
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.lines.affinity import PageAffinity, PairSet

_NEAR = 3  # texts above and below whose words are compared
_MOST_COHESION = 1.0
_MOST_ANSWERED = 0.5


class PageTexts:
    """The paragraphs and opening paragraphs of a page, each asked for by its number among them.

    `labels` are those of all pieces of the page. `pieces` has for each text the number of its
    piece, `features` its features. `titles` has for each text the number of the nearest title
    above it, counted among the titles, and None where there is none.
    """

    def __init__(self, features: Sequence[LineFeatures], labels: Sequence[Label]) -> None:
        self.labels = labels
        self.pieces: list[int] = []
        self.features: list[LineFeatures] = []
        self.titles: list[int | None] = []
        self._title_words: list[PairSet] = []
        for index, label in enumerate(labels):
            if label is Label.TITLE:
                self._title_words.append(features[index].words)
            elif label in (Label.PARAGRAPH, Label.OPENING):
                title_count = len(self._title_words)
                self.pieces.append(index)
                self.features.append(features[index])
                self.titles.append(title_count - 1 if title_count else None)

    def __len__(self) -> int:
        return len(self.pieces)

    @cached_property
    def _affinity(self) -> PageAffinity:
        parts = [[line.pairs] for line in self.features]
        return PageAffinity(parts, self._title_words)

    def joins_above(self, number: int) -> bool:
        """Whether the piece right above a text is text too."""
        if number == 0:
            return False
        return self.pieces[number - 1] == self.pieces[number] - 1

    def label_above(self, number: int) -> Label | None:
        """The label of the piece right above a text."""
        index = self.pieces[number]
        return self.labels[index - 1] if index else None

    def run_up_to(self, number: int) -> list[int]:
        """A text with the texts right above it, a few."""
        first = number
        highest = max(0, number - _NEAR)
        while first > highest and self.joins_above(first):
            first -= 1
        return list(range(first, number + 1))

    def run_from(self, number: int) -> list[int]:
        """A text with the texts right below it, a few."""
        end = number + 1
        lowest = min(len(self.pieces), number + _NEAR)
        while end < lowest and self.joins_above(end):
            end += 1
        return list(range(number, end))

    def most_in_common(self, numbers: Sequence[int], other_numbers: Sequence[int]) -> float:
        """The highest cohesion between a text of the first list and another one of the second.

        It runs from 0 to 1.
        """
        highest = 0.0
        for number in numbers:
            for other in other_numbers:
                if number != other:
                    cohesion = self._affinity.cohesion(number, other)
                    highest = max(highest, cohesion)
        return min(_MOST_COHESION, highest)

    def answers(self, title: int | None, numbers: Sequence[int]) -> float:
        """How much of a title's words the texts take up, from 0 to 0.5."""
        if title is None:
            return 0.0
        words = self._title_words[title]
        shares = [self._affinity.answers(words, number) for number in numbers]
        return min(_MOST_ANSWERED, sum(shares))
