"""Pages set and damaged on purpose: nothing is lost on any, and the means hold."""

from collections.abc import Iterable
from functools import cache

import pytest

from articles.parsing import parse_page
from tests import setting
from tests.parsing import measures, stock
from tests.setting import Damage, some_page

# Means that hold now, over many pages; raise them as the parser learns.
FLOORS = {
    "clean": {
        "titles": 0.95,
        "owners": 0.96,
        "paragraphs": 0.96,
        "order": 0.96,
        "structure": 0.96,
        "authors": 0.96,
    },
    "medium": {
        "titles": 0.89,
        "owners": 0.9,
        "paragraphs": 0.91,
        "order": 0.93,
        "structure": 0.935,
        "authors": 0.88,
    },
    "heavy": {
        "titles": 0.81,
        "owners": 0.88,
        "paragraphs": 0.82,
        "order": 0.88,
        "structure": 0.905,
        "authors": 0.87,
    },
}
DAMAGES = {"clean": setting.CLEAN, "medium": setting.MEDIUM, "heavy": setting.HEAVY}
MEASURES = [(damage, measure) for damage, floors in FLOORS.items() for measure in floors]
MANY = 70  # pages of each damage in the suite


def rows(seeds: Iterable[int], damage: Damage) -> list[dict[str, float]]:
    found = []
    for seed in seeds:
        text, gold = some_page(seed, damage)
        found.append(measures.measures(text, parse_page(text), gold))
    return found


@cache
def some(damage: str) -> list[dict[str, float]]:
    return rows(range(MANY), DAMAGES[damage])


@pytest.mark.parametrize("damage", DAMAGES)
def test_no_character_of_a_damaged_page_is_lost(damage: str) -> None:
    assert [row["conserved"] for row in some(damage)] == [1.0] * MANY


@pytest.mark.parametrize(("damage", "measure"), MEASURES)
def test_the_mean_over_set_pages_holds(damage: str, measure: str) -> None:
    assert measures.mean(some(damage))[measure] >= FLOORS[damage][measure]


def test_damage_is_what_costs() -> None:
    """The floors mean something: the more a page is damaged, the harder it is to read."""
    means = [sum(measures.mean(some(damage)).values()) for damage in ("clean", "medium", "heavy")]
    assert means == sorted(means, reverse=True)


@pytest.mark.torture
@pytest.mark.parametrize("damage", [*setting.ONE_BY_ONE, *DAMAGES])
def test_no_character_is_lost_on_thousands_of_pages(damage: str) -> None:
    damages = {**setting.ONE_BY_ONE, **DAMAGES}
    for seed in range(1000, 2000):
        text, _ = some_page(seed, damages[damage])
        assert measures.conserved(text, parse_page(text)) == 1.0, seed


@pytest.mark.torture
@pytest.mark.parametrize("damage", DAMAGES)
def test_the_means_hold_over_a_thousand_other_pages(damage: str) -> None:
    means = measures.mean(rows(range(10_000, 11_000), DAMAGES[damage]))
    assert {
        name: mean for name, mean in means.items() if mean < FLOORS[damage].get(name, 1.0)
    } == {}


@pytest.mark.torture
@pytest.mark.skipif(not stock.shared_news(), reason="no news corpus beside the checkout")
def test_no_character_of_real_news_is_lost() -> None:
    for seed in range(1000):
        text, _ = some_page(seed, setting.HEAVY, stock.shared_news())
        assert measures.conserved(text, parse_page(text)) == 1.0, seed
