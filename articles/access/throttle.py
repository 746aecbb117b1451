"""How many guesses a stranger has, and how many an owner.

The counting is django-allauth's (`ACCOUNT_RATE_LIMITS`), in the cache that all processes share.
Each action has several rates, so that the wait grows with the guesses, up to an hour. A guess is
counted before the password is looked at, because many may come at once, and given back where it
was right.

Whose guess it is:

- a known device (`known_device`) has guesses of its own, whatever others do;
- so has an address from which the same name logged in before, within what an address may guess;
- all others share the guesses of the name, within what their address may guess.

So strangers cannot shut out an owner, one address cannot try one password with many names, and
many addresses cannot try many passwords with one name.

This is the only module that uses undocumented parts of the library: `Rate`, the undoing of what
was counted, and the stored moments, from which it knows when the next guess is free. Each has a
test in `tests/access/test_throttle.py`.
"""

from __future__ import annotations

import math
import time
from typing import NamedTuple

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from articles.access import known_device

BY_ADDRESS = "guesses_by_address"
BY_NAME = "guesses_of_strangers"
BY_ACQUAINTANCE = "guesses_of_acquaintances"
_APP = "allauth.account"


class Limit(NamedTuple):
    """An action of `ACCOUNT_RATE_LIMITS`, and whose guesses it counts where not an address's."""

    action: str
    key: str = ""


class NoGuessLeftError(Exception):
    """No guess is left. `seconds` says when there will be one."""

    def __init__(self, limit: Limit, seconds: int) -> None:
        super().__init__(sentence(seconds))
        self.limit = limit
        self.seconds = seconds


def count_guess(request: HttpRequest, name: str) -> RateLimitUsage:
    """Count a guess of the password of this name; raises `NoGuessLeftError`.

    Returns what was counted, which can be rolled back.
    """
    usage = RateLimitUsage(usage=[])
    for limit in _limits(request, name):
        counted = ratelimit.consume(request, app=_APP, action=limit.action, key=limit.key or None)
        if counted is None:
            raise NoGuessLeftError(limit, seconds_left(request, limit))
        usage.usage += counted.usage
    return usage


def remember_address(request: HttpRequest, name: str) -> None:
    """Know the address again from which this name has logged in."""
    cache.set(_address_key(request, name), True, settings.KNOWN_DEVICE_AGE)


def seconds_left(request: HttpRequest, limit: Limit) -> int:
    """Seconds until the next guess is free; 0 where it is free now."""
    waits = [0]
    for rate in ratelimit.get_rates(app=_APP, action=limit.action):
        key = ratelimit.get_cache_key(
            request, app=_APP, action=limit.action, rate=rate, key=limit.key
        )
        moments = cache.get(key, [])  # the latest first
        if len(moments) >= rate.amount:
            free_at = moments[rate.amount - 1] + rate.duration
            waits.append(math.ceil(free_at - time.time()))
    return max(waits)


def sentence(seconds: int) -> str:
    """What whoever has no guess left is to do."""
    minutes = max(1, math.ceil(seconds / 60))
    text = ngettext(
        "Too many attempts: please try again in %(minutes)d minute.",
        "Too many attempts: please try again in %(minutes)d minutes.",
        minutes,
    )
    return text % {"minutes": minutes}


def _limits(request: HttpRequest, name: str) -> list[Limit]:
    device = known_device.find_token(request, name)
    if device:
        return [Limit(BY_ACQUAINTANCE, f"device {device}")]
    key = _address_key(request, name)
    if cache.get(key):
        return [Limit(BY_ADDRESS), Limit(BY_ACQUAINTANCE, key)]
    return [Limit(BY_ADDRESS), Limit(BY_NAME, name.casefold())]


def _address_key(request: HttpRequest, name: str) -> str:
    """For IPv6 the network, as a provider gives a subscriber a whole one."""
    pair = f"{name.casefold()} {ratelimit.get_ip(request)}"
    digest = salted_hmac(__name__, pair, algorithm="sha256").hexdigest()
    return f"known-address-{digest}"
