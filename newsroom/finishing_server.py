"""The server of `make run`: Django's own, which finishes its answers when it is told to end.

Django's server dies of SIGTERM at once, in the middle of whatever it was writing.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from threading import Condition, Thread
from typing import Any

from django.core.servers.basehttp import WSGIServer

PATIENCE = 30.0  # seconds for the answers at hand
# For a request that was accepted and is still being read, in seconds.
_READING = 0.2

Application = Callable[..., Iterable[bytes]]


class FinishingServer(WSGIServer):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._running = 0
        self._is_changed = Condition()
        signal.signal(signal.SIGTERM, self._end)

    def serve_forever(self, poll_interval: float = 0.5) -> None:
        """Serve until SIGTERM, then finish what was accepted."""
        super().serve_forever(poll_interval)
        self.server_close()
        time.sleep(_READING)
        with self._is_changed:
            self._is_changed.wait_for(lambda: self._running == 0, PATIENCE)

    def set_app(self, application: Any) -> None:
        super().set_app(_CountedApplication(application, self._count))

    def _end(self, *_signal: Any) -> None:
        # In another thread, because it waits until this one has left its loop.
        Thread(target=self.shutdown).start()

    def _count(self, change: int) -> None:
        with self._is_changed:
            self._running += change
            self._is_changed.notify_all()


class _CountedApplication:
    """An application that says when an answer begins and when all of it was sent."""

    def __init__(self, application: Application, count: Callable[[int], None]) -> None:
        self._application = application
        self._count = count

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self._count(1)
        with ExitStack() as failed:
            failed.callback(self._count, -1)
            response = self._application(environ, start_response)
            failed.pop_all()  # the response itself counts its end
        return _CountedResponse(response, self._count)


class _CountedResponse:
    def __init__(self, response: Any, count: Callable[[int], None]) -> None:
        self._response = response
        self._count = count

    def __iter__(self) -> Any:
        return iter(self._response)

    def close(self) -> None:
        """The server calls it after the last byte, and after a reader who has gone."""
        try:
            if hasattr(self._response, "close"):
                self._response.close()
        finally:
            self._count(-1)
