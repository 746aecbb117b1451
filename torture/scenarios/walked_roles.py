"""Everybody asks for every address by every method with every content: no failure, and no draft for outsiders."""

from __future__ import annotations

from torture.harness.newsrooms import newsroom
from torture.harness.programs import program
from torture.outcome import Outcome
from torture.plan import Plan

REQUESTS = 5_000  # in the long run
_BATCH = 100


def walk_roles(plan: Plan, database: str) -> Outcome:
    """Draw requests from all that there are."""
    batches = plan.times(REQUESTS // _BATCH)
    reports = []
    with newsroom(database) as installation, program(installation, "role_walker") as walker:
        counts = walker.ask("prepare")
        for number in range(batches):
            seed = f"{plan.seed} roles {number}"
            reports.append(walker.ask("walk", seed=seed, count=_BATCH))
    faults: list[str] = []
    for report in reports:
        faults += report["faults"]
    return Outcome(
        f"walked roles, {database}",
        "requests drawn from roles × addresses × methods × contents",
        batches * _BATCH,
        server_errors=sum(report["server_errors"] for report in reports),
        faults=tuple(faults),
        figures=f"{counts['roles']} roles, {counts['addresses']} addresses",
    )
