"""A web server that is told to end answers what it accepted, while another takes over its socket."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest

from tests.house.compose import DOCKERFILE, ROOT, SERVICES
from tests.tasks.installation import Installation, install

pytestmark = [pytest.mark.processes, pytest.mark.slow]

# As `slow_site` has them, which is not imported here: it starts the site.
SLOW, SECONDS = "/slow/", 1.5
WHO = "/who/"
PATIENCE = 60  # seconds for a server to start or to end


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    folder = tmp_path_factory.mktemp("newsroom")
    return install(folder, DATABASE_URL=f"sqlite:///{folder}/newsroom.sqlite3")


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """The socket that both servers listen on, as systemd or a supervisor hands it over."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=512)) as server:
        server.set_inheritable(True)
        yield server


@contextmanager
def gunicorn(newsroom: Installation, listener: socket.socket) -> Iterator[subprocess.Popen[bytes]]:
    """The server as the image starts it, on a socket that is handed to it; it has started."""
    command = re.search(r"^CMD (\[.*\])$", DOCKERFILE, re.MULTILINE)
    assert command
    words = [
        word.replace("0.0.0.0:8000", f"fd://{listener.fileno()}")
        .replace("newsroom.wsgi", "tests.house.slow_site")
        .replace("/dev/shm", str(newsroom.folder))  # noqa: S108 - the name in the image
        for word in json.loads(command[1])
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", *words, "--workers", "2"],
        cwd=ROOT,
        env=newsroom.environment,
        pass_fds=[listener.fileno()],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        _wait_until_it_answers(process, listener.getsockname()[1])
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while ask(port, WHO) != str(process.pid):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.1)


def ask(port: int, path: str) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path, headers={"Host": "127.0.0.1"})
        return connection.getresponse().read().decode()


class Readers:
    """Threads that ask without a pause, and count answers and what got none."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: list[int] = []
        self.lost: list[str] = []
        self._is_over = threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(path, keeps))
            for path in ("/robots.txt", "/", SLOW)
            for keeps in (False, True)
        ]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join()

    def _read(self, path: str, keeps: bool) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        while not self._is_over.is_set():
            try:
                connection.request("GET", path, headers={"Host": "127.0.0.1"})
                response = connection.getresponse()
                response.read()
            except (OSError, http.client.HTTPException) as fault:
                self.lost.append(f"{path} {keeps}: {fault!r}")
                connection.close()
                continue
            self.answers.append(response.status)
            if not keeps:
                connection.close()
        connection.close()


def test_no_answer_is_lost_while_another_server_takes_over(
    newsroom: Installation, listener: socket.socket
) -> None:
    with ExitStack() as stack:
        old = stack.enter_context(gunicorn(newsroom, listener))
        readers = stack.enter_context(Readers(listener.getsockname()[1]))
        time.sleep(1)
        stack.enter_context(gunicorn(newsroom, listener))
        before = len(readers.answers)
        old.terminate()
        assert old.wait(PATIENCE) == 0
        after = len(readers.answers)
        assert ask(listener.getsockname()[1], SLOW) == "done"
        assert len(readers.answers) > after > before > 0
        readers.stop()  # while there is a server
    assert readers.lost == []
    assert set(readers.answers) == {200}


def test_what_runs_at_the_end_is_answered(newsroom: Installation, listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    with gunicorn(newsroom, listener) as server:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as reader:
            reader.request("GET", SLOW, headers={"Host": "127.0.0.1"})
            time.sleep(SECONDS / 3)
            server.terminate()
            assert reader.getresponse().read() == b"done"
        assert server.wait(PATIENCE) == 0


def test_compose_waits_longer_than_the_servers_take_to_end() -> None:
    """Gunicorn gives requests 30 seconds, the worker its task as long (newsroom/settings.py)."""
    for service in ("web", "worker"):
        assert SERVICES[service]["stop_grace_period"] in ("45s", "40s", "35s")
