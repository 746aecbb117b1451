"""Words that headlines and texts share.

They tell whose headline it is, and whether a text goes on with the one above.
"""

from __future__ import annotations

from operator import add

from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.labels.neighbours import Neighbours
from articles.parsing.lines.affinity import PageAffinity


class Echoes:
    """Body text in blocks, cut by the short pieces.

    `answered` says how much of each headline the blocks take up.
    """

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self._blocks, self._before, self._after = self._cut_blocks()
        self._page = PageAffinity(
            [[line.pairs for line in block] for block in self._blocks],
            [
                line.words
                for line, short in zip(neighbours.lines, neighbours.shorts, strict=True)
                if short
            ],
        )
        self._titles = neighbours.signed_above()
        self.answered = [self._answers(index) for index in range(len(neighbours.lines))]

    def _cut_blocks(self) -> tuple[list[list[LineFeatures]], list[int], list[int]]:
        """The body text between short pieces, and for each piece the block above and below it."""
        blocks: list[list[LineFeatures]] = [[]]
        before = []
        for line, short in zip(self._neighbours.lines, self._neighbours.shorts, strict=True):
            if short and blocks[-1]:
                blocks.append([])
            if not short:
                blocks[-1].append(line)
            before.append(len(blocks) - 1 - (1 if short else 0))
        after = [
            index + 1 if short else index
            for index, short in zip(before, self._neighbours.shorts, strict=True)
        ]
        return blocks, before, after

    def _answers(self, index: int) -> tuple[float, float]:
        """How much of the headline the text below and the text above take up."""
        if not self._neighbours.shorts[index]:
            return 0.0, 0.0
        headline = self._neighbours.lines[index].words
        above, below = self._before[index], self._after[index]
        return (
            self._page.answers(headline, below) if below < len(self._blocks) else 0.0,
            self._page.answers(headline, above) if above >= 0 else 0.0,
        )

    def lead_answers(self, index: int) -> bool:
        """Whether the very next paragraph takes up words of the headline, as a lead does."""
        try:
            following = self._neighbours.shorts.index(False, index + 1, index + 5)
        except ValueError:
            return False
        lead = self._neighbours.lines[following].text[:160]
        headline = self._neighbours.lines[index].bare
        return any(map(lead.__contains__, map(add, headline, headline[1:])))

    def at_foot(self, index: int) -> bool:
        """Whether the text above answers the headline, and the text below does not."""
        if index >= len(self._neighbours.lines):
            return False
        below, above = self.answered[index]
        return above > 0.12 and above > 1.5 * below

    def same_story(self, index: int) -> float:
        """From -0.9 to 0.4: whether the text below goes on with that above, by words they share."""
        above, below = self._before[index], self._after[index]
        if above < 0 or below >= len(self._blocks) or above == below:
            return 0.0
        title = self._titles[index]
        owned = (
            self._page.answers(self._neighbours.lines[title].words, below)
            if title is not None
            else 0.0
        )
        return min(1.3, 4.0 * self._page.cohesion(above, below) + 3.0 * owned) - 0.9
