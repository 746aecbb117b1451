"""How fast the lists of the desk open with 100,000 articles: `make bench-admin`.

Fills a database of its own on SQLite and on PostgreSQL, and opens page 1 and page 500 (or the last) of every
list, in turn with the change list of Django's own ModelAdmin on the same rows: its columns are plain fields,
it has no filter and Django's templates. Medians over rounds of one run; PGHOST, PGUSER and so on say where
PostgreSQL is.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from django.test import Client

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

MOST_QUERIES = 12
MOST_OF_STOCK = 1.25
MOST_OF_FIRST = 2
DEEP = 500
ARTICLES = 100_000
ROUNDS = 15
# The plain columns of Django's own list, as many as ours has.
STOCK = {
    "article": (
        "title",
        "page",
        "section",
        "kicker",
        "status",
        "tagging_state",
        "confidence",
        "publish_at",
    ),
    "page": ("number", "issue", "title", "encoding", "parser_version", "source_name"),
    "issue": ("date", "publication", "edition", "number", "page_count", "created_at", "updated_at"),
    "author": ("name", "affiliation", "kind", "id"),
    "tag": ("name", "type", "parent", "pinned", "blocked", "slug", "description"),
    "importrun": ("started_at", "issue", "outcome", "user", "message"),
    "section": ("name", "publication", "slug"),
    "publication": ("name", "prefix"),
}
RELATED = {
    "article": ("page__issue", "section"),
    "page": ("issue__publication",),
    "importrun": ("issue__publication",),
}


class Measured(NamedTuple):
    name: str
    queries: int
    first: float  # milliseconds: page 1,
    deep: float  # and page 500
    stock_first: float
    stock_deep: float

    def faults(self) -> str:
        """What is not as wanted."""
        found = []
        if self.queries > MOST_QUERIES:
            found.append("queries")
        if self.first > MOST_OF_STOCK * self.stock_first:
            found.append("slower than stock")
        if self.deep > MOST_OF_FIRST * self.first:
            found.append("slow far down")
        return ", ".join(found)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=ARTICLES)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument(
        "--keep", metavar="URL", help="a filled database to measure again, or one to fill and keep"
    )
    parser.add_argument(
        "--check", action="store_true", help="fail where less is reached than is wanted"
    )
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        return _measure_here(options.articles)
    if options.keep:
        return _measured(options.keep, options.articles)
    missed = 0
    if options.only != "postgresql":
        with tempfile.TemporaryDirectory(prefix="bench-admin-") as folder:
            missed += _measured(f"sqlite:///{folder}/newsroom.sqlite3", options.articles)
    if options.only != "sqlite":
        with _postgres_database() as url:
            missed += _measured(url, options.articles)
    return int(options.check and bool(missed))


def _measured(url: str, articles: int) -> int:
    """In a process of its own, because Django has one database for good; how many lists miss what is wanted."""
    with tempfile.TemporaryDirectory(prefix="bench-admin-") as folder:
        environment = os.environ | {
            "DATABASE_URL": url,
            "DATA_DIR": folder,
            "DEMO": "false",
            "DEBUG": "false",
            "SECRET_KEY": "only for this benchmark, for this benchmark only",
            "HASHED_STATIC": "false",
            "CACHE_URL": "locmem://",
            "CELERY_BROKER_URL": "",
            "ALLOWED_HOSTS": "testserver",
            "SITE_URL": "http://testserver",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        }
        command = [
            sys.executable,
            "-W",
            "ignore",
            __file__,
            "--measure",
            "--articles",
            str(articles),
        ]
        return subprocess.run(command, env=environment, check=False).returncode


@contextmanager
def _postgres_database() -> Iterator[str]:
    import psycopg2  # type: ignore[import-untyped]  # noqa: PLC0415

    host, port = os.environ.get("PGHOST", "127.0.0.1"), os.environ.get("PGPORT", "5432")
    user, password = os.environ.get("PGUSER", "postgres"), os.environ.get("PGPASSWORD", "")
    name = f"bench_admin_{os.getpid()}"
    server = psycopg2.connect(host=host, port=port, user=user, password=password, dbname="postgres")
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            yield f"postgres://{user}{':' + password if password else ''}@{host}:{port}/{name}"
        finally:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


def _measure_here(articles: int) -> int:
    client = _set_up(articles)
    from django.db import connection  # noqa: PLC0415

    rows = [_measure(client, name) for name in STOCK] + _measure_others(client)
    _print(connection.vendor, rows)
    return sum(bool(row.faults()) for row in rows)


def _set_up(articles: int) -> Client:
    """Django with a second site of its own lists, a filled database, and the browser of a superuser."""
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    # The theme's templates stand before Django's; the second engine turns that round.
    own = Path(django.__file__).parent / "contrib/admin/templates"
    plain: dict[str, Any] = {**settings.TEMPLATES[0], "NAME": "stock", "DIRS": [own]}
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "NAME": "django"}, plain]
    django.setup()

    import large_newsroom  # noqa: PLC0415
    from django.contrib.auth.models import User  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import path  # noqa: PLC0415

    import newsroom.urls  # noqa: PLC0415
    from articles.models import Article  # noqa: PLC0415

    newsroom.urls.urlpatterns.insert(0, path("stock/", _stock_site().urls))
    call_command("migrate", verbosity=0)
    if not Article.objects.exists():
        start = time.monotonic()
        large_newsroom.fill(articles)
        print(f"filled in {time.monotonic() - start:.0f} s", flush=True)
    user = User.objects.get_or_create(
        username="chief", defaults={"is_staff": True, "is_superuser": True}
    )[0]
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _stock_site() -> Any:
    from django.apps import apps  # noqa: PLC0415
    from django.contrib import admin  # noqa: PLC0415

    class Plain(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
        list_per_page = 50

        def changelist_view(self, *args: Any, **kwargs: Any) -> Any:
            response: Any = super().changelist_view(*args, **kwargs)
            response.using = "stock"
            return response

    site = admin.AdminSite(name="stock")
    for name, columns in STOCK.items():
        attributes = {"list_display": columns, "list_select_related": RELATED.get(name, ())}
        site.register(apps.get_model("articles", name), type(f"Plain{name}", (Plain,), attributes))
    return site


def _measure(client: Client, name: str) -> Measured:
    from django.apps import apps  # noqa: PLC0415

    last = -(-apps.get_model("articles", name)._default_manager.count() // 50)
    deep = f"?p={min(DEEP, last)}"
    ours, stock = f"/admin/articles/{name}/", f"/stock/articles/{name}/"
    times = _times(client, [ours, ours + deep, stock, stock + deep])
    return Measured(
        f"{name} (page {min(DEEP, last)})",
        max(_queries(client, ours), _queries(client, ours + deep)),
        *times,
    )


def _measure_others(client: Client) -> list[Measured]:
    """What has no counterpart of Django's: measured beside its list of articles."""
    from articles.models import Article  # noqa: PLC0415

    stock = "/stock/articles/article/"
    waiting = (
        Article.objects.filter(status="draft")
        .order_by("confidence")
        .values_list("pk", flat=True)[0]
    )
    found = []
    for name, url in (
        ("dashboard", "/admin/"),
        ("queue", "/admin/articles/article/queue/"),
        ("form", f"/admin/articles/article/{waiting}/change/"),
        ("form from queue", f"/admin/articles/article/{waiting}/change/?queue=all"),
    ):
        ours, theirs = _times(client, [url, stock])
        found.append(Measured(name, _queries(client, url), ours, ours, theirs, theirs))
    return found


def _times(client: Client, urls: list[str]) -> list[float]:
    """Milliseconds of each, taken in turn, so that a busy moment of the machine meets all of them."""
    from django.db import connection  # noqa: PLC0415

    # SQLite works in this process, so that other work on the machine need not count.
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    taken: dict[str, list[float]] = {url: [] for url in urls}
    for _ in range(ROUNDS):
        for url in urls:
            start = clock()
            response = client.get(url)
            taken[url].append(1000 * (clock() - start))
            if response.status_code != 200:
                raise RuntimeError(f"{url}: {response.status_code}")
    return [median(taken[url][1:]) for url in urls]


def _queries(client: Client, url: str) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return len(captured)


def _print(vendor: str, rows: list[Measured]) -> None:
    print(
        f"\n{vendor}: milliseconds, medians\n{'':24}queries   first    deep   stock   (deep)   of stock  of first"
    )
    for row in rows:
        print(
            f"{row.name:24}{row.queries:7}{row.first:8.0f}{row.deep:8.0f}{row.stock_first:8.0f}{row.stock_deep:9.0f}"
            f"{row.first / row.stock_first:11.2f}{row.deep / row.first:10.2f}  {row.faults()}",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main())
