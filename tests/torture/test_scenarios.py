"""Each scenario of `make torture`, for some seconds: nothing is lost, half-done or an error."""

import pytest

from torture.catalogue import SCENARIOS
from torture.plan import Plan

SHORT = Plan(scale=0.01, seed=1)


def case(name: str) -> object:
    kind = pytest.mark.services
    if name.endswith(("-sqlite", "-parser")):
        kind = pytest.mark.processes
    if name == "payloads":
        kind = pytest.mark.browser
    return pytest.param(name, marks=[kind, pytest.mark.slow])


@pytest.mark.parametrize("name", [case(name) for name in SCENARIOS])
def test_a_short_round_of(name: str) -> None:
    outcome = SCENARIOS[name](SHORT)
    assert outcome.is_good, "\n".join([str(outcome), *outcome.faults])
    assert outcome.times > 0
