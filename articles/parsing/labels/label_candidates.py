"""Which labels a piece may get at all, by its form."""

from __future__ import annotations

import re
from typing import Final

from articles.parsing.credits.pen_names import may_be_pen_name
from articles.parsing.labels.label import Label
from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.labels.piece_forms import Clues, Form
from articles.parsing.labels.surroundings import names_a_writer

_HEADLINES: Final = (
    Label.PARAGRAPH,
    Label.TITLE,
    Label.SUBHEADING,
    Label.KICKER,
    Label.COLUMN,
    Label.TITLE_MORE,
    Label.SUBTITLE,
)
_NAME_CLUES: Final = frozenset(
    {"names with roles", "bare names", "pen name", "office below its text"}
)
_LONGEST_NAME = 8  # characters
_LONGEST_SECTION = 10  # characters
_LONGEST_HEADLINE = 12  # characters; a longer line may be a caption
_LONGEST_CAPTION = 130  # characters
_MOST_SENTENCES = 3  # of a caption
_LONGEST_FURNITURE = 60  # characters of a line with a full stop
_PUNCTUATION = re.compile("[,。!?:;“”]")


def candidates(form: Form, line: LineFeatures, clues: Clues) -> tuple[Label, ...]:
    """The labels for a piece, each once."""
    if form is Form.OPENING:
        return (Label.PARAGRAPH, Label.OPENING, Label.CLOSING, Label.BYLINE)
    if form is Form.CLOSING:
        return (Label.PARAGRAPH, Label.CLOSING, Label.BYLINE)
    if form is Form.TEXT:
        return _of_text(line)
    return _of_short_line(line, clues)


def _of_text(line: LineFeatures) -> tuple[Label, ...]:
    labels = [Label.PARAGRAPH]
    if line.length <= _LONGEST_CAPTION and line.sentence_ends <= _MOST_SENTENCES:
        labels.append(Label.CAPTION)
    if line.length <= _LONGEST_FURNITURE:
        labels.append(Label.FURNITURE)
    return tuple(labels)


def _of_short_line(line: LineFeatures, clues: Clues) -> tuple[Label, ...]:
    labels = list(_HEADLINES)
    if line.furniture > 0 or "figures" not in clues:  # the entries of a table are text
        labels.append(Label.FURNITURE)
    if "note above text" in clues:  # 记者手记 heads a part of the report
        labels = [label for label in _HEADLINES if label is not Label.COLUMN]
    in_brackets = line.text[:1] in "(【" and line.text[-1:] in ")】"
    is_word = (
        line.length <= _LONGEST_NAME
        and "verse" not in clues
        and not _PUNCTUATION.search(line.text)
        and may_be_pen_name(line.text.replace(" ", ""))
    )
    has_names = not _NAME_CLUES.isdisjoint(clues)
    if in_brackets or is_word or has_names or names_a_writer(line.text):
        labels.append(Label.BYLINE)
    if in_brackets:
        labels.append(Label.CLOSING)
    if line.length <= _LONGEST_SECTION and not line.place:
        labels.append(Label.SECTION)
    if line.closed or line.length > _LONGEST_HEADLINE:
        labels.append(Label.CAPTION)
    return tuple(labels)
