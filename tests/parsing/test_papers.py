"""How well the invented papers of `tests/papers` are read: those to learn from, and six never looked into.

The floors lie just below what was measured; they rise with the parser.
"""

from functools import cache
from itertools import product

import pytest

from articles.parsing import PageRecord, parse_page
from tests.annotated import read_page
from tests.house.compose import ROOT
from tests.parsing import measures

HELD_OUT = (
    "fangzhi-shibao",
    "haizhou-wanbao",
    "huasheng-shang-bao",
    "jiaoyu-daobao",
    "jinggang-gongyuan-bao",
    "qingtan-bao",
)
FLOORS = {
    "learned": {"titles": 0.78, "owners": 0.82, "structure": 0.86, "authors": 0.77},
    "held out": {"titles": 0.7, "owners": 0.82, "structure": 0.76, "authors": 0.7},
}


LEAST_ORDER = 0.65  # how often a right title of the papers held out is surer than a wrong one


@cache
def pages_of(group: str) -> list[tuple[PageRecord, str, measures.Json]]:
    papers = sorted((ROOT / "tests/papers").iterdir())
    pages = [
        read_page(path)
        for paper in papers
        if paper.is_dir() and (paper.name in HELD_OUT) == (group == "held out")
        for path in sorted(paper.glob("*.page"))
    ]
    return [(parse_page(text), text, gold) for text, gold in pages]


@cache
def means(group: str) -> dict[str, float]:
    return measures.mean(
        [measures.measures(text, record, gold) for record, text, gold in pages_of(group)]
    )


@pytest.mark.parametrize(
    ("group", "measure"), [(group, name) for group, floors in FLOORS.items() for name in floors]
)
def test_the_mean_over_the_papers_holds(group: str, measure: str) -> None:
    assert means(group)[measure] >= FLOORS[group][measure]


def test_right_titles_are_surer_than_wrong_ones() -> None:
    """The queue of the desk shows first what is wrong: the area under the curve."""
    right: list[float] = []
    wrong: list[float] = []
    for record, _text, gold in pages_of("held out"):
        titles = titles_of(gold)
        for article in record.articles:
            is_right = "".join(article.title.split()) in titles
            (right if is_right else wrong).append(article.confidence)
    assert min(len(right), len(wrong)) > 50
    pairs = product(right, wrong)
    surer = sum((sure > doubtful) + (sure == doubtful) / 2 for sure, doubtful in pairs)
    assert surer / (len(right) * len(wrong)) >= LEAST_ORDER


def titles_of(gold: measures.Json) -> set[str]:
    articles = gold["articles"]
    titles = {article["title"] for article in articles}
    for article in articles:
        titles.update(article["alt_titles"])
    return {"".join(title.split()) for title in titles}
