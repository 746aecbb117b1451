"""Real servers on their standard local ports, for the tests marked `services`.

`redis_url()` and `postgres_url()` skip the calling test, and say why, when nobody answers; with
REQUIRE_SERVICES=1 (which `.ci/run` sets) a missing server is a failure. TEST_REDIS_URL and
TEST_POSTGRES_URL name servers that stand elsewhere.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import NoReturn
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg2  # type: ignore[import-untyped]
import pytest
import redis

REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432")
_PATIENCE = 2  # seconds to wait for a server on this machine


def redis_url(db: int = 15) -> str:
    """A Redis that answers; the caller keeps to its own `db` and cleans up its keys."""
    url = f"{REDIS}/{db}"
    try:
        with closing(
            redis.Redis.from_url(url, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE)
        ) as client:
            client.ping()
    except redis.RedisError as fault:
        _missing("Redis", REDIS, fault)
    return url


def forget_queue(broker: str, queue: str) -> None:
    """Take from the Redis of whoever runs the tests what this queue left there, and nothing else."""
    with closing(redis.Redis.from_url(broker)) as client:
        for key in client.scan_iter(f"{queue}:*"):
            client.delete(key)


def postgres_url(database: str = "postgres") -> str:
    """A PostgreSQL that answers, as a `DATABASE_URL` of the named database (which need not exist)."""
    try:
        psycopg2.connect(f"{POSTGRES}/postgres", connect_timeout=_PATIENCE).close()
    except psycopg2.OperationalError as fault:
        _missing("PostgreSQL", POSTGRES, fault)
    return f"{POSTGRES}/{database}"


@contextmanager
def postgres_database() -> Iterator[str]:
    """The `DATABASE_URL` of a new empty database that is dropped afterwards."""
    name = f"newsroom_{uuid4().hex[:12]}"
    url = postgres_url(name)
    _administer(f"CREATE DATABASE {name}")
    try:
        yield url
    finally:
        _administer(f"DROP DATABASE {name} WITH (FORCE)")


def _administer(statement: str) -> None:
    with closing(psycopg2.connect(f"{POSTGRES}/postgres")) as connection:
        connection.autocommit = True  # databases are not made inside a transaction
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _missing(server: str, url: str, fault: Exception) -> NoReturn:
    where = urlsplit(url)
    reason = f"no {server} on {where.hostname}:{where.port} ({str(fault).strip()})"
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(f"{reason}; start one, or leave REQUIRE_SERVICES out to skip", pytrace=False)
    pytest.skip(reason)
