"""docker-compose.yml says what the stack needs to start in order and to lose nothing."""

import re
from typing import Any

import pytest

from tests.house.compose import COMPOSE, DOCKERFILE, OURS, ROOT, SERVICES

RUNNING = [name for name in OURS if name != "migrate"]


def test_the_services_are_these() -> None:
    assert set(SERVICES) == {"migrate", "web", "worker", "beat", "db", "redis"}


@pytest.mark.parametrize("name", RUNNING)
def test_what_runs_waits_for_the_migration_and_for_healthy_servers(name: str) -> None:
    waits: dict[str, Any] = {on: said["condition"] for on, said in OURS[name]["depends_on"].items()}
    assert waits == {
        "migrate": "service_completed_successfully",
        "db": "service_healthy",
        "redis": "service_healthy",
    }


def test_the_migration_runs_once() -> None:
    assert OURS["migrate"]["restart"] == "no"
    assert OURS["migrate"]["depends_on"]["db"]["condition"] == "service_healthy"


@pytest.mark.parametrize("name", OURS)
def test_our_services_take_their_settings_from_one_file(name: str) -> None:
    assert OURS[name]["env_file"] == ".env"
    assert set(OURS[name]["environment"]) >= {"DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL"}


def test_every_service_but_the_migration_says_whether_it_is_well() -> None:
    silent = {
        name for name, service in SERVICES.items() if "test" not in service.get("healthcheck", {})
    }
    assert silent == {"migrate", "web"}
    assert "HEALTHCHECK" in DOCKERFILE  # what web says


def test_data_lives_in_named_volumes() -> None:
    kept = {volume.split(":")[0] for service in SERVICES.values() for volume in service["volumes"]}
    assert kept == set(COMPOSE["volumes"]) == {"data", "db", "redis"}


def test_the_image_does_not_run_as_root() -> None:
    assert DOCKERFILE.index("\nUSER newsroom\n") < DOCKERFILE.index("\nCMD ")


def test_the_base_is_one_release_and_the_same_in_every_stage() -> None:
    bases = set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE))
    assert len(bases) == 1
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-slim-\w+(@sha256:[0-9a-f]{64})?", bases.pop())


def test_what_installs_and_builds_stays_in_the_stage_that_is_thrown_away() -> None:
    *_stages, image = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)
    assert not re.search(r"\b(pip|apt-get|curl|wget)\b", image)
    assert "pip uninstall --yes setuptools pip" in DOCKERFILE


def test_nothing_is_fetched_that_no_lock_names() -> None:
    installs = re.findall(r"^RUN pip install (.*)$", DOCKERFILE, re.MULTILINE)
    assert [line.split()[-1] for line in installs] == [
        "requirements-build.lock",
        "requirements.lock",
    ]
    assert all("--require-hashes" in line for line in installs)
    # Without it pip fetches what builds a library from anywhere, without a hash.
    assert "--no-build-isolation" in installs[-1]


def test_what_the_image_copies_is_let_through_and_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(\S+?)/? ", DOCKERFILE, re.MULTILINE)
    let_through = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert set(copied) == let_through
    assert all((ROOT / name).exists() for name in copied)
