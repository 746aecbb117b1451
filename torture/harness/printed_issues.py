"""Folders with an issue to be imported, and the same issue as the newsroom's system sends it corrected."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.importing.papers import PAPER
from tests.setting import MEDIUM, some_page

_CORRECTED_LINES = 0.1  # the share of a page's lines that a correction changes
_FIRST_SEED = 10_000


class PrintedIssue(NamedTuple):
    """The folders of an issue as it came first and as it came corrected."""

    first: Path
    corrected: Path


def lay_out_issue(root: Path, dice: Random, pages: int, day: str = "2026-03-12") -> PrintedIssue:
    """Write an issue of so many set pages, twice, into `root`."""
    first = root / "first" / PAPER / day
    corrected = root / "corrected" / PAPER / day
    for folder in (first, corrected):
        folder.mkdir(parents=True)
    for number in range(1, pages + 1):
        text, _gold = some_page(_FIRST_SEED + dice.randrange(1_000_000), MEDIUM)
        name = f"A{number:02d}.txt"
        (first / name).write_text(text, encoding="utf-8")
        (corrected / name).write_text(correct(text, dice), encoding="utf-8")
    return PrintedIssue(first, corrected)


def correct(text: str, dice: Random) -> str:
    """The page with some lines changed, one left out and one added."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if len(line) > 20 and dice.random() < _CORRECTED_LINES:
            middle = len(line) // 2
            lines[place] = f"{line[:middle]}更正后{line[middle + 2 :]}"
    long_lines = [place for place, line in enumerate(lines) if len(line) > 40]
    if long_lines:
        lines.insert(
            dice.choice(long_lines) + 1, "\n又讯:河边的路灯昨晚全部亮起,居民说出门亮堂多了。\n"
        )
        del lines[long_lines[0]]
    return "\n".join(lines)
