"""Whatever stands in Redis under the site's keys: no page is an error, nothing of it is run, and it is replaced."""

import json
import os
import pickle
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import redis
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from newsroom.caches import SignedSerializer
from tests.public.cached_pages import _pages_are_cached
from tests.public.every_page import one_of_every_kind

__all__ = ["_pages_are_cached"]

pytestmark = pytest.mark.django_db(transaction=True)


class _Bomb:
    """Makes a folder when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.path),)


FEW = ("/", "/archive/", "/author/", "/tag/", "/api/v1/articles")
FOREIGN = {
    "empty": b"",
    "a space": b" ",
    "a number": b"17",
    "a number over 64 bits": b"9" * 40,
    "a minus": b"-",
    "JSON": b'[1, "token"]',
    "random": bytes(range(256)) * 9,
    "huge": b"\x80" * 5_000_000,
    "no text": "早报".encode("utf-16"),
}
OF_ANOTHER_SHAPE: dict[str, Any] = {
    "nothing": None,
    "true": True,
    "a number": -1,
    "a fraction": 1.5,
    "a text": "17 token",
    "bytes": b"17 token",
    "a tuple of the release before": ["token", "content", {}],
    "a generation of texts": ["17", "token"],
    "a date that nobody can write": [10**30, "token"],
    "a number below zero": [-1, "token"],
    "nested": [[[]]],
    "a page without its line": b"<html>",
    "a page of another address": b'["elsewhere", {}, {}]\nHello',
    "a page whose line is a number": b"17\nHello",
    "a page with numbers for headers": b'["", {}, {"Content-Type": 1}]\nHello',
    "brackets": b"[" * 100_000 + b"\n",
}


@pytest.fixture
def addresses() -> list[str]:
    return [address for address in one_of_every_kind() if not address.startswith("/search/?")]


@pytest.fixture
def few(addresses: list[str]) -> list[str]:
    """A page of every way in which pages depend on generations."""
    return [address for address in addresses if address in FEW or "/A01/" in address]


@pytest.fixture
def client_of_redis(settings: Settings) -> Iterator[Any]:
    with closing(redis.Redis.from_url(settings.CACHES["pages"]["LOCATION"])) as connection:
        yield connection


def keys_of_site(connection: Any) -> list[bytes]:
    return list(connection.scan_iter(f"{caches['pages'].key_prefix}:*"))


def look(client: Client, addresses: list[str]) -> list[bytes]:
    pages = [client.get(address) for address in addresses]
    assert {page.status_code for page in pages} == {200}
    return [page.content for page in pages]


def is_replaced(connection: Any, poison: bytes) -> bool:
    """Whether all that the site stored is readable again."""
    load = SignedSerializer().loads
    values = connection.mget(keys_of_site(connection))
    return all(value != poison and load(value) is not None for value in values)


def test_no_pickle_is_stored(client: Client, addresses: list[str], client_of_redis: Any) -> None:
    look(client, addresses)
    keys = keys_of_site(client_of_redis)
    assert len(keys) > len(addresses)
    for value in client_of_redis.mget(keys):
        signature, kind, payload = value[:16], value[16:17], value[17:]
        assert len(signature) == 16
        assert kind in (b"b", b"j")
        # A page is a line of JSON and then its own bytes, everything else JSON alone.
        assert isinstance(json.loads(payload.partition(b"\n")[0]), list)


@pytest.mark.parametrize("protocol", [0, pickle.HIGHEST_PROTOCOL])
def test_a_pickle_is_not_run(
    client: Client,
    addresses: list[str],
    client_of_redis: Any,
    tmp_path: Path,
    protocol: int,
) -> None:
    pages = look(client, addresses)
    bomb = pickle.dumps(_Bomb(tmp_path / "boom"), protocol=protocol)
    for key in keys_of_site(client_of_redis):
        client_of_redis.set(key, bomb)
    for _round in range(2):  # the first one clears away what is in the place of a generation
        assert look(client, addresses) == pages
    assert not (tmp_path / "boom").exists()
    assert is_replaced(client_of_redis, bomb)


def test_every_kind_of_page_stands_whatever_stands_in_its_place(
    client: Client, addresses: list[str], client_of_redis: Any
) -> None:
    pages = look(client, addresses)
    poisons = [*FOREIGN.values(), *map(SignedSerializer().dumps, OF_ANOTHER_SHAPE.values())]
    for number, key in enumerate(sorted(keys_of_site(client_of_redis))):
        client_of_redis.set(key, poisons[number % len(poisons)])
    assert look(client, addresses) == pages


@pytest.mark.parametrize("poison", FOREIGN)
def test_what_others_stored_is_absent(
    client: Client, few: list[str], client_of_redis: Any, poison: str
) -> None:
    pages = look(client, few)
    for key in keys_of_site(client_of_redis):
        client_of_redis.set(key, FOREIGN[poison])
    for _round in range(2):
        assert look(client, few) == pages
    assert is_replaced(client_of_redis, FOREIGN[poison])


@pytest.mark.parametrize("shape", OF_ANOTHER_SHAPE)
def test_what_another_release_stored_is_absent(
    client: Client, few: list[str], client_of_redis: Any, shape: str
) -> None:
    pages = look(client, few)
    stored = SignedSerializer().dumps(OF_ANOTHER_SHAPE[shape])
    for key in keys_of_site(client_of_redis):
        client_of_redis.set(key, stored)
    for _round in range(2):
        assert look(client, few) == pages
    values = client_of_redis.mget(keys_of_site(client_of_redis))
    assert str(stored).encode() not in values


def test_half_a_value_is_absent(client: Client, addresses: list[str], client_of_redis: Any) -> None:
    pages = look(client, addresses)
    for part in (0.99, 0.5, 0.01):
        for key in keys_of_site(client_of_redis):
            value = client_of_redis.get(key)
            client_of_redis.set(key, value[: int(len(value) * part)])
        for _round in range(2):
            assert look(client, addresses) == pages
    assert is_replaced(client_of_redis, b"")


def test_a_list_of_redis_is_absent(
    client: Client, addresses: list[str], client_of_redis: Any
) -> None:
    pages = look(client, addresses)
    for key in keys_of_site(client_of_redis):
        client_of_redis.delete(key)
        client_of_redis.rpush(key, "x")
    assert look(client, addresses) == pages
    look(client, addresses)
    assert {client_of_redis.type(key) for key in keys_of_site(client_of_redis)} == {b"string"}


def test_a_page_under_the_key_of_another_is_absent(
    client: Client, addresses: list[str], client_of_redis: Any
) -> None:
    pages = look(client, addresses)
    keys = sorted(key for key in keys_of_site(client_of_redis) if b":page:" in key)
    values = client_of_redis.mget(keys)
    for key, value in zip(keys, values[1:] + values[:1], strict=True):
        client_of_redis.set(key, value)
    assert look(client, addresses) == pages


def test_what_another_key_signed_is_absent(
    client: Client, addresses: list[str], client_of_redis: Any, settings: Settings
) -> None:
    pages = look(client, addresses)
    settings.SECRET_KEY = "of another site"
    forged = SignedSerializer().dumps(b'["", {}, {}]\nforged')
    settings.SECRET_KEY = "only-for-tests"
    for key in keys_of_site(client_of_redis):
        client_of_redis.set(key, forged)
    assert look(client, addresses) == pages


def test_numbers_are_counted_by_redis_itself() -> None:
    cache = caches["pages"]
    cache.set("tries", 1)
    assert cache.incr("tries") == 2
    assert cache.get("tries") == 2
    assert cache.get("never") is None
