"""`python -m torture` needs no settings, names its scenarios, and says how to repeat what it did."""

import os
import subprocess
import sys

import pytest

from tests.tasks.installation import ROOT
from torture.catalogue import SCENARIOS

pytestmark = pytest.mark.processes


def torture(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Its end, in an environment that knows nothing of Django."""
    return subprocess.run(
        [sys.executable, "-m", "torture", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_its_help_names_every_scenario() -> None:
    answer = torture("--help")
    assert answer.returncode == 0, answer.stderr
    words = "".join(answer.stdout.split())
    assert [name for name in SCENARIOS if name not in words] == []


def test_a_scenario_that_there_is_not_is_refused() -> None:
    answer = torture("fuzzed-parsers")
    assert answer.returncode == 2
    assert "no scenario is called fuzzed-parsers" in answer.stderr


@pytest.mark.slow
def test_it_says_how_to_repeat_it_and_prints_one_table() -> None:
    answer = torture("fuzzed-parser", TORTURE_SCALE="0.001", TORTURE_SEED="17")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("TORTURE_SCALE=0.001 TORTURE_SEED=17 repeats this")
    assert "fuzzed pages, parser" in answer.stdout
