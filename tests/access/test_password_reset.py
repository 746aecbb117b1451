"""A lost password is set anew by a letter, and the answer says nothing about accounts."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from tests.access.conftest import add_authenticator_app, browser_at, log_in
from tests.access.test_throttle import guess_from_many_addresses

pytestmark = pytest.mark.django_db

RESET = "/admin/account/password/"
NEW = "三月的河水漫过城南的旧码头"


def link() -> str:
    match = re.search(r"https?://[^/]+(/admin/account/password/\S+)", str(mail.outbox[-1].body))
    assert match
    return match[1]


def set_password(client: Client, address: str) -> int:
    response = client.get(address)
    form = {"password1": NEW, "password2": NEW}
    return client.post(response.headers["Location"], form).status_code


def test_the_letter_sets_a_new_password_once(owner: User) -> None:
    client = browser_at("203.0.113.5")
    client.post(RESET, {"email": "chief@example.org"})
    assert [message.to for message in mail.outbox] == [["chief@example.org"]]
    address = link()
    assert set_password(client, address) == 302
    assert log_in(client, password=NEW)
    assert "link was invalid" in client.get(address).content.decode()


def test_known_and_unknown_addresses_get_the_same_answer(owner: User) -> None:
    answers = []
    for number, email in enumerate(("chief@example.org", "nobody@example.org")):
        response = browser_at(f"203.0.113.{number}").post(RESET, {"email": email}, follow=True)
        html = re.sub(r'value="\w{64}"', "", response.content.decode())
        answers.append((response.redirect_chain, html))
    assert answers[0] == answers[1]
    assert len(mail.outbox) == 1


def test_nobody_is_flooded_with_letters(owner: User) -> None:
    for number in range(10):
        browser_at(f"203.0.113.{number}").post(RESET, {"email": "Chief@example.org"})
    assert len(mail.outbox) == 1


def test_one_address_asks_five_times_a_minute(owner: User, wait: Callable[[float], None]) -> None:
    client = browser_at("203.0.113.5")
    statuses = [
        client.post(RESET, {"email": f"reporter{number}@example.org"}).status_code
        for number in range(7)
    ]
    assert statuses == [302] * 5 + [429] * 2
    wait(61)
    assert client.post(RESET, {"email": "chief@example.org"}).status_code == 302


def test_it_opens_the_login_to_an_owner_whom_guessers_keep_out(owner: User) -> None:
    guess_from_many_addresses()
    client = browser_at("203.0.113.5")
    assert not log_in(client)
    client.post(RESET, {"email": "chief@example.org"})
    set_password(client, link())
    assert log_in(client, password=NEW)


def test_a_letter_is_for_the_address_that_the_desk_knows_now(owner: User) -> None:
    browser_at("203.0.113.5").post(RESET, {"email": "chief@example.org"})
    User.objects.update(email="new@example.org")
    mail.outbox.clear()
    browser_at("203.0.113.6").post(RESET, {"email": "chief@example.org"})
    assert mail.outbox == []
    browser_at("203.0.113.7").post(RESET, {"email": "new@example.org"})
    assert len(mail.outbox) == 1


def test_capitals_in_an_address_do_not_matter(owner: User) -> None:
    User.objects.update(email="Chief.Lin@Example.org")
    browser_at("203.0.113.5").post(RESET, {"email": "chief.lin@example.ORG"})
    assert [message.to for message in mail.outbox] == [["Chief.Lin@Example.org"]]


def test_two_accounts_with_one_address_get_a_letter_each(owner: User) -> None:
    User.objects.create_user("second", "chief@example.org", NEW)
    browser_at("203.0.113.5").post(RESET, {"email": "chief@example.org"})
    assert len(mail.outbox) == 2


def test_an_account_without_a_password_gets_none(owner: User) -> None:
    owner.set_unusable_password()
    owner.save()
    browser_at("203.0.113.5").post(RESET, {"email": "chief@example.org"})
    assert mail.outbox == []


def test_afterwards_a_second_factor_can_be_set_up(owner: User) -> None:
    client = browser_at("203.0.113.5")
    client.post(RESET, {"email": "chief@example.org"})
    set_password(client, link())
    log_in(client, password=NEW)
    url = "/admin/account/2fa/totp/activate/"
    client.post(f"/admin/account/reauthenticate/?next={url}", {"password": NEW})
    assert client.get(url).status_code == 200


def test_a_weak_password_is_refused(owner: User) -> None:
    client = browser_at("203.0.113.5")
    client.post(RESET, {"email": "chief@example.org"})
    form_page = client.get(link()).headers["Location"]
    response = client.post(form_page, {"password1": "20261130", "password2": "20261130"})
    assert "at least 12 characters" in response.content.decode()


def test_a_second_factor_is_asked_for_all_the_same(owner: User) -> None:
    add_authenticator_app(owner)
    client = browser_at("203.0.113.5")
    client.post(RESET, {"email": "chief@example.org"})
    set_password(client, link())
    log_in(client, password=NEW)
    assert client.get("/admin/").status_code == 302
