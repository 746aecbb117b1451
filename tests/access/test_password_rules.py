"""A password is none that everybody tries first at a newspaper."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from pytest_django import Settings

from tests.access.conftest import PASSWORD
from tests.factories import make_publication

pytestmark = pytest.mark.django_db


def faults(password: str) -> str:
    try:
        validate_password(password)
    except ValidationError as fault:
        return " ".join(fault.messages)
    return ""


@pytest.mark.parametrize("password", [PASSWORD * 2, "correct horse battery staple"])
def test_a_long_sentence_is_good(password: str) -> None:
    make_publication(name="云汀日报")
    assert faults(password) == ""


@pytest.mark.parametrize(
    "password",
    [
        "云汀日报editorial!",
        "my云汀日报password",
        "Newsroom-editors!",
        "yuntingdaily4ever",
    ],
)
def test_names_of_the_house_are_refused(password: str, settings: Settings) -> None:
    make_publication(name="云汀日报")
    settings.SITE_URL = "https://news.yuntingdaily.example"
    assert "which everybody tries first" in faults(password)


@pytest.mark.parametrize(
    "password",
    [
        "editor20261130",
        "editor-2026-11-30",
        "editor2026.11.30",
        "编辑部记者2026年11月30日",
        "19491001editors",
    ],
)
def test_dates_are_refused(password: str) -> None:
    assert "which is easy to guess" in faults(password)


@pytest.mark.parametrize("password", ["room20269999key!", "fleet-30415926535-x"])
def test_other_numbers_are_no_dates(password: str) -> None:
    assert faults(password) == ""


def test_what_is_short_common_or_only_digits_is_refused() -> None:
    assert "at least 12 characters" in faults("short-phrase"[:11])
    assert "too common" in faults("1qaz2wsx3edc")
    assert "entirely numeric" in faults("840275619384")
