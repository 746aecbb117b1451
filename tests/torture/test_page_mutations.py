"""Damaged pages: the same seed gives the same page, and each way of damage does something."""

from random import Random

import pytest

from torture.harness.page_mutations import LONGEST, MUTATIONS, Mutation, mutated_page, sample_pages


def test_the_same_seed_gives_the_same_page() -> None:
    assert mutated_page("7") == mutated_page("7")
    assert len({mutated_page(str(seed)) for seed in range(40)}) == 40


def test_no_page_is_blank_or_endless() -> None:
    for seed in range(100):
        page = mutated_page(str(seed))
        assert page.strip()
        assert len(page) <= LONGEST + 1


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
def test_each_way_changes_a_page(mutate: Mutation) -> None:
    page = max(sample_pages(), key=len)
    assert any(mutate(page, Random(seed)) != page for seed in range(5))
