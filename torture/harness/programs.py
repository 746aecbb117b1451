"""A process inside a newsroom that does what it is asked to, as long as the `with` block lasts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.tasks.installation import ROOT, Installation


class ProgramDiedError(RuntimeError):
    """The program ended before it answered; the message is what it wrote to its log."""


class Program:
    """The other end of `torture.inside.dialogue`: a line of JSON goes in, one comes out."""

    def __init__(self, process: subprocess.Popen[str], installation: Installation) -> None:
        self._process = process
        self._log = installation.folder / "program.log"

    def ask(self, action: str, **arguments: Any) -> Any:
        """What the action of this name returns, as JSON carries it."""
        if self._process.stdin is None or self._process.stdout is None:
            raise ProgramDiedError("the program has no pipes")
        question = json.dumps({"action": action, **arguments})
        self._process.stdin.write(f"{question}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise ProgramDiedError(self._log.read_text(errors="replace"))
        return json.loads(answer)


@contextmanager
def program(installation: Installation, module: str) -> Iterator[Program]:
    """A module of `torture.inside` as a process of its own."""
    log_path = installation.folder / "program.log"
    with log_path.open("a", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", f"torture.inside.{module}"],
            cwd=ROOT,
            env=installation.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            yield Program(process, installation)
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """Close its input, which ends it; kill it where that does not help."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
