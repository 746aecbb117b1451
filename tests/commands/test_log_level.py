"""LOG_LEVEL decides what is written to the log, whoever says it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes

ROOT = Path(__file__).parents[2]
SAY = "import logging; logging.getLogger('{name}').warning('nothing at this address')"


@pytest.mark.parametrize("name", ["django.request", "articles.tasks"])
@pytest.mark.parametrize(("level", "is_written"), [("WARNING", True), ("error", False)])
def test_a_warning_is_written_from_its_level_on(name: str, level: str, is_written: bool) -> None:
    command = [sys.executable, "manage.py", "shell", "--command", SAY.format(name=name)]
    environment = {**os.environ, "LOG_LEVEL": level}
    said = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert ("nothing at this address" in said.stderr) is is_written
