"""The generations of the paper: a time and a token for each of the `scopes`, replaced whenever
something changes that readers see there.

All processes must see the same generations, or some of them would go on showing a withdrawn
article. With Redis they are stored there. Where each process has a cache of its own they are stored
in files, which is enough for SQLite, because SQLite means a single machine. PostgreSQL may be
shared by several machines, which cannot inform each other without a shared cache: there are no
generations then, and no page is cached.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, Self

from django.conf import settings
from django.core.cache import caches
from django.db import connection as database

from articles.public.cache.cache_access import CACHE_FAULTS, from_cache, is_away, note_fault
from articles.public.cache.scopes import EVERYTHING, is_reader_made, scopes_of_site

_KEY = "generation"
_FAR_FUTURE = 2**63  # nanoseconds, after which no date can be written
# A clock that is behind another machine's must not give a change an older date than the last one.
_BEYOND = 2_000_000_000  # nanoseconds

# Names whose generations could not be stored, because the cache was away.
_owed: set[str] = set()


class Generation(NamedTuple):
    """The last change: its time in nanoseconds since 1970, and a token that no other change has."""

    changed_at: int
    token: str

    @classmethod
    def new(cls, changed_at: int = 0) -> Self:
        token = secrets.token_hex(8)
        return cls(changed_at or time.time_ns(), token)


class PageGeneration(NamedTuple):
    """The generations of a page's scopes; None for one that nobody has stored yet."""

    by_scope: Mapping[str, Generation | None]

    @property
    def changed_at(self) -> int:
        return max(generation.changed_at for generation in self._stored())

    @property
    def tokens(self) -> dict[str, str] | None:
        """The token of each scope; None where one is missing, which voids every page."""
        tokens = {}
        for scope, generation in self.by_scope.items():
            if generation is None:
                return None
            tokens[scope] = generation.token
        return tokens

    def _stored(self) -> list[Generation]:
        return [generation for generation in self.by_scope.values() if generation]


def current_generation(scopes: Iterable[str]) -> PageGeneration | None:
    """The present generation of a page; None where the processes cannot share one."""
    if not _is_shared():
        return None
    if _owed and not is_away():
        renew_generation(())
    names = list(scopes)
    return from_cache(lambda: _load_or_begin(names))


def complete_generation(generation: PageGeneration) -> PageGeneration | None:
    """The same with the scopes that nobody had stored yet, once the page is known to exist.

    None if somebody else stored one meanwhile: a change may have come while the page was made.
    Readers can invent names of papers, so that these are not stored before.
    """
    if generation.tokens is not None:
        return generation
    return from_cache(lambda: _complete(generation))


def renew_generation(scopes: Iterable[str]) -> None:
    """Record that readers see something else in these scopes from now on.

    While the cache is away they are remembered, and recorded as soon as it answers this process.
    """
    if not _is_shared():
        return
    names = {*scopes, *_owed}
    try:
        _renew(names)
    except CACHE_FAULTS as fault:
        note_fault(fault)
        _owed.update(names)
    else:
        _owed.difference_update(names)


def _renew(names: set[str]) -> None:
    known = _load({*names, *scopes_of_site(), EVERYTHING})
    now = time.time_ns()
    last_change = max((generation.changed_at for generation in known.values()), default=0)
    if last_change > now:
        now = last_change + _BEYOND
    _store({name: Generation.new(now) for name in names})


def _load_or_begin(names: list[str]) -> PageGeneration:
    known = _load(names)
    begun = {}
    for name in names:
        if name not in known and not is_reader_made(name):
            begun[name] = Generation.new()
    if begun:
        _store(begun)
    by_scope = {name: known.get(name) or begun.get(name) for name in names}
    return PageGeneration(by_scope)


def _complete(generation: PageGeneration) -> PageGeneration | None:
    by_scope = dict(generation.by_scope)
    for scope, stored in by_scope.items():
        if stored is not None:
            continue
        begun = Generation.new()
        if not _add(scope, begun):
            return None
        by_scope[scope] = begun
    return PageGeneration(by_scope)


def _is_shared() -> bool:
    return _has_shared_cache() or _is_single_machine()


def _has_shared_cache() -> bool:
    backend: str = settings.CACHES["pages"]["BACKEND"]
    return not backend.endswith(("LocMemCache", "DummyCache"))


def _is_single_machine() -> bool:
    return database.vendor == "sqlite"


def _load(names: Iterable[str]) -> dict[str, Generation]:
    if _has_shared_cache():
        keys = {_key(name): name for name in names}
        stored = caches["pages"].get_many(keys)
        generations = {keys[key]: _read(value) for key, value in stored.items()}
    else:
        generations = {name: _read_file(_file(name)) for name in names}
    return {name: generation for name, generation in generations.items() if generation}


def _read(stored: object) -> Generation | None:
    """None for what is no generation: somebody else wrote it, or another release."""
    match stored:
        case [int(changed_at), str(token)] if 0 <= changed_at < _FAR_FUTURE:
            return Generation(changed_at, token)
    return None


def _read_file(path: Path) -> Generation | None:
    try:
        changed_at, token = path.read_text().split()
        return Generation(int(changed_at), token)
    except (FileNotFoundError, ValueError):
        return None


def _store(generations: Mapping[str, Generation]) -> None:
    if not generations:
        return
    if _has_shared_cache():
        values = {_key(name): list(generation) for name, generation in generations.items()}
        caches["pages"].set_many(values, timeout=None)
        return
    for name, generation in generations.items():
        temporary = _write_temporary(name, generation)
        # Atomic: a process that reads meanwhile gets the old content or the new, never a part.
        temporary.replace(_file(name))


def _add(name: str, generation: Generation) -> bool:
    """Store a generation unless there is one; whether it was stored."""
    if _has_shared_cache():
        key = _key(name)
        cache = caches["pages"]
        if cache.add(key, list(generation), timeout=None):
            return True
        if not _load([name]):  # unreadable: it would be in the way for ever
            cache.delete(key)
        return False
    temporary = _write_temporary(name, generation)
    try:
        _file(name).hardlink_to(temporary)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    return True


def _write_temporary(name: str, generation: Generation) -> Path:
    path = _file(name)
    path.parent.mkdir(exist_ok=True)
    temporary = path.with_suffix(f".{generation.token}")
    temporary.write_text(f"{generation.changed_at} {generation.token}")
    return temporary


def _key(name: str) -> str:
    return f"{_KEY}:{name}"


def _file(name: str) -> Path:
    # Hashed, because the prefix of a paper may be too long for the name of a file.
    digest = blake2b(name.encode(), digest_size=16).hexdigest()
    return Path(settings.DATA_DIR) / "generations" / digest
