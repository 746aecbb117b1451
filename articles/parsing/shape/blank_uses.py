"""What a blank inside a line is for: credits, figures, clauses of a headline, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from articles.parsing.lines.characters import fold
from articles.parsing.lines.junction import beginning, ending, runs_over

HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
SENTENCE: Final = re.compile("[。，,；;！!？?]")
_RUN: Final = re.compile(r"(?<=\S)[ \xa0\u2002-\u200a\u3000]+(?=\S)")
_PUNCTUATION: Final = re.compile(r"[^\w\s]")
_SHORTEST_CLAUSE: Final = 4  # characters of half a headline
_NEAR: Final = 12  # characters around a blank that are looked at

_ROLE: Final = (
    "(?:记者|記者|通讯员|通訊員|实习生|编辑|編輯|责编|責編|美编|校对|校對|版式|摄影|攝影|摄|攝)"
)
_NAME: Final = f"[{HAN}·]{{2,4}}"
_IS_ROLE: Final = re.compile(_ROLE)
_ENDS_WITH_ROLE: Final = re.compile(f"{_ROLE}[:：/]?$")
_ENDS_WITH_NAME: Final = re.compile(f"{_ROLE}[:：/]?{_NAME}$")
_BEGINS_WITH_NAME: Final = re.compile(f"{_NAME}(?:$|[^{HAN}]|{_ROLE})")
_BEGINS_WITH_ROLE: Final = re.compile(f"[{HAN}]{{0,4}}{_ROLE}")
_FIGURE: Final = re.compile("[0-9A-Za-z]")
_UNIT: Final = re.compile("[年月日时点分秒岁元万亿个名人户米吨]")
_BEFORE_FIGURE: Final = re.compile("[年月第约]")
# Single figures with a blank between them, and a Chinese character behind: 1 1 月.
# They are looked for from the first of them only.
_SPACED_FIGURE: Final = re.compile(
    rf"(?<!\S)(?<!(?<!\S)[0-9A-Za-z] )[0-9A-Za-z](?: [0-9A-Za-z])++(?= [{HAN}%])"
)


@dataclass(frozen=True, slots=True)
class Blank:
    """White space between two runs of text of a line.

    It takes the characters `start` to `end`; the runs begin at `left_start` and end at `right_end`.
    """

    text: str
    start: int
    end: int
    left_start: int
    right_end: int

    @property
    def is_single(self) -> bool:
        return self.end - self.start == 1

    @property
    def left(self) -> str:
        """The run of text before it."""
        return self.text[self.left_start : self.start]

    @property
    def right(self) -> str:
        """The run of text behind it."""
        return self.text[self.end : self.right_end]

    @property
    def before(self) -> str:
        """What stands before it, without any blanks."""
        near = self.text[max(0, self.start - 2 * _NEAR) : self.start]
        return "".join(near.split())[-_NEAR:]

    @property
    def behind(self) -> str:
        """What stands behind it, without any blanks."""
        near = self.text[self.end : self.end + 2 * _NEAR]
        return "".join(near.split())[:_NEAR]


def blanks_in(text: str) -> list[Blank]:
    """The blanks of a line, but for those at its ends."""
    runs = list(_RUN.finditer(text))
    blanks = []
    left_start = 0
    for number, run in enumerate(runs):
        following = runs[number + 1 : number + 2]
        right_end = following[0].start() if following else len(text.rstrip())
        blanks.append(Blank(text, run.start(), run.end(), left_start, right_end))
        left_start = run.end()
    return blanks


def is_stray(blank: Blank, *, is_heading: bool) -> bool:
    """Whether nothing is parted by a blank; `is_heading` says that its line holds no sentence."""
    if not blank.is_single:
        return False
    if _parts_figures(blank) or _parts_credits(blank):
        return False
    return not (is_heading and _parts_clauses(blank))


def _parts_figures(blank: Blank) -> bool:
    """Whether a figure or a Latin word is beside it, but for what is written in one (3月 5 日)."""
    before = blank.text[blank.start - 1]
    behind = blank.text[blank.end]
    is_figure_before = bool(_FIGURE.match(before))
    is_figure_behind = bool(_FIGURE.match(behind))
    if is_figure_before and is_figure_behind:
        return True
    if is_figure_before:
        return not (_UNIT.match(behind) or _PUNCTUATION.match(behind))
    if is_figure_behind:
        return not (_BEFORE_FIGURE.match(before) or _PUNCTUATION.match(before))
    return False


def _parts_credits(blank: Blank) -> bool:
    """Whether a name ends or begins there: 记者 陈望舒 通讯员 李若谷."""
    before = blank.before
    behind = blank.behind
    if _ENDS_WITH_ROLE.search(before):
        return bool(_BEGINS_WITH_NAME.match(behind))
    if not _ENDS_WITH_NAME.search(before):
        return False
    if len(blank.right) == 1:
        # A character between two blanks is the rest of a name, or 摄.
        return bool(_IS_ROLE.match(behind))
    return bool(_BEGINS_WITH_ROLE.match(behind) or _BEGINS_WITH_NAME.match(behind))


def _parts_clauses(blank: Blank) -> bool:
    """Whether it parts two clauses of a headline, long enough and with nothing that runs on."""
    left = fold(blank.left)
    right = fold(blank.right)
    if min(len(left), len(right)) < _SHORTEST_CLAUSE:
        return False
    return runs_over(ending(left), beginning(right)) < 0


def figures_to_close(text: str) -> set[int]:
    """Where the blanks stand inside figures that were written digit by digit."""
    places: set[int] = set()
    for figure in _SPACED_FIGURE.finditer(text):
        places.update(range(figure.start() + 1, figure.end(), 2))
    return places


def is_between_figures(blank: Blank) -> bool:
    """Whether a figure or a Latin letter stands on both sides."""
    before = blank.text[blank.start - 1]
    behind = blank.text[blank.end]
    return bool(_FIGURE.match(before) and _FIGURE.match(behind))
