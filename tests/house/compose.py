"""What docker-compose.yml, Dockerfile and .env.example say, as Python has it."""

import json
import re
import shlex
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
ENV_EXAMPLE = (ROOT / ".env.example").read_text()


def command(service: str) -> list[str]:
    """What the service runs: its own command, or the image's."""
    own = OURS[service].get("command")
    return list(own or json.loads(_instruction("CMD")))


def health_command(service: str) -> list[str]:
    """What says whether the service is well: its own check, or the image's."""
    own = OURS[service].get("healthcheck")
    if own is None:
        return list(json.loads(_instruction("HEALTHCHECK .*? CMD")))
    kind, *words = own["test"]
    return ["sh", "-c", words[0].replace("$$", "$")] if kind == "CMD-SHELL" else words


def collect_static() -> list[str]:
    """The command of the build that collects the static files."""
    return shlex.split(re.sub(r"[A-Z_]+=\S+ ", "", _instruction("RUN (?=.*collectstatic)")))


def _instruction(head: str) -> str:
    match = re.search(rf"^{head}(.*)$", DOCKERFILE, re.MULTILINE)
    assert match, f"no {head} in the Dockerfile"
    return match[1].strip()
