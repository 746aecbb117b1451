"""Every regular expression of the program takes time that grows no faster than its input.

The inputs are made of the expression's own characters, because these are what its repeats can share:
thirty `、` behind `本报讯` once kept the parser busy for ever.
"""

import ast
import contextlib
import importlib
import itertools
import math
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]  # they have no public names
from types import FrameType, ModuleType
from typing import Any, NoReturn

import pytest

import articles
import newsroom

pytestmark = pytest.mark.slow

LONGEST = 32_768
# A shorter time is noise: the input is doubled until it takes this long.
MEASURABLE = 0.004
# Linear time doubles with the input, quadratic time grows fourfold.
MOST_GROWTH = 3.0
LIMIT = 2.0  # seconds for one call
# A neighbour on the machine can spoil a measurement, but not three times in a row.
TRIES = 3
# The entry points of web servers start their thread when they are imported.
WITHOUT_PATTERNS = (".migrations", ".commands.", "newsroom.wsgi", "newsroom.asgi")
SEARCHING = frozenset({"search", "findall", "finditer", "sub", "subn", "split"})


def modules() -> Iterator[ModuleType]:
    for package in (articles, newsroom):
        for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not any(part in info.name for part in WITHOUT_PATTERNS):
                yield importlib.import_module(info.name)


def patterns_in(value: Any) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from patterns_in(list(value.values()))
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from patterns_in(item)


def searched_names(module: ModuleType) -> set[str]:
    """Names of patterns that are searched for anywhere in a text, not only at one place."""
    source = Path(str(module.__file__)).read_text(encoding="utf-8")
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute))
    return {
        call.value.id
        for call in calls
        if call.attr in SEARCHING and isinstance(call.value, ast.Name)
    }


def all_patterns() -> dict[str, tuple[re.Pattern[str], bool]]:
    """The pattern and whether it is searched for, by the name of its module and its own."""
    patterns: dict[str, tuple[re.Pattern[str], bool]] = {}
    seen: set[tuple[str, bool]] = set()
    for module in modules():
        searched = searched_names(module)
        for name, value in vars(module).items():
            for number, pattern in enumerate(patterns_in(value)):
                if isinstance(pattern.pattern, str):
                    key = (pattern.pattern, name in searched)
                    if key not in seen:
                        seen.add(key)
                        patterns[f"{module.__name__}.{name}.{number}"] = (pattern, name in searched)
    return patterns


PATTERNS = all_patterns()


def characters_of(parsed: Any) -> Iterator[str]:
    """The characters that a parsed expression names, and one of each class it names."""
    for operation, argument in parsed:
        if operation in (_constants.LITERAL, _constants.NOT_LITERAL):
            yield chr(argument)
        elif operation is _constants.RANGE:
            yield chr(argument[0])
        elif operation is _constants.CATEGORY:
            yield {"DIGIT": "1", "SPACE": " ", "WORD": "名"}[str(argument).rpartition("_")[2]]
        elif operation is _constants.ANY:
            yield "名"
        elif operation is _constants.IN:
            yield from characters_of(argument)
        elif operation is _constants.BRANCH:
            for branch in argument[1]:
                yield from characters_of(branch)
        elif isinstance(argument, tuple | list | _parser.SubPattern):
            yield from inner_characters(argument)


def inner_characters(argument: Iterable[Any]) -> Iterator[str]:
    for item in argument:
        if isinstance(item, _parser.SubPattern):
            yield from characters_of(item)


def samples_of(parsed: Any) -> Iterator[str]:
    """Texts with which the expression, or a part of it, begins: what leads into its repeats."""
    text = ""
    for operation, argument in parsed:
        if operation is _constants.LITERAL:
            text += chr(argument)
        elif operation is _constants.IN:
            text += next(characters_of(argument), "名")
        elif operation is _constants.SUBPATTERN:
            text += next(samples_of(argument[3]), "")
        elif operation is _constants.BRANCH:
            text += next(samples_of(argument[1][0]), "")
        elif operation in (_constants.MAX_REPEAT, _constants.POSSESSIVE_REPEAT) and argument[0]:
            text += next(samples_of(argument[2]), "") * min(argument[0], 4)
    yield text


def inputs_of(pattern: re.Pattern[str]) -> Iterator[Callable[[int], str]]:
    """Makers of texts of a length: each character alone, and neighbours of the alphabet in turn."""
    parsed = _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    alphabet = list(dict.fromkeys(characters_of(parsed)))[:40]
    special = list(dict.fromkeys([*"名a1 、/(（·.,:\n", *alphabet]))
    lead = next(samples_of(parsed), "")
    units = [*special, *(a + b for a, b in itertools.pairwise(special))]
    units += ["名" + mark for mark in special[1:]]
    for unit in units:
        yield lambda length, unit=unit: unit * (length // len(unit))  # type: ignore[misc]
        if lead:
            yield lambda length, unit=unit: lead + unit * (length // len(unit))  # type: ignore[misc]


def _give_up(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise TimeoutError


def seconds(call: Callable[[str], Any], text: str) -> float:
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    start = time.process_time()
    try:
        call(text)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - start


def growth(call: Callable[[str], Any], make: Callable[[int], str]) -> float:
    """How many times longer the call takes for twice the text; 1 where it is too fast to tell."""
    length = 32
    before = 0.0
    while length <= LONGEST:
        taken = seconds(call, make(length))
        if taken >= MEASURABLE:
            half = min(seconds(call, make(length // 2)) for _ in range(3))
            whole = min(seconds(call, make(length)) for _ in range(3))
            return whole / max(half, 1e-6)
        before = taken
        length *= 4 if before < MEASURABLE / 16 else 2
    return 1.0


def least_growth(call: Callable[[str], Any], make: Callable[[int], str]) -> float:
    """The growth, measured again where it is too large; infinite where the call never ends."""
    least = math.inf
    for _ in range(TRIES):
        with contextlib.suppress(TimeoutError):
            least = min(least, growth(call, make))
        if least < MOST_GROWTH:
            break
    return least


@pytest.mark.parametrize("name", PATTERNS)
def test_time_grows_with_the_text_and_no_faster(name: str) -> None:
    pattern, is_searched = PATTERNS[name]
    calls: list[Callable[[str], Any]] = [pattern.match, pattern.fullmatch]
    if is_searched:
        calls.append(pattern.findall)
    before = signal.signal(signal.SIGALRM, _give_up)
    try:
        for make in inputs_of(pattern):
            for call in calls:
                grown = least_growth(call, make)
                assert grown < MOST_GROWTH, f"{call.__name__} on {make(20)!r}: ×{grown:.1f}"
    finally:
        signal.signal(signal.SIGALRM, before)
