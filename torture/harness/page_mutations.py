"""Printed pages that are damaged on purpose: a sample page and a few mutations, each drawn by dice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random

from tests.annotated import read_page
from tests.parsing.hostile import HOSTILE
from tests.tasks.installation import ROOT

MOST_MUTATIONS = 4
LONGEST = 20_000  # characters; longer pages would take the time of many

# What scanners, copied web pages and wrong encodings leave in a text.
_STRAY = (
    "\u200b\ufeff\u202e\u202c\u2028\u0085\x0b\x0c\x07\x1b\xa0\u3000\t"
    "�□■●▲◆★※→←↑↓①⑩㈠㎡℃‰…—–-·、,，。:：()（）[]【】《》<>\"'“”‘’&;/\\|%$#@*_~^`"
    "江水灯路甲乙AaZz09０９ⅠⅫ〇○ㄅあア가𠮷😀é́⼀⺀\ue000\ufdd0"
)
_WORDS = (
    "本报讯(记者 甲乙)",
    "图为江水上涨。甲乙 摄",
    "下转A02版",
    "责任编辑:甲乙",
    "<script>alert(1)</script>",
    "&nbsp;&lt;p&gt;",
    "【】",
    "问:",
    "（一）",
    "========",
    "2026年3月12日 星期四",
    "����",
)

Mutation = Callable[[str, Random], str]


@cache
def sample_pages() -> tuple[str, ...]:
    """The text of every annotated page of the tests, and the pages of the sample paper."""
    annotated = [read_page(path)[0] for path in sorted((ROOT / "tests").rglob("*.page"))]
    samples = [path.read_text(encoding="utf-8") for path in _sample_files()]
    return (*annotated, *samples)


def _sample_files() -> list[Path]:
    return sorted((ROOT / "samples").rglob("*.txt"))


def mutated_page(seed: str) -> str:
    """The same page for the same seed; never without a printed character."""
    dice = Random(seed)
    text = dice.choice(sample_pages())
    for _ in range(dice.randint(1, MOST_MUTATIONS)):
        mutate = dice.choice(MUTATIONS)
        text = mutate(text, dice)[:LONGEST]
    return text if text.strip() else f"{text}江"


def _lines_shuffled(text: str, dice: Random) -> str:
    lines = text.split("\n")
    first, last = _stretch(lines, dice)
    part = lines[first:last]
    dice.shuffle(part)
    return "\n".join([*lines[:first], *part, *lines[last:]])


def _lines_lost(text: str, dice: Random) -> str:
    lines = text.split("\n")
    first, last = _stretch(lines, dice)
    return "\n".join([*lines[:first], *lines[last:]])


def _lines_repeated(text: str, dice: Random) -> str:
    lines = text.split("\n")
    first, last = _stretch(lines, dice)
    part = lines[first:last] * dice.randint(2, 5)
    return "\n".join([*lines[:first], *part, *lines[last:]])


def _blank_lines_lost(text: str, dice: Random) -> str:
    kept = dice.choice(("\n", "\n\u3000\u3000"))
    return re.sub(r"\n\n+", kept, text)


def _all_on_one_line(text: str, dice: Random) -> str:
    return text.replace("\n", dice.choice(("", " ", "\u3000")))


def _cut_to_columns(text: str, dice: Random) -> str:
    width = dice.randint(1, 30)
    return re.sub(f"(.{{{width}}})", r"\1\n", text)


def _strewn(text: str, dice: Random) -> str:
    characters = list(text)
    for _ in range(dice.randint(1, 200)):
        place = dice.randrange(len(characters) + 1)
        characters.insert(place, dice.choice(_STRAY))
    return "".join(characters)


def _characters_lost(text: str, dice: Random) -> str:
    share = dice.choice((0.01, 0.1, 0.5))
    return "".join(character for character in text if dice.random() > share)


def _words_thrown_in(text: str, dice: Random) -> str:
    for _ in range(dice.randint(1, 20)):
        place = dice.randrange(len(text) + 1)
        text = f"{text[:place]}{dice.choice(_WORDS)}{text[place:]}"
    return text


def _hostile_text_thrown_in(text: str, dice: Random) -> str:
    make = dice.choice(list(HOSTILE.values()))
    place = dice.randrange(len(text) + 1)
    return f"{text[:place]}{make(dice.randint(1, 2_000))}{text[place:]}"


def _spliced(text: str, dice: Random) -> str:
    other = dice.choice(sample_pages())
    place = dice.randrange(len(text) + 1)
    return f"{text[:place]}{other[dice.randrange(len(other)) :]}{text[place:]}"


def _interleaved(text: str, dice: Random) -> str:
    """Two pages printed side by side."""
    left, right = text.split("\n"), dice.choice(sample_pages()).split("\n")
    gap = " " * dice.randint(1, 8)
    rows = [f"{a[:24].ljust(24, chr(0x3000))}{gap}{b}" for a, b in zip(left, right, strict=False)]
    return "\n".join(rows)


def _read_in_a_wrong_encoding(text: str, dice: Random) -> str:
    right, wrong = dice.choice((("utf-8", "gb18030"), ("gb18030", "latin-1"), ("utf-8", "latin-1")))
    return text.encode(right, "ignore").decode(wrong, "ignore").replace("\x00", "")


def _stretch(lines: Sequence[str], dice: Random) -> tuple[int, int]:
    first = dice.randrange(len(lines))
    return first, min(first + dice.randint(1, 12), len(lines))


MUTATIONS: tuple[Mutation, ...] = (
    _lines_shuffled,
    _lines_lost,
    _lines_repeated,
    _blank_lines_lost,
    _all_on_one_line,
    _cut_to_columns,
    _strewn,
    _characters_lost,
    _words_thrown_in,
    _hostile_text_thrown_in,
    _spliced,
    _interleaved,
    _read_in_a_wrong_encoding,
)
