"""Migrations stand in order, import no live code, and are safe to run while the site is in use."""

import ast
import io
from collections.abc import Iterable
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter

from tests.house.compose import ROOT

FOLDER = ROOT / "articles/migrations"
FILES = sorted(FOLDER.glob("[0-9]*.py"))
NAMES = [path.stem for path in FILES]
# What release 0.1.0 begins with: no site runs while these make its tables.
BEFORE_THE_FIRST_RELEASE = ["0001_initial", "0002_search", "0003_groups"]
# Migrations that the linter refuses and we run all the same, each with the reason why no site suffers.
ACCEPTED: dict[str, str] = {}


def imports_of(path: Path) -> set[str]:
    """The full names of the modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            # A relative import has the package of the migrations before it.
            package = "articles.migrations." if node.level else ""
            names.add(f"{package}{node.module or ''}")
    return names


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_migration_imports_no_live_code(path: Path) -> None:
    ours = {name for name in imports_of(path) if name.split(".")[0] in ("articles", "newsroom")}
    assert ours <= {"newsroom.migration_operations"}


def test_a_migration_is_numbered_by_its_place() -> None:
    numbers = [int(name[:4]) for name in NAMES]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_a_migration_depends_on_the_one_before_and_on_no_other_of_ours(number: int) -> None:
    loader = MigrationLoader(None)
    migration = loader.disk_migrations["articles", NAMES[number]]
    ours = [name for app, name in migration.dependencies if app == "articles"]
    assert ours == NAMES[max(number - 1, 0) : number]


def refused(names: Iterable[str]) -> dict[str, str]:
    """The unsafe ones of these migrations of `articles`, with what the linter says of each."""
    linter = MigrationLinter(
        no_cache=True,
        all_warnings_as_errors=True,
        # SQLite copies a whole table for a new column, and every column that may not be empty is in
        # the copy: there the linter takes all of them for new.
        exclude_migration_tests=["NOT_NULL"] if connection.vendor == "sqlite" else [],
    )
    verdicts: dict[str, str] = {}
    for name in names:
        output = io.StringIO()
        linter.reset_counters()
        with redirect_stdout(output):
            linter.lint_migration(linter.migration_loader.disk_migrations["articles", name])
        if linter.has_errors:
            verdicts[name] = output.getvalue()
    return verdicts


@pytest.mark.django_db(transaction=True)
def test_no_migration_stops_a_running_site() -> None:
    checked = [name for name in NAMES if name not in BEFORE_THE_FIRST_RELEASE]
    verdicts = refused(checked)
    assert set(verdicts) == set(ACCEPTED), "\n".join(verdicts.values())


@pytest.mark.django_db(transaction=True)
def test_the_linter_refuses_what_is_unsafe_and_nothing_else(settings: object) -> None:
    settings.MIGRATION_MODULES = {"articles": "tests.house.unsafe_migrations"}  # type: ignore[attr-defined]
    names = [path.stem for path in sorted((ROOT / "tests/house/unsafe_migrations").glob("0*.py"))]
    safe = {
        "0001_initial",
        "0008_index_concurrently",
        "0009_optional_column",
        "0010_column_with_database_default",
    }
    if connection.vendor == "sqlite":
        # SQLite copies the table for these, which shows the linter no statement to refuse. Whoever
        # runs a large site runs PostgreSQL, and the suite lints for it in its second round.
        safe |= {"0002_required_column", "0006_unique", "0007_index_that_locks"}
    assert set(names) - set(refused(names)) == safe
