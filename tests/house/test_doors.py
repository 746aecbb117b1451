"""`make`, `tests/run` and `.ci/run` say what is missing, and fail where they should."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.compose import ROOT

pytestmark = pytest.mark.processes


def call(*words: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True
    )


def test_make_names_the_python_it_needs(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.lock").touch()
    said = call("make", "run", "PYTHON=", cwd=tmp_path)
    assert said.returncode == 2
    assert said.stderr.startswith("Python 3.11 or newer is needed")


def test_make_says_what_to_install_where_python_makes_no_environment(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.lock").touch()
    said = call("make", "run", "PYTHON=false", cwd=tmp_path)
    assert said.returncode == 2
    assert "apt-get install python3-venv" in said.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_missing_postgresql_is_said_and_skipped() -> None:
    said = call(
        "tests/run",
        "--version",
        TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:1",
        REQUIRE_SERVICES="",
    )
    assert said.returncode == 0
    assert said.stdout.startswith("skipped: PostgreSQL does not answer on 127.0.0.1:1")


def test_a_missing_postgresql_is_a_failure_where_servers_are_required() -> None:
    said = call(
        "tests/run",
        "--version",
        TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:1",
        REQUIRE_SERVICES="1",
    )
    assert said.returncode == 1
    assert said.stderr.startswith("failed: PostgreSQL does not answer on 127.0.0.1:1")


@pytest.mark.parametrize("code", [0, 2])
def test_continuous_integration_requires_servers_and_ends_as_make_test_does(
    code: int, tmp_path: Path
) -> None:
    make = tmp_path / "make"
    make.write_text(f'#!/bin/sh\necho "$REQUIRE_SERVICES make $*"\nexit {code}\n')
    make.chmod(0o755)
    # Everything it might install is there.
    for name in ("chromium", "fc-list", "apt-get"):
        (tmp_path / name).write_text("#!/bin/sh\necho ok\n")
        (tmp_path / name).chmod(0o755)
    said = call("bash", ".ci/run", PATH=f"{tmp_path}:{os.environ['PATH']}", REQUIRE_SERVICES="")
    assert said.stdout.splitlines()[-1] == "1 make docs test"
    assert said.returncode == code
