"""How fast pages are read, and read and stored: `make bench-import`.

Ordinary pages: the annotated pages beside the checkout where they are, the samples, set pages, one very
long page. Hostile ones: what `tests.parsing.hostile` makes. All figures are medians, of processor time where
nothing else is said; `× plain pass` says how many times as long a parse takes as a plain pass over the same
text in the same run, and changes least with the machine and its other work.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from articles.parsing import parse_page  # noqa: E402
from tests.annotated import read_page  # noqa: E402
from tests.parsing import stock  # noqa: E402
from tests.parsing.hostile import HOSTILE  # noqa: E402
from tests.setting import MEDIUM, some_page  # noqa: E402

ORDINARY = 1_000_000  # characters a second a core, at least
HOSTILE_LEAST = ORDINARY // 10
_WIDTH = 116  # of the widest table
_WORD = re.compile(r"[\u4e00-\u9fff]+|[0-9A-Za-z]+|[^\s]")


@dataclass(frozen=True)
class Work:
    """Pages that are measured together."""

    name: str
    texts: list[str]
    least: int  # characters a second

    @property
    def characters(self) -> int:
        return sum(map(len, self.texts))


def ordinary() -> Iterator[Work]:
    real = sorted((stock.SHARED / "pages").glob("*.txt"))
    if real:
        yield Work("real pages", [path.read_text(encoding="utf-8") for path in real], ORDINARY)
    samples = [read_page(path)[0] for path in sorted(stock.SAMPLES.rglob("*.page"))]
    yield Work("sample pages", samples, ORDINARY)
    yield Work("set pages", [some_page(seed, MEDIUM)[0] for seed in range(100)], ORDINARY)
    long = "\n\n".join(samples * (100_000 // sum(map(len, samples)) + 1))
    yield Work("a page of 100,000 characters", [long[:100_000]], ORDINARY)


def hostile(size: int) -> Iterator[Work]:
    for name, make in HOSTILE.items():
        yield Work(name, [make(size)], HOSTILE_LEAST)
    yield Work("one line of 5 MB", ["江水上涨," * 1_000_000], HOSTILE_LEAST)


def plain_pass(text: str) -> int:
    """What reading costs at the very least: every line, every word."""
    return sum(len(_WORD.findall(line)) for line in text.split("\n"))


def seconds(work: Callable[[str], object], texts: list[str], repeat: int) -> float:
    """The median processor time of one pass over the texts."""
    times = []
    for _ in range(repeat):
        started = time.process_time()
        for text in texts:
            work(text)
        times.append(time.process_time() - started)
    return max(median(times), 1e-9)


# --- storing -----------------------------------------------------------------------------------


@contextmanager
def new_database() -> Iterator[Path]:
    """A newsroom of its own in a temporary folder, empty and migrated."""
    with tempfile.TemporaryDirectory(prefix="bench-import-") as name:
        folder = Path(name)
        os.environ.update(
            DJANGO_SETTINGS_MODULE="newsroom.settings",
            SECRET_KEY="only-for-benchmarks-only-for-benchmarks",  # noqa: S106 - of a newsroom that lives for a minute
            DATA_DIR=name,
            DEBUG="false",
            DEMO="false",
            DATABASE_URL=f"sqlite:///{name}/newsroom.sqlite3",
            CELERY_BROKER_URL="",
            CACHE_URL="locmem://",
            SITE_URL="http://127.0.0.1",
        )
        import django  # noqa: PLC0415 - the settings are read when it is set up
        from django.core.management import call_command  # noqa: PLC0415

        django.setup()
        call_command("migrate", verbosity=0)
        yield folder


def stored_seconds(work: Work, folder: Path, repeat: int) -> tuple[float, float]:
    """Medians of importing the pages as one new issue (find, decode, parse, store, index): by the clock, which waits
    for the disk and for whoever else uses the machine, and of processor time."""
    from articles.importing.issues import Identity  # noqa: PLC0415 - after django.setup
    from articles.importing.run import import_issues  # noqa: PLC0415

    times, worked = [], []
    for day in range(1, repeat + 1):
        pages = folder / work.name.replace(" ", "-") / str(day)
        pages.mkdir(parents=True)
        for number, text in enumerate(work.texts, 1):
            (pages / f"A{number:02}.txt").write_text(text, encoding="utf-8")
        told = Identity(work.name, date(2026, 1, day))
        started, started_work = time.perf_counter(), time.process_time()
        results = list(import_issues([pages], told))
        times.append(time.perf_counter() - started)
        worked.append(time.process_time() - started_work)
        faults = [fault for result in results for fault in result.faults]
        if faults:
            raise SystemExit("\n".join(faults))
    return median(times), median(worked)


# --- printing ----------------------------------------------------------------------------------


def parse_table(title: str, works: Iterator[Work], repeat: int) -> tuple[Table, list[str]]:
    """How fast each work is parsed, and the names of those that are too slow."""
    table = _table(
        title, "pages", "characters", "pages/s", "characters/s", "at least", "× plain pass"
    )
    slow = []
    for work in works:
        spent, plain = (
            seconds(parse_page, work.texts, repeat),
            seconds(plain_pass, work.texts, repeat),
        )
        speed = work.characters / spent
        if speed < work.least:
            slow.append(work.name)
        table.add_row(
            work.name,
            *_counts(work),
            *_speeds(work, spent),
            f"{work.least:,}",
            f"{spent / plain:.1f}",
            style="" if speed >= work.least else "red",
        )
    return table, slow


def store_table(works: Iterator[Work], repeat: int) -> Table:
    headings = ("pages", "characters", "pages/s", "characters/s", "processor × parse")
    table = _table("read and stored as one issue (SQLite), by the clock", *headings)
    with new_database() as folder:
        for work in works:
            parsed, (stored, worked) = (
                seconds(parse_page, work.texts, repeat),
                stored_seconds(work, folder, repeat),
            )
            table.add_row(
                work.name, *_counts(work), *_speeds(work, stored), f"{worked / parsed:.1f}"
            )
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("medians", no_wrap=True)
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _counts(work: Work) -> tuple[str, str]:
    return str(len(work.texts)), f"{work.characters:,}"


def _speeds(work: Work, spent: float) -> tuple[str, str]:
    return f"{len(work.texts) / spent:,.1f}", f"{work.characters / spent:,.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--repeat", type=int, default=5, help="runs of which the median is taken (at most 28)"
    )
    parser.add_argument("--size", type=int, default=100_000, help="characters of each hostile text")
    parser.add_argument("--no-hostile", action="store_true")
    parser.add_argument("--no-storing", action="store_true")
    parser.add_argument(
        "--strict", action="store_true", help="fail where something is slower than it should be"
    )
    arguments = parser.parse_args()
    console = Console()
    console.width = max(console.width, _WIDTH)
    table, slow = parse_table("parse alone: ordinary pages", ordinary(), arguments.repeat)
    console.print(table)
    if not arguments.no_hostile:
        table, slower = parse_table(
            "parse alone: hostile pages", hostile(arguments.size), min(arguments.repeat, 3)
        )
        console.print(table)
        slow += slower
    if not arguments.no_storing:
        console.print(store_table(ordinary(), arguments.repeat))
    if slow:
        console.print(f"slower than they should be: {', '.join(slow)}")
    sys.exit(bool(slow) and arguments.strict)


if __name__ == "__main__":
    main()
