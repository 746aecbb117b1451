"""Clues from where the pieces of a page stand on paper, and from the type they are set in.

They are there only where the source of a page knows its positions (a PDF, a picture that was read);
a page of plain text has none of them and is read as before. `position_weights` says what each is
worth. Numbers stand in the names as ranges, as in `surroundings`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.labels.piece_forms import Clues
from articles.parsing.positions.piece_places import PiecePlace

# Upper ends of the ranges of type sizes, in sizes of running text.
_SIZES = (0.88, 1.12, 1.35, 1.9, 2.8)
_LONGEST_HEADLINE = 80  # characters
_FEWEST_COLUMN_LINES = 4  # printed lines of a block that is a column of text
_HEAD_OF_PAPER, _FOOT_OF_PAPER = 0.055, 0.975  # of the height of the page
_CLEARLY = 1.12  # how many times larger type is that is clearly larger


class PositionClues:
    """The pieces inside the articles of a page, asked for by their number among them."""

    def __init__(self, lines: Sequence[LineFeatures]) -> None:
        self._lines = lines

    def clues(self, index: int) -> Clues:
        """What the place of a piece says; nothing where its place is not known."""
        line = self._lines[index]
        place = line.position
        if place is None:
            return {}
        if place.from_top < _HEAD_OF_PAPER:
            return {"head of the paper": 1.0}
        clues: Clues = {
            f"type size {bisect_left(_SIZES, place.size)}": 1.0,
            "set upright": float(place.upright),
            "below a picture": float(place.below_picture),
            "foot of the paper": float(place.from_top > _FOOT_OF_PAPER),
        }
        if place.in_headlines:
            clues |= self._clues_of_headline(index, place)
        else:
            clues |= _clues_of_column(line, place)
        return clues

    def _clues_of_headline(self, index: int, place: PiecePlace) -> Clues:
        """How large the type is beside that of the lines it stands with."""
        clues: Clues = {}
        above, below = self._group_around(index, place)
        larger_above = [other for other in above if other.size > _CLEARLY * place.size]
        larger_below = [other for other in below if other.size > _CLEARLY * place.size]
        if larger_below:
            clues["larger type below"] = 1.0
        elif larger_above:
            clues["larger type above"] = 1.0
        else:
            clues["largest type of its headlines"] = 1.0
        if above and above[-1].is_as_large_as(place):
            clues["type as large as above"] = 1.0
        elif above:
            clues["type of another size than above"] = 1.0
        if below and below[0].is_as_large_as(place):
            clues["type as large as below"] = 1.0
        if not place.has_text:
            clues["headlines without text"] = 1.0
        return clues

    def _group_around(
        self, index: int, place: PiecePlace
    ) -> tuple[list[PiecePlace], list[PiecePlace]]:
        """The places of the pieces of the same group of headlines, above and below."""
        above = []
        for number in range(index - 1, max(-1, index - 8), -1):
            other = self._lines[number].position
            if other is None or other.block != place.block:
                break
            above.append(other)
        below = []
        for line in self._lines[index + 1 : index + 8]:
            other = line.position
            if other is None or other.block != place.block:
                break
            below.append(other)
        return above[::-1], below


def _clues_of_column(line: LineFeatures, place: PiecePlace) -> Clues:
    """Where a piece of a column stands in it, and how it is set off from the others."""
    if line.length > _LONGEST_HEADLINE or place.block_lines < _FEWEST_COLUMN_LINES:
        return {}
    is_first = place.above_in_block == 0
    is_last = place.above_in_block + len(place.lines) >= place.block_lines
    is_plain = not (place.bold or place.is_centered or place.size > _CLEARLY)
    return {
        "heads its column": float(is_first),
        "amid its column": float(not is_first and not is_last),
        "foot of its column": float(is_last and not is_first),
        "in the middle of its column": float(place.is_centered),
        "bold in its column": float(place.bold),
        "set as the text of its column": float(is_plain),
        "fills its column": float(is_plain and place.fills_column),
    }
