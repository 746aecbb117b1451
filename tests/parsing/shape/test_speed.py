"""Clean pages cost next to nothing, hostile ones time in proportion to their length."""

import gc
import time
from collections.abc import Callable, Iterator
from statistics import median

import pytest

from articles.parsing.shape import shape_page
from tests.parsing.hostile import HOSTILE, alternating, repeated
from tests.parsing.shape.printed import BRIDGE, MUSEUM, ORCHARD, SCHOOL, side_by_side, wrapped

WORST = 3.0  # times as long for twice the text: 2 and what a shared machine adds
TRIES = 3
LEAST = 0.004  # seconds; shorter times are noise
CLEAN = 1_000_000  # characters a second at least, on a machine that has other things to do


def _columns(size: int) -> str:
    rows = side_by_side([wrapped(text, 12) for text in (BRIDGE, SCHOOL, ORCHARD)], 12, 4)
    return repeated(rows + "\n")(size)


# Strings made of the characters that the patterns of this stage look for.
SHAPES: dict[str, Callable[[int], str]] = HOSTILE | {
    "headings": repeated("# 浮桥\n"),
    "hashes": repeated("#"),
    "stars": repeated("*"),
    "strong marks": repeated("**浮"),
    "strong marks never closed": repeated("# a\n** 浮"),
    "links never closed": repeated("[浮](桥"),
    "brackets of links": repeated("[]("),
    "pictures never closed": repeated("![浮"),
    "code marks": repeated("# a\n` 浮"),
    "rules": repeated("- - -"),
    "rules with blanks": repeated("-     -"),
    "table rules": repeated("|---"),
    "table rules with blanks": repeated("|   -"),
    "rows of a table": repeated("| 浮 | 桥 |\n"),
    "quotes of Markdown": repeated(">"),
    "lists of Markdown": repeated("# a\n- - - x\n"),
    "backslashes": repeated("# a\n\\"),
    "tags never closed": repeated("<p "),
    "tags": repeated("<p>浮</p>"),
    "line breaks": repeated("<br>"),
    "comments never closed": repeated("<!--"),
    "entities": repeated("&nbsp;"),
    "entities never closed": repeated("&amp"),
    "numeric entities": repeated("&#9"),
    "font codes": repeated("(cid:12)"),
    "font codes never closed": repeated("(cid:"),
    "replaced characters": repeated("\ufffd浮"),
    "boxes": repeated("□□浮"),
    "doubled characters": repeated("浮浮桥桥合合"),
    "doubled nearly": repeated("浮浮桥桥合合龙龙通"),
    "private characters": repeated("\ue123"),
    "radicals": repeated("⻢⽼"),
    "vertical dashes": repeated("\ufe31"),
    "blanks": repeated(" "),
    "lines of blanks": repeated("        \n"),
    "spaced characters": repeated("浮 桥 "),
    "spaced lines": repeated("浮 桥 合 龙\n"),
    "spaced prose": repeated("浮桥合 龙以后，渡口的 人少了。"),
    "spaced names": repeated("记者 温一 帆 通讯员 葛小 满，"),
    "gaps": repeated("浮  "),
    "gaps in lines": repeated("浮桥合龙通车    城南小学灶台\n"),
    "ragged gaps": alternating(
        "浮桥合龙通车    城南小学灶台\n", "浮桥   合龙以后渡口的人   少了\n"
    ),
    "columns": _columns,
    "lines of print": lambda size: "\n".join(wrapped(repeated(BRIDGE + SCHOOL + MUSEUM)(size), 11)),
    "points": repeated("浮桥."),
    "quotation marks": repeated('浮".'),
    "other line ends": repeated("浮\u2028\x0b"),
    "form feeds": repeated("\x0c浮"),
    "misread text": repeated(SCHOOL.encode().decode("gb18030", "ignore")),
    "Western letters": repeated("Ã¦\xa0Â"),
}


@pytest.fixture
def _no_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def _seconds(text: str) -> float:
    times = []
    for _ in range(3):
        started = time.process_time()
        shape_page(text)
        times.append(time.process_time() - started)
    return median(times)


def _growth(make: Callable[[int], str]) -> float:
    size = 4_000
    spent = _seconds(make(size))
    while spent < LEAST and size < 256_000:
        size *= 4
        spent = _seconds(make(size))
    return _seconds(make(2 * size)) / max(spent, LEAST / 4)


@pytest.mark.usefixtures("_no_collection")
@pytest.mark.parametrize("make", SHAPES.values(), ids=SHAPES.keys())
def test_twice_the_text_takes_twice_the_time(make: Callable[[int], str]) -> None:
    assert any(_growth(make) < WORST for _ in range(TRIES))


@pytest.mark.usefixtures("_no_collection")
@pytest.mark.parametrize("length", [len(BRIDGE), 30])
def test_a_clean_page_is_soon_looked_through(length: int) -> None:
    lines = []
    for text in (BRIDGE, SCHOOL, ORCHARD, MUSEUM) * 40:
        lines += [*wrapped(text, length), ""]
    page = "\n".join(lines)
    assert any(len(page) / _seconds(page) >= CLEAN for _ in range(TRIES))
