"""Characters at places where nobody prints: each stands in the text once, and in reasonable time."""

import random
from collections.abc import Callable
from time import process_time

import pytest

from articles.parsing.positions import (
    Box,
    PositionedPage,
    PrintedCharacter,
    printed_lines_of,
    write_text,
)

COUNT = 3_000
SECONDS = 10  # many times as much as it takes

chance = random.Random(1)  # noqa: S311  nothing is kept secret


def character(x: float, y: float, size: float, stroke: int) -> PrintedCharacter:
    box = Box(x, y, x + size, y + size)
    return PrintedCharacter("的", box, y + 0.88 * size, size, bold=False, font="", stroke=stroke)


def anywhere(number: int) -> PrintedCharacter:
    return character(chance.random() * 1000, chance.random() * 1400, 10.0, number)


def of_any_size(number: int) -> PrintedCharacter:
    size = chance.choice((1.0, 5.0, 10.0, 50.0, 500.0))
    return character(chance.random() * 1000, chance.random() * 1400, size, number)


def far_apart(number: int) -> PrintedCharacter:
    return character(number % 100 * 40.0, number // 100 * 12.0, 10.0, number)


def at_one_place(number: int) -> PrintedCharacter:
    return character(5.0, 5.0, 10.0, number)


def downwards(number: int) -> PrintedCharacter:
    return character(5.0, float(number), 10.0, number)


@pytest.mark.parametrize("place", [anywhere, of_any_size, far_apart, at_one_place, downwards])
def test_every_character_is_written_once_and_soon(
    place: Callable[[int], PrintedCharacter],
) -> None:
    characters = [place(number) for number in range(COUNT)]
    start = process_time()
    lines = printed_lines_of(characters)
    text, positions = write_text(PositionedPage(1000.0, 1400.0, tuple(lines)))
    assert process_time() - start < SECONDS
    assert "".join(text.split()) == "的" * COUNT
    assert len(positions.lines) == text.count("\n") + 1


def test_a_page_without_characters_has_no_text() -> None:
    assert printed_lines_of([]) == []
    text, positions = write_text(PositionedPage(1000.0, 1400.0, ()))
    assert (text, positions.lines) == ("", ())
