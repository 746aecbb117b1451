"""A command without the settings it needs says which, and what a newcomer may do instead of setting them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.processes

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "value"),
    [("SECRET_KEY", ""), ("DEBUG", "perhaps"), ("DATABASE_URL", "the one in the cellar")],
)
def test_a_setting_that_cannot_be_used_is_one_sentence(name: str, value: str) -> None:
    command = [sys.executable, "manage.py", "check"]
    said = subprocess.run(
        command, cwd=ROOT, env={**os.environ, name: value}, capture_output=True, text=True
    )
    assert said.returncode == 1
    assert f'"{name}"' in said.stderr
    assert ".env.example" in said.stderr
    assert "DEMO=1" in said.stderr
    assert "Traceback" not in said.stderr
