"""Slow clients before nginx: heads and bodies that come byte by byte, readers that hardly read, broken uploads.

Meanwhile other readers get their pages, and nothing of a broken upload stays behind.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from random import Random
from time import monotonic, sleep

from torture.harness.crowds import crowd
from torture.harness.newsrooms import POSTGRESQL, newsroom
from torture.harness.printed_issues import lay_out_issue
from torture.harness.programs import program
from torture.harness.web_servers import Answer, ask, nginx, web_server
from torture.outcome import Outcome
from torture.plan import Plan, percentile

SECONDS = 60  # in the long run
SLOW_CLIENTS = 100  # of each kind
_ARRIVAL = 3  # seconds until all of them are connected
_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
_BODY_HEAD = (
    b"POST /admin/articles/importrun/import/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 20000000\r\n"
)
_PART = b'--b\r\nContent-Disposition: form-data; name="files"; filename="A01.txt"\r\n\r\n'


def bother_server(plan: Plan) -> Outcome:
    """Let slow clients come by hundreds, and count what other readers get meanwhile."""
    dice = plan.dice("slow clients")
    seconds = plan.seconds(SECONDS, at_least=6)
    answers: list[Answer] = []
    with ExitStack() as stack:
        installation = stack.enter_context(newsroom(POSTGRESQL))
        issue = lay_out_issue(installation.folder / "pages", dice, 2)
        desk = stack.enter_context(program(installation, "desk_work"))
        desk.ask("bring_issue", folder=str(issue.first))
        addresses = desk.ask("addresses", most_names=5)
        cookie = desk.ask("sign_in", name="uploader")
        upstream = stack.enter_context(web_server(installation))
        port = stack.enter_context(nginx(installation.folder, upstream))
        bothers = _bothers(port, cookie, dice)
        for bother in bothers:
            stack.callback(bother.close)
        for address in addresses:  # the first request of all loads the program
            ask(port, address)
        with crowd([bother.step for bother in bothers]):
            sleep(_ARRIVAL)
            end = monotonic() + seconds
            while monotonic() < end:
                answers.append(ask(port, dice.choice(addresses)))
                sleep(0.02)
        sleep(1)
        leftovers = _leftovers(installation.folder)
    waits = [answer.seconds for answer in answers]
    clients = sum(bother.clients for bother in bothers)
    return Outcome(
        "slow clients, nginx",
        f"{SLOW_CLIENTS} each of slow heads, slow readers, broken uploads at once",
        clients,
        half_done=len(leftovers),
        server_errors=sum(answer.status != 200 for answer in answers),
        figures=(
            f"{len(answers):,} pages for others: median {1_000 * percentile(waits, 0.5):.0f} ms, "
            f"99 % within {1_000 * percentile(waits, 0.99):.0f} ms"
        ),
    )


class _Bother:
    """A number of connections to a port, each of which does something small at every step."""

    def __init__(
        self, port: int, head: bytes, small_step: Callable[[socket.socket], object]
    ) -> None:
        self.clients = 0
        self._port = port
        self._head = head
        self._small_step = small_step
        self._connections: list[socket.socket] = []

    def step(self) -> float:
        """Open what is missing and let each connection do its part; seconds until the next step."""
        while len(self._connections) < SLOW_CLIENTS:
            self._connect()
        for connection in list(self._connections):
            try:
                self._small_step(connection)
            except OSError:  # the server has had enough of it
                connection.close()
                self._connections.remove(connection)
        return 0.5

    def close(self) -> None:
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    def _connect(self) -> None:
        self.clients += 1
        connection = socket.socket()
        self._connections.append(connection)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)
        connection.settimeout(2)
        connection.connect(("127.0.0.1", self._port))
        connection.sendall(self._head)
        connection.settimeout(0.05)


def _bothers(port: int, cookie: str, dice: Random) -> list[_Bother]:
    reading = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    upload = _BODY_HEAD + f"Cookie: {cookie}\r\n\r\n".encode() + _PART
    return [
        _Bother(port, _HEAD, lambda connection: connection.sendall(b"a")),
        _Bother(port, reading, _read_little),
        _Bother(port, upload, lambda connection: _break_off(connection, dice)),
    ]


def _read_little(connection: socket.socket) -> None:
    try:
        if not connection.recv(16):
            raise ConnectionResetError
    except TimeoutError:
        return


def _break_off(connection: socket.socket, dice: Random) -> None:
    """Send some kilobytes more, or go without a word."""
    if dice.random() < 0.2:
        raise ConnectionAbortedError
    connection.sendall("江".encode() * 1_000)


def _leftovers(folder: Path) -> list[Path]:
    """Files that broken uploads left in the newsroom or in nginx."""
    kept = [*folder.glob("uploads/**/*"), *folder.glob("body/**/*")]
    return [path for path in kept if path.is_file()]
