"""A database of before the first release is refused in one sentence, and nothing of it is touched."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from articles.models.migration_history import is_older_than_release

ROOT = Path(__file__).parents[2]
FORMER = ("0001_initial", "0002_search", "0003_desk_index", "0010_workflow", "0065_uploads")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a demo that was set up before the first release."""
    others = [key for key in MigrationLoader(None).disk_migrations if key[0] != "articles"]
    applied = [*others, *(("articles", name) for name in FORMER)]
    with sqlite3.connect(tmp_path / "newsroom.sqlite3") as database:
        database.execute(
            "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT, applied TEXT)"
        )
        database.executemany(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-03-01')",
            applied,
        )
    database.close()
    (tmp_path / "secret_key").write_text("of the former demo")
    return tmp_path


def manage(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DEMO": "1",
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/newsroom.sqlite3",
        "LANGUAGE_CODE": "en",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip


def content_of(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "newsroom.sqlite3") as database:
        content = list(database.iterdump())
    database.close()
    return content


@pytest.mark.parametrize("command", [("demo", "--no-serve"), ("migrate", "--verbosity", "0")])
def test_a_database_of_before_the_first_release_is_refused_untouched(
    folder: Path, command: tuple[str, ...]
) -> None:
    before = content_of(folder)
    answer = manage(folder, *command)
    assert answer.returncode != 0
    assert answer.stdout == ""
    assert answer.stderr.startswith("CommandError: ")
    assert "before version 0.1.0" in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert content_of(folder) == before


def test_the_demo_says_which_folder_to_delete(folder: Path) -> None:
    assert f"delete the folder {folder} and start the demo again" in (
        manage(folder, "demo", "--no-serve").stderr
    )


@pytest.mark.django_db
def test_migrate_knows_former_tables_on_every_database() -> None:
    assert not is_older_than_release()
    recorder = MigrationRecorder(connection)
    for app, name in recorder.applied_migrations():
        if app == "articles" and name >= "0003":
            recorder.record_unapplied(app, name)
    # So it is where the first migrations were broken off.
    assert not is_older_than_release()
    recorder.record_applied("articles", "0065_uploads")
    with pytest.raises(CommandError, match=r"before version 0\.1\.0"):
        call_command("migrate", verbosity=0)


@pytest.mark.django_db
def test_a_database_of_a_later_version_is_none_of_before() -> None:
    MigrationRecorder(connection).record_applied("articles", "9999_later")
    assert not is_older_than_release()
