"""Strangers guess the password of one name from many addresses: they are slowed down, its owner never is."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from random import Random
from time import monotonic

from torture.harness.crowds import crowd
from torture.harness.newsrooms import POSTGRESQL, newsroom
from torture.harness.programs import program
from torture.harness.web_servers import web_server
from torture.outcome import Outcome
from torture.plan import Plan

SECONDS = 60  # in the long run
STRANGERS = 6  # who guess at once
LEAST_REFUSED = 0.5  # of the guesses; the others are the first ones of many addresses
_OWNER, _PASSWORD = "chief", "一盏灯照着桂巷的夜市"
_HOME = "203.0.113.80"
_REFUSAL, _TOO_MANY = "Too many attempts", 429  # the form says it, or the server
_LOGIN = "/admin/login/"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class _Guest:
    """A browser at an address, as the reverse proxy names it."""

    def __init__(self, port: int, address: str) -> None:
        self._url = f"http://127.0.0.1:{port}{_LOGIN}"
        self._address = address
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies, _StayHere)
        self._token = ""

    def log_in(self, name: str, password: str) -> int:
        """The status: 302 for who is let in, 200 for a wrong password, 429 for too many."""
        if not self._token:
            status, page = self._ask(None)
            token = _TOKEN.search(page)
            if token is None:
                return status
            self._token = token[1]
        form = {"login": name, "password": password, "csrfmiddlewaretoken": self._token}
        status, page = self._ask(urllib.parse.urlencode(form).encode())
        return _TOO_MANY if _REFUSAL in page else status

    def _ask(self, data: bytes | None) -> tuple[int, str]:
        headers = {"X-Forwarded-For": self._address}
        request = urllib.request.Request(self._url, data, headers)
        try:
            with self._opener.open(request, timeout=60) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, ""
        except OSError:
            return 0, ""


class _StayHere(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer: the password was right."""

    def redirect_request(self, *_arguments: object) -> None:
        return None


def guess_passwords(plan: Plan) -> Outcome:
    """Guess as fast as the server answers, while the owner logs in again and again."""
    dice = plan.dice("guessed passwords")
    seconds = plan.seconds(SECONDS, at_least=8)
    guesses: list[int] = []
    logins: list[int] = []
    with newsroom(POSTGRESQL, TRUSTED_PROXIES="127.0.0.1") as installation:
        with program(installation, "desk_work") as desk:
            desk.ask("make_owner", name=_OWNER, password=_PASSWORD)
        with web_server(installation) as port:
            logins.append(_Guest(port, _HOME).log_in(_OWNER, _PASSWORD))
            strangers = [_stranger(port, guesses, dice) for _ in range(STRANGERS)]
            with crowd(strangers):
                end = monotonic() + seconds
                while monotonic() < end:
                    logins.append(_Guest(port, _HOME).log_in(_OWNER, _PASSWORD))
            logins.append(_Guest(port, _HOME).log_in(_OWNER, _PASSWORD))
    refused = sum(status == _TOO_MANY for status in guesses)
    faults = []
    if refused < LEAST_REFUSED * len(guesses):
        faults.append(f"only {refused} of {len(guesses)} guesses were refused")
    if 302 in guesses:
        faults.append("a guess was let in")
    return Outcome(
        "guessed passwords",
        f"{STRANGERS} strangers at many addresses guess one password",
        len(guesses),
        lost=sum(status != 302 for status in logins),
        server_errors=sum(status >= 500 or status == 0 for status in [*guesses, *logins]),
        faults=tuple(faults),
        figures=f"{refused} guesses refused; the owner let in {len(logins)} times",
    )


def _stranger(port: int, guesses: list[int], dice: Random) -> Callable[[], float]:
    def guess() -> float:
        guest = _Guest(port, f"198.51.100.{dice.randrange(40)}")
        guesses.extend(guest.log_in(_OWNER, f"夜市的灯{number}") for number in range(3))
        return 0.0

    return guess
