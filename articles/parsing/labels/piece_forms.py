"""What a piece looks like by its own text, before anything is decided."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

# {name: strength}, 1 where a clue is simply there
Clues = dict[str, float]


class Form(StrEnum):
    """What a piece looks like before anything is decided."""

    OPENING = "opening"
    CLOSING = "closing"
    TEXT = "text"
    CREDITS = "credits"  # names with roles
    NAME = "name"  # a bare name
    SHORT = "short"  # any other short line
    END = "end"  # before the first piece and behind the last


SHORT_FORMS: Final = frozenset({Form.SHORT, Form.CREDITS, Form.NAME})
NAME_FORMS: Final = frozenset({Form.CREDITS, Form.NAME})
BOUNDARIES: Final = frozenset({Form.OPENING, Form.CLOSING, Form.CREDITS, Form.NAME})


def form_of(clues: Clues) -> Form:
    """The form of a piece, by the clues from its own text."""
    if "opening" in clues:
        return Form.OPENING
    if "closing bracket" in clues or "closing names" in clues or "source line" in clues:
        return Form.CLOSING
    if "bias" not in clues:
        return Form.TEXT
    if "names with roles" in clues:
        return Form.CREDITS
    return Form.NAME if "bare names" in clues or "pen name" in clues else Form.SHORT
