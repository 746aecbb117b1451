"""The workflow file and Renovate's settings name what the project has, and call `.ci/run`."""

import json
import re
import tomllib
from typing import Any

import yaml

from tests.house.compose import DOCKERFILE, ROOT, SERVICES

WORKFLOW_TEXT = (ROOT / ".github/workflows/ci.yml").read_text()
WORKFLOW: dict[str, Any] = yaml.safe_load(WORKFLOW_TEXT)
JOB: dict[str, Any] = WORKFLOW["jobs"]["test"]


def test_the_workflow_runs_what_every_machine_runs() -> None:
    commands = [step["run"] for step in JOB["steps"] if "run" in step]
    assert commands == ["bash .ci/run"]


def test_it_runs_on_every_python_that_we_name() -> None:
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    pythons = JOB["strategy"]["matrix"]["python"]
    assert pythons == ["3.11", "3.12", "3.13"]
    assert oldest == f">={pythons[0]}"
    assert f"FROM python:{pythons[0]}." in DOCKERFILE


def test_what_the_program_runs_on_is_listed_and_asked_after() -> None:
    steps = WORKFLOW["jobs"]["supply-chain"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == ["make sbom audit"]
    assert "\n  schedule:\n" in WORKFLOW_TEXT


def test_its_servers_are_those_of_production() -> None:
    images = {service["image"] for service in JOB["services"].values()}
    assert images == {SERVICES["db"]["image"], SERVICES["redis"]["image"]}
    assert set(JOB["env"]) == {"TEST_POSTGRES_URL", "TEST_REDIS_URL"}


def test_renovate_reads_every_lock_file() -> None:
    settings = json.loads((ROOT / "renovate.json").read_text())
    patterns = settings["pip-compile"]["managerFilePatterns"]
    locks = [path.name for path in ROOT.glob("*.lock")]
    assert locks
    for lock in locks:
        assert any(re.search(pattern.strip("/"), lock) for pattern in patterns)
