"""All scenarios in the order of the table, by the names that the command line takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from torture.harness.newsrooms import POSTGRESQL, SQLITE
from torture.outcome import Outcome
from torture.plan import Plan
from torture.scenarios.fuzzed_pages import fuzz_parser, fuzz_site
from torture.scenarios.killed_imports import kill_imports
from torture.scenarios.races import race_importers, race_people

Scenario = Callable[[Plan], Outcome]

SCENARIOS: dict[str, Scenario] = {
    "killed-imports-sqlite": partial(kill_imports, database=SQLITE),
    "killed-imports-postgresql": partial(kill_imports, database=POSTGRESQL),
    "racing-importers-sqlite": partial(race_importers, database=SQLITE),
    "racing-importers-postgresql": partial(race_importers, database=POSTGRESQL),
    "racing-people-sqlite": partial(race_people, database=SQLITE),
    "racing-people-postgresql": partial(race_people, database=POSTGRESQL),
    "fuzzed-parser": fuzz_parser,
    "fuzzed-site-sqlite": partial(fuzz_site, database=SQLITE),
    "fuzzed-site-postgresql": partial(fuzz_site, database=POSTGRESQL),
}
