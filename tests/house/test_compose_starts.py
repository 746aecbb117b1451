"""Each service of docker-compose.yml starts here: its command, its settings, its health check, real servers."""

import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2  # type: ignore[import-untyped]
import pytest
import redis

from tests.coverage_of_processes import coverage_environment
from tests.house.compose import (
    ENV_EXAMPLE,
    OURS,
    ROOT,
    SERVICES,
    collect_static,
    command,
    health_command,
)
from tests.services import postgres_database, redis_url

pytestmark = pytest.mark.services
SECONDS_TO_START = 60
Environment = dict[str, str]


class Installation:
    """A folder and local servers in the place of the containers'."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.port = _free_port()
        self.servers = {
            "DATABASE_URL": database_url,
            "CELERY_BROKER_URL": redis_url(11),
            "CACHE_URL": redis_url(12),
        }

    def environment(self, service: str = "web") -> Environment:
        """Of the service: `.env.example` filled in, and what the compose file adds."""
        example = dict(re.findall(r"^([A-Z_]+)=(.*)$", ENV_EXAMPLE, re.MULTILINE))
        said = OURS[service]["environment"]
        return {
            **example,
            "SECRET_KEY": "0123456789 abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}",
            "HOSTNAME": socket.gethostname(),
            "DATA_DIR": str(self.folder),
            "STATIC_ROOT": str(self.folder / "static"),
            **coverage_environment(),
            **said,
            **{name: url for name, url in self.servers.items() if name in said},
        }

    def here(self, words: list[str]) -> list[str]:
        """A command of the image with this installation's folder and port in it."""
        local = {
            "/data": str(self.folder),
            "0.0.0.0:8000": f"127.0.0.1:{self.port}",
            "8000": str(self.port),
        }
        pattern = "|".join(re.escape(there) for there in local)
        return [re.sub(pattern, lambda match: local[match[0]], word) for word in words]

    def run(self, words: list[str], service: str) -> None:
        subprocess.run(self.here(words), env=self.environment(service), cwd=ROOT, check=True)

    @contextmanager
    def started(self, service: str) -> Iterator[Environment]:
        """The service, once its health check is content."""
        environment = self.environment(service)
        log = self.folder / f"{service}.log"
        with (
            log.open("w") as out,
            subprocess.Popen(
                self.here(command(service)),
                env=environment,
                cwd=ROOT,
                stdout=out,
                stderr=subprocess.STDOUT,
            ) as process,
        ):
            try:
                self._wait(service, process, log)
                yield environment
            finally:
                process.terminate()
                _kill_late(process)

    def _wait(self, service: str, process: subprocess.Popen[bytes], log: Path) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        check = self.here(health_command(service))
        while subprocess.run(
            check, env=self.environment(service), cwd=ROOT, capture_output=True
        ).returncode:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"{service} does not start:\n{log.read_text()[-3000:]}", pytrace=False)
            time.sleep(0.2)


def _kill_late(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()


def _free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Built and migrated with the commands that the Dockerfile and the compose file give."""
    with postgres_database() as url:
        made = Installation(tmp_path_factory.mktemp("data"), url)
        made.run(collect_static(), "web")
        made.run(command("migrate"), "migrate")
        yield made
        for name in ("CELERY_BROKER_URL", "CACHE_URL"):
            with closing(redis.Redis.from_url(made.servers[name])) as client:
                client.flushdb()


def test_migrate_makes_the_tables(installation: Installation) -> None:
    with (
        closing(psycopg2.connect(installation.servers["DATABASE_URL"])) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT count(*) FROM articles_article")
        assert cursor.fetchone() == (0,)


def test_web_answers_behind_a_proxy_with_hashed_static_files(installation: Installation) -> None:
    with installation.started("web"):
        request = urllib.request.Request(
            f"http://127.0.0.1:{installation.port}/admin/login/",
            headers={"Host": "news.example.org", "X-Forwarded-Proto": "https"},
        )
        page = urllib.request.urlopen(request, timeout=10).read().decode()
    assert re.search(r'href="/static/[^"]+\.[0-9a-f]{12}\.css"', page)


def test_a_request_of_a_reader_gives_up_before_it_holds_up_others(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGOPTIONS", installation.environment("web")["PGOPTIONS"])
    with (
        closing(psycopg2.connect(installation.servers["DATABASE_URL"])) as connection,
        connection.cursor() as cursor,
    ):
        limits = {}
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            cursor.execute(f"SHOW {name}")
            limits[name] = cursor.fetchone()[0]
    assert limits == {
        "statement_timeout": "5s",
        "lock_timeout": "3s",
        "idle_in_transaction_session_timeout": "1min",
    }


def test_the_worker_answers_a_ping(installation: Installation) -> None:
    with installation.started("worker"):
        pass  # a ping is its health check


def test_beat_keeps_its_schedule_with_the_data(installation: Installation) -> None:
    with installation.started("beat"):
        pass  # that file is its health check


def test_redis_knows_every_option_it_is_given() -> None:
    words = SERVICES["redis"]["command"][1:]
    with closing(redis.Redis.from_url(redis_url(11))) as client:
        unknown = [name for name in words[::2] if not client.config_get(name.removeprefix("--"))]
    assert words
    assert unknown == []
