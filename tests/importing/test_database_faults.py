"""A fault of the database is told by its kind, whichever database says it."""

import pytest
from django.db import DataError, Error, InterfaceError, OperationalError, ProgrammingError

from articles.models.database_faults import FaultKind, advice, kind_of


class _FromPostgreSQL(Exception):  # noqa: N818  (it stands for psycopg2's own)
    def __init__(self, pgcode: str | None) -> None:
        super().__init__("said in the language of the server")
        self.pgcode = pgcode


_FromPostgreSQL.__module__ = "psycopg2.errors"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("53100", FaultKind.DISK_FULL),
        ("25006", FaultKind.READ_ONLY),
        ("55P03", FaultKind.BUSY),
        ("40P01", FaultKind.BUSY),
        ("57014", FaultKind.TOO_SLOW),
        ("53300", FaultKind.AWAY),
        ("57P01", FaultKind.AWAY),
        ("42P01", FaultKind.NO_TABLES),
        ("22003", FaultKind.TOO_LARGE),
        ("XX001", FaultKind.DAMAGED),
        ("23505", FaultKind.OTHER),
        (None, FaultKind.AWAY),
    ],
)
def test_postgresql_says_it_by_a_code(code: str | None, kind: FaultKind) -> None:
    fault = OperationalError("x")
    fault.__cause__ = _FromPostgreSQL(code)
    assert kind_of(fault) == kind


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (OperationalError("database or disk is full"), FaultKind.DISK_FULL),
        (OperationalError("attempt to write a readonly database"), FaultKind.READ_ONLY),
        (OperationalError("database is locked"), FaultKind.BUSY),
        (OperationalError("no such table: articles_tag"), FaultKind.NO_TABLES),
        (OperationalError("database disk image is malformed"), FaultKind.DAMAGED),
        (DataError("string or blob too big"), FaultKind.TOO_LARGE),
        (InterfaceError("connection already closed"), FaultKind.AWAY),
        (ProgrammingError("near “x”: syntax error"), FaultKind.OTHER),
    ],
)
def test_sqlite_says_it_in_english(fault: Error, kind: FaultKind) -> None:
    assert kind_of(fault) == kind


def test_only_missing_tables_ask_for_a_migration() -> None:
    for sentence in ("database is locked", "database or disk is full", "disk I/O error"):
        assert "migrate" not in advice(OperationalError(sentence))
    assert "migrate" in advice(OperationalError("no such table: x"))
