"""Celery workers are killed at work, again and again: in the end every article has exactly its tags."""

from __future__ import annotations

from contextlib import ExitStack
from random import Random
from time import monotonic, sleep
from typing import Any

from tests.tasks.installation import Installation
from torture.harness.brokers import broker
from torture.harness.newsrooms import POSTGRESQL, newsroom
from torture.harness.programs import Program, program
from torture.outcome import Outcome
from torture.plan import Plan

ARTICLES = 400  # in the long run
KILLS = 30  # in the long run, for each broker
_SHARE = 0.25  # of the articles that are asked for again before each kill
_STEP = 0.4  # seconds between two requests
_SHORTEST, _LONGEST = 1.0, 5.0  # seconds that a worker lives
_PATIENCE = 150  # seconds for the last worker to end what is left


def kill_workers(plan: Plan, kind: str) -> Outcome:
    """Kill workers behind this kind of broker while articles are asked for."""
    dice = plan.dice(f"killed workers {kind}")
    times = plan.times(KILLS, at_least=2)
    articles = min(plan.times(10 * ARTICLES, at_least=80), ARTICLES)
    with ExitStack() as stack:
        settings = stack.enter_context(broker(kind))
        installation = stack.enter_context(newsroom(POSTGRESQL, **settings))
        queue = stack.enter_context(program(installation, "tagging_queue"))
        queue.ask("make_articles", count=articles)
        expected = queue.ask("tag_in_peace")
        asked = 0
        for _ in range(times):
            asked += _kill_worker(installation, queue, dice)
        states, faults = _finish(installation, queue)
        tags = queue.ask("tags")
    unlike = [position for position in expected if tags.get(position) != expected[position]]
    return Outcome(
        f"killed workers, {kind}",
        f"SIGKILL of the Celery worker while {articles} articles are tagged",
        times,
        lost=max(articles - states["done"], len(unlike)),
        half_done=len(tags.keys() - expected.keys()),
        faults=tuple(faults),
        figures=f"{asked:,} articles asked for",
    )


def _kill_worker(installation: Installation, queue: Program, dice: Random) -> int:
    """Let a worker live for a while, busy all the time; returns how many articles were asked for."""
    asked = 0
    life = dice.uniform(_SHORTEST, _LONGEST)
    with installation.worker():
        end = monotonic() + life
        while monotonic() < end:
            asked += queue.ask("ask_again", seed=str(dice.random()), share=_SHARE)
            sleep(_STEP)
    queue.ask("sweep")
    return asked


def _finish(installation: Installation, queue: Program) -> tuple[dict[str, Any], list[str]]:
    """What a last worker and the sweep leave; a sentence where they do not come to an end."""
    end = monotonic() + _PATIENCE
    with installation.worker():
        states: dict[str, Any] = queue.ask("states")
        while states["pending"] and monotonic() < end:
            queue.ask("sweep")
            sleep(2)
            states = queue.ask("states")
    faults = []
    if states["pending"]:
        faults.append(f"{states['pending']} articles still wait after {_PATIENCE} seconds")
    return states, faults
