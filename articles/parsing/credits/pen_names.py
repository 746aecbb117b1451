"""Names that only their place shows to be signatures: pen names, a reader's below a letter."""

import re

from articles.parsing.common_words import COMMON_WORDS
from articles.parsing.credits.credit_line import CreditLine
from articles.parsing.credits.credit_words import BULLETS
from articles.parsing.credits.signature_forms import without_brackets
from articles.parsing.credits.writer_places import WRITER_AND_NAME, title_of_writer
from articles.parsing.person_names import HAN, with_middle_dots
from articles.parsing.record import Credit
from articles.parsing.word_lists import (
    BOX_ENDS,
    BOX_TITLES,
    NO_PEN_NAME_ENDS,
    NO_PEN_NAMES,
    NOT_NAMES,
    ORIGINS,
    SECTIONS,
)

_PEN_NAME = re.compile(rf"[{HAN}]{{2,3}}|[{HAN}] {{1,2}}[{HAN}]")
_UNMARKED_NAME = re.compile(rf"[{HAN}A-Za-z·.]{{1,8}}")
_PART_ENDS = (*BOX_ENDS, *NO_PEN_NAME_ENDS)


def read_unmarked_name(text: str) -> CreditLine | None:
    """The name on a line that only its place shows to be a signature: a pen name, a reader's."""
    bare = without_brackets(text.strip(BULLETS))
    match = WRITER_AND_NAME.fullmatch(bare)
    if match is not None:
        writer, name = match.group(1), match.group(2).replace(" ", "")
        return None if _names_a_part(name) else _line(Credit(name, title_of_writer([writer])), text)
    name = bare.replace(" ", "")
    if not _UNMARKED_NAME.fullmatch(name) or not may_be_pen_name(name):
        return None
    return _line(Credit(with_middle_dots(name)), text)


def read_pen_name(text: str) -> CreditLine | None:
    """A pen name: two or three characters that need not begin with a surname.

    Only its place shows it to be a name.
    """
    if not _PEN_NAME.fullmatch(text):
        return None
    name = text.replace(" ", "")
    return _line(Credit(name), text) if may_be_pen_name(name) else None


def _line(credit: Credit, text: str) -> CreditLine:
    return CreditLine((credit,), "", len(text))


def may_be_pen_name(name: str) -> bool:
    """Whether a text without spaces may be a pen name: it is no word for a part of the page."""
    if name in NOT_NAMES or name in COMMON_WORDS or name in SECTIONS or name in ORIGINS:
        return False
    return not _names_a_part(name)


def _names_a_part(name: str) -> bool:
    """Whether a word names a kind of text, or a part of the page."""
    return name in NO_PEN_NAMES or name in BOX_TITLES or name.endswith(_PART_ENDS)
