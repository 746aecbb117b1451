"""The pages of the account: which there are, how they speak, and that they stand at the desk."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from tests.access.conftest import PASSWORD, browser_at, log_in

pytestmark = pytest.mark.django_db

# What the library has and nobody needs here.
CLOSED = (
    "account_signup",
    "account_signup_by_passkey",
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_request_login_code",
    "socialaccount_signup",
    "socialaccount_connections",
    "openid_connect_login",
)
MANAGED = (
    "account_change_password",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_view_recovery_codes",
)


@pytest.mark.parametrize("name", CLOSED)
def test_nothing_is_open_that_is_not_needed(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_desk_leads_to_the_login_and_back(owner: User) -> None:
    client = browser_at("203.0.113.5")
    assert (
        client.get("/admin/articles/").headers["Location"] == "/admin/login/?next=/admin/articles/"
    )
    form = {"login": "chief", "password": PASSWORD, "next": "/admin/articles/"}
    assert client.post("/admin/login/", form).headers["Location"] == "/admin/articles/"


def test_the_login_leads_to_no_other_site(owner: User) -> None:
    form = {"login": "chief", "password": PASSWORD, "next": "https://evil.example/"}
    response = browser_at("203.0.113.5").post("/admin/login/", form)
    assert response.headers["Location"] == "/admin/"


def test_a_reader_with_an_account_is_refused_and_not_sent_in_circles() -> None:
    User.objects.create_user("reader", "", PASSWORD)
    client = browser_at("203.0.113.5")
    form = {"login": "reader", "password": PASSWORD}
    response = client.post("/admin/login/", form, follow=True)
    assert response.status_code == 403
    assert "“reader” has no rights at the desk yet" in response.content.decode()
    assert 'action="/admin/account/logout/"' in response.content.decode()


def test_a_closed_account_stays_out() -> None:
    User.objects.create_user("gone", "", PASSWORD, is_staff=True, is_active=False)
    assert not log_in(browser_at("203.0.113.5"), "gone")


@pytest.mark.parametrize("name", MANAGED)
def test_pages_of_an_account_stand_in_the_frame_of_the_desk(name: str, owner: User) -> None:
    RecoveryCodes.activate(owner)
    client = Client()
    log_in(client)
    response = client.get(reverse(name), follow=True)
    html = response.content.decode()
    assert response.status_code == 200
    assert 'id="nav-sidebar"' in html or "desk-account" in html
    assert "articles/admin/desk.css" in html


@pytest.mark.parametrize("name", MANAGED)
def test_strangers_are_led_to_the_login(name: str) -> None:
    response = browser_at("203.0.113.5").get(reverse(name))
    assert response.headers["Location"].startswith("/admin/login/?next=")


def test_the_login_speaks_chinese(owner: User) -> None:
    with translation.override("zh-hans"):
        client = browser_at("203.0.113.5")
        html = client.get("/admin/login/").content.decode()
        for _try in range(6):
            refused = client.post("/admin/login/", {"login": "chief", "password": "x"})
    for word in ("用户名", "密码", "登录", "通行密钥"):
        assert word in html
    assert "分钟后再试" in refused.content.decode()


def test_the_menu_of_the_name_leads_to_password_and_second_factor(owner: User) -> None:
    client = Client()
    log_in(client)
    html = client.get("/admin/").content.decode()
    assert reverse("account_change_password") in html
    assert reverse("mfa_index") in html
