"""Guesses are slowed down, and no owner is shut out by a stranger."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from articles.models import CacheEntry
from tests.access.conftest import PASSWORD, browser_at, log_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db

STRANGER, OWNER, HOME = "198.51.100.66", "203.0.113.5", "203.0.113.80"
TOO_MANY = "Too many attempts: please try again in"


WRONG = "wrong"


def is_refused(client: Client, name: str = "chief", password: str = WRONG) -> bool:
    response = client.post("/admin/login/", {"login": name, "password": password})
    return TOO_MANY in response.content.decode()


def refusals(client: Client, tries: int, name: str = "chief") -> int:
    return sum(is_refused(client, name) for _try in range(tries))


def guess_from_many_addresses(tries: int = 40) -> int:
    """How many of the guesses of one name, each from another address, are refused."""
    return sum(is_refused(browser_at(f"198.51.100.{number}")) for number in range(tries))


def test_a_stranger_is_told_when_to_try_again(owner: User) -> None:
    stranger = browser_at(STRANGER)
    assert refusals(stranger, 5) == 0
    response = stranger.post("/admin/login/", {"login": "chief", "password": PASSWORD})
    assert f"{TOO_MANY} 1 minute." in response.content.decode()


def test_the_wait_grows_to_an_hour_and_no_further(
    owner: User, wait: Callable[[float], None]
) -> None:
    stranger = browser_at(STRANGER)
    refusals(stranger, 6)
    wait(61)
    assert refusals(stranger, 5) == 0
    response = stranger.post("/admin/login/", {"login": "chief", "password": "wrong"})
    assert f"{TOO_MANY} 9 minutes." in response.content.decode()
    for _tries in range(10):
        wait(601)
        refusals(stranger, 6)
    response = stranger.post("/admin/login/", {"login": "chief", "password": "wrong"})
    assert TOO_MANY in response.content.decode()
    wait(3_600)
    assert log_in(stranger)


def test_one_address_does_not_lock_the_name_for_a_known_device(owner: User) -> None:
    home = browser_at(HOME)
    assert log_in(home)
    home.get("/admin/account/logout/")
    home.cookies.pop("sessionid")
    assert refusals(browser_at(STRANGER), 30) > 20
    assert log_in(home)


def test_forty_addresses_are_slowed_and_the_owner_is_not(owner: User) -> None:
    device = browser_at(HOME)
    assert log_in(device)
    device.cookies.pop("sessionid")
    assert guess_from_many_addresses() >= 30
    elsewhere = browser_at(OWNER)
    elsewhere.cookies = device.cookies
    assert log_in(elsewhere)  # the device is known, wherever it is


def test_an_address_is_known_without_a_cookie(owner: User) -> None:
    assert log_in(browser_at(HOME))
    guess_from_many_addresses()
    assert log_in(browser_at(HOME))


def test_behind_the_proxy_a_stranger_does_not_lock_out_the_owner(
    owner: User, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = ["172.18.0.1"]

    def come(address: str) -> Client:
        return Client(REMOTE_ADDR="172.18.0.1", headers={"x-forwarded-for": address})

    assert log_in(come(HOME))
    assert refusals(come(STRANGER), 15) == 10
    assert log_in(come(HOME))


def test_a_forged_header_brings_no_new_guesses(owner: User) -> None:
    forger = [
        Client(REMOTE_ADDR=STRANGER, headers={"x-forwarded-for": f"203.0.113.{number}"})
        for number in range(40)
    ]
    names = [f"reporter{number}" for number in range(40)]
    pairs = zip(forger, names, strict=True)
    assert sum(is_refused(client, name) for client, name in pairs) == 30


def test_one_password_with_sixty_names_is_stopped(owner: User) -> None:
    sprayer = browser_at(STRANGER)
    refused = sum(is_refused(sprayer, f"reporter{number}") for number in range(60))
    assert refused == 50


def test_spraying_goes_on_at_thirty_names_an_hour(
    owner: User, wait: Callable[[float], None]
) -> None:
    sprayer = browser_at(STRANGER)
    guesses = 0
    for minute in range(59):
        guesses += 12 - sum(is_refused(sprayer, f"r{minute}-{n}") for n in range(12))
        wait(60)
    assert guesses == 30


def test_a_sprayer_does_not_keep_out_a_known_device_at_the_same_address(owner: User) -> None:
    colleague = browser_at(STRANGER)
    assert log_in(colleague)
    colleague.cookies.pop("sessionid")
    for number in range(40):
        is_refused(browser_at(STRANGER), f"reporter{number}")
    assert log_in(colleague)


def test_a_known_device_has_guesses_of_its_own_and_not_without_end(owner: User) -> None:
    thief = browser_at(HOME)
    assert log_in(thief)
    thief.cookies.pop("sessionid")
    assert refusals(thief, 12) == 7


def test_the_device_of_one_name_says_nothing_for_another(owner: User) -> None:
    make_user("second", password=PASSWORD, is_staff=True)
    device = browser_at(HOME)
    assert log_in(device)
    for key in [key for key in device.cookies if key != "sessionid"]:
        device.cookies[key.replace("device-", "device-x")] = device.cookies[key].value
    device.cookies.pop("sessionid")
    assert refusals(device, 12, "second") == 7


def test_a_forged_device_is_no_device(owner: User) -> None:
    device = browser_at(HOME)
    assert log_in(device)
    forged = browser_at(STRANGER)
    for key in device.cookies:
        if key.startswith("device-"):
            forged.cookies[key] = device.cookies[key].value[:-3] + "abc"
    guess_from_many_addresses()
    assert is_refused(forged, password=PASSWORD)


def test_right_passwords_are_not_counted(owner: User) -> None:
    for number in range(40):
        assert log_in(browser_at(HOME)), number


def test_a_name_is_the_same_in_capitals(owner: User) -> None:
    stranger = browser_at(STRANGER)
    refusals(stranger, 5, "CHIEF")
    assert is_refused(stranger, "chief")


def test_an_unknown_name_is_refused_like_a_known_one(owner: User) -> None:
    assert refusals(browser_at(STRANGER), 8, "nobody") == 3


def test_guesses_are_counted_in_the_database(owner: User) -> None:
    """All processes share it, whatever `CACHE_URL` says."""
    refusals(browser_at(STRANGER), 1)
    rates = CacheEntry.objects.filter(cache_key__contains="guesses_of_strangers")
    assert rates.count() == 3


def test_the_old_password_cannot_be_guessed_by_whoever_holds_a_session(owner: User) -> None:
    thief = browser_at(STRANGER)
    thief.force_login(owner)
    change = {"oldpassword": "wrong", "password1": "x" * 14, "password2": "x" * 14}
    statuses = [thief.post("/admin/password_change/", change).status_code for _try in range(8)]
    assert statuses == [200] * 5 + [429] * 3
    response = thief.post("/admin/password_change/", change)
    assert f"{TOO_MANY} 1 minute." in response.content.decode()
    assert 0 < int(response.headers["Retry-After"]) <= 60


def test_nor_on_the_page_that_asks_for_it_again(owner: User) -> None:
    thief = browser_at(STRANGER)
    thief.force_login(owner)
    url = "/admin/account/reauthenticate/"
    statuses = [thief.post(url, {"password": "wrong"}).status_code for _try in range(8)]
    assert statuses == [200] * 5 + [429] * 3
