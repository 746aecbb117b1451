"""Pages damaged on purpose go through the parser, and some through the database to every public address.

No page is an error, no character is lost, and twice the text takes twice the time.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from articles.parsing import parse_page
from tests.parsing.measures import conserved
from torture.harness.newsrooms import newsroom
from torture.harness.page_mutations import mutated_page
from torture.harness.programs import program
from torture.outcome import Outcome
from torture.plan import Plan, percentile

PAGES = 20_000  # of the long run
STORED_PAGES = 400
PAGES_OF_ISSUE = 20
MEASURED_SHARE = 50  # of so many pages one is read twice as long, too
WORST_GROWTH = 3.5  # times as long for twice the text: 2, and what a shared machine adds
_CALM = 0.01  # seconds; what takes less says nothing about growth
_TRIES = 3
_PROCESSES = 2


@dataclass(frozen=True)
class _Reading:
    """How one page was read; `fault` is a sentence, or empty."""

    characters: int
    seconds: float
    fault: str = ""
    is_lost: bool = False


def fuzz_parser(plan: Plan) -> Outcome:
    """Read damaged pages with the parser alone."""
    times = plan.times(PAGES, at_least=100)
    seeds = [f"{plan.seed} page {number}" for number in range(times)]
    with ProcessPoolExecutor(_PROCESSES) as pool:
        readings = list(pool.map(_read_page, seeds, chunksize=50))
    faults = [reading.fault for reading in readings if reading.fault]
    milliseconds = [1_000 * reading.seconds for reading in readings]
    return Outcome(
        "fuzzed pages, parser",
        "pages damaged on purpose are read",
        times,
        lost=sum(reading.is_lost for reading in readings),
        faults=tuple(faults),
        figures=(
            f"{sum(reading.characters for reading in readings):,} characters; "
            f"median {percentile(milliseconds, 0.5):.0f} ms, "
            f"slowest {max(milliseconds):.0f} ms a page"
        ),
    )


def fuzz_site(plan: Plan, database: str) -> Outcome:
    """Import damaged pages, publish them, and ask for every public address there is then."""
    times = plan.times(STORED_PAGES, at_least=PAGES_OF_ISSUE)
    seeds = [f"{plan.seed} stored {number}" for number in range(times)]
    reports = []
    with newsroom(database) as installation, program(installation, "public_visitor") as visitor:
        for issue, batch in enumerate(_batches(seeds)):
            reports.append(visitor.ask("publish_and_visit", seeds=batch, issue=issue))
    faults: list[str] = []
    for report in reports:
        faults += report["faults"]
    answers = sum(report["answers"] for report in reports)
    return Outcome(
        f"fuzzed pages, site on {database}",
        "damaged pages are imported, published, and asked for at every address",
        times,
        lost=sum(report["lost"] for report in reports),
        server_errors=sum(report["server_errors"] for report in reports),
        faults=tuple(faults),
        figures=f"{answers:,} answers",
    )


def _read_page(seed: str) -> _Reading:
    text = mutated_page(seed)
    started = time.process_time()
    try:
        record = parse_page(text)
    except Exception:  # noqa: BLE001  (any exception is what this looks for)
        return _Reading(len(text), 0.0, f"page “{seed}”: {traceback.format_exc(limit=-3)}")
    seconds = time.process_time() - started
    if conserved(text, record) != 1.0:
        return _Reading(len(text), seconds, f"page “{seed}” lost characters", is_lost=True)
    fault = _growth_fault(seed, text) if hash_of(seed) % MEASURED_SHARE == 0 else ""
    return _Reading(len(text), seconds, fault)


def hash_of(seed: str) -> int:
    """A number that is the same in every process."""
    return sum(seed.encode())


def _growth_fault(seed: str, text: str) -> str:
    """A sentence where twice the text takes much more than twice the time."""
    growth = 0.0
    for _ in range(_TRIES):
        shorter = _seconds(text)
        if shorter < _CALM:
            return ""
        growth = _seconds(f"{text}\n\n{text}") / shorter
        if growth <= WORST_GROWTH:
            return ""
    return f"page “{seed}”: twice the text takes {growth:.1f} times as long"


def _seconds(text: str) -> float:
    started = time.process_time()
    parse_page(text)
    return time.process_time() - started


def _batches(seeds: Sequence[str]) -> Iterable[list[str]]:
    for start in range(0, len(seeds), PAGES_OF_ISSUE):
        yield list(seeds[start : start + PAGES_OF_ISSUE])
