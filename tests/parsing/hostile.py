"""Input that nobody prints and a parser must survive: each a function from a size to a text about so long.

Twice the size must take at most about twice the time: the tests and `make bench-import` hold that.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice
from typing import Final


def repeated(unit: str) -> Callable[[int], str]:
    """The unit again and again; a unit that ends a line makes lines."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def counted(form: str) -> Callable[[int], str]:
    """Lines that all differ: the form with a number in it."""

    def make(size: int) -> str:
        length = len(form.format(10_000))
        return "".join(
            form.format(number) for number in range(10_000, 10_000 + max(size // length, 1))
        )

    return make


def alternating(*units: str) -> Callable[[int], str]:
    return lambda size: "".join(
        islice(cycle(units), len(units) * max(size // len("".join(units)), 1))
    )


HOSTILE: Final[dict[str, Callable[[int], str]]] = {
    "one long line": repeated("江水上涨,"),
    "one long line without marks": repeated("江"),
    "one long sentence of Latin": repeated("a"),
    "opening brackets": repeated("("),
    "closing brackets": repeated(")"),
    "brackets in pairs": repeated("()"),
    "full-width brackets": repeated("（【《"),
    "one-character lines": repeated("江\n"),
    "one-character lines, all different": lambda size: "\n".join(
        chr(0x4E00 + k % 20_000) for k in range(size // 2)
    ),
    "one-character blocks": repeated("江\n\n"),
    "lines of 本报讯(": repeated("本报讯(\n"),
    "本报讯 and enumeration marks": alternating("本报讯" + "、" * 60 + "江水上涨\n\n"),
    "wire openings": repeated("本报讯(记者 甲乙)昨天,江水上涨。\n\n"),
    "quotes never closed": repeated("“江水"),
    "lines of quotes never closed": repeated("“江水上涨\n"),
    "digits": repeated("1234567890"),
    "lines of digits": repeated("1234567890\n"),
    "dates": repeated("2026年3月12日"),
    "headlines": counted("云江大桥今起封闭{}号车道\n\n"),
    "headlines without blank lines": counted("云江大桥今起封闭{}号车道\n"),
    "paragraphs without headlines": counted("3月12日,云江大桥今起封闭{}号车道,车辆改走三桥。\n\n"),
    "headlines and briefs": counted(
        "第{}号通知\n\n昨天夜里,江水上涨两米,住在堤下的人搬到了山上的学校。\n\n"
    ),
    "broken paragraphs": counted("昨天夜里,江水上涨两米,住在第{}号堤下的人搬到了山上的\n\n"),
    "captions": repeated("图为江水上涨。甲乙 摄\n\n"),
    "roles": repeated("记者 "),
    "lines of roles": repeated("本报记者 甲乙 通讯员 丙丁\n\n"),
    "names run together": repeated("王李张刘"),
    "middle dots": repeated("阿·"),
    "dashes": repeated("—"),
    "commas": repeated(","),
    "spaces inside": lambda size: "江" + " " * max(size - 2, 0) + "水",
    "wide spaces inside": lambda size: "江" + "\u3000" * max(size - 2, 0) + "水",
    "blank lines": lambda size: "江" + "\n" * max(size - 2, 0) + "水",
    "email without an end": repeated("江a.b@"),
    "page marks": repeated("下转A02版"),
    "numbered lines": counted("第{}章、\n"),
    "control characters": repeated("\x0b\x0c\x1c\u2028\x85\x00"),
    "characters outside the plane": repeated("𠮷😀"),
    "interviews": alternating("问:江水涨了多少?\n\n", "答:两米。\n\n"),
    "twenty wide lines, one narrow": repeated(
        "江水上涨江水上涨江水上涨江水上涨江水上涨\n" * 20 + "江\n"
    ),
}
