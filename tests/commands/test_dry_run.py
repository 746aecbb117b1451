"""A dry run shows what is found, and has no use for a database."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.parsing import parse_page
from tests.importing.papers import BRIDGE, LIGHTS, lay_out

ROOT = Path(__file__).parents[2]


def run(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_issue", *map(str, arguments), "--dry-run", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def run_without_database(*arguments: object) -> subprocess.CompletedProcess[str]:
    """In a process of its own, whose database does not answer."""
    environment = {
        **os.environ,
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "LANGUAGE_CODE": "en",
    }
    command = [sys.executable, "manage.py", "import_issue", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.processes
def test_json_is_the_parse_and_nothing_else(tmp_path: Path) -> None:
    text = "小巷装上新路灯\n\n本报讯(记者 陈望)桂巷街道给三条小巷装上了路灯。\n"
    said = run_without_database(lay_out(tmp_path, A01=text), "--dry-run", "--format", "json")
    assert said.returncode == 0, said.stderr
    assert said.stdout.isascii()
    assert json.loads(said.stdout) == {"pages": [parse_page(text).to_json("A01.txt")]}


@pytest.mark.processes
def test_an_import_without_its_database_is_one_sentence(tmp_path: Path) -> None:
    said = run_without_database(lay_out(tmp_path, A01=LIGHTS))
    assert said.returncode == 1
    assert "云汀日报 2026-03-12 was not stored" in said.stderr
    assert "Traceback" not in said.stderr


def test_json_needs_neither_paper_nor_day(tmp_path: Path) -> None:
    (tmp_path / "000_1eed3ba1.txt").write_text("小巷装上新路灯\n\n桂巷街道给三条小巷装上了路灯。")
    out, err = run(tmp_path, "--format", "json")
    assert [page["source"] for page in json.loads(out)["pages"]] == ["000_1eed3ba1.txt"]
    assert "000_1eed3ba1.txt: Its name says no page number" in err


def test_json_leaves_out_pages_with_faults_and_the_run_fails(tmp_path: Path) -> None:
    folder = lay_out(tmp_path, A01=" ", A02=LIGHTS)
    out = StringIO()
    with pytest.raises(CommandError, match="holds no text"):
        call_command(
            "import_issue",
            str(folder),
            "--dry-run",
            "--format",
            "json",
            stdout=out,
            stderr=StringIO(),
        )
    assert [page["source"] for page in json.loads(out.getvalue())["pages"]] == ["A02.txt"]


@pytest.mark.usefixtures("_plain_parser")
def test_the_table_shows_the_articles_found(tmp_path: Path) -> None:
    lines = [
        line.split() for line in run(lay_out(tmp_path, A01=LIGHTS, notes=BRIDGE))[0].splitlines()
    ]
    assert ["小巷装上新路灯", "陈望", "2"] in lines
    assert ["柳湾大桥下月合龙", "李芸", "1"] in lines
    assert [line[0] for line in lines if line and line[0] in ("A01", "01")] == ["A01", "01"]


def test_the_table_rehearses_the_import_so_it_needs_the_day(tmp_path: Path) -> None:
    (tmp_path / "A01.txt").write_text(LIGHTS)
    with pytest.raises(CommandError, match="--date"):
        run(tmp_path)
