"""Hostile input costs time in proportion to its length: no pattern backtracks, nothing compares all with all."""

import gc
import time
from collections.abc import Callable, Iterator
from statistics import median

import pytest

from articles.parsing import parse_page
from tests.parsing.hostile import HOSTILE
from tests.parsing.measures import conserved, spans

WORST = 3.0  # times as long for twice the text: 2 and what a shared machine adds
TRIES = 3  # a neighbour's work can spoil a measurement, but not three times in a row
LONG = 5.0  # seconds after which a text is not measured once more
CALM = 0.004  # seconds; shorter times are noise


@pytest.fixture
def _no_collection() -> Iterator[None]:
    """What the collector does depends on the tests before, not on the text."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def seconds(text: str) -> float:
    times: list[float] = []
    while len(times) < 3 and sum(times) < LONG:
        started = time.process_time()
        parse_page(text)
        times.append(time.process_time() - started)
    return median(times)


def growth(make: Callable[[int], str], size: int, most: int = 1_000_000) -> float:
    """How many times as long twice the text takes; the size grows until the time can be measured."""
    while (spent := seconds(make(size))) < CALM and size < most:
        size *= 4
    return seconds(make(2 * size)) / max(spent, CALM / 4)


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_nothing_of_hostile_input_is_lost(make: Callable[[int], str]) -> None:
    for size in (1, 2, 3, 50, 400):
        text = make(size)
        assert conserved(text, parse_page(text)) == 1.0


@pytest.mark.usefixtures("_no_collection")
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_takes_twice_the_time(make: Callable[[int], str]) -> None:
    assert any(growth(make, 1000, 64_000) < WORST for _ in range(TRIES))


@pytest.mark.torture
@pytest.mark.usefixtures("_no_collection")
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_a_huge_text_takes_twice_the_time(make: Callable[[int], str]) -> None:
    assert any(growth(make, 100_000) < WORST for _ in range(TRIES))


@pytest.mark.torture
def test_a_line_of_five_megabytes_takes_seconds() -> None:
    text = "江水上涨," * 1_000_000
    started = time.process_time()
    record = parse_page(text)
    assert time.process_time() - started < 20
    assert sum(end - start for _, start, end in spans(record)) == len(text)
