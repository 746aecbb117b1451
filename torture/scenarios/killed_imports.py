"""An import that is killed at any moment leaves the issue as it was before or as it is afterwards.

The import is repeated after each kill, and what is stored then, tags included, is what an
undisturbed import stores.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

from torture.harness.newsrooms import newsroom
from torture.harness.printed_issues import PrintedIssue, lay_out_issue
from torture.harness.programs import Program, program
from torture.outcome import Outcome
from torture.plan import Plan

PAGES = 6
IN_LONG_RUN = 70  # kills of each kind of import
_PAST_THE_END = 1.1  # so that some kills come after the commit, while the articles are tagged


@dataclass
class _Reference:
    """What an undisturbed import of each kind leaves, and how many seconds it takes."""

    before: str
    first: dict[str, str]
    corrected: dict[str, str]
    first_seconds: float
    corrected_seconds: float


@dataclass
class _Tally:
    hits: int = 0  # processes that the signal reached before they ended
    half_done: int = 0
    lost: int = 0


def kill_imports(plan: Plan, database: str) -> Outcome:
    """Kill imports of a new issue and of a corrected one on this database."""
    dice = plan.dice(f"killed imports {database}")
    times = plan.times(IN_LONG_RUN, at_least=2)
    tally = _Tally()
    with newsroom(database) as installation:
        issue = lay_out_issue(installation.folder / "pages", dice, PAGES)
        with program(installation, "import_children") as children:
            reference = _import_undisturbed(children, issue)
            for _ in range(times):
                _kill_new(children, issue, reference, dice, tally)
                _kill_corrected(children, issue, reference, dice, tally)
    return Outcome(
        f"killed imports, {database}",
        f"SIGKILL during imports of {PAGES} pages, new and corrected",
        2 * times,
        lost=tally.lost,
        half_done=tally.half_done,
        figures=f"{tally.hits} hit a running import",
    )


def _import_undisturbed(children: Program, issue: PrintedIssue) -> _Reference:
    before = _stored(children)["content"]
    # The first import of all reads the program's files; those that will be killed do not.
    _import(children, issue.first)
    children.ask("clear")
    first_seconds = _import(children, issue.first)
    first = _stored_with_tags(children)
    corrected_seconds = _import(children, issue.corrected)
    corrected = _stored_with_tags(children)
    return _Reference(before, first, corrected, first_seconds, corrected_seconds)


def _kill_new(
    children: Program, issue: PrintedIssue, reference: _Reference, dice: Random, tally: _Tally
) -> None:
    children.ask("clear")
    _kill(children, issue.first, dice.uniform(0, reference.first_seconds * _PAST_THE_END), tally)
    states = {reference.before, reference.first["content"]}
    tally.half_done += _stored(children)["content"] not in states
    _import(children, issue.first)
    tally.lost += _stored_with_tags(children) != reference.first


def _kill_corrected(
    children: Program, issue: PrintedIssue, reference: _Reference, dice: Random, tally: _Tally
) -> None:
    """Begins where `_kill_new` ends: with the first version stored and tagged."""
    moment = dice.uniform(0, reference.corrected_seconds * _PAST_THE_END)
    _kill(children, issue.corrected, moment, tally)
    states = {reference.first["content"], reference.corrected["content"]}
    tally.half_done += _stored(children)["content"] not in states
    _import(children, issue.corrected)
    tally.lost += _stored_with_tags(children) != reference.corrected


def _kill(children: Program, folder: Path, after: float, tally: _Tally) -> None:
    pid = children.ask("start_import", folder=str(folder))
    sleep(after)
    os.kill(pid, signal.SIGKILL)
    tally.hits += children.ask("wait", pid=pid) == -signal.SIGKILL


def _import(children: Program, folder: Path) -> float:
    """Import in peace; returns how many seconds it took."""
    started = monotonic()
    pid = children.ask("start_import", folder=str(folder))
    exit_code = children.ask("wait", pid=pid)
    if exit_code:
        raise RuntimeError(f"an undisturbed import ended with exit code {exit_code}")
    return monotonic() - started


def _stored(children: Program) -> dict[str, Any]:
    stored: dict[str, Any] = children.ask("stored")
    return stored


def _stored_with_tags(children: Program) -> dict[str, Any]:
    children.ask("tag")
    return _stored(children)
