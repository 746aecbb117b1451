"""What the bylines and closing brackets of an article say together: its authors, where they work, whose text it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.parsing.credits.grammar import (
    CreditLine,
    Tail,
    read_byline,
    read_opening,
    read_source,
    read_tail,
    read_unmarked_name,
)
from articles.parsing.lines.characters import fold
from articles.parsing.record import Block, Credit, Kind


class Credits:
    """Each name once, in printed order."""

    def __init__(self) -> None:
        self.credits: list[Credit] = []
        self.affiliations: list[str] = []
        self.source = ""

    def add(self, reading: CreditLine | None) -> None:
        if reading is None:
            return
        self._add_names(reading.credits)
        self.source = self.source or reading.source

    def add_tail(self, tail: Tail) -> None:
        if tail.kind == "affiliation":
            self.affiliations.append(tail.value)
        else:
            self.source = self.source or tail.value
        self._add_names(tail.credits)

    def _add_names(self, found: Sequence[Credit]) -> None:
        names = {credit.name for credit in self.credits}
        self.credits += [credit for credit in found if credit.name not in names]


def credits_of(blocks: Iterable[Block]) -> Credits:
    """Read the credits of blocks whose kinds are known already; of a page's own blocks the same as its parse."""
    said = Credits()
    for block in blocks:
        if block.kind in (Kind.BYLINE, Kind.AFFILIATION, Kind.SOURCE):
            _read(block.kind, fold(block.text), said)
    return said


def _read(kind: Kind, text: str, said: Credits) -> None:
    reading = (
        (read_byline(text) or read_opening(text) or read_unmarked_name(text))
        if kind is Kind.BYLINE
        else None
    )
    tail = None if reading else read_tail(text)
    if reading:
        said.add(reading)
    elif tail:
        said.add_tail(tail)
    elif kind is Kind.SOURCE:
        said.source = said.source or read_source(text)
