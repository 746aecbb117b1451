"""An installation of its own for a test: a folder, a database and processes that know nothing of pytest."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.coverage_of_processes import coverage_environment

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Installation:
    folder: Path
    environment: dict[str, str]

    def run(self, code: str) -> str:
        """What a new process prints that has Django set up and runs this code."""
        code = f"import django; django.setup()\n{code}"
        return self._finished(sys.executable, "-W", "ignore", "-c", code)

    def manage(self, *arguments: str) -> str:
        return self._finished(sys.executable, "-W", "ignore", "manage.py", *arguments)

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A Celery worker with one child; both are killed at the end, and no earlier warning is given."""
        log = (self.folder / "worker.log").open("ab")
        command = [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "celery",
            "-A",
            "newsroom",
            "worker",
            "-c",
            "1",
            "-l",
            "INFO",
        ]
        worker = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, process_group=0
        )
        try:
            yield worker
        finally:
            if worker.poll() is None:
                os.killpg(worker.pid, 9)
            worker.wait()
            log.close()

    def _finished(self, *command: str) -> str:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


def install(folder: Path, **settings: str) -> Installation:
    """A migrated installation with its data in `folder`; `settings` are environment variables."""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests",
        "SITE_URL": "http://127.0.0.1:8000",
        "HASHED_STATIC": "false",
        "DATA_DIR": str(folder),
        **coverage_environment(),
        **settings,
    }
    installation = Installation(folder, environment)
    installation.manage("migrate", "--verbosity", "0")
    return installation
