"""Files that are traps: each is refused with a sentence or stored whole, in little time and memory."""

from __future__ import annotations

from typing import Any

from torture.harness.file_traps import FINE, TRAPS
from torture.harness.newsrooms import newsroom
from torture.harness.programs import program
from torture.outcome import Outcome
from torture.plan import Plan

DAMAGED_ZIPS = 400  # in the long run
MOST_SECONDS = 30  # of work
MOST_MEGABYTES = 1_000
_LONGEST_SENTENCE = 2_000  # characters; a refusal has one for each file


def bring_hostile_files(plan: Plan, database: str) -> Outcome:
    """Give each trap, and zips in which bytes are wrong, to the command and to the desk."""
    dice = plan.dice("hostile files")
    # All of them but in the suite.
    traps = plan.times(20 * len(TRAPS), at_least=10)
    times = plan.times(DAMAGED_ZIPS, at_least=5)
    reports: dict[str, dict[str, Any]] = {}
    with newsroom(database) as installation, program(installation, "file_taker") as taker:
        for name in dice.sample(list(TRAPS), min(traps, len(TRAPS))):
            reports[name] = taker.ask("take_trap", name=name)
        for number in range(times):
            seed = f"{plan.seed} zip {number}"
            reports[seed] = taker.ask("take_damaged_zip", seed=seed)
    faults: list[str] = []
    for name, report in reports.items():
        faults += [f"{name}: {fault}" for fault in _faults_of(report)]
    return Outcome(
        f"hostile files, {database}",
        "traps and damaged zips are imported and uploaded",
        len(reports),
        lost=sum(name in FINE and report["stored"] < 1 for name, report in reports.items()),
        half_done=sum(_is_half_done(report) for report in reports.values()),
        server_errors=sum(report["upload"] >= 500 for report in reports.values()),
        faults=tuple(faults),
        figures=(
            f"at most {max(report['seconds'] for report in reports.values()):.1f} s, "
            f"{max(report['megabytes'] for report in reports.values()):,} MB"
        ),
    )


def _is_half_done(report: dict[str, Any]) -> bool:
    """Something is stored of what was refused, or an issue without its articles."""
    return bool(report["stored"]) and report["ending"] != "fine"


def _is_sentence(line: str) -> bool:
    return 10 <= len(line) <= _LONGEST_SENTENCE


def _faults_of(report: dict[str, Any]) -> list[str]:
    words = report["words"]
    faults = []
    if report["ending"] == "crashed":
        faults.append(f"crashed: {words[-600:]}")
    elif report["ending"] == "refused":
        faults += [
            f"“{line[:300]}” is no sentence" for line in words.split("\n") if not _is_sentence(line)
        ]
    if report["seconds"] > MOST_SECONDS:
        faults.append(f"took {report['seconds']:.0f} s")
    if report["megabytes"] > MOST_MEGABYTES:
        faults.append(f"took {report['megabytes']} MB")
    return faults
