"""All scenarios in the order of the table, by the names that the command line takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from torture.harness.brokers import RABBITMQ, REDIS
from torture.harness.newsrooms import POSTGRESQL, SQLITE
from torture.outcome import Outcome
from torture.plan import Plan
from torture.scenarios.ended_sessions import end_sessions
from torture.scenarios.fuzzed_pages import fuzz_parser, fuzz_site
from torture.scenarios.guessed_passwords import guess_passwords
from torture.scenarios.hostile_files import bring_hostile_files
from torture.scenarios.killed_imports import kill_imports
from torture.scenarios.killed_workers import kill_workers
from torture.scenarios.mute_services import CLOSED, MUTE, silence_services
from torture.scenarios.payloads import show_payloads
from torture.scenarios.races import race_importers, race_people
from torture.scenarios.slow_clients import bother_server
from torture.scenarios.traffic import play_hour
from torture.scenarios.walked_roles import walk_roles

Scenario = Callable[[Plan], Outcome]

SCENARIOS: dict[str, Scenario] = {
    "killed-imports-sqlite": partial(kill_imports, database=SQLITE),
    "killed-imports-postgresql": partial(kill_imports, database=POSTGRESQL),
    "ended-sessions": end_sessions,
    "racing-importers-sqlite": partial(race_importers, database=SQLITE),
    "racing-importers-postgresql": partial(race_importers, database=POSTGRESQL),
    "racing-people-sqlite": partial(race_people, database=SQLITE),
    "racing-people-postgresql": partial(race_people, database=POSTGRESQL),
    "mute-services": partial(silence_services, fault=MUTE),
    "closed-services": partial(silence_services, fault=CLOSED),
    "fuzzed-parser": fuzz_parser,
    "fuzzed-site-sqlite": partial(fuzz_site, database=SQLITE),
    "fuzzed-site-postgresql": partial(fuzz_site, database=POSTGRESQL),
    "killed-workers-redis": partial(kill_workers, kind=REDIS),
    "killed-workers-rabbitmq": partial(kill_workers, kind=RABBITMQ),
    "slow-clients": bother_server,
    "hostile-files-sqlite": partial(bring_hostile_files, database=SQLITE),
    "hostile-files-postgresql": partial(bring_hostile_files, database=POSTGRESQL),
    "walked-roles-sqlite": partial(walk_roles, database=SQLITE),
    "walked-roles-postgresql": partial(walk_roles, database=POSTGRESQL),
    "guessed-passwords": guess_passwords,
    "payloads": show_payloads,
    "traffic": play_hour,
}
