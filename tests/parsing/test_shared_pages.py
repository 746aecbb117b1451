"""Real pages beside the checkout, by the script that stands with them; skipped where they are not there."""

import json

import pytest

from articles.parsing import parse_page
from tests.parsing import measures
from tests.parsing.stock import SHARED

PAGES = sorted((SHARED / "pages").glob("*.gold.json"))
FLOORS = {
    "titles": 0.99,
    "grouping": 0.99,
    "paragraphs": 0.99,
    "order": 0.99,
    "authors": 0.99,
    "structure": 0.97,
    "conserved": 1.0,
}

pytestmark = pytest.mark.skipif(not PAGES, reason=f"no annotated real pages in {SHARED / 'pages'}")


@pytest.fixture(scope="module")
def means() -> dict[str, float]:
    score = measures.shared_score()
    if score is None:
        pytest.skip(f"no score_pages.py in {SHARED / 'tools'}")
    rows = []
    for path in PAGES:
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_name(gold["source"]).read_text(encoding="utf-8")
        rows.append(score(parse_page(text).to_json(gold["source"]), gold)[0])
    return measures.mean(rows)


@pytest.mark.parametrize("measure", FLOORS)
def test_real_pages_are_read_as_well_as_ever(means: dict[str, float], measure: str) -> None:
    assert means[measure] >= FLOORS[measure]
