"""Logging in, in a browser: a passkey is made and opens the desk without a password."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.access.conftest import PASSWORD
from tests.browser.conftest import OpenPage
from tests.browser.test_smoke import PHONE, Complaints, overflows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def phone(live_server: LiveServer, open_page: OpenPage) -> Page:
    """A phone that can hold passkeys. Passkeys belong to a name, not to an address."""
    User.objects.create_user("chief", "", PASSWORD, is_staff=True, is_superuser=True)
    base_url = live_server.url.replace("127.0.0.1", "localhost")
    page = open_page(viewport=PHONE, base_url=base_url, locale="zh-CN")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return page


def log_in(page: Page) -> None:
    page.goto("/admin/")
    page.fill("input[name=login]", "chief")
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def test_a_passkey_opens_the_desk(phone: Page, live_server: LiveServer) -> None:
    complaints = Complaints(phone, live_server.url.replace("127.0.0.1", "localhost"))
    log_in(phone)
    expect(phone).to_have_url(re.compile("/admin/$"))
    phone.goto("/admin/account/2fa/webauthn/add/")
    phone.fill("input[name=password]", PASSWORD)
    phone.locator("main button").click()
    phone.check("input[name=passwordless]")
    assert not overflows(phone)
    phone.click("#mfa_webauthn_add")
    expect(phone.locator("#recovery_codes")).to_be_visible()
    assert not overflows(phone)
    phone.goto("/admin/account/2fa/webauthn/")
    assert not overflows(phone)
    phone.goto("/admin/account/logout/")
    phone.locator(".desk-button").click()
    phone.goto("/admin/")
    phone.get_by_role("button", name="用通行密钥登录").click()
    expect(phone).to_have_url(re.compile("/admin/$"))
    assert complaints == []


def test_wrong_passwords_say_when_to_try_again(phone: Page) -> None:
    phone.goto("/admin/")
    for _try in range(6):
        phone.fill("input[name=login]", "chief")
        phone.fill("input[name=password]", "wrong")
        phone.get_by_role("button", name="登录", exact=True).click()
    expect(phone.get_by_role("alert")).to_contain_text("尝试次数过多，请 1 分钟后再试。")
    assert not overflows(phone)
