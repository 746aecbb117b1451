"""OpenID Connect, against a provider that stands in the test."""

import importlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import clear_url_caches
from pytest_django import Settings

from articles.access import account_urls
from newsroom import urls
from tests.access.conftest import add_authenticator_app, browser_at, log_in

pytestmark = pytest.mark.django_db

PROVIDER = "https://id.example.org"
CONFIG = {
    "issuer": PROVIDER,
    "authorization_endpoint": f"{PROVIDER}/authorize",
    "token_endpoint": f"{PROVIDER}/token",
    "userinfo_endpoint": f"{PROVIDER}/userinfo",
    "jwks_uri": f"{PROVIDER}/keys",
    "token_endpoint_auth_methods_supported": ["client_secret_post"],
}
LOGIN = "/admin/account/oidc/sso/login/"
LIN: dict[str, Any] = {
    "sub": "4711",
    "preferred_username": "lin",
    "email": "lin@example.org",
    "email_verified": True,
    "groups": ["editors", "football"],
}


@pytest.fixture(autouse=True)
def _provider(settings: Settings) -> Iterator[None]:
    settings.OIDC_SERVER_URL = PROVIDER
    settings.OIDC_GROUPS = {"editors": "编辑", "chiefs": "主编"}
    app = {
        "provider_id": "sso",
        "name": "云汀 SSO",
        "client_id": "newsroom",
        "secret": "hush",
        "settings": {"server_url": PROVIDER},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    _read_addresses_again()
    for name in ("编辑", "主编", "记者"):
        Group.objects.get_or_create(name=name)
    yield
    settings.OIDC_SERVER_URL = ""
    _read_addresses_again()


def _read_addresses_again() -> None:
    importlib.reload(account_urls)
    importlib.reload(urls)
    clear_url_caches()


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the provider says of whoever logs in; a test changes it."""
    said_of = dict(LIN)

    def answer(_session: requests.Session, method: str, url: str, **sent: Any) -> Any:
        response = requests.Response()
        response.status_code = 200
        response.json = lambda **_options: bodies(url, sent)  # type: ignore[method-assign]
        response.headers["content-type"] = "application/json"
        return response

    def bodies(url: str, sent: Any) -> Any:
        path = urlsplit(url).path
        if path == "/token":
            assert sent["data"]["client_secret"] == "hush"
            assert sent["data"]["code_verifier"]
            token = {"iss": PROVIDER, "aud": "newsroom", "exp": 4_000_000_000, "iat": 1, **said_of}
            return {
                "access_token": "access",
                "token_type": "Bearer",
                "id_token": jwt.encode(token, "k" * 32),
            }
        return said_of if path == "/userinfo" else CONFIG

    monkeypatch.setattr(requests.Session, "request", answer)
    return said_of


def come_from_provider(client: Client, process: str = "login") -> Any:
    """Press the button, come back from the provider. The last page."""
    response = client.post(f"{LOGIN}?process={process}")
    address = urlsplit(response.headers["Location"])
    assert f"{address.scheme}://{address.netloc}" == PROVIDER
    query = parse_qs(address.query)
    assert query["code_challenge_method"] == ["S256"]
    back = {"code": "code", "state": query["state"][0]}
    return client.get(f"{LOGIN}callback/", back, follow=True)


def test_the_button_stands_at_the_login() -> None:
    html = browser_at("203.0.113.5").get("/admin/login/").content.decode()
    assert "Log in with 云汀 SSO" in html


def test_the_policy_of_the_desk_lets_the_button_lead_to_the_provider(settings: Settings) -> None:
    client = browser_at("203.0.113.5")
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert f"form-action 'self' {PROVIDER};" in policy
    assert PROVIDER not in client.get("/").headers["Content-Security-Policy"]
    settings.OIDC_SERVER_URL = ""
    assert PROVIDER not in client.get("/admin/login/").headers["Content-Security-Policy"]


def test_a_claim_gives_a_group(claims: dict[str, Any]) -> None:
    client = browser_at("203.0.113.5")
    response = come_from_provider(client)
    assert (response.status_code, response.request["PATH_INFO"]) == (200, "/admin/")
    user = User.objects.get(username="lin")
    assert [group.name for group in user.groups.all()] == ["编辑"]
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, False, False)
    assert user.email == "lin@example.org"
    assert not EmailAddress.objects.exists()


def test_groups_follow_the_claim_and_others_stay(claims: dict[str, Any]) -> None:
    come_from_provider(browser_at("203.0.113.5"))
    user = User.objects.get(username="lin")
    user.groups.add(Group.objects.get(name="记者"))
    claims["groups"] = "chiefs"
    come_from_provider(browser_at("203.0.113.5"))
    assert sorted(group.name for group in user.groups.all()) == ["主编", "记者"]


def test_without_a_claim_nobody_gets_in(claims: dict[str, Any]) -> None:
    del claims["groups"]
    response = come_from_provider(browser_at("203.0.113.5"))
    assert response.status_code == 403
    user = User.objects.get(username="lin")
    assert (user.is_staff, user.groups.exists()) == (False, False)


def test_who_loses_the_claim_loses_the_desk(claims: dict[str, Any]) -> None:
    come_from_provider(browser_at("203.0.113.5"))
    claims["groups"] = []
    assert come_from_provider(browser_at("203.0.113.5")).status_code == 403


def test_without_a_mapping_rights_come_from_a_superuser(
    claims: dict[str, Any], settings: Settings
) -> None:
    settings.OIDC_GROUPS = {}
    come_from_provider(browser_at("203.0.113.5"))
    assert not User.objects.get(username="lin").is_staff
    User.objects.update(is_staff=True)
    assert come_from_provider(browser_at("203.0.113.5")).status_code == 200


def test_no_account_is_taken_over_by_its_name_or_address(
    owner: User, claims: dict[str, Any]
) -> None:
    claims |= {"preferred_username": "chief", "email": "Chief@example.org", "groups": ["chiefs"]}
    come_from_provider(browser_at("203.0.113.5"))
    assert User.objects.count() == 2
    newcomer = User.objects.exclude(pk=owner.pk).get()
    assert (newcomer.username != "chief", newcomer.email) == (True, "")
    assert not SocialAccount.objects.filter(user=owner).exists()


def test_an_account_is_connected_by_its_owner(owner: User, claims: dict[str, Any]) -> None:
    client = browser_at("203.0.113.5")
    log_in(client)
    response = come_from_provider(client, "connect")
    assert response.request["PATH_INFO"] == "/admin/account/2fa/"
    assert SocialAccount.objects.get().user == owner
    elsewhere = browser_at("203.0.113.6")
    assert come_from_provider(elsewhere).status_code == 200
    assert elsewhere.session["_auth_user_id"] == str(owner.pk)
    owner.refresh_from_db()
    assert owner.is_superuser


def test_a_second_factor_is_asked_for_after_the_provider(
    owner: User, claims: dict[str, Any]
) -> None:
    client = browser_at("203.0.113.5")
    log_in(client)
    come_from_provider(client, "connect")
    add_authenticator_app(owner)
    response = come_from_provider(browser_at("203.0.113.6"))
    assert response.request["PATH_INFO"] == "/admin/account/2fa/authenticate/"


def test_a_role_that_demands_one_sets_it_up_without_a_password(
    claims: dict[str, Any], settings: Settings
) -> None:
    settings.MFA_REQUIRED_ROLES = ["编辑"]
    client = browser_at("203.0.113.5")
    response = come_from_provider(client)
    assert response.request["PATH_INFO"] == "/admin/account/2fa/"
    assert client.get("/admin/account/2fa/totp/activate/").status_code == 200


def test_a_login_that_the_provider_refuses_is_explained() -> None:
    client = browser_at("203.0.113.5")
    response = client.get(f"{LOGIN}callback/", {"error": "access_denied", "state": "x"})
    assert response.status_code in (200, 302, 401)


def test_without_a_provider_there_is_no_address(settings: Settings) -> None:
    settings.OIDC_SERVER_URL = ""
    _read_addresses_again()
    response = browser_at("203.0.113.5").post(LOGIN)
    assert response.headers["Location"].startswith("/admin/login/")  # like any unknown address
