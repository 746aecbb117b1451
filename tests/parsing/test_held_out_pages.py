"""Pages written without knowledge of the parser, and kept out of the stock that generated pages are made of.

They say how pages are read that nothing was tuned for: learn from them what kind of trouble there is,
never the page.
"""

from functools import cache
from pathlib import Path

import pytest

from articles.parsing import parse_page
from tests.annotated import read_page
from tests.parsing import measures

PAGES = sorted((Path(__file__).parents[1] / "held_out").glob("*.page"))
# Means that must hold; they rise with the parser and fall only when a page is added that is read worse.
FLOORS: dict[str, float] = {
    "titles": 0.8,
    "owners": 0.81,
    "paragraphs": 0.86,
    "order": 0.84,
    "structure": 0.83,
    "authors": 0.8,
    "conserved": 1.0,
}
# What the issue of an ordinary day looks like: `regular-*`, made like real pages. The others are all trouble.
ORDINARY: dict[str, float] = {
    "titles": 0.95,
    "owners": 0.87,
    "paragraphs": 0.9,
    "order": 0.87,
    "structure": 0.96,
    "authors": 0.96,
}


@cache
def score(path: Path) -> dict[str, float]:
    text, gold = read_page(path)
    return measures.measures(text, parse_page(text), gold)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_character_of_a_held_out_page_is_annotated_once(path: Path) -> None:
    text, gold = read_page(path)
    blocks = [
        *gold["page_blocks"],
        *(block for article in gold["articles"] for block in article["blocks"]),
    ]
    held = [
        (line, place)
        for block in blocks
        for line, start, end in block["spans"]
        for place in range(start, end)
    ]
    lines = enumerate(text.split("\n"), 1)
    printed = [
        (number, place)
        for number, line in lines
        for place, one in enumerate(line)
        if not one.isspace()
    ]
    assert len(held) == len(set(held))
    assert set(printed) <= set(held)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_character_of_a_held_out_page_is_kept_once(path: Path) -> None:
    assert score(path)["conserved"] == 1.0


@pytest.mark.parametrize("measure", FLOORS)
def test_the_mean_over_the_pages_full_of_trouble_holds(measure: str) -> None:
    pages = [path for path in PAGES if not path.stem.startswith("regular-")]
    assert measures.mean([score(path) for path in pages])[measure] >= FLOORS[measure]


@pytest.mark.parametrize("measure", ORDINARY)
def test_the_mean_over_the_ordinary_pages_holds(measure: str) -> None:
    pages = [path for path in PAGES if path.stem.startswith("regular-")]
    assert measures.mean([score(path) for path in pages])[measure] >= ORDINARY[measure]
