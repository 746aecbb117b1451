"""Starts the process that reads a PDF, and ends it where it takes too long or says too much."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

logger = logging.getLogger(__name__)

SECONDS: Final = 20  # for a page; processor time and time on the clock
MEMORY: Final = 1024 * 2**20  # address space, of which a page fills a tenth
_MOST_ANSWERED: Final = 64 * 2**20
_CHILD: Final = Path(__file__).with_name("pdf_child.py")


class PdfProcessError(Exception):
    """The process gave no answer: it was stopped, or it fell over what it read."""


def ask(data: bytes, number: int) -> dict[str, Any]:
    """What `pdf_child` says of page `number` of a file, or of all of it for 0.

    PdfProcessError where it says nothing within its limits.
    """
    answer = _answer_of(data, number)
    try:
        read = json.loads(answer)
    except (ValueError, RecursionError):
        raise PdfProcessError from None
    if not isinstance(read, dict):
        raise PdfProcessError
    return read


def _answer_of(data: bytes, number: int) -> bytes:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        with _process(file.fileno(), number) as process:
            timer = threading.Timer(SECONDS, process.kill)
            timer.start()
            try:
                answer = process.stdout.read(_MOST_ANSWERED + 1) if process.stdout else b""
            finally:
                timer.cancel()
    if process.returncode != 0 or len(answer) > _MOST_ANSWERED:
        logger.info("page %d of a PDF was not read: exit code %s", number, process.returncode)
        raise PdfProcessError
    return answer


@contextmanager
def _process(file: int, number: int) -> Iterator[subprocess.Popen[bytes]]:
    """The process that reads the open file; it never outlives the block."""
    arguments = [sys.executable, "-I", "-B", str(_CHILD), str(number), str(MEMORY), str(SECONDS)]
    with subprocess.Popen(  # noqa: S603  our own module, and numbers
        arguments,
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    ) as process:
        try:
            yield process
            # Whoever has closed its answer has nothing left to do.
            process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
        finally:
            if process.poll() is None:
                process.kill()
