"""What a fault of the database means for whoever meets it, told apart by its kind.

A full disk, a lock and a missing table all arrive as an `OperationalError`, and each needs
something else to be done.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from django.db import DataError, Error, InterfaceError, OperationalError
from django.utils.translation import gettext as _


class FaultKind(Enum):
    DISK_FULL = auto()
    READ_ONLY = auto()
    BUSY = auto()
    TOO_SLOW = auto()
    AWAY = auto()
    NO_TABLES = auto()
    DAMAGED = auto()
    TOO_LARGE = auto()
    OTHER = auto()


# PostgreSQL: codes of five characters, or the two of their class.
_CODES: Final = {
    "53100": FaultKind.DISK_FULL,
    "25006": FaultKind.READ_ONLY,
    "42501": FaultKind.READ_ONLY,
    "55P03": FaultKind.BUSY,
    "40001": FaultKind.BUSY,
    "40P01": FaultKind.BUSY,
    "57014": FaultKind.TOO_SLOW,
    "42P01": FaultKind.NO_TABLES,
    "42703": FaultKind.NO_TABLES,
    "53": FaultKind.AWAY,
    "57": FaultKind.AWAY,
    "08": FaultKind.AWAY,
    "58": FaultKind.DAMAGED,
    "XX": FaultKind.DAMAGED,
    "22": FaultKind.TOO_LARGE,
    "54": FaultKind.TOO_LARGE,
}
# SQLite: its sentences are the same everywhere, and its codes are not in all versions of Python.
_SENTENCES: Final = {
    "database or disk is full": FaultKind.DISK_FULL,
    "readonly database": FaultKind.READ_ONLY,
    "unable to open database": FaultKind.READ_ONLY,
    "is locked": FaultKind.BUSY,
    "interrupted": FaultKind.TOO_SLOW,
    "no such table": FaultKind.NO_TABLES,
    "no such column": FaultKind.NO_TABLES,
    "disk i/o error": FaultKind.DAMAGED,
    "malformed": FaultKind.DAMAGED,
    "not a database": FaultKind.DAMAGED,
    "too big": FaultKind.TOO_LARGE,
}


def kind_of(fault: Error) -> FaultKind:
    code = getattr(fault.__cause__, "pgcode", None)
    if code:
        by_class = _CODES.get(code[:2], FaultKind.OTHER)
        return _CODES.get(code, by_class)
    text = str(fault).lower()
    for sentence, kind in _SENTENCES.items():
        if sentence in text:
            return kind
    if isinstance(fault, DataError):
        return FaultKind.TOO_LARGE
    if isinstance(fault, InterfaceError) or _has_no_connection(fault):
        return FaultKind.AWAY
    return FaultKind.OTHER


def _has_no_connection(fault: Error) -> bool:
    """psycopg2 gives no code where the server was never reached, or hung up."""
    is_from_postgresql = type(fault.__cause__).__module__.startswith("psycopg2")
    return isinstance(fault, OperationalError) and is_from_postgresql


def advice(fault: Error) -> str:
    """A sentence: what is wrong, and what to do."""
    sentences = {
        FaultKind.DISK_FULL: _("The disk of the database is full: free space on it."),
        FaultKind.READ_ONLY: _(
            "The program may not write the database: "
            "give it the right to write its file and the folder around it."
        ),
        FaultKind.BUSY: _("The database is busy with another change: wait until that one is done."),
        FaultKind.TOO_SLOW: _("The database gave up after too long a time: do less at once."),
        FaultKind.AWAY: _("The database does not answer: start it, or correct DATABASE_URL."),
        FaultKind.NO_TABLES: _("Tables are missing: run “manage.py migrate”."),
        FaultKind.DAMAGED: _(
            "The database or its disk is damaged: check the disk and restore the last backup."
        ),
        FaultKind.TOO_LARGE: _("A number or a text is larger than the database can store."),
        FaultKind.OTHER: _("If it happens again, show this to whoever runs the program."),
    }
    return sentences[kind_of(fault)]
