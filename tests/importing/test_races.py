"""Many imports of the same issues at once make each of them once."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.importing.papers import lay_out
from tests.services import postgres_database

PAGE = """要闻

小巷装上新路灯

本报讯(记者 {first} {second})桂巷街道给三条小巷装上了路灯。居民说,晚上出门亮堂多了。
"""


def race(folder: Path, database_url: str) -> dict[str, Any]:
    names = ("陈望", "李芸", "周宁", "吴桐")
    for day, (one, two, three, four) in (("2026-03-12", names), ("2026-03-13", names[::-1])):
        lay_out(
            folder,
            day=day,
            A01=PAGE.format(first=one, second=two),
            A02=PAGE.format(first=three, second=four),
        )
    said = subprocess.run(
        [sys.executable, "-m", "tests.importing.racers", str(folder)],
        env={
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        },
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert said.returncode == 0, said.stderr
    report: dict[str, Any] = json.loads(said.stdout)
    return report


def check(report: dict[str, Any]) -> None:
    assert report["faults"] == []
    assert report["outcomes"] == {"created": 2, "updated": 2, "unchanged": 76}
    rows = report["rows"]
    assert (rows["Publication"], rows["Issue"], rows["Page"], rows["Author"]) == (1, 2, 4, 4)
    assert (rows["Article"], rows["Byline"]) == (4, 8)


@pytest.mark.processes
def test_on_sqlite(tmp_path: Path) -> None:
    check(race(tmp_path, f"sqlite:///{tmp_path / 'race.sqlite3'}"))


@pytest.mark.services
def test_on_postgresql(tmp_path: Path) -> None:
    with postgres_database() as url:
        check(race(tmp_path, url))
