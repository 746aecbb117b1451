"""docker-compose.yml says what the stack needs to start in order and to lose nothing."""

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


def test_what_the_image_copies_is_let_through_and_there() -> None:
    copied = [
        line.split()[1].strip("/") for line in DOCKERFILE.splitlines() if line.startswith("COPY ")
    ]
    let_through = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert set(copied) == let_through
    assert all((ROOT / name).exists() for name in copied)
