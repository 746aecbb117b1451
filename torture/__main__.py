"""`python -m torture [NAME…]`: plays the scenarios, prints one table, fails where anything went wrong."""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import sys
from dataclasses import replace

import pytest
from rich.console import Console
from rich.table import Table

from torture.catalogue import SCENARIOS
from torture.outcome import HEADINGS, Outcome
from torture.plan import Plan, Stopwatch
from torture.report import write_table

_NUMBERS = 2  # the first so many columns are words
_WIDTH = 150  # of the table where nothing knows the terminal's


def main() -> int:
    options = _options()
    # Whoever is asked to end ends the servers that were started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    plan = Plan(options.scale, options.seed)
    names = options.names or list(SCENARIOS)
    print(f"TORTURE_SCALE={plan.scale:g} TORTURE_SEED={plan.seed} repeats this", flush=True)
    outcomes = []
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        outcome = play(name, plan)
        outcomes.append(outcome)
        for fault in outcome.faults:
            print(f"{name}: {fault}", file=sys.stderr, flush=True)
    _print_table(outcomes)
    if options.write:
        write_table(outcomes, plan)
    return int(not all(outcome.is_good for outcome in outcomes))


def play(name: str, plan: Plan) -> Outcome:
    """Play a scenario; where a server that it needs does not answer, the outcome says so."""
    watch = Stopwatch()
    try:
        outcome = SCENARIOS[name](plan)
    except pytest.skip.Exception as missing:
        return Outcome(name, "", 0, missing=str(missing))
    return replace(outcome, seconds=watch.seconds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SCENARIOS))
    parser.add_argument("--scale", type=float, default=os.environ.get("TORTURE_SCALE", "1"))
    parser.add_argument(
        "--seed", type=int, default=os.environ.get("TORTURE_SEED") or str(secrets.randbelow(10**6))
    )
    parser.add_argument("--write", action="store_true", help="keep the table in the documents")
    options = parser.parse_args()
    unknown = set(options.names) - SCENARIOS.keys()
    if unknown:
        parser.error(f"no scenario is called {', '.join(sorted(unknown))}; see --help")
    return options


def _print_table(outcomes: list[Outcome]) -> None:
    table = Table(title="make torture", title_justify="left")
    for place, heading in enumerate(HEADINGS):
        is_number = _NUMBERS <= place < len(HEADINGS) - 1
        table.add_column(heading, justify="right" if is_number else "left")
    for outcome in outcomes:
        table.add_row(*outcome.cells(), style="" if outcome.is_good else "red")
    console = Console()
    console.width = max(console.width, _WIDTH)
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
