"""Those who do the same thing at once: importers, editors, a publisher and an import, a merge and the tagger."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import count
from typing import Any

from tests.importing.papers import PAPER, lay_out
from tests.tasks.installation import ROOT, Installation
from torture.harness.newsrooms import newsroom
from torture.harness.programs import Program, program
from torture.outcome import Outcome
from torture.plan import Plan

IMPORTERS = 20
EDITORS = 8
ARTICLES = 30
IMPORT_RACES = 12  # in the long run, each with 80 imports
OTHER_RACES = 60

_PAGE = """要闻

{title}

本报讯(记者 {name})桂巷街道给{number}条小巷装上了路灯。居民说,晚上出门亮堂多了。

夜里下了一场雨,{name}看见路灯下的水洼映着光。
"""
_TITLES = ("小巷装上新路灯", "柳湾大桥下月合龙", "六万尾鱼苗入江", "旧书摊搬进文化宫")


def race_importers(plan: Plan, database: str) -> Outcome:
    """Twenty importers bring the same two issues at once, in two orders, in two rounds."""
    times = plan.times(IMPORT_RACES)
    lost = half_done = 0
    faults: list[str] = []
    for _ in range(times):
        with newsroom(database) as installation:
            report = _import_at_once(installation)
        faults += report["faults"]
        lost += report["outcomes"] != {"created": 2, "updated": 2, "unchanged": 4 * IMPORTERS - 4}
        rows = report["rows"]
        half_done += (rows["Publication"], rows["Issue"], rows["Page"]) != (1, 2, 4)
        half_done += (rows["Article"], rows["Byline"]) != (4, 4)
    return Outcome(
        f"racing importers, {database}",
        f"{IMPORTERS} importers of two issues at once, twice over",
        times,
        lost=lost,
        half_done=half_done,
        faults=tuple(faults),
    )


def race_people(plan: Plan, database: str) -> Outcome:
    """Editors save at once; an issue is published during an import; tags are merged during tagging."""
    times = plan.times(OTHER_RACES, at_least=2)
    reports = []
    with newsroom(database) as installation, program(installation, "racing_threads") as threads:
        for race in range(times):
            reports.append(threads.ask("save_at_once", editors=EDITORS))
            reports.append(_publish_during_import(installation, threads, race))
            reports.append(threads.ask("merge_during_tagging", articles=ARTICLES))
    faults: list[str] = []
    for report in reports:
        faults += report["faults"]
    return Outcome(
        f"racing editors, {database}",
        f"{EDITORS} editors save one article; publish or import; merge or tag",
        len(reports),
        lost=sum(report["lost"] for report in reports),
        half_done=sum(report["half_done"] for report in reports),
        server_errors=sum(report["server_errors"] for report in reports),
        faults=tuple(faults),
    )


def _import_at_once(installation: Installation) -> dict[str, Any]:
    folder = installation.folder / "pages"
    numbers = count(1)
    for day in ("2026-03-12", "2026-03-13"):
        pages = {f"A{number:02d}": _page(next(numbers) % 4, number) for number in (1, 2)}
        lay_out(folder, day=day, **pages)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.importing.racers", str(folder)],
        cwd=ROOT,
        env=installation.environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _publish_during_import(
    installation: Installation, threads: Program, race: int
) -> dict[str, int]:
    """Each race has an issue of its own, so that it begins with nothing."""
    day = f"{2001 + race // 28}-03-{race % 28 + 1:02d}"
    folders = []
    for name, number in (("first", 3), ("corrected", 4)):
        pages = {f"A{place:02d}": _page(place - 1, number) for place in range(1, 5)}
        root = installation.folder / f"{name}-{race}"
        folders.append(str(lay_out(root, paper=PAPER, day=day, **pages)))
    report: dict[str, int] = threads.ask(
        "publish_during_import", first=folders[0], corrected=folders[1]
    )
    return report


def _page(title: int, number: int) -> str:
    names = ("陈望", "李芸", "周宁", "吴桐")
    return _PAGE.format(title=_TITLES[title], name=names[title], number=number)
