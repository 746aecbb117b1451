"""People and mishaps that go on beside a scenario, each in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager


@contextmanager
def repeating(step: Callable[[], float]) -> Iterator[None]:
    """Call the step again and again as long as the `with` block lasts; it returns the seconds to wait.

    An exception of the step ends its repetition, and is raised at the end of the block.
    """
    ends = threading.Event()
    failures: list[BaseException] = []

    def repeat() -> None:
        try:
            while not ends.is_set():
                ends.wait(step())
        except BaseException as failure:  # noqa: BLE001  (raised below, in the thread that waits)
            failures.append(failure)

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        ends.set()
        thread.join()
    for failure in failures:
        raise failure


@contextmanager
def crowd(steps: Sequence[Callable[[], float]]) -> Iterator[None]:
    """Repeat each of the steps, all at once."""
    with ExitStack() as stack:
        for step in steps:
            stack.enter_context(repeating(step))
        yield
