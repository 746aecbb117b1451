"""The second factor: asked for at the login, demanded of roles, and what helps when a phone is lost."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from tests.access.conftest import (
    PASSWORD,
    add_authenticator_app,
    browser_at,
    code_now,
    log_in,
)
from tests.admin.browser import change_url, fill

pytestmark = pytest.mark.django_db

HOME = "203.0.113.80"
CODE_PAGE = "/admin/account/2fa/authenticate/"
FACTORS = "/admin/account/2fa/"


def is_at_the_desk(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def set_up_app(client: Client) -> str:
    """Set an authenticator app up by the pages, as a person does. The secret."""
    url = f"{FACTORS}totp/activate/"
    client.post(f"/admin/account/reauthenticate/?next={url}", {"password": PASSWORD})
    secret = str(client.get(url).context["form"].secret)
    response = client.post(url, {"code": code_now(secret)})
    assert response.headers["Location"] == f"{FACTORS}recovery-codes/"
    return secret


def test_without_one_the_password_is_enough(owner: User) -> None:
    client = browser_at(HOME)
    assert log_in(client)
    assert is_at_the_desk(client)


def test_with_one_the_password_alone_opens_nothing(owner: User) -> None:
    secret = add_authenticator_app(owner)
    client = browser_at(HOME)
    assert log_in(client)
    assert not is_at_the_desk(client)
    response = client.post(CODE_PAGE, {"code": code_now(secret)})
    assert response.headers["Location"] == "/admin/"
    assert is_at_the_desk(client)


def test_a_code_is_used_once(owner: User) -> None:
    secret = add_authenticator_app(owner)
    code = code_now(secret)
    for status in (302, 200):
        client = browser_at(HOME)
        log_in(client)
        assert client.post(CODE_PAGE, {"code": code}).status_code == status


def test_codes_cannot_be_guessed(owner: User, caplog: pytest.LogCaptureFixture) -> None:
    secret = add_authenticator_app(owner)
    client = browser_at(HOME)
    log_in(client)
    for _try in range(5):
        assert "Incorrect code" in client.post(CODE_PAGE, {"code": "000000"}).content.decode()
    response = client.post(CODE_PAGE, {"code": code_now(secret)})
    assert "please try again in 1 minute." in response.content.decode()
    assert not is_at_the_desk(client)
    assert "Wrong code for 'chief' from 203.0.113.80" in caplog.text


def test_an_app_is_set_up_and_gives_recovery_codes(owner: User) -> None:
    client = browser_at(HOME)
    log_in(client)
    set_up_app(client)
    codes = client.get(f"{FACTORS}recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    for status in (302, 200):  # each code opens once
        phoneless = browser_at(HOME)
        log_in(phoneless)
        assert phoneless.post(CODE_PAGE, {"code": codes[0]}).status_code == status


def test_the_password_is_asked_for_before_a_factor_is_set_up(owner: User) -> None:
    client = browser_at(HOME)
    log_in(client)
    response = client.get(f"{FACTORS}totp/activate/")
    assert response.headers["Location"].startswith("/admin/account/reauthenticate/")


# --- roles ---


@pytest.fixture
def chief_editor(settings: Settings) -> User:
    settings.MFA_REQUIRED_ROLES = ["主编"]
    user = User.objects.create_user("lin", "lin@example.org", PASSWORD, is_staff=True)
    group, _is_new = Group.objects.get_or_create(name="主编")
    user.groups.add(group)
    return user


def test_a_role_that_demands_one_is_led_to_it(chief_editor: User) -> None:
    client = browser_at(HOME)
    log_in(client, "lin")
    response = client.get("/admin/articles/article/", follow=True)
    assert response.redirect_chain == [(FACTORS, 302)]
    assert "Your role needs a second factor" in response.content.decode()
    set_up_app(client)
    assert is_at_the_desk(client)


def test_the_way_out_stays_open(chief_editor: User) -> None:
    client = browser_at(HOME)
    log_in(client, "lin")
    assert client.post("/admin/logout/").status_code == 200
    assert "sessionid" not in client.cookies or not client.cookies["sessionid"].value


def test_nothing_can_be_sent_without_it(chief_editor: User) -> None:
    client = browser_at(HOME)
    log_in(client, "lin")
    response = client.post("/admin/articles/publication/add/", {"name": "云汀晚报"})
    assert response.headers["Location"] == FACTORS


def test_other_roles_go_on_without(chief_editor: User, owner: User) -> None:
    client = browser_at(HOME)
    log_in(client)
    assert is_at_the_desk(client)


@pytest.mark.parametrize("role", ["superuser", "*"])
def test_superusers_or_everybody_can_be_asked(role: str, owner: User, settings: Settings) -> None:
    settings.MFA_REQUIRED_ROLES = [role]
    client = browser_at(HOME)
    log_in(client)
    assert client.get("/admin/").headers["Location"] == FACTORS


def test_the_last_factor_of_such_a_role_stays(chief_editor: User) -> None:
    client = browser_at(HOME)
    log_in(client, "lin")
    set_up_app(client)
    client.post(f"{FACTORS}totp/deactivate/")
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()


def test_others_take_theirs_away(owner: User) -> None:
    client = browser_at(HOME)
    log_in(client)
    set_up_app(client)
    client.post(f"{FACTORS}totp/deactivate/")
    assert not Authenticator.objects.exists()


def test_a_factor_that_was_taken_away_is_missed_at_once(
    chief_editor: User, settings: Settings
) -> None:
    client = browser_at(HOME)
    log_in(client, "lin")
    set_up_app(client)
    assert is_at_the_desk(client)
    Authenticator.objects.all().delete()
    client.get(FACTORS)
    assert client.get("/admin/").headers["Location"] == FACTORS


def test_a_page_of_the_desk_costs_no_query_more(owner: User, settings: Settings) -> None:
    client = browser_at(HOME)
    log_in(client)
    before = count_queries(client)
    settings.MFA_REQUIRED_ROLES = ["*"]
    add_authenticator_app(owner)
    client.get("/admin/")
    assert count_queries(client) == before


def count_queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/admin/articles/tag/").status_code == 200
    return len(queries)


# --- a lost phone ---


def test_a_superuser_takes_a_lost_factor_away(owner: User, desk_of_owner: Client) -> None:
    user = User.objects.create_user("lin", "", PASSWORD, is_staff=True)
    add_authenticator_app(user)
    RecoveryCodes.activate(user)
    url = change_url(user)
    sent = fill(desk_of_owner.get(url), "user_form")
    marks = dict.fromkeys(_deletions(desk_of_owner.get(url).content.decode()), "on")
    assert len(marks) == 2
    assert desk_of_owner.post(url, sent | marks).status_code == 302
    assert not Authenticator.objects.exists()


def test_nobody_else_sees_factors(owner: User, staff_of: Callable[..., Client]) -> None:
    user = User.objects.create_user("lin", "", PASSWORD, is_staff=True)
    add_authenticator_app(user)
    html = staff_of("view_user", "change_user").get(change_url(user)).content.decode()
    assert "authenticator_set" not in html


@pytest.fixture
def desk_of_owner(owner: User) -> Client:
    client = browser_at(HOME)
    client.force_login(owner)
    return client


@pytest.fixture
def staff_of() -> Callable[..., Client]:
    def make(*rights: str) -> Client:
        user = User.objects.create_user("steward", "", PASSWORD, is_staff=True)
        permissions = user.user_permissions.model.objects.filter(codename__in=rights)
        user.user_permissions.set(permissions)
        client = browser_at(HOME)
        client.force_login(user)
        return client

    return make


def _deletions(html: str) -> list[str]:
    """The names of the boxes that delete a row of the inline."""
    parts = html.split('name="authenticator_set-')[1:]
    names = ["authenticator_set-" + part.split('"')[0] for part in parts]
    return [name for name in names if name.endswith("-DELETE") and "__prefix__" not in name]
