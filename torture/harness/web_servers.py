"""gunicorn, as the image starts it, and nginx before it."""

from __future__ import annotations

import shutil
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from tests.tasks.installation import ROOT, Installation
from torture.harness.brokers import free_port, process_group, wait_for_port

_NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
worker_processes 1;
events {{ worker_connections 2048; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    client_max_body_size 60m;
    client_header_timeout 5s;
    client_body_timeout 5s;
    send_timeout 5s;
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://127.0.0.1:{upstream};
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header X-Forwarded-Proto http;
        }}
    }}
}}
"""


# What an address holds that is no text; a quoted one stays as it is.
_SAFE = "/?&=%:+"


class Answer(NamedTuple):
    """What a server answered, after how many seconds; the status is 0 where it did not."""

    status: int
    seconds: float
    body: bytes = b""


@contextmanager
def web_server(installation: Installation, workers: int = 1, threads: int = 4) -> Iterator[int]:
    """The port of a gunicorn that serves the newsroom."""
    port = free_port()
    log = installation.folder / "gunicorn.log"
    command = [
        *(sys.executable, "-W", "ignore", "-m", "gunicorn", "newsroom.wsgi"),
        *("--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--threads", str(threads)),
        "--no-control-socket",
        *("--worker-tmp-dir", "/dev/shm"),  # noqa: S108  (as in the image)
    ]
    with process_group(command, installation.environment, log, ROOT) as process:
        wait_for_port(port, process, log)
        yield port


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[int]:
    """The port of an nginx before the server on port `upstream`."""
    command = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if command is None:
        pytest.skip("no nginx; apt-get install nginx-light")
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(_NGINX.format(folder=folder, port=port, upstream=upstream))
    log = folder / "nginx.log"
    log.touch()
    arguments = [command, "-p", str(folder), "-e", str(log), "-c", str(configuration)]
    with process_group(arguments, {}, log, folder) as process:
        wait_for_port(port, process, log)
        yield port


def ask(port: int, address: str, timeout: float = 60) -> Answer:
    """What a reader gets."""
    started = time.monotonic()
    url = f"http://127.0.0.1:{port}{quote(address, safe=_SAFE)}"
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:
            body = response.read()
            return Answer(response.status, time.monotonic() - started, body)
    except urllib.error.HTTPError as refusal:
        return Answer(refusal.code, time.monotonic() - started)
    except OSError:
        return Answer(0, time.monotonic() - started)
