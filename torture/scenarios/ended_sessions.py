"""Sessions of PostgreSQL are ended at random: imports say so and store nothing in part, tags come later.

A page that is being read at that moment may fail; the next request has a new session.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from random import Random
from time import monotonic

import psycopg2  # type: ignore[import-untyped]

from torture.harness.crowds import repeating
from torture.harness.newsrooms import POSTGRESQL, newsroom
from torture.harness.printed_issues import PrintedIssue, lay_out_issue
from torture.harness.programs import Program, program
from torture.harness.web_servers import ask, web_server
from torture.outcome import Outcome
from torture.plan import Plan

SECONDS = 120  # in the long run
PAGES = 4
_SHORTEST, _LONGEST = 0.02, 0.4  # seconds between two ends
_READERS = ("/", "/archive/", "/feed/", "/search/?q=路灯", "/sitemap.xml", "/tag/")
_END = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    ORDER BY random() LIMIT 1
"""


@dataclass
class _Tally:
    imports: int = 0
    refused_imports: int = 0
    taggings: int = 0
    half_done: int = 0
    lost: int = 0
    answers: int = 0
    failed_answers: int = 0
    lasting_failures: int = 0  # pages that failed although nothing disturbed them any more
    ended: list[int] = field(default_factory=list)


def end_sessions(plan: Plan) -> Outcome:
    """End sessions of an importer, a tagger and a web server at work."""
    dice = plan.dice("ended sessions")
    seconds = plan.seconds(SECONDS, at_least=8)
    tally = _Tally()
    with ExitStack() as stack:
        installation = stack.enter_context(newsroom(POSTGRESQL))
        issue = lay_out_issue(installation.folder / "pages", dice, PAGES)
        worker = stack.enter_context(program(installation, "session_ender"))
        worker.ask("bring", folder=str(issue.first))
        worker.ask("finish")
        expected = worker.ask("stored")
        port = stack.enter_context(web_server(installation))
        url = installation.environment["DATABASE_URL"]
        with _ending(url, dice, tally), _reading(port, tally):
            _work(worker, issue, expected, seconds, tally)
        _check_quiet(worker, port, issue, expected, tally)
    return Outcome(
        "ended database sessions",
        "pg_terminate_backend during imports, tagging and requests",
        len(tally.ended),
        lost=tally.lost,
        half_done=tally.half_done,
        server_errors=tally.lasting_failures,
        figures=(
            f"{tally.imports} imports ({tally.refused_imports} refused with a sentence), "
            f"{tally.taggings} taggings, {tally.answers:,} answers "
            f"({tally.failed_answers} failed in the moment)"
        ),
    )


def _work(
    worker: Program, issue: PrintedIssue, expected: dict[str, str], seconds: float, tally: _Tally
) -> None:
    """Import anew and tag, again and again; a disturbed clearing or look is done once more."""
    end = monotonic() + seconds
    while monotonic() < end:
        _until_it_works(worker, "clear")
        tally.imports += 1
        faults = worker.ask("bring", folder=str(issue.first))
        tally.refused_imports += bool(faults)
        content = _until_it_works(worker, "stored")["content"]
        tally.half_done += content not in ("Publication", expected["content"])
        worker.ask("tag")
        tally.taggings += 1


def _until_it_works(worker: Program, action: str) -> dict[str, str]:
    """The answer of an action of the harness itself, which sessions are ended for, too."""
    for _ in range(50):
        answer: dict[str, str] = worker.ask(action)
        if answer is None or "fault" not in answer:
            return answer
    raise RuntimeError(f"{action} failed fifty times")


def _check_quiet(
    worker: Program, port: int, issue: PrintedIssue, expected: dict[str, str], tally: _Tally
) -> None:
    """Undisturbed, the same import ends as the first one did, and every page answers."""
    worker.ask("bring", folder=str(issue.first))
    worker.ask("finish")
    tally.lost += worker.ask("stored") != expected
    for address in _READERS:
        ask(port, address)  # it may still hold the session that was ended last
    for address in _READERS:
        tally.lasting_failures += ask(port, address).status != 200


@contextmanager
def _ending(url: str, dice: Random, tally: _Tally) -> Iterator[None]:
    """End one session after the other as long as the `with` block lasts."""
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        connection.autocommit = True

        def end_next() -> float:
            cursor.execute(_END)
            tally.ended += [1] * cursor.rowcount
            return dice.uniform(_SHORTEST, _LONGEST)

        with repeating(end_next):
            yield


@contextmanager
def _reading(port: int, tally: _Tally) -> Iterator[None]:
    def read_next() -> float:
        answer = ask(port, _READERS[tally.answers % len(_READERS)])
        tally.answers += 1
        tally.failed_answers += answer.status != 200
        return 0.01

    with repeating(read_next):
        yield
