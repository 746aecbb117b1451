"""How fast the public pages are, beside a bare Django view: `make bench-pages`.

5,000 and 100,000 articles, on SQLite and on PostgreSQL (where there is one: PGUSER, PGPASSWORD), behind gunicorn with
two workers, asked by wrk for some seconds each. The bare view (one query, a plain template) runs between them in a
gunicorn of its own, with the middlewares of `startproject`; cached it is Django's `cache_page`. Kept pages need
Redis (BENCH_REDIS_URL, by default the second database of the local one).

CPU per request is that of the workers, and steadier than requests a second where other things run beside. At 100,000
articles the last page of a list is its page 5,000. The bare view asks the same database over connections kept in the
same way: on PostgreSQL they stay, on SQLite each request opens its own.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
PORT = 8499
REDIS = os.environ.get("BENCH_REDIS_URL", "redis://127.0.0.1:6379/1")
POSTGRES = f"postgres://{os.environ.get('PGUSER', 'postgres')}@127.0.0.1:5432"
WANTED_UNCACHED, WANTED_CACHED, WANTED_LIST_MS, WANTED_DEPTH, WANTED_MEGABYTES = (
    0.35,
    0.9,
    15,
    2,
    90,
)
# Every other kind of page but search, for what a process remembers of it.
OTHERS = (
    "/", "/archive/", "/on/01-01/", "/corrections/", "/feed/", "/section/城区/feed/rss/", "/column/议事厅/",
    "/author/1-记者0/", "/sitemap.xml", "/sitemap-news.xml", "/robots.txt", "/opensearch.xml", "/no/",
)  # fmt: skip
API = {
    "API, an article": "/api/v1/articles/3",
    "API, articles": "/api/v1/articles",
    "API, articles until a day": "/api/v1/articles?until=2025-12-20",
}
TICKS = os.sysconf("SC_CLK_TCK")


class Figures(NamedTuple):
    """What wrk saw, and what the workers used."""

    per_second: float
    p50: float
    p99: float
    cpu: float
    faults: int


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--articles", type=int, nargs="+", default=[5_000, 100_000])
    arguments.add_argument(
        "--databases", nargs="+", choices=["sqlite", "postgres"], default=["sqlite", "postgres"]
    )
    arguments.add_argument("--seconds", type=int, default=5)
    arguments.add_argument(
        "--keep", type=Path, help="folder whose SQLite databases are made once and used again"
    )
    given = arguments.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is missing: apt-get install wrk")
    for count in given.articles:
        for database in given.databases:
            with tempfile.TemporaryDirectory(prefix="bench-pages-") as folder:
                _one_round(database, count, given.seconds, given.keep or Path(folder))


def _one_round(database: str, count: int, seconds: int, folder: Path) -> None:
    url = (
        f"sqlite:///{folder / f'pages-{count}.sqlite3'}"
        if database == "sqlite"
        else f"{POSTGRES}/bench_pages_{count}"
    )
    environment = os.environ | {
        "DATABASE_URL": url,
        "DATA_DIR": str(folder / "data"),
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "SECRET_KEY": "only-for-the-benchmark-only-for-the-benchmark-0123456789",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{PORT}",
        "CELERY_BROKER_URL": "",
        "CACHE_URL": REDIS,
        "DEMO": "false",
        "DEBUG": "false",
        "LOG_LEVEL": "ERROR",
    }
    (folder / "data").mkdir(exist_ok=True)
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.pages.fill", str(count)],
        cwd=ROOT, env=environment, check=True, text=True, stdout=subprocess.PIPE,
    )  # fmt: skip
    addresses = dict(line.split("\t") for line in answer.stdout.splitlines())
    print(f"\n{count:,} articles, {database}")
    print(f"{'':28}{'req/s':>8}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'of bare':>9}")
    figures: dict[str, Figures] = {}
    memory = 0.0
    for kept in (False, True):
        ending = ", cached" if kept else ""
        with _served(
            environment | {"DJANGO_SETTINGS_MODULE": "benchmarks.pages.settings"}, "/bare/"
        ) as workers:
            bare = _measure("/bare/cached/" if kept else "/bare/", seconds, workers)
        figures[f"bare view{ending}"] = bare
        _print(f"bare view{ending}", bare, bare)
        with _served(
            environment | {"PAGE_CACHE_SECONDS": "60" if kept else "0"}, "/robots.txt"
        ) as workers:
            for name, path in addresses.items():
                figures[name + ending] = _measure(path, seconds, workers)
                _print(name + ending, figures[name + ending], bare)
            for path in OTHERS:
                _wrk(_address(path), 1)
            memory = max(memory, *map(_megabytes, workers))
            # Last: its library would be weighed with the pages, which do not need it.
            for name, path in API.items():
                _print(name + ending, _measure(path, seconds, workers), bare)
    _judge(figures, memory)


@contextmanager
def _served(environment: dict[str, str], path: str) -> Iterator[list[int]]:
    """gunicorn with two workers, each of which has answered; gives their process ids."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "newsroom.wsgi",
        "--bind",
        f"127.0.0.1:{PORT}",
        "--workers",
        "2",
    ]
    with subprocess.Popen(
        [*command, "--log-level", "warning"], cwd=ROOT, env=environment
    ) as server:
        try:
            _wait(path)
            children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
            yield [int(pid) for pid in children]
        finally:
            server.terminate()


def _wait(path: str) -> None:
    for _ in range(200):
        try:
            urlopen(_address(path), timeout=30).close()  # noqa: S310
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    sys.exit("gunicorn did not start")


def _measure(path: str, seconds: int, workers: list[int]) -> Figures:
    address = _address(path)
    _wrk(address, 1)  # both workers have compiled their templates, and the page is kept
    before = sum(map(_cpu, workers))
    told = _wrk(address, seconds)
    used = sum(map(_cpu, workers)) - before
    asked = int(re.search(r"(\d+) requests in", told)[1])  # type: ignore[index]
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    rate = float(re.search(r"Requests/sec: +([\d.]+)", told)[1])  # type: ignore[index]
    return Figures(
        rate,
        _percentile(told, 50),
        _percentile(told, 99),
        used / asked * 1000,
        int(bad[1]) if bad else 0,
    )


def _address(path: str) -> str:
    return f"http://127.0.0.1:{PORT}{quote(path, safe='/%?=&')}"


def _wrk(address: str, seconds: int) -> str:
    command = [
        "wrk",
        "--threads",
        "1",
        "--connections",
        "4",
        "--duration",
        f"{seconds}s",
        "--latency",
        address,
    ]
    return subprocess.run(command, check=True, text=True, capture_output=True).stdout


def _percentile(told: str, percent: int) -> float:
    value, unit = re.search(rf"{percent}% +([\d.]+)(us|ms|s)", told).groups()  # type: ignore[union-attr]
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def _cpu(pid: int) -> float:
    """Seconds of user and system time that the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def _print(name: str, one: Figures, bare: Figures) -> None:
    share = bare.cpu / one.cpu if one.cpu else 0
    faults = f"  {one.faults} FAULTS" if one.faults else ""
    print(
        f"{name:28}{one.per_second:8.0f}{one.p50:9.2f}{one.p99:9.2f}{one.cpu:9.2f}{share:9.2f}{faults}",
        flush=True,
    )


def _judge(figures: dict[str, Figures], memory: float) -> None:
    """What was wanted, and what came out."""
    uncached = figures["article"].per_second / figures["bare view"].per_second
    cached = figures["article, cached"].per_second / figures["bare view, cached"].per_second
    first, deep = figures["section, page 1"], figures["section, last page"]
    by_cpu = figures["bare view"].cpu / figures["article"].cpu
    print(
        f"article / bare view         {uncached:.2f}; by CPU {by_cpu:.2f} (wanted: {WANTED_UNCACHED})"
    )
    print(f"  the same, cached          {cached:.2f} (wanted: {WANTED_CACHED})")
    print(f"list, CPU of a page         {first.cpu:.1f} ms (wanted at 100,000: {WANTED_LIST_MS})")
    print(
        f"  its last page             {deep.cpu / first.cpu:.2f} times that (wanted: {WANTED_DEPTH})"
    )
    print(f"a web process               {memory:.0f} MB (wanted: {WANTED_MEGABYTES})")


if __name__ == "__main__":
    main()
