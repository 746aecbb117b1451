"""The authors, affiliations and source that the blocks of one article name together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from articles.parsing.credits.bylines import read_byline
from articles.parsing.credits.closings import Tail, read_source, read_tail
from articles.parsing.credits.credit_line import CreditLine
from articles.parsing.credits.credit_words import is_office
from articles.parsing.credits.openings import read_opening
from articles.parsing.credits.pen_names import read_unmarked_name
from articles.parsing.credits.picture_credits import photographers
from articles.parsing.lines.characters import fold
from articles.parsing.record import Block, Credit, Kind

_TEXT_KINDS = frozenset({Kind.PARAGRAPH, Kind.BYLINE})


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

    def add_photographers(self, blocks: Sequence[Block]) -> None:
        """Add who took the pictures of an article that is nothing but pictures, as its authors.

        Beside a text a picture's credit says nothing about who wrote it.
        """
        if self.credits or any(block.kind in _TEXT_KINDS for block in blocks):
            return
        for block in blocks:
            if block.kind is Kind.CREDIT:
                self._add_names(photographers(fold(block.text)))

    def _add_names(self, named: Sequence[Credit]) -> None:
        known_names = {credit.name for credit in self.credits}
        for credit in named:
            if credit.name not in known_names:
                self.credits.append(credit)


def credits_of(blocks: Iterable[Block]) -> Credits:
    """Read the credits of blocks whose kinds are known.

    For the blocks that a parse yields this gives the same as the parse.
    """
    signatures = Credits()
    blocks = list(blocks)
    for block in blocks:
        if block.kind in (Kind.BYLINE, Kind.AFFILIATION, Kind.SOURCE):
            _read_block(block.kind, fold(block.text), signatures)
    signatures.add_photographers(blocks)
    return signatures


def _read_block(kind: Kind, text: str, signatures: Credits) -> None:
    """Add what a block says to the signatures."""
    if kind is Kind.BYLINE:
        reading = read_byline(text) or read_opening(text) or read_unmarked_name(text)
        if reading is not None:
            signatures.add(reading)
            return
    tail = read_tail(text)
    if tail is not None:
        signatures.add_tail(tail)
    elif kind is Kind.SOURCE:
        signatures.source = signatures.source or read_source(text) or signing_offices(text)


def signing_offices(text: str) -> str:
    """The offices that alone sign a notice at its foot, as printed; empty where others do."""
    reading = read_byline(text)
    if reading is None or reading.has_role or not reading.credits:
        return ""
    if not all(is_office(credit.name) for credit in reading.credits):
        return ""
    return "、".join(credit.name for credit in reading.credits)
