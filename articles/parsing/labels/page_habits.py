"""What a page does elsewhere: how it signs, how long second lines are, how headings are built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from articles.parsing.labels.line_features import LineFeatures
from articles.parsing.labels.piece_forms import NAME_FORMS, Form

_CLEARLY_LONGER, _CLEARLY_SHORTER = 1.3, 0.8  # of the line above
_MOST_HABIT = 2.0
_FEW_TEXTS = 6
_SHAPES = (
    ("dated", re.compile(r"(?:\d{4}年)?\d{1,2}月|\d{1,2}[:：]\d\d|\d{4}年")),
    ("marked", re.compile(r"[■◆●▲★□◇○△▌]")),
    ("quoted", re.compile(r"“[^”]*”$")),
    ("labelled", re.compile(r"[^:：\s\d]{2,6}[:：](?![约超近]?\d).")),
    ("asking", re.compile(r".*[?？]$")),
    ("two parts", re.compile(r"\S{3,} \S{3,}$")),
)


class PageHabits:
    """The habits of one page; each is a number from 0 on, 0 where the page does not do it.

    `lines` are the pieces inside its articles, `forms` their forms, `page_lines` all of its pieces.
    """

    def __init__(
        self,
        lines: Sequence[LineFeatures],
        forms: Sequence[Form],
        page_lines: Sequence[LineFeatures],
    ) -> None:
        self._lines, self._forms = lines, forms
        singles = self._count_singles()
        signed = self._count_signed()
        tails = sum(line.tail is not None for line in lines)
        captions = sum(line.photo is not None for line in page_lines)
        self.has_singles = min(singles / 3, _MOST_HABIT)
        self.signs_heads = signed / max(1, signed + singles)
        self.signs_ends = min(tails, 4) / 4
        self.has_captions = min(captions, 4) / 4
        self.has_few_texts = sum(form in (Form.TEXT, Form.OPENING) for form in forms) < _FEW_TEXTS
        self.second_lines_are_longer = self._measure_second_lines()
        self.shapes = [
            _shape_of(line.text) if form is Form.SHORT else ""
            for line, form in zip(lines, forms, strict=True)
        ]
        self.shape_counts = Counter(self.shapes)

    def _form(self, index: int) -> Form:
        return self._forms[index] if 0 <= index < len(self._forms) else Form.END

    def _count_singles(self) -> int:
        """How many short lines stand alone between two texts."""
        return sum(
            form is Form.SHORT
            and self._form(index - 1) is Form.TEXT
            and self._form(index + 1) is Form.TEXT
            for index, form in enumerate(self._forms)
        )

    def _count_signed(self) -> int:
        """How many short lines have names or an opening below them."""
        return sum(
            form is Form.SHORT
            and (self._form(index + 1) in NAME_FORMS or self._form(index + 1) is Form.OPENING)
            for index, form in enumerate(self._forms)
        )

    def _measure_second_lines(self) -> float:
        """From -1 to 1: whether the second of two short lines is the longer one on this page."""
        longer = shorter = pairs = 0
        for index in range(len(self._lines) - 1):
            run = [self._form(place) for place in range(index - 1, index + 3)]
            if [form is Form.SHORT for form in run] != [False, True, True, False]:
                continue
            first, second = self._lines[index].length, self._lines[index + 1].length
            pairs += 1
            longer += second > _CLEARLY_LONGER * first
            shorter += second < _CLEARLY_SHORTER * first
        return (longer - shorter) / (pairs + 1)


def _shape_of(text: str) -> str:
    """The kind of beginning or end that headings of a row share; empty where it has none."""
    for name, pattern in _SHAPES:
        if pattern.match(text):
            return name
    return ""
