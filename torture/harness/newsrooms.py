"""An installation in a temporary folder with a database of its own, gone after the `with` block."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.services import postgres_database
from tests.tasks.installation import Installation, install

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
DATABASES = (SQLITE, POSTGRESQL)


@contextmanager
def newsroom(database: str, **settings: str) -> Iterator[Installation]:
    """A migrated installation; `settings` are variables of its environment.

    Without a server `tests.services` skips: the caller is told by pytest's exception.
    """
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="torture-"))
        url = f"sqlite:///{name}/newsroom.sqlite3"
        if database == POSTGRESQL:
            url = stack.enter_context(postgres_database())
        all_settings = {"DATABASE_URL": url, "LANGUAGE_CODE": "en", **settings}
        yield install(Path(name), **all_settings)
