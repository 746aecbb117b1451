"""On a terminal, progress is a bar and the table has colour."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.importing.papers import FISH, LIGHTS, lay_out

pytestmark = pytest.mark.processes

ROOT = Path(__file__).parents[2]


def said_on_a_terminal(*arguments: object) -> str:
    ours, theirs = pty.openpty()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "TERM": "xterm-256color",
    }
    command = [sys.executable, "manage.py", "import_issue", *map(str, arguments)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            said += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    assert process.wait() == 0, said.decode()
    return said.decode()


def test_a_bar_and_colours(tmp_path: Path) -> None:
    said = said_on_a_terminal(lay_out(tmp_path, A01=LIGHTS, A02=FISH), "--dry-run")
    assert "━" in said
    assert "2/2" in said
    assert "\x1b[1m" in said
    assert f"1/2 {tmp_path}" not in said
