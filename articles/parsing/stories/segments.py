"""The two kinds of segments that a page is cut into: groups of headlines, and runs of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.parsing.labels.label import Label
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.lines.affinity import PairSet, bare, character_pairs
from articles.parsing.stories.continuation_links import ContinuationLink


@dataclass(slots=True)
class HeadlineGroup:
    """Column, kicker, titles, subtitle and byline that stand together.

    `pieces` are numbers of pieces of the page, `labels` has one label for each of them.
    """

    pieces: list[int]
    labels: list[Label]

    @property
    def first_piece(self) -> int:
        return self.pieces[0]

    @property
    def has_title(self) -> bool:
        return Label.TITLE in self.labels

    @property
    def has_byline(self) -> bool:
        return Label.BYLINE in self.labels

    def add(self, index: int, label: Label) -> None:
        """Take in the piece of this number."""
        self.pieces.append(index)
        self.labels.append(label)

    def words(self, features: Sequence[LineFeatures]) -> PairSet:
        """The pairs of characters of all its lines but the byline."""
        texts = []
        for index, label in zip(self.pieces, self.labels, strict=True):
            if label is not Label.BYLINE:
                texts.append(features[index].text)
        text = bare("".join(texts))
        pairs = character_pairs([text])[0]
        return frozenset(pairs)


@dataclass(slots=True)
class TextRun:
    """Pieces of text that surely belong to one article, in printed order.

    `pieces` are numbers of pieces of the page. The other fields are filled in when the whole page
    is cut.
    """

    pieces: list[int]
    body: list[int] = field(default_factory=list)  # its pieces without closings and bylines
    beginning: str = ""  # the first two characters, as `junction.beginning` gives them
    ending: str = ""  # the last two characters, as `junction.ending` gives them
    has_opening: bool = False  # begins with the byline or wire line of a report
    has_closing: bool = False  # ends with an affiliation, a source or closing names
    starts_inside: bool = False  # begins in the middle of a sentence
    leaves_open: bool = False  # stops in the middle of a sentence
    has_lead: bool = False  # begins as reports begin
    link: ContinuationLink | None = None  # where its last sentence goes on, if not right below

    @property
    def first_piece(self) -> int:
        return self.pieces[0]

    @property
    def last_piece(self) -> int:
        return self.pieces[-1]


Segment = HeadlineGroup | TextRun
