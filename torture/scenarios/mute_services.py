"""Broker and cache that are closed or mute: pages answer, imports store, and tags are made up for later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from random import Random
from time import monotonic

from tests.tasks.installation import Installation
from torture.harness.brokers import free_port, mute_server
from torture.harness.newsrooms import POSTGRESQL, newsroom
from torture.harness.printed_issues import lay_out_issue
from torture.harness.programs import Program, program
from torture.harness.web_servers import Answer, ask, web_server
from torture.outcome import Outcome
from torture.plan import Plan

MUTE, CLOSED = "mute", "closed"
# Seconds, also on a busy machine: far below what waiting without an end would take.
SLOWEST_PAGE = 15.0
SLOWEST_IMPORT = 45.0
ROUNDS = 6  # in the long run, for each kind of fault
_PAGES = 2
_ASKED = 12  # addresses of each round


def silence_services(plan: Plan, fault: str) -> Outcome:
    """Import and read while broker (Redis, then RabbitMQ) and cache have this fault."""
    times = plan.times(ROUNDS, at_least=2)
    dice = plan.dice(f"mute services {fault}")
    answers: list[Answer] = []
    imports: list[float] = []
    faults: list[str] = []
    lost = 0
    with newsroom(POSTGRESQL) as installation:
        for number in range(times):
            scheme = ("redis", "amqp")[number % 2]
            with _faulty(installation, fault, scheme) as faulty, _at_work(faulty) as (desk, port):
                seconds, words = _import(installation, desk, dice, number)
                imports.append(seconds)
                faults += words
                answers += _read(desk, port, dice)
        with program(installation, "desk_work") as desk:
            desk.ask("sweep")
            counts = desk.ask("count_articles")
            lost = counts["articles"] - counts["tagged"]
    slowest = max(answer.seconds for answer in answers)
    if slowest > SLOWEST_PAGE:
        faults.append(f"a page took {slowest:.1f} s")
    if max(imports) > SLOWEST_IMPORT:
        faults.append(f"an import took {max(imports):.1f} s")
    return Outcome(
        f"{fault} broker and cache",
        f"an import and {_ASKED} pages while neither answers",
        times,
        lost=lost + int(counts["articles"] == 0),
        server_errors=sum(answer.status != 200 for answer in answers),
        faults=tuple(faults),
        figures=f"slowest page {slowest:.1f} s, slowest import {max(imports):.1f} s",
    )


@contextmanager
def _faulty(installation: Installation, fault: str, scheme: str) -> Iterator[Installation]:
    """The same newsroom, with services that have the fault."""
    with ExitStack() as stack:
        ports = [free_port(), free_port()]
        if fault == MUTE:
            ports = [stack.enter_context(mute_server()) for _ in range(2)]
        settings = {
            "CELERY_BROKER_URL": f"{scheme}://127.0.0.1:{ports[0]}/" + "/" * (scheme == "amqp"),
            "CACHE_URL": f"redis://127.0.0.1:{ports[1]}/1",
        }
        yield replace(installation, environment={**installation.environment, **settings})


@contextmanager
def _at_work(installation: Installation) -> Iterator[tuple[Program, int]]:
    with program(installation, "desk_work") as desk, web_server(installation) as port:
        yield desk, port


def _import(
    installation: Installation, desk: Program, dice: Random, number: int
) -> tuple[float, list[str]]:
    """Seconds and faults of an import of a new issue."""
    root = installation.folder / f"pages-{number}"
    issue = lay_out_issue(root, dice, _PAGES, day=f"2026-03-{number + 1:02d}")
    started = monotonic()
    words = desk.ask("bring_issue", folder=str(issue.first))
    return monotonic() - started, words


def _read(desk: Program, port: int, dice: Random) -> list[Answer]:
    addresses = desk.ask("addresses")
    return [ask(port, address) for address in dice.sample(addresses, _ASKED)]
