"""Annotated pages, set as a newspaper prints them, are read from the places of their characters."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from articles.parsing import parse_page
from articles.parsing.positions import write_text
from tests.annotated import read_page
from tests.parsing import measures
from tests.typesetter.drawn_characters import positioned_page
from tests.typesetter.page_styles import STYLES, set_page
from tests.typesetter.projection import project

ISSUE = sorted((Path(__file__).parents[1] / "samples" / "issue").glob("*/*.page"))
# Means over the nine pages of the sample paper.
FLOORS: dict[str, dict[str, float]] = {
    "five columns": {"titles": 0.98, "owners": 0.98, "order": 0.98, "paragraphs": 0.99},
    "six columns": {"titles": 0.97, "owners": 0.98, "order": 0.97, "paragraphs": 0.96},
    "narrow gutters": {"titles": 0.935, "owners": 0.99, "order": 0.96, "paragraphs": 0.955},
    "without rules": {"titles": 0.98, "owners": 0.98, "order": 0.98, "paragraphs": 0.99},
    "upright title": {"titles": 0.96, "owners": 0.955, "order": 0.97, "paragraphs": 0.95},
    "text beside title": {"titles": 0.955, "owners": 0.965, "order": 0.97, "paragraphs": 0.98},
    "box amid the text": {"titles": 0.975, "owners": 0.965, "order": 0.96, "paragraphs": 0.94},
    "four wide columns": {"titles": 0.955, "owners": 0.99, "order": 0.97, "paragraphs": 0.98},
}


@cache
def score(path: Path, style: str) -> dict[str, float]:
    text, gold = read_page(path)
    page = set_page(text, gold, STYLES[style])
    written, positions = write_text(positioned_page(page))
    record = project(parse_page(written, positions), positions, page, text)
    return measures.measures(text, record, gold)


def visible(texts: Iterator[str]) -> list[str]:
    characters: list[str] = []
    for text in texts:
        characters += "".join(text.split())
    return sorted(characters)


@pytest.mark.parametrize("style", FLOORS)
def test_a_set_issue_is_read_as_it_was_annotated(style: str) -> None:
    means = measures.mean([score(path, style) for path in ISSUE])
    short = {name: means[name] for name, floor in FLOORS[style].items() if means[name] < floor}
    assert short == {}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("path", ISSUE[:3], ids=lambda path: path.stem)
def test_every_character_of_a_page_stands_in_its_text_once(path: Path, style: str) -> None:
    page = set_page(*read_page(path), STYLES[style])
    written, positions = write_text(positioned_page(page))
    assert visible(iter([written])) == visible(line.text for line in page.lines)
    for text, position in zip(written.split("\n"), positions.lines, strict=True):
        parts = position.parts if position else ()
        for start, line in parts:
            assert text[start : start + len(line.text)] == line.text
