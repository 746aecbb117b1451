"""Brokers for a newsroom: a queue on Redis, a RabbitMQ of its own, servers that are mute or closed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from uuid import uuid4

import pytest

from tests.services import forget_queue, redis_url

REDIS, RABBITMQ = "Redis", "RabbitMQ"
_REDIS_DATABASE = 14
# The package's command on the PATH changes to a user of its own, who may not write to our folder.
_RABBITMQ = "/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server"
_PATIENCE = 90  # seconds for a server to listen


@contextmanager
def broker(kind: str) -> Iterator[dict[str, str]]:
    """The settings that lead a newsroom to a queue of its own on this kind of broker."""
    if kind == RABBITMQ:
        with _rabbitmq() as url:
            yield {"CELERY_BROKER_URL": url}
        return
    url, queue = redis_url(db=_REDIS_DATABASE), f"torture-{uuid4().hex}"
    try:
        yield {"CELERY_BROKER_URL": url, "CELERY_QUEUE": queue}
    finally:
        forget_queue(url, queue)


@contextmanager
def mute_server() -> Iterator[int]:
    """The port of a server that accepts every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server, ExitStack() as connections:
        ends = threading.Event()

        def accept() -> None:
            while not ends.is_set():
                try:
                    connection, _address = server.accept()
                except TimeoutError:
                    continue
                connections.enter_context(connection)

        server.settimeout(0.2)
        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            ends.set()
            thread.join()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the process listens; RuntimeError with its log where it ends or takes too long."""
    end = monotonic() + _PATIENCE
    while monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise RuntimeError(f"no server on port {port}: {log.read_text(errors='replace')[-3000:]}")


@contextmanager
def process_group(
    command: list[str], environment: dict[str, str], log: Path, folder: Path | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A process with its children, all of them ended with the `with` block."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=output, process_group=0
        )
        try:
            yield process
        finally:
            end_group(process)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Ask a process and its children to end; kill them where they do not."""
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, signal_number)
            process.wait(timeout=15)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue
    process.wait()


@contextmanager
def _rabbitmq() -> Iterator[str]:
    """A RabbitMQ with a folder, a name and a port mapper of its own."""
    servers = sorted(Path("/").glob(_RABBITMQ.lstrip("/")))
    mapper = shutil.which("epmd")
    if not servers or mapper is None:
        pytest.skip("no rabbitmq-server; apt-get install rabbitmq-server")
    port, mapper_port = free_port(), free_port()
    with TemporaryDirectory(prefix="torture-rabbitmq-") as name, ExitStack() as stack:
        folder = Path(name)
        (folder / "plugins").write_text("[].\n")
        (folder / "rabbitmq.conf").write_text(f"listeners.tcp.default = 127.0.0.1:{port}\n")
        (folder / "environment").touch()
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": name,
            "ERL_EPMD_PORT": str(mapper_port),
            "RABBITMQ_NODENAME": f"torture-{uuid4().hex[:8]}@localhost",
            # Instead of the files of the machine's server.
            "RABBITMQ_CONFIG_FILE": f"{name}/rabbitmq.conf",
            "RABBITMQ_CONF_ENV_FILE": f"{name}/environment",
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": f"{name}/mnesia",
            "RABBITMQ_LOG_BASE": f"{name}/log",
            "RABBITMQ_ENABLED_PLUGINS_FILE": f"{name}/plugins",
            "RABBITMQ_PID_FILE": f"{name}/pid",
        }
        log = folder / "server.log"
        mapping = stack.enter_context(process_group([mapper], environment, log))
        wait_for_port(mapper_port, mapping, log)
        server = stack.enter_context(process_group([str(servers[-1])], environment, log, folder))
        wait_for_port(port, server, log)
        yield f"amqp://guest:guest@127.0.0.1:{port}//"
