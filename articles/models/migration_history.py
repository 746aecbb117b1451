"""Databases that were made before release 0.1.0, when other migrations made the tables.

Django would take such a database for a recent one and run only the migrations whose names it does
not know; the tables would be other ones than the models.
"""

from __future__ import annotations

from typing import Any

from django.core.management import CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

_APP = "articles"
# The last migration of release 0.1.0; no database that was made before it has one of this name.
_LAST_OF_RELEASE = "0003_groups"


def is_older_than_release(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether migrations made these tables that this program no longer has."""
    connection = connections[using]
    applied = _own_names(MigrationRecorder(connection).applied_migrations())
    if not applied or _LAST_OF_RELEASE in applied:
        return False
    loader = MigrationLoader(None, ignore_no_migrations=True)
    existing = _own_names(loader.disk_migrations)
    return bool(applied - existing)


def refuse_older_tables(using: str = DEFAULT_DB_ALIAS, **_options: Any) -> None:
    """Receiver of `pre_migrate`: stop before anything is written to a database of before 0.1.0."""
    if is_older_than_release(using):
        raise CommandError(
            _(
                "This database was made before version 0.1.0, which has no way from there: "
                "give DATABASE_URL an empty one, and import the issues again."
            )
        )


def _own_names(migrations: Any) -> set[str]:
    """The names of the migrations of this app; `migrations` are keyed by app and name."""
    return {name for app, name in migrations if app == _APP}
