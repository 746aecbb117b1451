"""An operator sees who is guessed at, and from where."""

import logging

import pytest
from django.contrib.auth.models import User
from django.core import mail
from pytest_django import Settings

from articles.models import RefusedGuess
from tests.access.conftest import browser_at, log_in
from tests.access.test_throttle import guess_from_many_addresses, is_refused, refusals

pytestmark = pytest.mark.django_db

STRANGER = "198.51.100.66"


def test_the_log_names_name_and_address(owner: User, caplog: pytest.LogCaptureFixture) -> None:
    refusals(browser_at(STRANGER), 7)
    lines = [(record.levelno, record.getMessage()) for record in caplog.records]
    wrong = (logging.WARNING, "Wrong password for 'chief' from 198.51.100.66")
    assert lines.count(wrong) == 5
    errors = [text for level, text in lines if level == logging.ERROR]
    assert len(errors) == 1
    assert "'chief' from 198.51.100.66 has to wait" in errors[0]


def test_a_line_break_in_a_name_makes_no_line(
    owner: User, caplog: pytest.LogCaptureFixture
) -> None:
    is_refused(browser_at(STRANGER), "chief\nERROR all is well")
    assert r"'chief\nERROR all is well'" in caplog.text


def test_the_desk_lists_what_is_guessed_once_an_hour(owner: User) -> None:
    guess_from_many_addresses()
    sprayer = browser_at(STRANGER)
    for number in range(60):
        is_refused(sprayer, f"reporter{number}")
    rows = {(row.what, row.name, row.address) for row in RefusedGuess.objects.all()}
    assert rows == {
        ("name", "chief", "198.51.100.5"),
        ("address", "reporter10", STRANGER),
    }


def test_the_list_is_for_those_who_see_accounts(owner: User) -> None:
    guess_from_many_addresses()
    desk = browser_at("203.0.113.80")
    desk.force_login(owner)
    html = desk.get("/admin/articles/refusedguess/").content.decode()
    assert "198.51.100.5" in html
    reporter = browser_at("203.0.113.81")
    reporter.force_login(User.objects.create_user("reporter", is_staff=True))
    assert reporter.get("/admin/articles/refusedguess/").status_code == 403


def test_administrators_get_one_message_an_hour(owner: User, settings: Settings) -> None:
    settings.ADMINS = [("", "desk@example.org")]
    guess_from_many_addresses()
    for number in range(20):
        is_refused(browser_at(STRANGER), f"reporter{number}")
    assert [message.to for message in mail.outbox] == [["desk@example.org"]]
    assert "'chief' from 198.51.100.5" in str(mail.outbox[0].body)


def test_nobody_is_written_to_where_nobody_is_named(owner: User) -> None:
    guess_from_many_addresses()
    assert mail.outbox == []


def test_an_owner_leaves_no_line(owner: User, caplog: pytest.LogCaptureFixture) -> None:
    assert log_in(browser_at(STRANGER))
    assert "chief" not in caplog.text
