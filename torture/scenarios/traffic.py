"""An hour's traffic in ten minutes: readers, editors, imports and tagging, all at work at once.

Every save that the desk accepted stands in the history of its article afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep

from tests.services import redis_url
from torture.harness.brokers import REDIS, broker
from torture.harness.crowds import crowd
from torture.harness.newsrooms import POSTGRESQL, newsroom
from torture.harness.printed_issues import PrintedIssue, lay_out_issue
from torture.harness.programs import Program, program
from torture.harness.visitors import Editor
from torture.harness.web_servers import Answer, ask, web_server
from torture.outcome import Outcome
from torture.plan import Plan, percentile

SECONDS = 600  # in the long run: ten minutes for 20,000 pages, an hour's of a city paper
READERS = 8
EDITORS = 3
_READER_PAUSE = 0.24  # seconds between two pages of a reader
_EDITOR_PAUSE = 2.0
_IMPORT_PAUSE = 8.0
_PAGES = 3
_CACHE_DATABASE = 13
_MAY_END = ("/author/", "/section/", "/tag/")


@dataclass
class _Day:
    """What happens while the traffic lasts."""

    port: int
    addresses: list[str]
    articles: list[int]
    readers: list[Answer] = field(default_factory=list)
    editors: list[Answer] = field(default_factory=list)
    saves: list[tuple[int, str]] = field(default_factory=list)  # article, title
    refused_saves: int = 0
    imports: int = 0
    faults: list[str] = field(default_factory=list)


def play_hour(plan: Plan) -> Outcome:
    """Play the traffic of an hour, or of a part of it."""
    dice = plan.dice("traffic")
    seconds = plan.seconds(SECONDS, at_least=10)
    with ExitStack() as stack:
        settings = stack.enter_context(broker(REDIS))
        settings["CACHE_URL"] = redis_url(db=_CACHE_DATABASE)
        installation = stack.enter_context(newsroom(POSTGRESQL, **settings))
        desk = stack.enter_context(program(installation, "desk_work"))
        issues = _first_issues(installation.folder, desk, dice)
        stack.enter_context(installation.worker())
        port = stack.enter_context(web_server(installation, workers=2))
        day = _Day(port, desk.ask("addresses"), desk.ask("article_keys"))
        for address in day.addresses:  # the first requests of all load the program
            ask(port, address)
        editors = [Editor(port, desk.ask("sign_in", name=f"editor{n}")) for n in range(EDITORS)]
        steps: list[Callable[[], float]] = [_reader(day, dice) for _ in range(READERS)]
        steps += [_editor(day, editor, number, dice) for number, editor in enumerate(editors)]
        steps.append(_importer(day, desk, issues, installation.folder, dice))
        with crowd(steps):
            sleep(seconds)
        desk.ask("sweep")
        lost_saves = desk.ask("missing_saves", saves=day.saves)
        untagged = _wait_for_tags(desk)
    return _outcome(day, lost_saves + untagged)


def _outcome(day: _Day, lost: int) -> Outcome:
    waits = [answer.seconds for answer in day.readers]
    saving = [answer.seconds for answer in day.editors]
    answers = [*day.readers, *day.editors]
    return Outcome(
        "an hour's traffic",
        f"{READERS} readers, {EDITORS} editors, imports and tagging at once",
        len(answers),
        lost=lost,
        server_errors=sum(answer.status >= 500 or answer.status == 0 for answer in answers),
        faults=tuple(day.faults),
        figures=(
            f"pages: median {_milliseconds(waits, 0.5)}, 95 % {_milliseconds(waits, 0.95)}, "
            f"99 % {_milliseconds(waits, 0.99)}; desk: median {_milliseconds(saving, 0.5)}, "
            f"95 % {_milliseconds(saving, 0.95)}; {len(day.saves)} saves kept, "
            f"{day.refused_saves} refused with a reason, {day.imports} imports"
        ),
    )


def _milliseconds(seconds: list[float], share: float) -> str:
    return f"{1_000 * percentile(seconds, share):,.0f} ms"


def _first_issues(folder: Path, desk: Program, dice: Random) -> list[PrintedIssue]:
    """Two issues that are there from the beginning, with a corrected version of each."""
    issues = []
    for number in (1, 2):
        issue = lay_out_issue(folder / f"first-{number}", dice, _PAGES, day=f"2026-02-{number:02d}")
        desk.ask("bring_issue", folder=str(issue.first))
        issues.append(issue)
    desk.ask("sweep")
    return issues


def _reader(day: _Day, dice: Random) -> Callable[[], float]:
    """Some pages are read much more often than others."""

    def read() -> float:
        addresses = day.addresses
        place = int(len(addresses) * dice.random() ** 3)
        answer = ask(day.port, addresses[place])
        day.readers.append(answer)
        # The last article of a name or a tag may be corrected away; other addresses are for ever.
        if answer.status in range(400, 500) and not addresses[place].startswith(_MAY_END):
            day.faults.append(f"{addresses[place]}: status {answer.status}")
        return _READER_PAUSE * dice.uniform(0.5, 1.5)

    return read


def _editor(day: _Day, editor: Editor, number: int, dice: Random) -> Callable[[], float]:
    count = 0

    def edit() -> float:
        nonlocal count
        count += 1
        pk = dice.choice(day.articles)
        address = f"/admin/articles/article/{pk}/change/"
        opened = editor.open(address)
        day.editors.append(opened)
        if opened.status == 200:
            title = f"夜市搬新址之{number}之{count}"
            saved = editor.save(address, opened, title=title, correction="标题有误。")
            day.editors.append(saved)
            if saved.status == 302:
                day.saves.append((pk, title))
            day.refused_saves += saved.status == 200
        return _EDITOR_PAUSE * dice.uniform(0.5, 1.5)

    return edit


def _importer(
    day: _Day, desk: Program, issues: list[PrintedIssue], folder: Path, dice: Random
) -> Callable[[], float]:
    """By turns a new issue and the corrected version of an earlier one."""

    def bring() -> float:
        day.imports += 1
        if day.imports % 2:
            date = f"2026-{3 + day.imports // 28:02d}-{day.imports % 28 + 1:02d}"
            issue = lay_out_issue(folder / f"new-{day.imports}", dice, _PAGES, day=date)
            issues.append(issue)
            path = issue.first
        else:
            path = dice.choice(issues).corrected
        day.faults += desk.ask("bring_issue", folder=str(path))
        day.addresses = desk.ask("addresses")
        return _IMPORT_PAUSE

    return bring


def _wait_for_tags(desk: Program, patience: float = 60) -> int:
    """How many articles still wait for their tags after the last sweep."""
    end = monotonic() + patience
    counts = desk.ask("count_articles")
    while counts["tagged"] < counts["articles"] and monotonic() < end:
        sleep(1)
        counts = desk.ask("count_articles")
    waiting: int = counts["articles"] - counts["tagged"]
    return waiting
