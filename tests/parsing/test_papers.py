"""How well the twelve invented papers of `tests/papers` are read: six to learn from, six never looked into.

The floors lie just below what was measured; they rise with the parser.
"""

from functools import cache

import pytest

from articles.parsing import parse_page
from tests.annotated import read_page
from tests.house.compose import ROOT
from tests.parsing import measures

LEARNED = (
    "beiling-ribao",
    "lanjiang-ribao",
    "mingde-xiaobao",
    "nanpu-zhoumo",
    "xiliang-nongcun-bao",
    "yunhe-chenbao",
)
FLOORS = {
    "learned": {"titles": 0.78, "owners": 0.82, "structure": 0.87, "authors": 0.8},
    "held out": {"titles": 0.7, "owners": 0.82, "structure": 0.76, "authors": 0.7},
}


@cache
def means(group: str) -> dict[str, float]:
    papers = sorted((ROOT / "tests/papers").iterdir())
    pages = [
        read_page(path)
        for paper in papers
        if paper.is_dir() and (paper.name in LEARNED) == (group == "learned")
        for path in sorted(paper.glob("*.page"))
    ]
    return measures.mean([measures.measures(text, parse_page(text), gold) for text, gold in pages])


@pytest.mark.parametrize(
    ("group", "measure"), [(group, name) for group, floors in FLOORS.items() for name in floors]
)
def test_the_mean_over_the_papers_holds(group: str, measure: str) -> None:
    assert means(group)[measure] >= FLOORS[group][measure]
