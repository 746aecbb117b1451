"""What a setting may be: each function turns the text of a variable into the setting's value.

`BadValueError` says in words what is wrong, and what to write instead. The functions know nothing
of the variables' names, and reach no server.
"""

import logging
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

import dj_database_url
from redis import ConnectionPool

_TRUE = {"true", "t", "yes", "y", "on", "1"}
_FALSE = {"false", "f", "no", "n", "off", "0"}
_SECRET_LENGTH = 32
_SECRET_VARIETY = 5  # different characters, as Django's own check asks for
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_IPV6 = re.compile(r"\[[0-9a-f:.]+\]")
_QUEUE = re.compile(r"[\w.:-]{1,100}", re.ASCII)
_LOCATION = re.compile(r"/(?:[\w-]+/)+", re.ASCII)
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_DATABASES = ("postgres", "postgresql", "pgsql", "sqlite")
_REDIS = ("redis", "rediss")
_CACHES = {
    "redis": "redis.RedisCache",
    "rediss": "redis.RedisCache",
    "locmem": "locmem.LocMemCache",
    "dummy": "dummy.DummyCache",
}
_BROKERS = ("redis", "rediss", "amqp", "amqps", "pyamqp")


class BadValueError(ValueError):
    """A value that cannot be used; the message follows the variable and its value."""


def flag(text: str) -> bool:
    word = text.lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise BadValueError("which is neither true nor false: write true or false")


def number(least: int, most: int) -> Callable[[str], int]:
    """A whole number from `least` to `most`."""

    def read(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if least <= value <= most:
            return value
        raise BadValueError(f"which is no whole number from {least} to {most}: write one in digits")

    return read


def choice(*values: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        value = text.lower()
        if value in values:
            return value
        raise BadValueError(f"which the program does not have: write {' or '.join(values)}")

    return read


def folder(text: str) -> Path:
    """A folder that exists, or that can be made."""
    path = Path(text)
    try:
        is_possible = _nearest_existing(path).is_dir()
    except OSError:
        is_possible = False  # a name that is too long for the disk
    if is_possible:
        return path
    raise BadValueError(
        "which cannot be a folder, as its name or a file stands in the way: name another path"
    )


def made_folder(text: str) -> Path:
    """A folder that is made where it is missing."""
    path = folder(text)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        reason = f"which cannot be made ({fault.strerror}): name a folder the program may write to"
        raise BadValueError(reason) from fault
    return path


def _nearest_existing(path: Path) -> Path:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def location(text: str) -> str:
    """The path of a location of nginx, such as /stored-pictures/; not that of the pictures."""
    if _LOCATION.fullmatch(text) and text != "/media/":
        return text
    raise BadValueError(
        "which is no location of its own: write a path between slashes, such as /stored-pictures/"
    )


def secret_key(text: str) -> str:
    if len(text) < _SECRET_LENGTH:
        remedy = f"write at least {_SECRET_LENGTH} random characters, better 50"
        raise BadValueError(f"which has {len(text)} characters and can be guessed: {remedy}")
    if text.startswith("django-insecure-") or len(set(text)) < _SECRET_VARIETY:
        raise BadValueError("which anybody can guess: write 50 random characters")
    return text


def demo_secret_key(data: Path) -> str:
    """The key of a demo on one machine, made on the first run and kept beside its data."""
    path = data / "secret_key"
    path.touch(mode=0o600)
    key = path.read_text()
    if not key:
        key = secrets.token_urlsafe(50)
        path.write_text(key)
    return key


def time_zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError) as fault:
        raise BadValueError(
            "which is no time zone: write a name of the tz database, such as Asia/Shanghai"
        ) from fault


def log_level(text: str) -> str:
    level = text.upper()
    if level in _LEVELS and level in logging.getLevelNamesMapping():
        return level
    raise BadValueError(f"which is no level: write {', '.join(_LEVELS[:-1])} or {_LEVELS[-1]}")


def queue_name(text: str) -> str:
    if _QUEUE.fullmatch(text):
        return text
    raise BadValueError("which is no name of a queue: write letters, digits, dots and hyphens")


def key_prefix(text: str) -> str:
    if _QUEUE.fullmatch(text):
        return text
    raise BadValueError("which cannot stand before keys: write letters, digits, dots and hyphens")


# --- hosts and addresses ---


def host(text: str) -> str:
    """The name of a host, as it stands in requests: 云汀日报.中国 is xn--….xn--fiqs8s there."""
    name = _ascii_host(text)
    if _IPV6.fullmatch(name) or all(map(_LABEL.fullmatch, name.split("."))):
        return name
    raise BadValueError(
        "which is no name of a host: write it without http:// and without a port, "
        "such as news.example.org"
    )


def hosts(text: str) -> list[str]:
    """Names divided by commas; .example.org also means every host below it, and * all hosts."""
    return [_host_pattern(part) for part in _parts(text)]


def site_url(text: str) -> str:
    """The address of the site, without a slash at its end."""
    address = text.rstrip("/")
    url = _split(address)
    is_bare = url.netloc and not (url.path or url.query or url.fragment or "@" in url.netloc)
    if url.scheme not in ("http", "https") or not is_bare:
        raise BadValueError(
            "which is no address of a site: write https:// and the host and nothing behind it, "
            "such as https://news.example.org"
        )
    return f"{url.scheme}://{_host_and_port(url)}"


def origins(text: str) -> list[str]:
    return [_origin(part) for part in _parts(text)]


def _origin(text: str) -> str:
    scheme, mark, name = text.partition("://")
    below = name.removeprefix("*.")
    address = site_url(f"{scheme}{mark}{below}")
    if below == name:
        return address
    return address.replace("://", "://*.")


def _host_pattern(text: str) -> str:
    if text == "*":
        return text
    if text.startswith("."):
        return f".{host(text[1:])}"
    return host(text)


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")]
    wanted = [part for part in parts if part]
    if not wanted:
        raise BadValueError("which names nothing: write names divided by commas")
    return wanted


def _host_and_port(url: SplitResult) -> str:
    name = url.hostname or ""
    if ":" in name:
        name = f"[{name}]"
    return f"{host(name)}:{url.port}" if url.port else host(name)


def _ascii_host(text: str) -> str:
    try:
        return text.encode("idna").decode().lower()
    except UnicodeError as fault:
        raise BadValueError(
            "which is no name of a host: write one such as news.example.org"
        ) from fault


def _split(text: str) -> SplitResult:
    """The parts of an address; its port is a number."""
    try:
        url = urlsplit(text)
        _ = url.port
    except ValueError as fault:
        remedy = "write a number up to 65535 for the port"
        if "@" in text:
            remedy += ", and in a password %40 for @, %2F for /, %23 for #"
        raise BadValueError(f"which is no address: {remedy}") from fault
    return url


# --- services ---


def database(text: str) -> dict[str, Any]:
    """The configuration of PostgreSQL or SQLite, as Django has it."""
    scheme = text.partition("://")[0]
    if scheme not in _DATABASES:
        raise BadValueError(
            "which names no database we know: write postgres://USER:PASSWORD@HOST:PORT/NAME "
            "or sqlite:///FILE"
        )
    if text != "sqlite://:memory:":
        _split(text)
    config = dict(dj_database_url.parse(text))
    name = str(config["NAME"])
    if not name:
        raise BadValueError("which names a server and no database: write /NAME at its end")
    if scheme == "sqlite" and ":memory:" not in text:
        if config["HOST"] or name == ":memory:":
            raise BadValueError("which names no file: write three slashes, as in sqlite:///FILE")
        _check_file(Path(name).absolute())
    return config


def cache(text: str) -> dict[str, Any]:
    """The configuration of Django's cache: in Redis, in the memory of each process, or nowhere."""
    scheme = text.partition("://")[0]
    if scheme not in _CACHES:
        raise BadValueError(
            "which names no cache we know: write redis://HOST:PORT/NUMBER or locmem://"
        )
    backend = f"django.core.cache.backends.{_CACHES[scheme]}"
    if scheme not in _REDIS:
        return {"BACKEND": backend}
    _check_redis(text)
    return {"BACKEND": backend, "LOCATION": text}


def broker(text: str) -> str:
    scheme = text.partition("://")[0]
    if scheme not in _BROKERS:
        raise BadValueError(
            "which names no broker we know: write redis://HOST:PORT/NUMBER "
            "or amqp://USER:PASSWORD@HOST:PORT//, or nothing"
        )
    if scheme in _REDIS:
        _check_redis(text)
    elif not _split(text).hostname:
        raise BadValueError("which names no host: write amqp://USER:PASSWORD@HOST:PORT//")
    return text


def _check_file(path: Path) -> None:
    if not path.parent.is_dir():
        raise BadValueError(f"whose folder {path.parent} is not there: make it first")
    if path.is_dir():
        raise BadValueError("which is a folder: name a file in it")


def _check_redis(text: str) -> None:
    url = _split(text)
    number_text = url.path.strip("/")
    is_number = number_text.isdecimal() or not number_text
    if not url.hostname or not is_number:
        raise BadValueError(
            "which names no database of Redis: write redis://HOST:PORT/NUMBER, often with 0"
        )
    try:
        pool = ConnectionPool.from_url(text)
        pool.make_connection()
    except (ValueError, TypeError) as fault:
        raise BadValueError(
            f"which Redis does not understand ({fault}): leave out what stands after ?"
        ) from fault
