"""Accounts with quick passwords, browsers at addresses, a clock that a test can move."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from articles.access import background_mail
from tests.fixtures import _in_english

__all__ = ["_in_english"]

PASSWORD = "一盏灯照着桂巷的夜市"


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _messages_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background_mail, "send", EmailMessage.send)


@pytest.fixture
def owner(db: None) -> User:
    return User.objects.create_user(
        "chief", "chief@example.org", PASSWORD, is_staff=True, is_superuser=True
    )


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets this many seconds pass."""
    passed = 0.0
    true_time = time.time

    def move(seconds: float) -> None:
        nonlocal passed
        passed += seconds

    monkeypatch.setattr(time, "time", lambda: true_time() + passed)
    return move


def browser_at(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def log_in(client: Client, name: str = "chief", password: str = PASSWORD) -> bool:
    """Whether the desk opens, or the page of the second factor."""
    response = client.post("/admin/login/", {"login": name, "password": password})
    return response.status_code == 302


def add_authenticator_app(user: User) -> str:
    """The secret that the user's app holds from now on."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return str(secret)


def code_now(secret: str, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))
