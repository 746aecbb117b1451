"""Blanks that text extraction put between Chinese characters.

A page is looked at as a whole: printed text parts two Chinese characters inside a sentence only
around names and in headlines of two clauses. Those blanks stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from articles.parsing.lines.characters import fold
from articles.parsing.lines.junction import beginning, ending, runs_over
from articles.parsing.shape.shaped_page import Edit, Finding, ShapeCode, ShapedLine

_HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
# Written so that the search runs for the blank, which is rare, and not for the characters.
_BETWEEN_HAN: Final = re.compile(rf"[ \u3000](?=[{_HAN}])(?<=[{_HAN}].)")
_TIGHT_HAN: Final = re.compile(rf"[{_HAN}](?=[{_HAN}])")
_HAN_CHARACTER: Final = re.compile(f"[{_HAN}]")
_RUN: Final = re.compile(r"(?<=\S)[ \xa0\u2002-\u200a\u3000]+(?=\S)")
_SENTENCE: Final = re.compile("[。，,；;！!？?]")
_PUNCTUATION: Final = re.compile(r"[^\w\s]")
_FEWEST: Final = 8  # blanks between Chinese characters
_SELDOM: Final = 0.03  # for each character of the page
_PROSE: Final = 15  # Chinese characters of a line that holds a sentence
_STRAY_SHARE: Final = 0.06  # blanks a Chinese character in prose; printed pages stay below .035
_STRAY_LINES: Final = 0.6  # of the lines of prose
_EVERYWHERE: Final = 0.4  # of all junctions of characters on the page
_EVERY_JUNCTION: Final = 0.6  # of the junctions in a line that is spaced from end to end
_SHORTEST_CLAUSE: Final = 4  # Chinese characters of half a headline

_ROLE: Final = (
    "(?:记者|記者|通讯员|通訊員|实习生|编辑|編輯|责编|責編|美编|校对|校對|版式|摄影|攝影|摄|攝)"
)
_NAME: Final = f"[{_HAN}·]{{2,4}}"
_IS_ROLE: Final = re.compile(_ROLE)
_ENDS_WITH_ROLE: Final = re.compile(f"{_ROLE}[:：/]?$")
_ENDS_WITH_NAME: Final = re.compile(f"{_ROLE}[:：/]?{_NAME}$")
_BEGINS_WITH_NAME: Final = re.compile(f"{_NAME}(?:$|[^{_HAN}]|{_ROLE})")
_BEGINS_WITH_ROLE: Final = re.compile(f"[{_HAN}]{{0,4}}{_ROLE}")
_FIGURE: Final = re.compile("[0-9A-Za-z]")
_UNIT: Final = re.compile("[年月日时点分秒岁元万亿个名人户米吨]")
_BEFORE_FIGURE: Final = re.compile("[年月第约]")
_NEAR: Final = 12  # characters around a blank that are looked at


def close_blanks(lines: list[ShapedLine], text: str) -> tuple[list[ShapedLine], list[Finding]]:
    """The lines without stray blanks; `text` is the whole page."""
    blanks = len(_BETWEEN_HAN.findall(text))
    if blanks < max(_FEWEST, _SELDOM * len(text)):
        return lines, []
    is_everywhere = blanks >= _EVERYWHERE * len(_HAN_CHARACTER.findall(text))
    if not is_everywhere and not _is_spaced(text):
        return lines, []
    closed = [_closed(line, is_everywhere) for line in lines]
    changed = []
    removed = 0
    for line, before in zip(closed, lines, strict=True):
        if line is not before:
            changed.append(line.source_line)
            removed += len(before.text) - len(line.text)
    if not changed:
        return lines, []
    return closed, [Finding(ShapeCode.BLANKS, changed[0], removed / len(text))]


def _is_spaced(text: str) -> bool:
    """Whether blanks stand here and there inside the sentences of most lines."""
    characters = stray = spaced_lines = prose_lines = 0
    for line in text.split("\n"):
        han = len(_HAN_CHARACTER.findall(line))
        if han < _PROSE or not _SENTENCE.search(line):
            continue
        in_line = len(_BETWEEN_HAN.findall(line))
        characters += han
        stray += in_line
        prose_lines += 1
        spaced_lines += in_line > 0
    if stray < _FEWEST:
        return False
    return stray >= _STRAY_SHARE * characters and spaced_lines >= _STRAY_LINES * prose_lines


def _closed(line: ShapedLine, is_everywhere: bool) -> ShapedLine:
    """The line without stray blanks; `is_everywhere` says what the page does as a whole."""
    runs = list(_RUN.finditer(line.text))
    if not runs:
        return line
    spaced = len(_BETWEEN_HAN.findall(line.text))
    tight = len(_TIGHT_HAN.findall(line.text))
    if spaced or tight:
        is_everywhere = spaced >= _EVERY_JUNCTION * (spaced + tight)
    if is_everywhere:
        return line.edited(_edits_between_all(runs))
    edits = list(_edits_of_stray_blanks(line.text, runs))
    return line.edited(edits) if edits else line


def _edits_between_all(runs: Iterable[re.Match[str]]) -> Iterator[Edit]:
    """A blank between any two characters means nothing; a wider gap is a blank."""
    for run in runs:
        yield Edit(run.start(), run.end() - (len(run[0]) > 1))


def _edits_of_stray_blanks(text: str, runs: list[re.Match[str]]) -> Iterator[Edit]:
    is_heading = not _SENTENCE.search(text)
    for number, run in enumerate(runs):
        if len(run[0]) > 1:
            continue
        before = _without_blanks(text[max(0, run.start() - 2 * _NEAR) : run.start()])[-_NEAR:]
        behind = _without_blanks(text[run.end() : run.end() + 2 * _NEAR])[:_NEAR]
        is_alone = _is_one_character(text, runs, number)
        if _parts_figures(before, behind) or _parts_credits(before, behind, is_alone):
            continue
        if is_heading and _parts_clauses(text, runs, number):
            continue
        yield Edit(*run.span())


def _without_blanks(text: str) -> str:
    return "".join(text.split())


def _parts_figures(before: str, behind: str) -> bool:
    """Whether a figure or a Latin word is on one side, but for what is written in one (3月 5 日)."""
    figure_before = _FIGURE.match(before[-1:])
    figure_behind = _FIGURE.match(behind[:1])
    if figure_before and figure_behind:
        return True
    if figure_before:
        return not (_UNIT.match(behind) or _PUNCTUATION.match(behind))
    if figure_behind:
        return not (_BEFORE_FIGURE.match(before[-1:]) or _PUNCTUATION.match(before[-1:]))
    return False


def _is_one_character(text: str, runs: list[re.Match[str]], number: int) -> bool:
    """Whether only one character stands between a blank and the next one."""
    end = runs[number + 1].start() if number + 1 < len(runs) else len(text.rstrip())
    return end - runs[number].end() == 1


def _parts_credits(before: str, behind: str, is_alone: bool) -> bool:
    """Whether a name ends or begins there: 记者 陈望舒 通讯员 李若谷.

    A character that is alone (`is_alone`) between two blanks is a part of a name, or 摄.
    """
    if _ENDS_WITH_ROLE.search(before):
        return bool(_BEGINS_WITH_NAME.match(behind))
    if _ENDS_WITH_NAME.search(before):
        if is_alone:
            return bool(_IS_ROLE.match(behind))
        return bool(_BEGINS_WITH_ROLE.match(behind) or _BEGINS_WITH_NAME.match(behind))
    return False


def _parts_clauses(text: str, runs: list[re.Match[str]], number: int) -> bool:
    """Whether a blank parts two clauses of a headline, long enough and with nothing that runs on."""
    run = runs[number]
    before = runs[number - 1].end() if number else 0
    behind = runs[number + 1].start() if number + 1 < len(runs) else len(text)
    left = fold(text[before : run.start()])
    right = fold(text[run.end() : behind])
    if min(len(left), len(right)) < _SHORTEST_CLAUSE:
        return False
    return runs_over(ending(left), beginning(right)) < 0
