"""Marks of the page that stand on one line with other text, cut off from it.

Such marks are A03, (上接A01版) and (下转A02版), and what the line at the head of the page holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from articles.parsing.labels import furniture
from articles.parsing.lines.pieces import Piece


def cut_page_marks(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces without the marks that stand with them, and these marks, both in source order."""
    texts: list[Piece] = []
    marks: list[Piece] = []
    for piece in _cut_page_heads(pieces):
        text = piece
        head_length = furniture.mark_length(text.text)
        if 0 < head_length < len(text.text):
            mark, text = text.cut(head_length)
            text.gap = mark.gap
            marks.append(mark)
        tail_start = furniture.turn_tail_start(text.text)
        if tail_start:
            text, mark = text.cut(tail_start)
            marks.append(mark)
        texts.append(text)
    return texts, marks


def _cut_page_heads(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with the head of the page cut into date, section and page number."""
    for piece in pieces:
        rest = piece
        if len(piece.spans) == 1:
            start = 0
            for cut in furniture.parts_of_head(piece.text):
                head, rest = rest.cut(cut - start)
                start = cut
                yield head
        yield rest
