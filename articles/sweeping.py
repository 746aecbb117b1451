"""Work on many rows, files or pages of which one may be damaged: the others are done all the same.

A job makes a `Sweep`, does the work on each element by `attempt`, and ends with `finish`. What
fails is logged by its name and left out; how many failed, and which, the job says at its end.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError
from django.urls import NoReverseMatch
from django.utils.translation import ngettext

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

# How a damaged row or file shows, an address that cannot be made, or a row that somebody holds.
FAULTS = (
    DatabaseError,
    OSError,
    NoReverseMatch,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


class ElementsFailed(Exception):  # noqa: N818  (it is a report of what was left out)
    """How many elements a job left out, and which, in a sentence."""


class Sweep:
    def __init__(self) -> None:
        self._reports: list[str] = []

    def attempt(self, name: str, work: Callable[[], Result]) -> Result | None:
        """The result of the work on one element; None where it fails.

        Work that writes has a transaction of its own, so that nothing of it is left half-written.
        """
        try:
            return work()
        except FAULTS as fault:
            self.leave_out(name, fault)
            return None

    def leave_out(self, name: str, fault: BaseException) -> None:
        report = f"{name} ({type(fault).__name__}: {fault})"
        logger.warning("left out, the others go on: %s", report)
        self._reports.append(report)

    def finish(self) -> None:
        """Raises ElementsFailed where something was left out."""
        count = len(self._reports)
        if not count:
            return
        sentence = ngettext(
            "%(count)d was left out: %(names)s", "%(count)d were left out: %(names)s", count
        )
        raise ElementsFailed(sentence % {"count": count, "names": "; ".join(self._reports)})
