"""No program starts on settings it cannot use: it says which, and ends without a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom.environment import CANNOT_START
from tests.coverage_of_processes import coverage_environment

pytestmark = pytest.mark.processes

ROOT = Path(__file__).parents[2]
PROGRAMS = {
    "manage.py": ["manage.py", "check"],
    "gunicorn": ["-m", "gunicorn", "newsroom.wsgi", "--bind", "127.0.0.1:0"],
    "worker": ["-m", "celery", "--app", "newsroom", "worker"],
    "beat": ["-m", "celery", "--app", "newsroom", "beat"],
}


def end_of(program: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "DATA_DIR": str(folder),
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
        "SITE_URL": "https://news.example.org",
        "PYTHONWARNINGS": "ignore",
        **coverage_environment(),
        **variables,
    }
    command = [sys.executable, *PROGRAMS[program]]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_ends_with_a_sentence_for_each_fault(program: str, tmp_path: Path) -> None:
    end = end_of(program, tmp_path, SITE_URL="news.example.org", TIME_ZONE="Asia/Beijing")
    assert end.returncode == CANNOT_START
    assert end.stderr.count("SITE_URL is 'news.example.org', ") == 1
    assert end.stderr.count("TIME_ZONE is 'Asia/Beijing', ") == 1
    assert "Traceback" not in end.stderr


def test_a_newcomer_hears_of_the_example_and_of_the_demo(tmp_path: Path) -> None:
    end = end_of("manage.py", tmp_path, SECRET_KEY="")
    assert ".env.example" in end.stderr
    assert "DEMO=1" in end.stderr
