"""Short rounds of the scenarios, in groups of about the same length: each group is a file, and files run at once."""

import pytest

from torture.catalogue import SCENARIOS
from torture.plan import Plan

SHORT = Plan(scale=0.01, seed=20)
GROUPS = {
    "imports": (
        "killed-imports-sqlite",
        "killed-imports-postgresql",
        "racing-importers-sqlite",
        "racing-importers-postgresql",
        "hostile-files-sqlite",
        "hostile-files-postgresql",
    ),
    "pages": (
        "fuzzed-parser",
        "fuzzed-site-sqlite",
        "fuzzed-site-postgresql",
        "payloads",
        "slow-clients",
    ),
    "people": (
        "racing-people-sqlite",
        "racing-people-postgresql",
        "walked-roles-sqlite",
        "walked-roles-postgresql",
        "guessed-passwords",
        "traffic",
    ),
    "services": (
        "ended-sessions",
        "killed-workers-redis",
        "killed-workers-rabbitmq",
        "mute-services",
        "closed-services",
    ),
}


def rounds(group: str) -> list[object]:
    """The scenarios of a group as cases of a test, marked with what they need."""
    return [_case(name) for name in GROUPS[group]]


def _case(name: str) -> object:
    kind = pytest.mark.services
    if name.endswith(("-sqlite", "-parser")):
        kind = pytest.mark.processes
    if name == "payloads":
        kind = pytest.mark.browser
    return pytest.param(name, marks=[kind, pytest.mark.slow])


def play(name: str) -> None:
    """Fails where anything went wrong, with every fault."""
    outcome = SCENARIOS[name](SHORT)
    assert outcome.is_good, "\n".join([str(outcome), *outcome.faults])
    assert outcome.times > 0
