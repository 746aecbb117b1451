"""Every scenario of the catalogue has a short round in the suite."""

from tests.torture.short_rounds import GROUPS
from torture.catalogue import SCENARIOS


def test_every_scenario_is_played_by_the_suite_once() -> None:
    names: list[str] = []
    for group in GROUPS.values():
        names.extend(group)
    assert sorted(names) == sorted(SCENARIOS)
