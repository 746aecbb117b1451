"""The server of `make run` finishes the answers at hand when it is told to end."""

import http.client
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tests.house.compose import ROOT

pytestmark = pytest.mark.processes

SERVER = """
import time
from django.core.servers.basehttp import run
from newsroom.finishing_server import FinishingServer

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "10")])
    yield b"begun"
    time.sleep(1)
    yield b"ended"

run("127.0.0.1", 0, application, threading=True, server_cls=FinishingServer,
    on_bind=lambda port: print(port, flush=True))
"""


def test_an_answer_at_hand_is_finished() -> None:
    command = [sys.executable, "-W", "ignore", "-c", SERVER]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout
        port = int(server.stdout.readline())
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as reader:
            reader.request("GET", "/")
            response = reader.getresponse()
            assert response.read(5) == b"begun"
            server.terminate()
            assert response.read() == b"ended"
        assert server.wait(30) == 0


def test_a_connection_that_asks_nothing_does_not_hold_it_up() -> None:
    command = [sys.executable, "-W", "ignore", "-c", SERVER]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout
        port = int(server.stdout.readline())
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as reader:
            reader.connect()
            begin = time.monotonic()
            server.terminate()
            assert server.wait(30) == 0
            assert time.monotonic() - begin < 15
